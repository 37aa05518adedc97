"""Plan a whole file: find its sheets, and let each kind plan its rows after those on which it depends; then write the plan."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from praya.core.sheets.columns import Table, find_table, kind_named, missing_columns
from praya.core.sheets.kinds import Plan, Progress, SheetKind, sheet_kinds, silent, taken_kinds, with_needs
from praya.core.sheets.messages import SheetError, refusal
from praya.core.sheets.reading import RawSheet
from praya.core.sheets.rows import Row


def tables_of(
    sheets: Sequence[RawSheet], kinds: Sequence[SheetKind], *, name: str = "", kind: str = ""
) -> tuple[list[Table], list[str]]:
    """Return the sheets that were recognised, in the order of `kinds`, and the names of sheets and columns that were not.

    Where some sheets have known names, the others are left out; only without any do the columns tell the kind.
    """
    filled = [sheet for sheet in sheets if sheet.rows]
    named = [] if kind else [sheet for sheet in filled if kind_named(sheet.name, kinds) is not None]
    found = [(sheet, find_table(sheet, kinds, only=kind)) for sheet in named or filled]
    tables = [table for _sheet, table in found if table is not None]
    known = [sheet for sheet, table in found if table is not None]
    ignored = [sheet.name or name for sheet in sheets if sheet not in known and (sheet.name or sheet.rows)]
    ignored += [f"{table.sheet}: {head}" for table in tables for head in table.unknown]
    if not tables and filled:
        words = {"found": ", ".join(sheet.name or name for sheet in sheets), "known": ", ".join(one.english for one in kinds)}
        raise refusal("no_sheets", words)
    if not any(table.rows for table in tables):
        raise refusal("no_rows", {})
    order = [one.key for one in kinds]
    return sorted(tables, key=lambda table: order.index(table.kind.key)), ignored


def plan_sheets(
    edition: Any, sheets: Sequence[RawSheet], *, name: str = "", kind: str = "", by: Any = None, progress: Progress = silent
) -> Plan:
    """Return what importing the sheets would do, writing nothing; SheetError when the file as a whole cannot be taken."""
    tables, ignored = tables_of(sheets, taken_kinds(kind), name=name, kind=kind)
    _require_columns(tables)
    return plan_tables(Plan(edition, tables, ignored, progress, by))


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
                % {"sheet": table.sheet, "missing": ", ".join(missing)},
            )
