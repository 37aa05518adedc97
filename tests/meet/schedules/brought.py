"""Bring programmes in from texts of files, as the worker reads them, and write such files."""

from __future__ import annotations

from typing import Any

from praya.core.sheets.kinds import Plan
from praya.core.sheets.reading import RawSheet
from praya.core.sheets.uploads import read_upload
from tests.meet.sheets.rows import plan, sheet, take

HEADS = ("reference", "title", "kind", "site", "room", "day", "begins", "ends")
EVENT = """<event guid="{guid}" id="{number}"><room>{room}</room><title>{title}</title><subtitle/><type>{kind}</type>
<date>{date}</date><start>{start}</start><duration>{duration}</duration><abstract>{abstract}</abstract><track>{track}</track>
<persons>{persons}</persons><language>en</language></event>"""
USUAL = {
    "guid": "0f5a3c1e-93b9-4eae-9a09-d482e86cede3", "number": 1, "room": "Room 1", "title": "Opening", "kind": "Panel",
    "date": "2027-03-16T09:00:00+08:00", "start": "09:00", "duration": "01:30", "abstract": "About it.", "track": "",
    "persons": "",
}  # fmt: skip  # several on a line


def programme(*rows: tuple[str, ...], heads: tuple[str, ...] = HEADS) -> RawSheet:
    """Return a sheet of the programme."""
    return sheet("programme", heads, *rows)


def schedule(
    *events: dict[str, Any], zone: str = "Asia/Hong_Kong", head: str = '<?xml version="1.0" encoding="UTF-8"?>'
) -> bytes:
    """Return a schedule.xml of another system with some events."""
    text = "".join(EVENT.format(**{**USUAL, "number": number, **one}) for number, one in enumerate(events, start=1))
    return (
        f"{head}<schedule><generator name='pretalx'/><version>1</version><conference><title>Other</title><acronym>other</acronym>"
        f"<time_zone_name>{zone}</time_zone_name></conference><day index='1' date='2027-03-16' start='2027-03-16T04:00:00+08:00' "
        f"end='2027-03-17T03:59:00+08:00'><room name='Room 1'>{text}</room></day></schedule>"
    ).encode()


def calendar(*events: str) -> bytes:
    """Return an iCalendar file of some events, each given as its lines."""
    body = "".join(f"BEGIN:VEVENT\r\nDTSTAMP:20270101T000000Z\r\n{one}\r\nEND:VEVENT\r\n" for one in events)
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Other//EN\r\n{body}END:VCALENDAR\r\n".encode()


def planned(edition: Any, content: bytes, **words: Any) -> Plan:
    """Make the dry run of a file."""
    return plan(edition, *read_upload(content), **words)


def taken(edition: Any, content: bytes, **words: Any) -> Plan:
    """Import a file."""
    return take(edition, *read_upload(content), **words)
