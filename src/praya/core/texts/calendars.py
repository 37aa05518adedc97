"""Begin an iCalendar text (RFC 5545), and write its texts so that every program reads them alike: the one place for both.

What one visitor asks for is put together by the library; a whole programme, which many programs fetch again and again, is
written line by line here: that takes a tenth of the time.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from praya.core.texts.plain import in_one_line

if TYPE_CHECKING:
    from icalendar import Calendar

_WIDTH = 75  # octets a line may have, RFC 5545, 3.1
_ESCAPED = str.maketrans({";": "\\;", ",": "\\,", "\n": "\\n"})
# Where the usual calendars take an address to subscribe to; Apple's and most others do by the webcal address itself.
_CALENDARS = (
    ("Google", "https://calendar.google.com/calendar/r?", "cid"),
    ("Outlook.com", "https://outlook.live.com/calendar/0/addfromweb?", "url"),
    ("Microsoft 365", "https://outlook.office.com/calendar/0/addfromweb?", "url"),
)


def calendars_with(address: str) -> list[tuple[str, str]]:
    """Return the usual calendars, each with the address at which it subscribes to another one."""
    return [(name, page + urlencode({word: address})) for name, page, word in _CALENDARS]


def webcal(address: str) -> str:
    """Return the address by which Apple's calendar and most others subscribe to another one.

    >>> webcal("https://praya.example/feed.ics")
    'webcal://praya.example/feed.ics'
    """
    return f"webcal{address[address.index(':') :]}"


def etag_of(text: bytes) -> str:
    """Return the strong validator of a file that is fetched again and again."""
    return f'"{hashlib.sha256(text).hexdigest()[:32]}"'


def new_calendar(method: str) -> Calendar:
    """Return an empty calendar of a method: PUBLISH, REQUEST or CANCEL."""
    from icalendar import Calendar  # a process that answers no calendar program does without

    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//Praya//Praya//EN")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    return calendar


def in_calendar(text: str) -> str:
    """Return a text or an address as one line of a property, however a program reads it.

    Of a backslash before an n some make a line, even where it is escaped: another sign that looks the same stands for it.
    """
    return in_one_line(text).replace("\\", "\uff3c")


def line_of(name: str, value: str) -> str:
    """Return a property as a line, folded where it is longer than a line may be, and within no character.

    >>> line_of("SUMMARY", "x" * 90).split("\\r\\n ")[1]
    'xxxxxxxxxxxxxxxxxxxxxxx\\r\\n'
    """
    whole = f"{name}:{value}"
    if len(whole) <= _WIDTH and whole.isascii():
        return f"{whole}\r\n"
    octets, parts, begin, width = whole.encode(), [], 0, _WIDTH
    while begin < len(octets):
        end = min(begin + width, len(octets))
        while end < len(octets) and octets[end] & 0xC0 == 0x80:
            end -= 1
        parts.append(octets[begin:end])
        begin, width = end, _WIDTH - 1
    return b"\r\n ".join(parts).decode() + "\r\n"


def text_line(name: str, text: str) -> str:
    """Return a property that is a text, of one line or several.

    >>> text_line("LOCATION", "Room 1, Hall A")
    'LOCATION:Room 1\\\\, Hall A\\r\\n'
    """
    return line_of(name, "\n".join(map(in_calendar, text.split("\n"))).translate(_ESCAPED))


def instant_line(name: str, moment: datetime) -> str:
    """Return a property that is an instant, in UTC: no program needs to know a zone for it."""
    return f"{name}:{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}\r\n"
