"""Know every kind of sheet that a room takes in or gives out, and in which order they depend on each other.

A room declares its kinds in its feature.py; the upload, its dry run, the templates, the command line and the export find
them here, and nobody keeps a list of kinds.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self, TypeVar

from praya.core.sheets.columns import Kind, Table
from praya.core.sheets.faults import Fate
from praya.core.sheets.rows import Row
from praya.core.sheets.writing import Cell, Sheet
from praya.core.sheets.written import Written

Found = TypeVar("Found")
Progress = Callable[[int, int, str], None]


def silent(done: int, total: int, note: str) -> None:
    """Tell nobody about progress."""


@dataclass(slots=True)
class Reading:
    """Read an edition for the sheets of one workbook; what several kinds need is read once."""

    edition: Any
    known: dict[Any, Any] = field(default_factory=dict, init=False, repr=False)

    def shared(self, read: Callable[[Self], Found]) -> Found:
        """Return what `read` returns of this reading, the same for every kind that asks."""
        if read not in self.known:
            self.known[read] = read(self)
        found: Found = self.known[read]
        return found


@dataclass(slots=True)
class Plan(Reading):
    """Hold the tables of a file, every row's fate, and (shared by the kinds) what writing it would change.

    `ignored` names sheets and columns that were not understood, `remarks` say what the file does not show at once, `left` are the
    fates of rows that are left out for their faults; `by` is the account that brings the file, where one does. Whatever `write`
    does of which it can be taken back, it says to `written`.
    """

    tables: list[Table] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    progress: Progress = silent
    by: Any = None
    fates: list[Fate] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    left: list[Fate] = field(default_factory=list)
    written: Written = field(default_factory=Written)

    @property
    def counts(self) -> dict[str, int]:
        """Return how many rows have each fate."""
        return dict(Counter(fate.state for fate in self.fates))

    @property
    def digest(self) -> str:
        """Return a name for exactly these fates."""
        text = json.dumps([fate.as_json() for fate in self.fates], ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class SheetKind(Kind):
    """Say what becomes of a kind of sheet; one without `plan` only goes out, one without `export` only comes in.

    `needs` names the kinds to whose rows its own refer: they are planned and written before it, those that the file lacks
    are written too (a delegate may bring a company). `plan` sets every row's fate and writes nothing; `write` writes what
    was planned, in the caller's transaction, and is called once where kinds share it. `examples` gives, by the key of a
    column, examples that hold for the edition itself. A kind that `stands_alone` is never one of an organiser's sheets: it is
    taken where it is asked for by its key. Rows of one that `is_secret` are read by nobody but whoever brings them. One
    that `can_undo` tells `plan.written` of every row that it writes, so that a file of such kinds alone can be taken back.
    """

    label: Any = ""
    needs: tuple[str, ...] = ()
    plan: Callable[[Sequence[Row], Plan], None] | None = None
    write: Callable[[Plan, datetime], None] | None = None
    export: Callable[[SheetKind, Reading], Sheet] | None = None
    examples: Callable[[Reading], Mapping[str, tuple[str, str]]] | None = None
    can_undo: bool = False
    stands_alone: bool = False
    is_secret: bool = False

    def sheet(self, rows: Iterable[Sequence[Cell]], *, tags: Iterable[str] = ()) -> Sheet:
        """Return a sheet of this kind to write, with a further column of names for each of `tags`."""
        return Sheet(self.key, [*(column.english for column in self.columns), *(f"name ({tag})" for tag in tags)], rows)


_declared: dict[str, SheetKind] = {}


def declare_sheets(*kinds: SheetKind) -> None:
    """Let organisers bring in and take out sheets of these kinds."""
    for kind in kinds:
        if _declared.setdefault(kind.key, kind) is not kind:
            raise ValueError(f"The sheet “{kind.key}” is declared twice.")


def sheet_kinds() -> list[SheetKind]:
    """Return all kinds, each after those that it needs, otherwise as they were declared."""
    return with_needs(_declared, _declared)


def taken_kinds(beside: str = "") -> list[SheetKind]:
    """Return the kinds that can be imported together, in their order; a kind that stands alone is found by its own key."""
    alone = _declared.get(beside)
    if alone is not None and alone.stands_alone:
        return [alone]
    return [kind for kind in sheet_kinds() if kind.plan is not None and not kind.stands_alone]


def with_needs(keys: Iterable[str], kinds: Mapping[str, SheetKind]) -> list[SheetKind]:
    """Return these kinds and all that they need, each after its needs; ValueError for a circle or a need nobody declares."""
    ordered: dict[str, SheetKind] = {}

    def visit(key: str, above: tuple[str, ...]) -> None:
        if key in above or key not in kinds:
            fault = "needs itself" if key in above else "is declared by nobody"
            raise ValueError(f"The sheet “{key}” {fault}: {' needs '.join([*above, key])}.")
        if key not in ordered:
            for need in kinds[key].needs:
                visit(need, (*above, key))
            ordered[key] = kinds[key]

    for key in keys:
        visit(key, ())
    return list(ordered.values())
