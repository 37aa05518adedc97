"""Write back an uploaded sheet with a column of reasons, so that it can be mended and uploaded again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from praya.core.sheets.columns import Table
from praya.core.sheets.faults import worded
from praya.core.sheets.formulas import is_formula
from praya.core.sheets.kinds import taken_kinds
from praya.core.sheets.planning import tables_of
from praya.core.sheets.reading import RawSheet
from praya.core.sheets.remarks import is_reasons, reasons_head
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
        said = [fault["sentence"] for fault in worded(fate)["faults"]] if fate["faults"] else []
        if said:
            reasons[fate["sheet"], fate["row"]] = said
    pages = []
    for table in tables:
        rows = [row for row in table.rows if not is_rest or (table.sheet, row[0]) in reasons]
        if is_rest and not rows:
            continue
        places = shown_places(table)
        heads = [*(table.heads[place] if place < len(table.heads) else "" for place in places), reasons_head()]
        lines = _report_rows(table, rows, places, reasons)
        pages.append(Sheet(table.sheet, heads, lines, marked=frozenset({len(places)}), is_brought=True))
    return pages


def shown_places(table: Table) -> list[int]:
    """Return the columns of a sheet that a report of it has: not the reasons of an earlier one, nor what is quite empty."""
    width = max([len(table.heads), *(len(cells) for _number, cells in table.rows)])
    heads = [*table.heads, *[""] * (width - len(table.heads))]
    filled = {place for _number, cells in table.rows for place, cell in enumerate(cells) if cell}
    filled |= {place - 1 for _row, place in table.raw.errors}
    return [place for place in range(width) if (heads[place] or place in filled) and not is_reasons(heads[place])]


def _report_rows(
    table: Table, rows: Iterable[tuple[int, list[str]]], places: Sequence[int], reasons: dict[tuple[str, int], list[str]]
) -> Iterator[list[Cell]]:
    for number, cells in rows:
        # What a formula failed to say stays to be seen: empty, the cell would be taken as if nothing had been meant.
        shown = [table.raw.errors.get((number, place), cell) for place, cell in enumerate(cells, start=1)]
        if not table.runs_texts:
            # What a workbook has as a text alone would run where this report does not say so.
            plain = {
                place for place, cell in enumerate(shown, 1) if is_formula(cell) and (number, place) not in table.raw.formulas
            }
            shown = [f"'{cell}" if place in plain else cell for place, cell in enumerate(shown, 1)]
        held = [shown[place] if place < len(shown) else "" for place in places]
        yield [*held, "\n".join(reasons.get((table.sheet, number), []))]
