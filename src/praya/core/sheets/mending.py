"""Read a file as somebody has mended it, cell by cell; the file itself stays as it was brought."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Self

from praya.core.sheets.columns import Table

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

    A column that the sheet lacks, or has in two halves, gets a place of its own behind all others, so that a report of the
    sheet shows it. What stood in a mended cell is forgotten with its formula and its error. A row that repeats a mended one above
    it, and of which nothing is said itself, follows it.
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
    heads = [*table.heads, *[""] * (width - len(table.heads)), *(table.head(key) for key in new)]
    formulas, errors = dict(table.raw.formulas), dict(table.raw.errors)
    rows = []
    for number, cells in table.raw.rows:
        if number <= table.head_row:
            rows.append((number, cells))
            continue
        held = [*cells, *[""] * (width - len(cells)), *(table.cell(cells, key) for key in new)] if new else list(cells)
        for key in new:
            halves = [place + 1 for place in table.joins.get(key, ())]
            for found in (formulas, errors):
                if told := [found[number, at] for at in halves if (number, at) in found]:
                    found[number, places[key] + 1] = told[0]
        for key, text in said.get(number, {}).items():
            if key in places:
                held += [""] * (places[key] + 1 - len(held))
                held[places[key]] = text
                for found in (formulas, errors):
                    found.pop((number, places[key] + 1), None)
        rows.append((number, held))
    joins = {key: at for key, at in table.joins.items() if key not in new}
    constants = {key: text for key, text in table.constants.items() if key not in new}
    raw = replace(table.raw, rows=rows, formulas=formulas, errors=errors)
    return replace(table, raw=raw, heads=heads, places=places, joins=joins, constants=constants, origin=table)
