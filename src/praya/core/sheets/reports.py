"""Write back an uploaded sheet with a column of reasons, so that it can be mended and uploaded again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from praya.core.sheets.kinds import taken_kinds
from praya.core.sheets.planning import tables_of
from praya.core.sheets.reading import RawSheet
from praya.core.sheets.writing import Cell, Sheet


def error_report(sheets: Sequence[RawSheet], fates: Iterable[dict[str, Any]], *, name: str, kind: str = "") -> list[Sheet]:
    """Return the recognised sheets as they were and, in their last column, what to mend in each row."""
    tables, _ignored = tables_of(sheets, taken_kinds(kind), name=name, kind=kind)
    reasons: dict[tuple[str, int], list[str]] = {}
    for fate in fates:
        said = [fault["sentence"] for fault in fate["faults"]]
        if said:
            reasons[fate["sheet"], fate["row"]] = said
    pages = []
    for table in tables:
        width = max([len(table.heads), *(len(cells) for _number, cells in table.rows)])
        heads = [*table.heads, *[""] * (width - len(table.heads)), _("what to mend")]
        pages.append(Sheet(table.sheet, heads, _report_rows(table.sheet, table.rows, width, reasons), marked=frozenset({width})))
    return pages


def _report_rows(
    sheet: str, rows: Iterable[tuple[int, list[str]]], width: int, reasons: dict[tuple[str, int], list[str]]
) -> Iterator[list[Cell]]:
    for number, cells in rows:
        yield [*cells, *[""] * (width - len(cells)), "\n".join(reasons.get((sheet, number), []))]
