"""Declare a kind of record that is kept as a document, and find what was declared for a record.

A document is a plain map of what a record says: what forms, drafts, histories, the index and the API speak of. Its field
"level" is who may know of the record at all; "visibility" maps a part of it to a narrower level.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from praya.core.documents.sections import Field, Item, Rows, Section, Words

Document = dict[str, Any]
# Fields that are shown and hidden together, and their level when nobody chose one.
Part = tuple[tuple[str, ...], str]


@dataclass(frozen=True)
class Fault:
    """Name what is wrong in a document, where, and what would be right; "names.2.text" is the text of the third name."""

    place: str
    message: str


@dataclass(frozen=True, slots=True)
class Deeds:
    """Name what is done to a kind of record as the trail does; one that is changed at once has no drafts."""

    revise: str
    enter: str = ""
    undo: str = ""
    begin: str = ""
    submit: str = ""
    discard: str = ""
    give_back: str = ""


def _no_faults(_document: Mapping[str, Any]) -> Iterable[Fault]:
    return ()


@dataclass(frozen=True)
class Schema:
    """Say what a document of a kind holds, who reads which part of it, and what is wrong beyond its single values.

    `read` makes the document of a record, `known_by` is the list of which a reader must see a row to know of the record,
    `tidied` brings a trimmed document to its standard form. A trail `in_full` keeps whole documents before and after, else
    what differs.
    """

    model: type[Any]
    deeds: Deeds
    sections: tuple[Section, ...]
    read: Callable[[Any], Document]
    words: Words = field(default_factory=dict)
    parts: Mapping[str, Part] = field(default_factory=dict)
    check: Callable[[Mapping[str, Any]], Iterable[Fault]] = _no_faults
    tidied: Callable[[Document], Document] = dict
    known_by: str = ""
    in_full: bool = False

    @cached_property
    def items(self) -> Mapping[str, Item]:
        """Return what is asked for by its place in the document; what two pages ask for stands once."""
        found: dict[str, Item] = {}
        for section in self.sections:
            for item in section.items:
                found.setdefault(item.name, item)
        return found

    @cached_property
    def fields(self) -> list[str]:
        """Return the fields of a document in the order in which they are asked for."""
        return list(dict.fromkeys(item.stored_in for item in self.items.values()))

    @cached_property
    def rows(self) -> Mapping[str, Rows]:
        """Return the lists of rows by name."""
        return {name: item for name, item in self.items.items() if isinstance(item, Rows)}

    @cached_property
    def narrowed(self) -> list[str]:
        """Return the lists whose rows have a level each."""
        return [rows.name for rows in self.rows.values() if any(one.name == "level" for one in rows.fields)]

    @cached_property
    def empties(self) -> Mapping[str, Callable[[], Any]]:
        """Return what makes the value of a field whose part is hidden."""
        return {item.stored_in: item.empty for item in self.items.values()}

    def field_at(self, name: str) -> Field:
        """Return the field at a place of the document; what nobody asks for is told as it stands."""
        item = self.items.get(name)
        return item if isinstance(item, Field) else Field(name, name.rpartition(".")[2])

    def word(self, name: str) -> str:
        """Return the name of a field or part in the reader's language."""
        return str(self.words.get(name, name))

    def section_of(self, place: str) -> Section:
        """Return the page on which a place of a document is typed, or the first field of a part."""
        place = self.parts[place][0][0] if place in self.parts else place
        exact = (section for section in self.sections if any(item.name == place for item in section.items))
        within = (section for section in reversed(self.sections) if place.partition(".")[0] in section.fields)
        return next(exact, None) or next(within)
