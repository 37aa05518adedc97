"""Know the columns of each kind of sheet, and find them under any of their names, in any order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from praya.core.sheets.halves import halves_in, left_families
from praya.core.sheets.headings import EAST_ASIAN, HALVES, Headings, bare, folded_head
from praya.core.sheets.reading import RawSheet

_SALUTATIONS = frozenset({
    "mr", "ms", "mrs", "miss", "mx", "dr", "prof", "sir", "madam", "herr", "frau", "mme", "m", "mlle", "sr", "sra", "dona", "don",
    "先生", "小姐", "女士", "太太", "教授", "博士",
})  # fmt: skip  # a list of words, many to the line
_TITLES = frozenset({"title", "titel", "titre", "título", "titulo", "稱謂", "称谓"})
_LOOK_FOR_HEADS = 10
FEW_CELLS = 3  # fewer say nothing about a heading


@dataclass(frozen=True, slots=True)
class Named:
    """Hold the names of a column or a sheet, with commas between: English, Traditional and Simplified Chinese, then others."""

    key: str
    words: str

    @property
    def names(self) -> list[str]:
        """Return every name."""
        return self.words.split(", ")

    @property
    def english(self) -> str:
        """Return the name in English."""
        return self.names[0]

    def called(self, language: str) -> str:
        """Return the name in a language, or in English."""
        at = {"zh-hant": 1, "zh-hans": 2}.get(language, 0)
        return self.names[at] if at < len(self.names) else self.english


@dataclass(frozen=True, slots=True)
class Column(Named):
    """Describe a column and give two examples of its cells.

    `has_tags` marks a column that may come once per language, as in “name (ja)”; `in_chinese` is then an example of that.
    `read` makes of a row and this column's key what the cell says (`fields`); without it a cell is a line of text.
    `parts` names two columns in which others write its halves: what is given to a person, and what they share with a family.
    One that `is_shared` may be the same for all rows of a sheet, which then does without it. Where only a few words are known,
    `meanings` returns for an edition by each known word, folded, what is written for it and how that is called. `looks` tells
    whether a cell looks like one of this column: a heading that none of its cells bears out is of another; a column that
    `is_told_by_cells` is found by them alone.
    """

    examples: tuple[str, str] = ("", "")
    is_required: bool = False
    has_tags: bool = False
    limit: int = 200
    in_chinese: tuple[str, str] = ("", "")
    read: Callable[[Any, str], Any] | None = None
    parts: tuple[str, str] = ("", "")
    is_shared: bool = False
    meanings: Callable[[Any], Mapping[str, tuple[str, str]]] | None = None
    looks: Callable[[str], bool] | None = None
    is_told_by_cells: bool = False


@dataclass(frozen=True, slots=True)
class Kind(Named):
    """Describe a kind of sheet by its names and its columns."""

    columns: tuple[Column, ...] = ()

    def column(self, key: str) -> Column:
        """Return a column; of “name:ja” the column “name”."""
        stem = key.partition(":")[0]
        return next(column for column in self.columns if column.key == stem)


@dataclass(frozen=True, slots=True)
class Split:
    """Say what stands between the parts of a column's cells, and which field each part is; one without a name is left out."""

    by: str
    keys: tuple[str, ...]


