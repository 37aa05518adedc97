"""Write a schedule as schedule.xml, the format of Pentabarf, frab and pretalx that conference apps read.

Some apps decide by the first thousand characters what a file is: nothing long stands before the conference. An app drops an event
that lacks its number, UUID, title, start or duration: all of them are always there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from praya.meet.schedules.entries import SLOT, Day, Entry, Schedule

MEDIA_TYPE = "application/vnd.c3voc.schedule+xml"
_UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what XML 1.0 has no way to write


def xml_of(schedule: Schedule) -> bytes:
    """Return the file."""
    return "".join(_lines(schedule)).encode()


def _lines(schedule: Schedule) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<schedule>\n'
    yield '<generator name="Praya"/>\n'
    yield _element("url", schedule.address)
    yield _element("version", schedule.version)
    yield "<conference>\n"
    for name, text in (
        ("title", schedule.title),
        ("acronym", schedule.acronym),
        ("start", schedule.days[0].on.isoformat()),
        ("end", schedule.days[-1].on.isoformat()),
        ("days", str(len(schedule.days))),
        ("timeslot_duration", SLOT),
        ("base_url", schedule.page),
        ("time_zone_name", schedule.zone),
    ):
        yield _element(name, text)
    for code, name in schedule.tracks:
        yield f"<track name={_quoted(name)} slug={_quoted(f'track-{code}')}/>\n"
    yield "</conference>\n"
    for day in schedule.days:
        yield from _day(day)
    yield "</schedule>\n"


def _day(day: Day) -> Iterator[str]:
    words = f'index="{day.number}" date="{day.on.isoformat()}" start="{day.begins.isoformat()}" end="{day.ends.isoformat()}"'
    yield f"<day {words}>\n"
    for room, entries in day.rooms:
        yield f'<room name={_quoted(room.name)} guid="{room.guid}">\n'
        for entry in entries:
            yield from _event(entry)
        yield "</room>\n"
    yield "</day>\n"


def _event(entry: Entry) -> Iterator[str]:
    yield f'<event guid="{entry.guid}" id="{entry.number}" code="{entry.code}">\n'
    yield _element("room", entry.room.name)
    yield _element("title", entry.title)
    yield _element("subtitle", "")
    yield _element("type", entry.kind)
    yield _element("date", entry.begins.isoformat())
    yield _element("start", f"{entry.begins:%H:%M}")
    yield _element("duration", entry.duration)
    yield _element("abstract", entry.abstract)
    yield _element("slug", entry.slug)
    yield _element("track", entry.track)
    people = "".join(f'<person id="{one.number}" guid="{one.guid}">{_text(one.name)}</person>' for one in entry.people)
    yield f"<persons>{people}</persons>\n"
    yield _element("language", entry.language)
    yield _element("description", entry.description)
    yield f"<links><link href={_quoted(entry.stream)}>{_text(entry.stream)}</link></links>\n" if entry.stream else ""
    yield _element("url", entry.address)
    yield "</event>\n"


def _element(name: str, text: str) -> str:
    return f"<{name}>{_text(text)}</{name}>\n"


def _text(text: str) -> str:
    return escape(_UNFIT.sub("", text), {"\r": " "})


def _quoted(text: str) -> str:
    return quoteattr(_UNFIT.sub("", text))
