"""Write back an uploaded sheet with a column of reasons, so that it can be mended and uploaded again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from praya.core.sheets.columns import Table
from praya.core.sheets.kinds import taken_kinds
from praya.core.sheets.planning import tables_of
from praya.core.sheets.reading import RawSheet
from praya.core.sheets.remarks import reasons_head
from praya.core.sheets.writing import Cell, Sheet


def error_report(
    sheets: Sequence[RawSheet], fates: Iterable[dict[str, Any]], *, is_rest: bool = False, **words: Any
) -> list[Sheet]:
    """Return the recognised sheets as they were and, in their last column, what to mend in each row; of a rest these rows.

    `words` are those of `tables_of`: the file's name, its kind, its layouts, what was mended in it.
    """
    tables, _ignored = tables_of(sheets, taken_kinds(words.get("kind", "")), **words)
    reasons: dict[tuple[str, int], list[str]] = {}
    for fate in fates:
        said = [fault["sentence"] for fault in fate["faults"]]
        if said:
            reasons[fate["sheet"], fate["row"]] = said
    pages = []
    for table in tables:
        rows = [row for row in table.rows if not is_rest or (table.sheet, row[0]) in reasons]
        if is_rest and not rows:
            continue
        width = max([len(table.heads), *(len(cells) for _number, cells in rows)])
        heads = [*table.heads, *[""] * (width - len(table.heads)), reasons_head()]
        lines = _report_rows(table, rows, width, reasons)
        pages.append(Sheet(table.sheet, heads, lines, marked=frozenset({width})))
    return pages


def _report_rows(
    table: Table, rows: Iterable[tuple[int, list[str]]], width: int, reasons: dict[tuple[str, int], list[str]]
) -> Iterator[list[Cell]]:
    for number, cells in rows:
        # What a formula failed to say stays to be seen: empty, the cell would be taken as if nothing had been meant.
        shown = [table.raw.errors.get((number, place), cell) for place, cell in enumerate(cells, start=1)]
        yield [*shown, *[""] * (width - len(cells)), "\n".join(reasons.get((table.sheet, number), []))]
