"""Read a schedule.xml (Pentabarf, frab, pretalx) as rows, one for each event, so that it is planned as any sheet is.

No declaration of a type is taken: entities are declared in one, and no program that writes this format needs it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from praya.core.sheets.scan import Unreadable

HEADS = ("guid", "title", "type", "track", "room", "begins", "ends", "duration", "language", "persons", "abstract", "time zone")
NAME = "schedule"
OURS = "Praya"
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_READ_BY_EXPAT = {"utf-8", "utf8", "utf-16", "us-ascii", "ascii"}
_TEXTS = frozenset({
    "title", "subtitle", "type", "track", "room", "date", "start", "end", "duration", "language", "abstract", "description",
})  # fmt: skip  # a list of words
LONGEST = 100_000


def is_schedule(beginning: bytes) -> bool:
    """Tell from its beginning whether a file is XML that holds a schedule.

    >>> is_schedule(b'<?xml version="1.0"?><schedule>'), is_schedule(b"name,e-mail")
    (True, False)
    """
    text = (
        beginning.replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff").lstrip()
    )
    return text.startswith((b"<?xml", b"<!DOCTYPE", b"<schedule"))


def schedule_rows(content: bytes) -> Iterator[list[str]]:
    """Yield the heads and a row for each event; Unreadable for what is no schedule."""
    walk = _Walk()
    found = _DECLARED.match(content[:200])
    declared = found[1].decode().lower() if found else ""
    text, encoding = (content, None) if not declared or declared in _READ_BY_EXPAT else (_decoded(content, declared), "utf-8")
    parser = expat.ParserCreate(encoding)
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = walk.doctype
    parser.StartElementHandler, parser.EndElementHandler = walk.begin, walk.end
    parser.CharacterDataHandler = walk.text
    try:
        parser.Parse(text, True)
    except expat.ExpatError as error:
        raise Unreadable("broken_xml", row=error.lineno) from error
    yield list(HEADS)
    yield from walk.rows


def _decoded(content: bytes, encoding: str) -> bytes:
    try:
        return content.decode(encoding).encode()
    except (LookupError, ValueError) as error:
        raise Unreadable("xml_encoding", encoding=encoding) from error


@dataclass(slots=True)
class _Walk:
    """Receive the elements of a file; a row is finished with its event."""

    rows: list[list[str]] = field(default_factory=list)
    path: list[str] = field(default_factory=list)
    held: list[str] = field(default_factory=list)
    length: int = 0
    day: str = ""
    room: str = ""
    zone: str = ""
    is_ours: bool = False
    event: dict[str, str] = field(default_factory=dict)
    people: list[str] = field(default_factory=list)

    def doctype(self, *_words: object) -> None:
        """Refuse declarations."""
        raise Unreadable("doctype")

    def begin(self, tag: str, attributes: dict[str, str]) -> None:
        """Follow the way down."""
        name = tag.rpartition(":")[2]
        if not self.path and name != NAME:
            raise Unreadable("no_schedule", element=name[:60])
        self.path.append(name)
        self.held, self.length = [], 0
        if self.path == [NAME, "generator"]:
            self.is_ours = attributes.get("name") == OURS
        elif self.path == [NAME, "day"]:
            self.day = attributes.get("date", "")
        elif self.path == [NAME, "day", "room"]:
            self.room = attributes.get("name", "")
        elif name == "event":
            self.event, self.people = {"guid": attributes.get("guid") or attributes.get("id", "")}, []

    def text(self, text: str) -> None:
        """Hold the text of the element that is open, as much as a row can have."""
        if self.length < LONGEST:
            self.held.append(text)
            self.length += len(text)

    def end(self, _tag: str) -> None:
        """Take the text of an element, and of an event its row."""
        name, text = self.path.pop(), "".join(self.held).strip()
        above = self.path[-1] if self.path else ""
        if above == "event" and name in _TEXTS:
            self.event[name] = text
        elif above == "persons" and name == "person" and text:
            self.people.append(text)
        elif above == "conference" and name == "time_zone_name":
            self.zone = text
        elif name == "event":
            self.rows.append(self._row())
        self.held, self.length = [], 0

    def _row(self) -> list[str]:
        said = self.event
        begins = said.get("date", "")
        if "T" not in begins and said.get("start"):  # Pentabarf wrote the day apart
            begins = f"{begins or self.day}T{said['start']}"
        texts = [said.get("subtitle", ""), said.get("abstract", "")]
        if not self.is_ours and said.get("description", "") != said.get("abstract", ""):
            texts.append(said.get("description", ""))  # ours repeats there what other parts of the programme say
        found = {
            **said,
            "begins": begins,
            "ends": said.get("end", ""),
            "room": said.get("room") or self.room,
            "persons": "; ".join(self.people),
            "abstract": "\n\n".join(filter(None, texts)),
            "time zone": self.zone,
        }
        return [found.get(head, "") for head in HEADS]
