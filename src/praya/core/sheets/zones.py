"""Find time zones by what people write: names of the IANA database, cities, abbreviations, offsets.

A name or an unmistakable city is taken. An abbreviation or an offset is answered with places that it means: an offset does not
tell whether clocks change in summer, and the names Etc/GMT+8 and the like count the other way round.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from praya.core.texts.likeness import likeliest

# Known places whose clocks do not change, to name for an offset.
_STEADY = (
    *(
        "Asia/Hong_Kong",
        "Asia/Shanghai",
        "Asia/Taipei",
        "Asia/Singapore",
        "Asia/Tokyo",
        "Asia/Seoul",
        "Asia/Bangkok",
        "Asia/Kolkata",
    ),
    *("Asia/Kathmandu", "Asia/Dhaka", "Asia/Yangon", "Asia/Karachi", "Asia/Kabul", "Asia/Dubai", "Asia/Tashkent", "Asia/Kuwait"),
    *("Europe/Istanbul", "Europe/Moscow", "Africa/Johannesburg", "Africa/Lagos", "Africa/Nairobi", "Africa/Abidjan"),
    *("America/Sao_Paulo", "America/Argentina/Buenos_Aires", "America/Bogota", "America/Caracas", "America/Mexico_City"),
    *("America/Phoenix", "Pacific/Honolulu", "Australia/Brisbane", "Australia/Darwin", "Pacific/Guam", "Pacific/Noumea"),
    *("Pacific/Fiji", "Pacific/Tongatapu", "Pacific/Kiritimati", "Australia/Eucla", "Pacific/Marquesas", "Pacific/Pitcairn"),
)
_MEANT: Mapping[str, tuple[str, ...]] = {
    "aest": ("Australia/Sydney", "Australia/Brisbane"), "art": ("America/Argentina/Buenos_Aires",),
    "brt": ("America/Sao_Paulo",),
    "bst": ("Europe/London", "Asia/Dhaka"), "cest": ("Europe/Paris",), "cet": ("Europe/Paris",),
    "cst": ("Asia/Shanghai", "America/Chicago"),
    "cst6cdt": ("America/Chicago",), "edt": ("America/New_York",), "eest": ("Europe/Athens",), "eet": ("Europe/Athens",),
    "est": ("America/New_York",), "est5edt": ("America/New_York",), "gst": ("Asia/Dubai",), "hkt": ("Asia/Hong_Kong",),
    "ict": ("Asia/Bangkok", "Asia/Ho_Chi_Minh"), "ist": ("Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem"),
    "jst": ("Asia/Tokyo",),
    "kst": ("Asia/Seoul",), "msk": ("Europe/Moscow",), "mst": ("America/Denver",), "mst7mdt": ("America/Denver",),
    "myt": ("Asia/Kuala_Lumpur",), "npt": ("Asia/Kathmandu",), "nzst": ("Pacific/Auckland",), "pdt": ("America/Los_Angeles",),
    "pht": ("Asia/Manila",), "prc": ("Asia/Shanghai",), "pst": ("America/Los_Angeles", "Asia/Manila"),
    "pst8pdt": ("America/Los_Angeles",),
    "roc": ("Asia/Taipei",), "rok": ("Asia/Seoul",), "sast": ("Africa/Johannesburg",), "sgt": ("Asia/Singapore",),
    "wet": ("Europe/Lisbon",), "wib": ("Asia/Jakarta",),
}  # fmt: skip  # several on a line
_PLACES: Mapping[str, str] = {
    "beijing": "Asia/Shanghai", "peking": "Asia/Shanghai", "china": "Asia/Shanghai", "china standard time": "Asia/Shanghai",
    "guangzhou": "Asia/Shanghai", "shenzhen": "Asia/Shanghai", "hongkong": "Asia/Hong_Kong", "macao": "Asia/Macau",
    "japan": "Asia/Tokyo",
    "tokyo standard time": "Asia/Tokyo", "korea standard time": "Asia/Seoul", "taipei standard time": "Asia/Taipei",
    "singapore standard time": "Asia/Singapore", "india": "Asia/Kolkata", "india standard time": "Asia/Kolkata",
    "mumbai": "Asia/Kolkata",
    "delhi": "Asia/Kolkata", "nepal standard time": "Asia/Kathmandu", "gmt standard time": "Europe/London",
    "romance standard time": "Europe/Paris", "w. europe standard time": "Europe/Berlin",
    "eastern standard time": "America/New_York",
    "pacific standard time": "America/Los_Angeles", "central standard time": "America/Chicago", "香港": "Asia/Hong_Kong",
    "澳門": "Asia/Macau", "澳门": "Asia/Macau", "北京": "Asia/Shanghai", "上海": "Asia/Shanghai", "台北": "Asia/Taipei",
    "臺北": "Asia/Taipei", "東京": "Asia/Tokyo", "东京": "Asia/Tokyo", "首爾": "Asia/Seoul", "首尔": "Asia/Seoul",
    "서울": "Asia/Seoul",
    "新加坡": "Asia/Singapore",
}  # fmt: skip  # several on a line
_OFFSET = re.compile(r"(?:gmt|utc|z)?\s*(?P<sign>[+-])\s*(?P<hours>\d{1,2})(?::?(?P<minutes>\d{2}))?")
_UPSIDE_DOWN = re.compile(r"etc/gmt[+-]\d+")
_MOST_NAMED = 3


def folded_zone(text: str) -> str:
    """Return a name of a zone without case, and with one kind of hyphen and space."""
    plain = re.sub(r"[\u2010-\u2015\u2212]", "-", unicodedata.normalize("NFKC", text).casefold())
    return " ".join(plain.replace("_", " ").split())


@cache
def _names() -> Mapping[str, str]:
    known = [name for name in available_timezones() if ("/" in name or name == "UTC") and not name.startswith("Etc/")]
    return {folded_zone(name): name for name in known}


@cache
def _cities() -> Mapping[str, str]:
    """Return the zone of every city of which only one is called after it."""
    found: dict[str, set[str]] = defaultdict(set)
    for folded, name in _names().items():
        if "/" in name and not name.startswith(("US/", "Canada/", "Brazil/", "Chile/", "Mexico/")):
            found[folded.rpartition("/")[2]].add(name)
    return {city: next(iter(names)) for city, names in found.items() if len(names) == 1}


@cache
def zone_named(text: str) -> str:
    """Return the zone that a text names without doubt, or nothing.

    >>> [zone_named(text) for text in ("asia/hong kong", "Kathmandu", "北京", "GMT+8", "Etc/GMT+8", "IST")]
    ['Asia/Hong_Kong', 'Asia/Kathmandu', 'Asia/Shanghai', '', '', '']
    """
    folded = folded_zone(text)
    return _names().get(folded) or _PLACES.get(folded) or _cities().get(folded, "")


def zones_meant(text: str) -> list[str]:
    """Return zones that a text may mean: for an offset only places that have it all year.

    >>> zones_meant("GMT+8"), zones_meant("UTC+05:45"), zones_meant("Asia/Hong_Kon")
    (['Asia/Hong_Kong', 'Asia/Shanghai', 'Asia/Taipei'], ['Asia/Kathmandu'], ['Asia/Hong_Kong'])
    """
    folded = folded_zone(text)
    if folded in _MEANT:
        return list(_MEANT[folded])
    if found := _OFFSET.fullmatch(folded):
        offset = timedelta(hours=int(found["hours"]), minutes=int(found["minutes"] or 0))
        asked = offset if found["sign"] == "+" else -offset
        return [name for name in _STEADY if _offsets(name) == {asked}][:_MOST_NAMED]
    likely = likeliest(folded, _names(), at_least=75, in_parts=True) if not is_upside_down(text) else None
    return [_names()[likely]] if likely else []


@cache
def _offsets(name: str) -> set[timedelta | None]:
    zone, year = ZoneInfo(name), datetime.now(UTC).year
    return {datetime(year, month, 1, tzinfo=zone).utcoffset() for month in range(1, 13)}


def is_upside_down(text: str) -> bool:
    """Tell whether a text is a name such as Etc/GMT+8, which is eight hours behind and not ahead."""
    return _UPSIDE_DOWN.fullmatch(folded_zone(text)) is not None
