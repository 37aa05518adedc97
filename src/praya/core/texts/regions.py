"""Know in which region somebody reads a language that is written the same and worded differently from place to place.

Traditional Chinese has one catalogue; names of countries are those of Hong Kong and Macau, or of Taiwan (CLDR, zh-Hant-HK and
zh-Hant). What decides is the reader's own clock, else what their browser says, else where the edition stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_BY_ZONE = {"Asia/Hong_Kong": "HK", "Asia/Macau": "MO", "Asia/Macao": "MO", "Asia/Taipei": "TW", "ROC": "TW", "Hongkong": "HK"}
_REGIONS = ("HK", "MO", "TW")
# None outside of requests and letters: nobody reads there.
_region: ContextVar[str | None] = ContextVar("region", default=None)


def region_of_zone(zone: str) -> str:
    """Return the region of a time zone, as far as it matters for words.

    >>> region_of_zone("Asia/Macau"), region_of_zone("Europe/Lisbon")
    ('MO', '')
    """
    return _BY_ZONE.get(zone, "")


def region_accepted(header: str) -> str:
    """Return the first region of Traditional Chinese that a browser's Accept-Language names.

    >>> region_accepted("zh-HK,zh;q=0.9,en"), region_accepted("zh-Hant-TW"), region_accepted("en-GB")
    ('HK', 'TW', '')
    """
    for part in header[:500].split(","):
        words = part.partition(";")[0].strip().upper().split("-")
        if words[0] == "ZH" and words[-1] in _REGIONS:
            return words[-1]
    return ""


def region() -> str:
    """Return the region in which the reader of this request, or letter, reads; empty where nothing tells."""
    return _region.get() or ""


@contextmanager
def reading_in(found: str) -> Iterator[None]:
    """Read in a region for a while."""
    token = _region.set(found)
    try:
        yield
    finally:
        _region.reset(token)


def suggest_region(found: str) -> None:
    """Read in a region as long as nothing else has told one: where an edition stands, for whoever visits it."""
    if found and _region.get() == "":
        _region.set(found)