@dataclass(slots=True)
class Table:
    """Hold one recognised sheet: where each column is, what was not recognised, and the rows below the heads.

    `joins` are columns that it has in two, with the places of the given and of the family's half; `left_out` rows are not taken,
    and those that only count the others, the `totals`, neither. `constants` are what rows say in columns that it has not, `words`
    what is meant by those of a column, folded. `turned` tells of columns of names whether they have the family's first, once
    somebody asked. Of a sheet in which somebody has mended cells, `origin` is the one as it was brought. Where columns hold
    several things, `splits` says what their parts are, which stand behind all others, and `whole` is the sheet without them. One
    that `is_bare` has no headings: its rows begin below `head_row`. `doubts` are headings of families' names that are taken for
    nothing beside a name, of which nobody has said anything. Where a sheet `runs_texts`, as CSV does, a cell that begins as a
    formula is one.
    """

    kind: Kind
    raw: RawSheet
    head_row: int
    places: dict[str, int]
    heads: list[str]
    unknown: list[str] = field(default_factory=list)
    joins: dict[str, tuple[int, int]] = field(default_factory=dict)
    left_out: set[int] = field(default_factory=set)
    totals: list[int] = field(default_factory=list)
    constants: dict[str, str] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    turned: dict[str, bool] = field(default_factory=dict)
    origin: Table | None = None
    splits: Mapping[int, Split] = field(default_factory=dict)
    whole: RawSheet | None = None
    is_bare: bool = False
    doubts: list[str] = field(default_factory=list)
    runs_texts: bool = False

    @property
    def sheet(self) -> str:
        """Return the name by which messages call the sheet."""
        return self.raw.name or self.kind.english

    @property
    def rows(self) -> list[tuple[int, list[str]]]:
        """Return the rows below the column names that are taken, with the numbers that the spreadsheet shows."""
        return [row for row in self.raw.rows if row[0] > self.head_row and row[0] not in self.left_out]

    @property
    def tagged(self) -> list[str]:
        """Return the keys of the columns that come once per language, such as “name:ja”."""
        return [key for key in self.places if ":" in key]

    def head(self, key: str) -> str:
        """Return the name of a column as the sheet writes it, or its English one when the sheet lacks it."""
        if key in self.joins:
            return " + ".join(self.heads[place] for place in self.joins[key])
        place = self.places.get(key)
        return self.heads[place] if place is not None else self.kind.column(key).english

    def cell(self, cells: Sequence[str], key: str) -> str:
        """Return the cell of a column as it is; of one that the sheet has in two, both halves as one writes them together."""
        at = self.joins.get(key) or ((self.places[key],) if key in self.places else ())
        found = [cells[place] if place < len(cells) else "" for place in at]
        return found[0] if len(found) == 1 else joined_name(*found) if found else self.constants.get(key, "")


def joined_name(given: str, family: str) -> str:
    """Return a name of two halves in the order of its writing: in East Asian ones the family comes first, without a space.

    >>> joined_name("Lia", "Tam"), joined_name("大文", "陳"), joined_name("", "Cher")
    ('Lia Tam', '陳大文', 'Cher')
    """
    given, family = given.strip(), family.strip()
    if given and family and all(EAST_ASIAN.search(half) for half in (given, family)):
        return f"{family}{given}"
    return f"{given} {family}".strip()


def find_table(raw: RawSheet, kinds: Sequence[Kind], *, only: str = "") -> Table | None:
    """Return the sheet as a table of the kind that its name or its columns tell (or of kind `only`), else None."""
    named = kind_named(raw.name, kinds) if not only else None
    candidates = [kind for kind in kinds if kind.key == only] if only else [named] if named else list(kinds)
    found = [table for kind in candidates if (table := _table(raw, kind)) is not None]
    complete = [table for table in found if not missing_columns(table)]
    best = max(complete or found, key=lambda table: len(table.places), default=None)
    if best is None or (not only and named is None and missing_columns(best)):
        return None
    return best


def missing_columns(table: Table) -> list[str]:
    """Return the English names of the required columns that the sheet lacks."""
    return [column.english for column in table.kind.columns if column.is_required and column.key not in table.places]


def kind_named(name: str, kinds: Iterable[Kind]) -> Kind | None:
    """Return the kind that a sheet's name tells, if it tells one."""
    folded = folded_head(name)
    return next((kind for kind in kinds if folded in {folded_head(known) for known in kind.names}), None)


def _table(raw: RawSheet, kind: Kind) -> Table | None:
    """Find the row of column names among the first rows: the one that names most columns."""
    best: Table | None = None
    for at, (number, cells) in enumerate(raw.rows[:_LOOK_FOR_HEADS]):
        table = Table(kind, raw, number, {}, [cell.strip() for cell in cells])
        _place(table, [row for _number, row in raw.rows[at + 1 : at + 1 + _LOOK_FOR_HEADS]])
        if table.places and (best is None or len(table.places) > len(best.places)):
            best = table
    return best


