"""Make sheets from rows, and say in one word what an import did with each row."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from praya.core.sheets.kinds import Plan
from praya.core.sheets.planning import plan_sheets
from praya.core.sheets.reading import RawSheet
from praya.meet.editions.models import Edition
from praya.meet.sheets.applying import apply_sheets

NOW = datetime(2027, 2, 1, 3, 0, tzinfo=UTC)
PEOPLE_HEADS = ("name", "e-mail", "organisation", "category", "site")


def sheet(name: str, *rows: tuple[str, ...]) -> RawSheet:
    """Return a sheet whose first row holds the column names."""
    return RawSheet(name, [(number, list(row)) for number, row in enumerate(rows, start=1)])


def people(*rows: tuple[str, ...]) -> RawSheet:
    """Return a sheet of delegates with the usual columns."""
    return sheet("delegates", PEOPLE_HEADS, *rows)


def plan(edition: Edition, *sheets: RawSheet, **words: Any) -> Plan:
    """Make a dry run."""
    return plan_sheets(edition, sheets, **words)


def take(edition: Edition, *sheets: RawSheet, **words: Any) -> Plan:
    """Import the sheets."""
    return apply_sheets(edition, sheets, **{"by": None, "at": NOW, "name": "market.xlsx", **words})


def states(made: Plan) -> list[str]:
    """Return every row's state in order."""
    return [fate.state for fate in made.fates]


def notes(made: Plan) -> list[str]:
    """Return what is worth knowing about the rows."""
    return [note for fate in made.fates for note in fate.notes]


def faults(made: Plan) -> list[str]:
    """Return every fault as its sentence."""
    return [str(fault) for fate in made.fates for fault in fate.faults]
