"""Plan a whole file: find its sheets, and let each kind plan its rows after those on which it depends; then write the plan."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any

from praya.core.sheets.columns import Table, find_table, kind_named, missing_columns
from praya.core.sheets.faults import Fate
from praya.core.sheets.kinds import Plan, Progress, SheetKind, sheet_kinds, silent, taken_kinds, with_needs
from praya.core.sheets.layouts import Layout, laid_out, leaves_addresses
from praya.core.sheets.mending import Mend, mended
from praya.core.sheets.messages import SheetError, refusal
from praya.core.sheets.quoting import quoted
from praya.core.sheets.reading import RawSheet
from praya.core.sheets.remarks import is_reasons, name_of, remarks_on, remarks_on_names
from praya.core.sheets.rows import Row
from praya.core.sheets.totals import totals_of
from praya.core.texts.said import gettext as _
from praya.core.texts.said import joined

_NOTHING_SAID: Mapping[str, Layout] = MappingProxyType({})


def tables_of(
    sheets: Sequence[RawSheet],
    kinds: Sequence[SheetKind],
    *,
    name: str = "",
    kind: str = "",
    layouts: Mapping[str, Layout] = _NOTHING_SAID,
    mends: Sequence[Mend] = (),
) -> tuple[list[Table], list[str]]:
    """Return the sheets that were recognised, in the order of `kinds`, and the names of sheets and columns that were not.

    What a layout says of a sheet, by its name, goes first. Of the rest: where some sheets have known names, the others are left
    out; only without any do the columns tell the kind, unless addresses would be left out that tell of people. Cells hold what
    was said of them in `mends`.
    """
    found = _recognised(sheets, kinds, kind, layouts)
    tables = [table for _sheet, table in found if table is not None]
    ignored = _ignored(sheets, found, name)
    _require_rows(tables, sheets, kinds, name)
    for table in tables:
        # A sheet with reasons has the cells of any file as they were brought.
        table.runs_texts = bool(table.raw.encoding) or any(map(is_reasons, table.heads))
    order = [one.key for one in kinds]
    return [mended(table, mends) for table in sorted(tables, key=lambda table: order.index(table.kind.key))], ignored


def _recognised(
    sheets: Sequence[RawSheet], kinds: Sequence[SheetKind], kind: str, layouts: Mapping[str, Layout]
) -> list[tuple[RawSheet, Table | None]]:
    """Return the sheets that were looked at, each with what it is taken for."""
    filled = [sheet for sheet in sheets if sheet.rows]
    found = [(sheet, laid_out(sheet, kinds, layouts[sheet.name])) for sheet in filled if sheet.name in layouts]
    free = [sheet for sheet in filled if sheet.name not in layouts]
    named = [] if kind else [sheet for sheet in free if kind_named(sheet.name, kinds) is not None]
    if named:
        return [*found, *((sheet, find_table(sheet, kinds)) for sheet in named)]
    if any(table is not None for _sheet, table in found):
        return found
    return [*found, *((sheet, _told_by_columns(sheet, kinds, kind)) for sheet in free)]


def _told_by_columns(sheet: RawSheet, kinds: Sequence[SheetKind], kind: str) -> Table | None:
    table = find_table(sheet, kinds, only=kind)
    is_doubtful = not kind and table is not None and leaves_addresses(table, kinds)
    return None if is_doubtful else table


def _ignored(sheets: Sequence[RawSheet], found: Sequence[tuple[RawSheet, Table | None]], name: str) -> list[str]:
    """Return the names of the sheets that were taken for nothing, and of the columns that the others have beside their own."""
    known = [sheet for sheet, table in found if table is not None]
    names = [name_of(sheet, name) for sheet in sheets if sheet not in known and (sheet.name or sheet.rows)]
    tables = [table for _sheet, table in found if table is not None]
    return names + [
        f"{quoted(table.sheet)}: {quoted(head)}" for table in tables for head in table.unknown if not is_reasons(head)
    ]


def _require_rows(tables: Sequence[Table], sheets: Sequence[RawSheet], kinds: Sequence[SheetKind], name: str) -> None:
    if not tables and any(sheet.rows or sheet.is_hidden for sheet in sheets):
        words = {"found": joined(name_of(sheet, name) for sheet in sheets), "known": joined(one.english for one in kinds)}
        raise refusal("no_sheets", words)
    if not any(table.rows for table in tables):
        raise refusal("no_rows", {})


def plan_sheets(
    edition: Any,
    sheets: Sequence[RawSheet],
    *,
    name: str = "",
    kind: str = "",
    by: Any = None,
    progress: Progress = silent,
    leaving_out: Collection[tuple[str, int]] = (),
    layouts: Mapping[str, Layout] = _NOTHING_SAID,
    mends: Sequence[Mend] = (),
) -> Plan:
    """Return what importing the sheets would do, writing nothing; SheetError when the file as a whole cannot be taken.

    Rows that are left out are named by their sheet and number.
    """
    kinds = taken_kinds(kind)
    tables, ignored = tables_of(sheets, kinds, name=name, kind=kind, layouts=layouts, mends=mends)
    _require_columns(tables)
    _require_families([table for table in tables if table.raw.name not in layouts])
    for table in tables:
        table.totals = totals_of(table)
        table.left_out |= {*table.totals, *(row for sheet, row in leaving_out if sheet == table.sheet)}
    remarks = remarks_on(tables, kinds, is_kind_asked=bool(kind), said=layouts)
    plan = plan_tables(Plan(edition, tables, ignored, progress, by, remarks=remarks))
    plan.remarks += remarks_on_names(tables)
    return plan


def plan_good_rows(edition: Any, sheets: Sequence[RawSheet], **words: Any) -> Plan:
    """Return what importing the rows without faults would do, the others left out, as `plan_sheets` does.

    A row that needs one which is left out is left out with it; so this looks again until no row has a fault.
    """
    left: list[Fate] = []
    while True:
        plan = plan_sheets(edition, sheets, **words, leaving_out={(fate.sheet, fate.row) for fate in left})
        faulty = [fate for fate in plan.fates if fate.faults]
        if not faulty:
            plan.left = left
            return plan
        left += faulty


def plan_tables(plan: Plan) -> Plan:
    """Read all rows, and let the kind of every table plan its own; a row with a fault is not taken, whatever else it says."""
    read = [(table, [Row.of(table, number, cells).read() for number, cells in table.rows]) for table in plan.tables]
    total, done = sum(len(rows) for _table, rows in read), 0
    plan.progress(0, total, "")
    for table, rows in read:
        assert isinstance(table.kind, SheetKind) and table.kind.plan is not None  # noqa: S101 - only such were looked for
        table.kind.plan(rows, plan)
        done += len(rows)
        plan.progress(done, total, table.sheet)
    plan.fates = [row.closed() for _table, rows in read for row in rows]
    return plan


def write_plan(plan: Plan, at: datetime) -> None:
    """Write what was planned, in the caller's transaction, kinds that others need first."""
    kinds = with_needs([table.kind.key for table in plan.tables], {kind.key: kind for kind in sheet_kinds()})
    for write in dict.fromkeys(kind.write for kind in kinds if kind.write is not None):
        write(plan, at)


def _require_columns(tables: Sequence[Table]) -> None:
    for table in tables:
        missing = missing_columns(table)
        if missing:
            raise SheetError(
                "missing_columns",
                _("The sheet %(sheet)s lacks the column %(missing)s. Add it, or rename a column as in the template.")
                % {"sheet": quoted(table.sheet), "missing": joined(missing)},
            )


def _require_families(tables: Sequence[Table]) -> None:
    """Ask about columns of families' names beside names that lack them: ignored, they would be lost unseen."""
    for table in tables:
        if table.doubts:
            words = {"sheet": quoted(table.sheet), "columns": joined(map(quoted, table.doubts))}
            reason = _("The sheet %(sheet)s has family names in %(columns)s beside a column of names. Say which column is what.")
            raise SheetError("unclear_names", reason % words)