def _place(table: Table, below: Sequence[Sequence[str]]) -> None:
    """Find the place of every column: exact names first, then halves of names, then those with other words around them.

    What is a name of a column and of half of it too, as “Nom”, is the half where the other half stands beside it. A heading
    means nothing that the cells below it deny, and addresses are known without one.
    """
    headings = _headings(table.kind)
    halves = halves_in(table.heads, headings, below)
    whole = {stem for stem in _stems(halves) if {f"{stem}/{half}" for half in HALVES} <= set(halves.values())}
    found: dict[str, int] = {}
    free: list[int] = []
    for place, cell in enumerate(table.heads):
        if not cell or _is_salutation(cell, _cells(below, place)):
            continue
        is_half = place in halves and halves[place].partition("/")[0] in whole
        keys = [key for key in headings.exactly(cell) if key not in table.places]
        key = next((key for key in keys if _allows(table.kind, key, _cells(below, place))), "")
        if key and not is_half:
            table.places[key] = place
        else:
            free.append(place)
    for place in [*free]:
        key = halves.get(place, "")
        if key and key not in found:
            found[key] = place
            free.remove(place)
    for place in [*free]:
        key = headings.nearly(table.heads[place])
        taken = found if "/" in key else table.places
        if key and key not in taken and _allows(table.kind, key, _cells(below, place)):
            taken[key] = place
            free.remove(place)
    _join(table, found)
    _tell_by_cells(table, free, below)
    used = set(table.places.values()) | {place for pair in table.joins.values() for place in pair}
    table.unknown = [head for place, head in enumerate(table.heads) if head and place not in used]
    table.doubts = [table.heads[place] for place in left_families(halves, table.places, table.joins, below)]


def _stems(keys: Mapping[int, str]) -> set[str]:
    return {key.partition("/")[0] for key in keys.values()}


def _headings(kind: Kind) -> Headings:
    known: dict[str, list[str]] = {}
    for column in kind.columns:
        for head in dict.fromkeys(map(folded_head, column.names)):
            known.setdefault(head, []).append(column.key)
    return Headings(
        known,
        {folded_head(head): column.key for column in kind.columns if column.has_tags for head in column.names},
        {
            folded_head(head): f"{column.key}/{half}"
            for column in kind.columns
            for half, words in zip(HALVES, column.parts, strict=True)
            for head in (words.split(", ") if words else [])
        },
    )


def _join(table: Table, found: Mapping[str, int]) -> None:
    """Put halves together where both are there; a name that is only there in one language is the name."""
    for key in {key.partition("/")[0] for key in found}:
        at = [found.get(f"{key}/{half}") for half in HALVES]
        if key not in table.places and at[0] is not None and at[1] is not None:
            table.joins[key], table.places[key] = (at[0], at[1]), at[0]
    for column in table.kind.columns:
        tagged = [key for key in table.places if key.startswith(f"{column.key}:")]
        if column.is_required and column.key not in table.places and len(tagged) == 1:
            table.places[column.key] = table.places.pop(tagged[0])
            if tagged[0] in table.joins:
                table.joins[column.key] = table.joins.pop(tagged[0])


def _tell_by_cells(table: Table, free: Sequence[int], below: Sequence[Sequence[str]]) -> None:
    """Take what nobody has named for the column that its cells alone tell; of several the one that repeats itself least."""
    for column in table.kind.columns:
        if column.looks is None or not column.is_told_by_cells or column.key in table.places:
            continue
        likely = [place for place in free if (cells := _cells(below, place)) and all(map(column.looks, cells))]
        if likely:
            table.places[column.key] = max(likely, key=lambda place: len(set(_cells(below, place))))


def _allows(kind: Kind, key: str, cells: Sequence[str]) -> bool:
    """Tell whether what stands below a heading can be what it says: of several cells one at least must look so."""
    looks = None if "/" in key else kind.column(key).looks
    return looks is None or len(cells) < FEW_CELLS or any(map(looks, cells))


def _cells(below: Sequence[Sequence[str]], place: int) -> list[str]:
    return [cell for row in below if place < len(row) and (cell := row[place].strip())]


def _is_salutation(head: str, cells: Sequence[str]) -> bool:
    """Tell whether a column called “Title” holds how people are addressed, not what they do."""
    if _TITLES.isdisjoint(map(folded_head, bare(head))):
        return False
    words = {cell.strip(" .").casefold() for cell in cells}
    return bool(words) and words <= _SALUTATIONS
