"""Say whose clock a time is on by the city, for the short names of zones mean several places: CST is Chicago's and Shanghai's."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.utils.translation import get_language

from praya.core.texts.reading import read
from praya.meet.editions.models import Site


def city_of(zone: str, sites: Iterable[Site] = ()) -> str:
    """Return the city of a zone in the reader's language: as the edition calls its site there, else as the zone is known."""
    language = get_language() or "en"
    at_home = next((site for site in sites if site.zone == zone), None)
    return (read(at_home.name, language).text if at_home is not None else "") or city_of_zone(zone, language)


@lru_cache(maxsize=512)
def city_of_zone(zone: str, language: str) -> str:
    """Return the city that a zone is named after.

    >>> city_of_zone("Asia/Hong_Kong", "en"), city_of_zone("Asia/Hong_Kong", "zh-hant"), city_of_zone("UTC", "en")
    ('Hong Kong', '香港', 'UTC')
    """
    from babel import Locale, UnknownLocaleError
    from babel.dates import get_timezone_location

    try:
        locale = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    return str(get_timezone_location(ZoneInfo(zone), locale=locale, return_city=True))


def offset_words(local: datetime) -> str:
    """Return how far a clock is from UTC.

    >>> offset_words(datetime(2027, 3, 16, tzinfo=ZoneInfo("Asia/Kathmandu")))
    'UTC+5:45'
    """
    shift = local.utcoffset()
    minutes = int(shift.total_seconds()) // 60 if shift is not None else 0
    hours, rest = divmod(abs(minutes), 60)
    sign = "−" if minutes < 0 else "+"
    return f"UTC{sign}{hours}" + (f":{rest:02d}" if rest else "") if minutes else "UTC"
