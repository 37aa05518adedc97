"""Declare the sheet of calls."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _
from praya.make.calls.actions import note_call
from praya.make.calls.models import Call

from praya.core.sheets import fields
from praya.core.sheets.columns import Column
from praya.core.sheets.kinds import Plan, Reading, SheetKind
from praya.core.sheets.rows import Row
from praya.core.sheets.writing import Sheet
from praya.meet.accreditation.models import Delegate
from praya.meet.registration.surroundings import world_of


def _planned(_plan: Plan) -> list[tuple[Delegate, str]]:
    return []


def plan_calls(rows: Sequence[Row], plan: Plan) -> None:
    """Find who rang, among those whom the same file brings too."""
    world = plan.shared(world_of)
    for row in rows:
        row.fate.subject = row["who"]
        delegate = world.delegate_named(row["who"])
        if delegate is None:
            row.fault("who", _("Nobody at this edition has this address."))
        else:
            plan.shared(_planned).append((delegate, row["about"]))


def write_calls(plan: Plan, at: datetime) -> None:
    """Note the calls."""
    for delegate, about in plan.shared(_planned):
        note_call(delegate, about, by=None, at=at)


def export_calls(kind: SheetKind, reading: Reading) -> Sheet:
    """Return the calls of an edition."""
    found = Call.objects.filter(edition=reading.edition).order_by("pk")
    return kind.sheet(found.values_list("delegate__person__email", "about"))


SHEET = SheetKind(
    "calls",
    "calls, 通話, 通话, call desk",
    (
        Column("who", "who, 來電者, 来电者, caller", ("mei@example.org", "bo@example.org"), is_required=True, read=fields.email),
        Column("about", "about, 事由, 事由, subject", ("Call back", "Badge"), is_required=True, limit=200),
    ),
    label=_("calls"),
    needs=("delegates",),
    plan=plan_calls,
    write=write_calls,
    export=export_calls,
)
