"""Read an iCalendar file as rows, one for each event, so that it is planned as any sheet is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from praya.core.sheets.encodings import decoded
from praya.core.sheets.scan import Unreadable

if TYPE_CHECKING:
    from icalendar import Component

HEADS = ("uid", "title", "begins", "ends", "location", "abstract", "categories", "status", "time zone", "repeats")
NAME = "schedule"
STATES = {"CONFIRMED": "confirmed", "TENTATIVE": "draft", "CANCELLED": "cancelled"}


def is_calendar(beginning: bytes) -> bool:
    """Tell from its beginning whether a file is a calendar.

    >>> is_calendar(b"BEGIN:VCALENDAR\\r\\n"), is_calendar(b"name,e-mail")
    (True, False)
    """
    return beginning.removeprefix(b"\xef\xbb\xbf").lstrip().upper().startswith(b"BEGIN:VCALENDAR")


def calendar_rows(content: bytes) -> Iterator[list[str]]:
    """Yield the heads and a row for each event; Unreadable for what is no calendar."""
    from icalendar import Calendar  # loaded after the limits of this process are set

    text, _encoding = decoded(content)
    try:
        calendars = Calendar.from_ical(text, multiple=True)
    except (ValueError, KeyError, IndexError) as error:
        raise Unreadable("broken_calendar") from error
    yield list(HEADS)
    for calendar in calendars:
        zone = str(calendar.get("X-WR-TIMEZONE", ""))
        for event in calendar.walk("VEVENT"):
            found = _told(event, zone)
            yield [found[head] for head in HEADS]


def _told(event: Component, zone: str) -> dict[str, str]:
    begins = _moment(event, "DTSTART")
    ends = _moment(event, "DTEND")
    lasts = getattr(event.get("DURATION"), "dt", None)
    if ends is None and isinstance(begins, datetime) and isinstance(lasts, timedelta):
        ends = begins + lasts
    instance = _moment(event, "RECURRENCE-ID")
    uid = _text(event, "UID")
    return {
        "uid": f"{uid} {instance.isoformat()}" if instance is not None else uid,
        "title": _text(event, "SUMMARY"),
        "begins": begins.isoformat() if begins is not None else _text(event, "DTSTART"),
        "ends": ends.isoformat() if ends is not None else "",
        "location": _text(event, "LOCATION"),
        "abstract": _text(event, "DESCRIPTION"),
        "categories": "; ".join(_categories(event)),
        "status": STATES.get(_text(event, "STATUS").upper(), ""),
        "time zone": str(getattr(getattr(begins, "tzinfo", None), "key", "") or "") or zone,
        "repeats": "yes" if "RRULE" in event or "RDATE" in event else "",
    }


def _text(event: Component, name: str) -> str:
    """Return a property; of one that comes twice the first."""
    found = event.get(name, "")
    return str(found[0] if isinstance(found, list) and found else found).strip()


def _moment(event: Component, name: str) -> date | None:
    found = event.get(name)
    moment = getattr(found[0] if isinstance(found, list) and found else found, "dt", None)
    return moment if isinstance(moment, date) else None


def _categories(event: Component) -> Iterator[str]:
    found: Any = event.get("CATEGORIES", [])
    for one in found if isinstance(found, list) else [found]:
        yield from (str(word) for word in getattr(one, "cats", [one]))
