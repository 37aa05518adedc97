"""Declare lists: who may read one, its rows, filters and columns. Everything else follows from the declaration.

There is no creating and no editing here: what is done with rows are actions of the room that declares the list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

from praya.core.access.gate import Rule, Visitor
from praya.core.lists.filters import Filters
from praya.core.sheets.writing import Cell

Rows = Any  # a QuerySet or a sequence: what can be counted and sliced


@dataclass(frozen=True, slots=True)
class Column:
    """Show one fact of a row; `value` reads it, or names where it stands when that is not the column's own name.

    `type` is text, whole, instant, yes, or prose: sentences that everybody, programs too, read in their own language. Every
    other word is a word for people alone: programs read `coded` (see columns.py) in its place, the same in every language,
    which is one code, several ("codes") or a text by language tag ("texts"). `sort` is the field by which the list can be
    sorted. A column with `shows` is there only for visits of which it holds: a level is decided here once for page, files
    and JSON.
    """

    name: str
    heading: Any
    value: Callable[[Any], Cell] | str = ""
    type: str = "text"
    sort: str = ""
    shows: Callable[[Any], bool] | None = None
    coded: Callable[[Any], Any] | str = ""
    coded_as: str = "code"

    def cell(self, row: Any) -> Cell:
        """Return the fact of a row."""
        if callable(self.value):
            return self.value(row)
        found: Cell = field_of(row, self.value or self.name)
        return found

    def code(self, row: Any) -> Any:
        """Return the fact as programs read it."""
        if not self.coded:
            return self.cell(row)
        return self.coded(row) if callable(self.coded) else field_of(row, self.coded)


@dataclass(frozen=True, slots=True)
class Asked:
    """Hold what is asked of a list: by which visit, with which filter, of which subject (what the address names)."""

    visit: Any
    form: Filters
    subject: Any = None

    @property
    def wanted(self) -> dict[str, Any]:
        """Return the filter by name; what was not asked, or asked wrongly, is empty."""
        return self.form.wanted


def _as_they_are(asked: Asked, rows: list[Any]) -> list[Any]:
    return rows


def _nothing(*_facts: Any, **_words: Any) -> Any:
    return {}


@dataclass(frozen=True, slots=True)
class Tabs:
    """Offer the choices of one filter as tabs: what is asked, and each choice with its name and how many rows it has."""

    name: str
    label: Any
    choices: Sequence[tuple[str, Any, int | None]]


@dataclass(frozen=True, kw_only=True)
class Listing:
    """Declare a list.

    `name` is the route of its page, which stands at `address`; `about` is one sentence in English for
    whoever reads a description of all lists, or in every language where the page itself says it.
    `subject` finds what other words of the address name, or raises Absent. `dress` gives some rows what they show, in a
    constant number of queries. `key` is a whole number of each row that never changes: cursors run along it.
    `acts` is the route to which a selection is posted: then rows are ticked by their `code` and called by their `name`.
    `files` is an address for files that does not end in the list's stem; `context` gives the page what stands around the rows.
    """

    name: str
    address: str
    heading: Any
    about: Any
    rule: Rule
    visit: Visitor
    rows: Callable[[Asked], Rows]
    columns: Sequence[Column]
    filters: type[Filters] = Filters
    subject: Callable[..., Any] = _nothing
    dress: Callable[[Asked, list[Any]], list[Any]] = _as_they_are
    key: str = "pk"
    acts: str = ""
    per_page: int = 50
    template: str = ""
    context: Callable[[Asked], Mapping[str, Any]] = _nothing
    files: str = ""
    file_route: str = ""

    @property
    def stem(self) -> str:
        """Return how its files are called."""
        return self.name.removeprefix("manage_").replace("_", "-")

    @property
    def frame(self) -> str:
        """Return the template around its page: the organiser's, or the delegate's."""
        return "base_manage.html" if self.name.startswith("manage_") else "base.html"

    def columns_for(self, visit: Any) -> list[Column]:
        """Return the columns that a visit may read."""
        return [column for column in self.columns if column.shows is None or column.shows(visit)]


_lists: dict[str, Listing] = {}


def declare_list(listing: Listing) -> Listing:
    """Make a list known, and return it."""
    if listing.name in _lists:
        raise ValueError(f"The list {listing.name} is declared twice.")
    _lists[listing.name] = listing
    return listing


def declared_lists() -> Iterable[Listing]:
    """Return all lists whose addresses have been read."""
    return _lists.values()


def field_of(row: Any, name: str) -> Any:
    """Return a fact of a row of values, or of an object, whose parts are reached by two underscores as in queries."""
    if isinstance(row, Mapping):
        return row[name]
    return reduce(getattr, name.split("__"), row) if "__" in name else getattr(row, name)
