"""Begin an iCalendar text (RFC 5545), and write its texts so that every program reads them alike: the one place for both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from praya.core.texts.plain import in_one_line

if TYPE_CHECKING:
    from icalendar import Calendar


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
