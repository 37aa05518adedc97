"""Describe a sheet for the page that asks what its columns are: where its table begins, and a few cells of each column."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Self

from praya.core.sheets.columns import Kind, Table, find_table
from praya.core.sheets.layouts import LOOK_FOR_HEADS, MOST_ROWS_ABOVE, TOP_ROWS, address_columns, cells_of, columns_of, signature
from praya.core.sheets.parting import (
    FEWEST_PARTS,
    LOOKED_AT,
    MOST_PARTS,
    SIGNS_OF_BY,
    likely_between,
    offered,
    parted,
    parts_of,
    places_of,
    usual_count,
    width_of,
)
from praya.core.sheets.reading import RawSheet

SAMPLES, SAMPLE_SIGNS, TOP_SIGNS, TOP_CELLS = 3, 60, 80, 8
MOST_WORDS = 30  # a column with more different cells is no closed list
MOST_SPLITS = 12
SEVERAL = "*"  # stands for the field of a column whose parts are asked for


@dataclass(frozen=True, slots=True)
class Beginning:
    """Say in which row a table begins, whether that one holds the headings, and by what which columns are parted.

    Of a column, by its place, what stands between its parts (nothing: what mostly does) and how many they are (0: as usual).
    A row that was `typed` by its number goes before the one that was chosen.
    """

    row: int
    has_heads: bool = True
    splits: Mapping[int, tuple[str, int]] = field(default_factory=dict)
    typed: int = 0

    @property
    def above(self) -> int:
        """Return the number of the last row that is none of the table's."""
        return self.row if self.has_heads else self.row - 1

    @classmethod
    def shown(cls, shown: Mapping[str, Any]) -> Self:
        """Return how a described sheet was read."""
        splits = {int(place): (by, into) for place, (by, into) in shown.get("splits", {}).items()}
        return cls(shown["head_row"], shown.get("has_heads", True), splits)

    def as_text(self) -> str:
        """Return it as a hidden field can hold it."""
        return json.dumps([self.row, self.has_heads, [[place, *said] for place, said in sorted(self.splits.items())]])

    @classmethod
    def of_text(cls, text: str) -> Self | None:
        """Return what `as_text` has written; None for anything else."""
        try:
            row, has_heads, splits = json.loads(text)
            return cls(int(row), bool(has_heads), {int(place): (str(by), int(into)) for place, by, into in splits})
        except (ValueError, TypeError, RecursionError):
            return None


def described(raw: RawSheet, kinds: Sequence[Kind], table: Table | None) -> dict[str, Any]:
    """Return what a page shows of a sheet: its headings, a few cells of each column, and what each is taken for."""
    best = table or _likeliest(raw, kinds)
    shown = _shown(raw, _beginning(raw, best))
    shown["kind"] = best.kind.key if best is not None else ""
    if table is not None:
        shown["constants"] = dict(table.constants)
        shown["words"] = {key: dict(said) for key, said in table.words.items()}
    if best is not None:
        known = columns_of(table) if table is not None else guessed(shown, best.kind)
        shown["columns"] = {str(place): key for place, key in known.items()} | dict.fromkeys(shown["splits"], SEVERAL)
    return shown


def described_as(raw: RawSheet, said: Beginning) -> dict[str, Any]:
    """Return what a page shows of a sheet whose table begins as somebody has said, before it is told what its columns are.

    A row that holds nothing, or stands too far down, is named as `no_row`.
    """
    numbers = {number for number, _cells in raw.rows[:MOST_ROWS_ABOVE]}
    asked = said.typed or said.row
    row = next((number for number in (asked, said.row) if number in numbers), _head_row(raw))
    shown = _shown(raw, replace(said, row=row, typed=0))
    return shown if asked in numbers else {**shown, "no_row": asked}


def _beginning(raw: RawSheet, table: Table | None) -> Beginning:
    """Return where a table begins; one without headings in the first row that it has."""
    if table is None:
        return Beginning(_head_row(raw))
    splits = {place: (split.by, len(split.keys)) for place, split in table.splits.items()}
    if not table.is_bare and table.head_row > 0:
        return Beginning(table.head_row, splits=splits)
    first = next((number for number, _cells in raw.rows if number > table.head_row), table.head_row + 1)
    return Beginning(first, has_heads=False, splits=splits)


