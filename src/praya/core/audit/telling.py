"""Let rooms say what the trail calls their records and facts, so that an entry is told in words.

What nobody has named is not told: a key, a number of a row or a word of the program is no sentence. It stays in the raw entry.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Q

Row = Mapping[str, Any]
Facts = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Clock:
    """Hold how the trail writes times: an instant on the clock of the edition's site, with its city."""

    moment: Callable[[datetime], str]
    span: Callable[[datetime, datetime], str]


@dataclass(frozen=True, slots=True)
class Told:
    """Say what a record is called, and where its page is.

    `columns` are read of all records of a page in one query; `words` makes a name of the rows of one of them: several where a
    column leads to several. `page` is the name of its address, whose words after the edition are in the columns `place`.
    `table` is asked instead of the record's own, by its column `key`; `only` leaves rows out that the trail does not name.
    """

    columns: tuple[str, ...]
    words: Callable[[Sequence[Row], Clock], str]
    page: str = ""
    place: tuple[str, ...] = ()
    table: str = ""
    key: str = "pk"
    only: Q = field(default_factory=Q)


@dataclass(frozen=True, slots=True)
class Fact:
    """Name a fact, and say how its value is read where neither its column nor its shape tells that.

    `refers` is the table whose rows its values name, found by their column `by`; `words` are those of a closed list; of what
    `is_counted` the trail says how many there are.
    """

    label: Any
    refers: str = ""
    by: str = "pk"
    words: Mapping[str, Any] = field(default_factory=dict)
    is_counted: bool = False


Reshaped = tuple[Facts | None, Facts | None]


@dataclass(slots=True)
class _Declared:
    subjects: dict[str, Told] = field(default_factory=dict)
    facts: dict[tuple[str, str], Fact] = field(default_factory=dict)
    reshaped: dict[str, Callable[[Facts, Facts], Reshaped]] = field(default_factory=dict)
    nameless: set[str] = field(default_factory=set)


_declared = _Declared()


def declare_subjects(subjects: Mapping[str, Told]) -> None:
    """Say what records ("meet.delegate") are called."""
    _declared.subjects.update(subjects)


def declare_facts(facts: Mapping[str, Any], *, of: str = "") -> None:
    """Name facts, `of` one table or wherever they occur, by words or by a Fact."""
    for name, one in facts.items():
        _declared.facts[of, name] = one if isinstance(one, Fact) else Fact(one)


def declare_reshaping(shapes: Mapping[str, Callable[[Facts, Facts], Reshaped]]) -> None:
    """Say of deeds how the facts that the trail keeps become those that it tells."""
    _declared.reshaped.update(shapes)


def declare_nameless(*deeds: str) -> None:
    """Name deeds of participants of which the trail does not tell about what they were."""
    _declared.nameless.update(deeds)


def subject_told(table: str) -> Told | None:
    """Return what records of a table are called."""
    return _declared.subjects.get(table)


def fact_told(table: str, name: str) -> Fact | None:
    """Return how a fact of a table is told; None: not at all."""
    return _declared.facts.get((table, name)) or _declared.facts.get(("", name))


def reshaped(action: str, before: Facts | None, after: Facts | None) -> Reshaped:
    """Return the facts of a deed as they are told."""
    shape = _declared.reshaped.get(action)
    return shape(before or {}, after or {}) if shape is not None else (before, after)


def is_nameless(action: str) -> bool:
    """Tell whether the trail keeps to itself about what a deed was."""
    return action in _declared.nameless
