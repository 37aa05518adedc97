"""Plan a whole file: find its sheets, and let each kind plan its rows in the order in which they depend on each other."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from praya.core.sheets.columns import Table, find_table, kind_named, missing_columns
from praya.core.sheets.faults import Fate
from praya.core.sheets.messages import SheetError, refusal
from praya.core.sheets.reading import RawSheet
from praya.match.imports.columns import KINDS
from praya.match.imports.wishes import WishPlan, plan_wishes
from praya.match.requests.models import Round
from praya.match.requests.rules import current_round
from praya.meet.editions.models import Edition
from praya.meet.imports.availability import plan_availability
from praya.meet.imports.delegates import plan_delegates
from praya.meet.imports.likeness import note_alike_organisations, note_alike_people
from praya.meet.imports.organisations import plan_organisations
from praya.meet.imports.registers import REGISTERS, load_identifiers
from praya.meet.imports.world import World, load_world

Progress = Callable[[int, int, str], None]


@dataclass(slots=True)
class Plan:
    """Hold every row's fate and what applying would write; `ignored` names sheets and columns that were not understood."""

    edition: Edition
    world: World
    fates: list[Fate] = field(default_factory=list)
    wishes: WishPlan = field(default_factory=WishPlan)
    ignored: list[str] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        """Return how many rows have each fate."""
        return dict(Counter(fate.state for fate in self.fates))

    @property
    def digest(self) -> str:
        """Return a name for exactly these fates."""
        text = json.dumps([fate.as_json() for fate in self.fates], ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()


def silent(done: int, total: int, note: str) -> None:
    """Tell nobody about progress."""


def tables_of(sheets: Sequence[RawSheet], *, name: str, kind: str = "") -> tuple[list[Table], list[str]]:
    """Return the sheets that were recognised, and the names of sheets and columns that were not.

    Where some sheets have known names, the others are left out; only without any do the columns tell the kind.
    """
    filled = [sheet for sheet in sheets if sheet.rows]
    named = [] if kind else [sheet for sheet in filled if kind_named(sheet.name, KINDS) is not None]
    found = [(sheet, find_table(sheet, KINDS, only=kind)) for sheet in named or filled]
    tables = [table for _sheet, table in found if table is not None]
    known = [sheet for sheet, table in found if table is not None]
    ignored = [sheet.name or name for sheet in sheets if sheet not in known and (sheet.name or sheet.rows)]
    ignored += [f"{table.sheet}: {head}" for table in tables for head in table.unknown]
    if not tables:
        if not any(sheet.rows for sheet in sheets):
            raise refusal("no_rows", {})
        raise refusal("no_sheets", {"found": ", ".join(sheet.name or name for sheet in sheets)})
    if not any(table.rows for table in tables):
        raise refusal("no_rows", {})
    order = [one.key for one in KINDS]
    return sorted(tables, key=lambda table: order.index(table.kind.key)), ignored


def plan_import(
    edition: Edition, sheets: Sequence[RawSheet], *, name: str = "", kind: str = "", progress: Progress = silent
) -> Plan:
    """Return what importing the sheets would do, writing nothing; SheetError when the file as a whole cannot be taken."""
    tables, ignored = tables_of(sheets, name=name, kind=kind)
    _require_columns(tables)
    total = sum(len(table.rows) for table in tables)
    progress(0, total, "")
    emails, references = _words(tables)
    plan = Plan(edition, load_world(edition, emails=emails, references=references), ignored=ignored)
    if any(scheme in table.places for table in tables for scheme in REGISTERS):
        load_identifiers(plan.world)
    for table in tables:
        plan.fates += _plan_table(table, plan)
        progress(len(plan.fates), total, table.sheet)
    return plan


def _plan_table(table: Table, plan: Plan) -> list[Fate]:
    if table.kind.key == "organisations":
        fates, rows = plan_organisations(table, plan.world)
        known = {one.code: one for one in plan.world.writes.organisations}
        note_alike_organisations(plan.world, [(row, known[code]) for code, row in rows.items() if code in known])
        return fates
    if table.kind.key == "delegates":
        fates, seen = plan_delegates(table, plan.world)
        note_alike_organisations(plan.world, plan.world.companies_brought)
        note_alike_people(plan.world, seen.delegates)
        return fates
    if table.kind.key == "availability":
        return plan_availability(table, plan.world)
    _require_open_round(plan.edition)
    fates, plan.wishes = plan_wishes(table, plan.world)
    return fates


def _require_open_round(edition: Edition) -> None:
    current = current_round(edition.pk)
    if current is not None and current.status == Round.Status.FROZEN:
        raise SheetError(
            "frozen", _("The round is frozen while the schedule is computed. Reopen it, or publish it, before importing wishes.")
        )


def _require_columns(tables: Sequence[Table]) -> None:
    for table in tables:
        missing = missing_columns(table)
        if missing:
            raise SheetError(
                "missing_columns",
                _("The sheet %(sheet)s lacks the column %(missing)s. Add it, or rename a column as in the template.")
                % {"sheet": table.sheet, "missing": ", ".join(missing)},
            )


def _words(tables: Sequence[Table]) -> tuple[set[str], set[str]]:
    """Return the addresses and references that sheets of delegates give, for looking people up at once."""
    emails: set[str] = set()
    references: set[str] = set()
    for table in tables:
        if table.kind.key == "delegates":
            emails |= {word.casefold() for word in _cells(table, "email")}
            references |= set(_cells(table, "reference"))
    return emails, references


def _cells(table: Table, key: str) -> list[str]:
    place = table.places.get(key)
    return [] if place is None else [cells[place].strip() for _number, cells in table.rows if place < len(cells)]