def _shown(raw: RawSheet, said: Beginning) -> dict[str, Any]:
    """Describe the columns of a sheet, those of the parts behind all others."""
    heads = [cell.strip() for cell in cells_of(raw, said.row)] if said.has_heads else []
    splits = _resolved(raw, said, heads)
    wide = parted(raw, splits, below=said.above)
    below = [cells for number, cells in wide.rows if number > said.above]
    width = max([len(heads), *(len(cells) for cells in below[:LOOK_FOR_HEADS])], default=0)
    whole = width_of(raw)
    width = whole + sum(into for _by, into in splits.values()) if splits else width
    samples = [[cell.strip()[:SAMPLE_SIGNS] for cell in cells[:width]] for cells in below[:SAMPLES]]
    places = places_of(whole, {place: into for place, (_by, into) in splits.items()})
    named = [*heads, *[""] * (width - len(heads))]
    for place, at in places.items():
        own = parts_of(named[place], splits[place][0])
        for wide_place, head in zip(at, own if len(own) == len(at) else [], strict=False):
            named[wide_place] = head
    cells = {place: [row[place] for row in below[:LOOKED_AT] if place < len(row)] for place in range(min(whole, width))}
    offers = {str(place): offer for place, some in cells.items() if place not in splits and (offer := _offer(named[place], some))}
    return {
        "sheet": raw.name,
        "kind": "",
        "head_row": said.row,
        "has_heads": said.has_heads,
        "signature": signature(heads),
        "top": _top(raw, said.row),
        "heads": [head[:SAMPLE_SIGNS] for head in named],
        "samples": [[*row, *[""] * (width - len(row))] for row in samples],
        "columns": {},
        "constants": {},
        "words": {},
        "distinct": _distinct(below, width),
        "count": len(below),
        "splits": {str(place): list(split) for place, split in splits.items()},
        "parts": {str(wide_place): place for place, at in places.items() for wide_place in at},
        "offers": offers,
    }


def _offer(head: str, cells: Sequence[str]) -> tuple[str, bool] | None:
    by, is_told = offered(head, cells)
    return (by, is_told) if by else None


def _resolved(raw: RawSheet, said: Beginning, heads: Sequence[str]) -> dict[int, tuple[str, int]]:
    """Return by what columns are parted and into how many, also where nobody has said that."""
    found, width = {}, width_of(raw)
    for place, (between, into) in list(said.splits.items())[:MOST_SPLITS]:
        if not 0 <= place < width:
            continue
        cells = [row[place] for number, row in raw.rows if number > said.above and place < len(row)]
        by = between[:SIGNS_OF_BY] or likely_between(cells)
        count = min(max(into, FEWEST_PARTS), MOST_PARTS) if into else 0
        found[place] = (by, count or usual_count(heads[place] if place < len(heads) else "", cells, by))
    return found


def _top(raw: RawSheet, chosen: int) -> list[tuple[int, str]]:
    """Return the first rows, and the one that is chosen, with what stands in them: one of them holds the headings."""
    rows = [*raw.rows[:TOP_ROWS], *(row for row in raw.rows[TOP_ROWS:MOST_ROWS_ABOVE] if row[0] == chosen)]
    words = ((number, (cell.strip() for cell in cells)) for number, cells in rows)
    return [(number, " · ".join([cell for cell in cells if cell][:TOP_CELLS])[:TOP_SIGNS]) for number, cells in words]


def _distinct(rows: Sequence[Sequence[str]], width: int) -> dict[str, list[tuple[str, int]]]:
    """Return, by the place of each column that has few different cells, what they say and how often, the most frequent first."""
    found = {}
    for place in range(width):
        counts = Counter(text for cells in rows if place < len(cells) and (text := cells[place].strip()))
        if 0 < len(counts) <= MOST_WORDS:
            found[str(place)] = counts.most_common()
    return found


def guessed(shown: Mapping[str, Any], kind: Kind) -> dict[int, str]:
    """Return what the columns of a described sheet would be, were it of a kind; an address is known by its look.

    A column that is parted is nothing itself.
    """
    head_row, split = shown["head_row"], {int(place) for place in shown.get("splits", {})}
    rows = [
        (head_row + at, ["" if place in split else cell for place, cell in enumerate(cells)])
        for at, cells in enumerate([shown["heads"], *shown["samples"]])
    ]
    table = find_table(RawSheet(shown["sheet"], rows), [kind], only=kind.key)
    columns = columns_of(table) if table is not None and table.head_row == head_row else {}
    if "email" in {column.key for column in kind.columns} - set(columns.values()):
        found = address_columns([cells for _number, cells in rows[1:]])
        columns |= {place: "email" for place in found[:1] if place not in columns}
    return columns


def _likeliest(raw: RawSheet, kinds: Sequence[Kind]) -> Table | None:
    """Return a sheet that nobody recognised as the kind of which it has most columns; one with addresses is about people."""
    found = [table for kind in kinds if (table := find_table(raw, [kind], only=kind.key)) is not None]
    samples = [cells for number, cells in raw.rows if number > _head_row(raw)][:SAMPLES]
    people = [kind for kind in kinds if any(column.key == "email" for column in kind.columns)] if address_columns(samples) else []
    if people and not any(table.kind in people for table in found):
        found.append(Table(people[0], raw, _head_row(raw), {}, [cell.strip() for cell in cells_of(raw, _head_row(raw))]))
    return max(found, key=lambda table: (table.kind in people, len(table.places)), default=None)


def _head_row(raw: RawSheet) -> int:
    """Return the first row that is about as full as any: titles above a table fill a cell or two."""
    first = raw.rows[:LOOK_FOR_HEADS]
    widest = max((sum(map(bool, cells)) for _number, cells in first), default=0)
    return next((number for number, cells in first if sum(map(bool, cells)) >= 0.6 * widest), 1)
