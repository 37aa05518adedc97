"""Read a file as somebody has mended it, cell by cell; the file itself stays as it was brought."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Self

from praya.core.sheets.columns import Table
from praya.core.sheets.formulas import is_formula
from praya.core.sheets.layouts import own_head

LEFT_OUT = ""  # the key that says that a row is not meant to be taken


@dataclass(frozen=True, slots=True)
class Mend:
    """Say what one cell is to hold: by its sheet's name, the number of its row and the key of its column."""

    sheet: str
    row: int
    key: str
    text: str = ""

    def as_json(self) -> list[str | int]:
        """Return it as plain values."""
        return [self.sheet, self.row, self.key, self.text]

    @classmethod
    def of(cls, said: Iterable[str | int]) -> Self:
        """Return what `as_json` has written."""
        sheet, row, key, text = said
        return cls(str(sheet), int(row), str(key), str(text))


def mended(table: Table, mends: Iterable[Mend]) -> Table:
    """Return a sheet in which these cells hold what is said; of two sayings about a cell the later one stands.

    A column that the sheet lacks, or has in two halves, gets a place and a heading of its own behind all others, so that a report
    of the sheet shows it and it is understood anew; the halves, and a column that it is a part of, are empty then. What stood in
    a mended cell is forgotten with its formula and its error; what is typed may be a formula again. A row that repeats a mended
    one above it, and of which nothing is said itself, follows it.
    """
    said: dict[int, dict[str, str]] = {}
    for mend in mends:
        if mend.sheet == table.sheet:
            said.setdefault(mend.row, {})[mend.key] = mend.text
    if said:
        _let_follow(table, said)
    left_out = table.left_out | {row for row, cells in said.items() if LEFT_OUT in cells}
    known = {column.key for column in table.kind.columns}
    keys = dict.fromkeys(key for cells in said.values() for key in cells if key and key.partition(":")[0] in known)
    if not keys:
        return replace(table, left_out=left_out)
    return _with_cells(replace(table, left_out=left_out), said, list(keys))


def _let_follow(table: Table, said: dict[int, dict[str, str]]) -> None:
    """Say of rows that repeat, as the file has them, a mended row above them what is said of that one."""
    first: dict[tuple[str, ...], int] = {}
    for number, cells in table.rows:
        texts = [cell.strip() for cell in cells]
        while texts and not texts[-1]:
            texts.pop()
        earlier = first.setdefault(tuple(texts), number)
        if earlier in said and number not in said:
            said[number] = said[earlier]


def _with_cells(table: Table, said: Mapping[int, Mapping[str, str]], keys: list[str]) -> Table:
    width = max([len(table.heads), *(len(cells) for _number, cells in table.raw.rows)])
    new = [key for key in keys if key in table.joins or key not in table.places]
    places = {**table.places, **{key: width + at for at, key in enumerate(new)}}
    heads = [*table.heads, *[""] * (width - len(table.heads)), *(own_head(table.kind, key) for key in new)]
    gone = _outdated(table, keys)
    heads = ["" if place in gone else head for place, head in enumerate(heads)]
    formulas, errors = dict(table.raw.formulas), dict(table.raw.errors)
    rows = []
    for number, cells in table.raw.rows:
        if number <= table.head_row:
            rows.append((number, cells))
            continue
        held = [*cells, *[""] * (width - len(cells)), *(table.cell(cells, key) for key in new)] if new else list(cells)
        for key in new:
            halves = [(number, place + 1) for place in table.joins.get(key, ())]
            for found in (formulas, errors):
                told = [found[at] for at in halves if at in found]
                found.update([((number, places[key] + 1), told[0])] if told else [])
        for key, text in said.get(number, {}).items():
            if key in places:
                held += [""] * (places[key] + 1 - len(held))
                held[places[key]] = text
                _say_anew((number, places[key] + 1), text, formulas, errors)
        rows.append((number, ["" if place in gone else cell for place, cell in enumerate(held)]))
    formulas, errors = ({at: text for at, text in found.items() if at[1] - 1 not in gone} for found in (formulas, errors))
    joins = {key: at for key, at in table.joins.items() if key not in new}
    constants = {key: text for key, text in table.constants.items() if key not in new}
    raw = replace(table.raw, rows=rows, formulas=formulas, errors=errors)
    return replace(table, raw=raw, heads=heads, places=places, joins=joins, constants=constants, origin=table)


def _say_anew(
    place: tuple[int, int], text: str, formulas: dict[tuple[int, int], str], errors: dict[tuple[int, int], str]
) -> None:
    """Forget what a mended cell was, and take what is typed for a formula where it is one."""
    formulas.pop(place, None)
    errors.pop(place, None)
    if is_formula(text):
        formulas[place] = text


def _outdated(table: Table, keys: Sequence[str]) -> set[int]:
    """Return the columns that say otherwise than the mended ones: the halves of these, and what these are parts of."""
    gone = {place for key in keys for place in table.joins.get(key, ())}
    mended_ones = {key.partition("/")[0] for key in keys}
    return gone | {
        place for place, split in table.splits.items() if mended_ones & {key.partition("/")[0] for key in split.keys if key}
    }
