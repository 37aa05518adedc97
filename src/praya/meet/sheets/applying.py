"""Write a planned import: everything in one transaction, or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from praya.core.accounts.models import Account
from praya.core.actions.refusing import Refused
from praya.core.audit.actions import record
from praya.core.sheets.kinds import Plan, Progress, silent
from praya.core.sheets.layouts import Layout
from praya.core.sheets.mending import Mend
from praya.core.sheets.messages import SheetError, changed_meanwhile
from praya.core.sheets.planning import plan_good_rows, plan_sheets, write_plan
from praya.core.sheets.reading import RawSheet
from praya.core.texts.said import gettext as _
from praya.core.texts.said import joined_clauses, joined_sentences
from praya.meet.accreditation.engaged import engagements_of
from praya.meet.editions.models import Edition
from praya.meet.editions.objections import change_checked

MOST_TRIED = 2000


class Stale(Exception):  # noqa: N818 - an outcome, not a fault
    """Say that the records have changed since the dry run that somebody confirmed."""

    def __init__(self, plan: Plan) -> None:
        super().__init__("the dry run is out of date")
        self.plan = plan


class Faulty(SheetError):  # noqa: N818 - an outcome, not a fault of ours
    """Say that some rows have faults, and keep what was planned, with the reasons of each row."""

    def __init__(self, plan: Plan) -> None:
        super().__init__("faults", _("Nothing was imported, because some rows have faults. Mend them and try again."))
        self.plan = plan


def apply_sheets(
    edition: Edition,
    sheets: Sequence[RawSheet],
    *,
    by: Account | None,
    at: datetime,
    name: str = "",
    kind: str = "",
    digest: str = "",
    progress: Progress = silent,
    good_rows: bool = False,
    layouts: Mapping[str, Layout] | None = None,
    mends: Sequence[Mend] = (),
) -> Plan:
    """Take the whole file, or raise: SheetError with the reason, Faulty with the rows' own, Stale where `digest` is outdated.

    With `good_rows` those with faults are left out, and told by the plan. Faulty where no other is left.
    The edition's row is locked first, so that the plan and the writing see the same records.
    """
    try:
        with change_checked(edition) as locked:
            words: dict[str, Any] = {"name": name, "kind": kind, "by": by, "layouts": layouts or {}, "mends": mends}
            plan = plan_sheets(locked, sheets, **words, progress=progress)
            if digest and plan.digest != digest:
                raise Stale(plan)
            if plan.counts.get("fault"):
                plan = without_faults(plan, locked, sheets, **words) if good_rows else plan
            if plan.counts.get("fault") or not plan.fates:
                raise Faulty(plan)
            write_plan(plan, at)
            after = {"file": name, **{state: count for state, count in plan.counts.items() if state != "private"}}
            after |= {"left": len(plan.left)} if plan.left else {}
            entry = record("import sheets", locked, by=by, edition=locked.pk, after=after)
            plan.written.mark = entry.pk
    except Refused as refused:
        raise SheetError("refused", joined_sentences([*refused.sentences, joined_clauses(refused.names)])) from refused
    except IntegrityError as error:
        raise changed_meanwhile() from error
    return plan


def harm_of(plan: Plan, *, at: datetime) -> Refused | None:
    """Return with what sentence, and which names, writing a plan would be refused, having written nothing.

    Only what is there can be hurt: a file without changes, or an edition where nobody meets, is not tried, nor is one with
    faults, of which nothing would be written. One with more rows to write than a check may hold others up for is not either;
    its import tells.
    """
    writes = sum(plan.counts.get(state, 0) for state in ("new", "changed"))
    if plan.counts.get("fault") or not plan.counts.get("changed") or writes > MOST_TRIED:
        return None
    if not any(engagements_of(plan.edition).values()):
        return None
    try:
        with transaction.atomic():
            with change_checked(plan.edition):
                write_plan(plan, at)
            transaction.set_rollback(True)
    except Refused as refused:
        return refused
    except (SheetError, IntegrityError):
        return None  # somebody changes the same records just now: the import looks again
    return None


def harm_told(harm: Refused) -> str:
    """Say before somebody confirms it why a file would be refused; the names follow as a list."""
    remedy = _(
        "As it is, this file will not be imported: it stands against meetings. Change its rows about them in your sheet "
        "and upload it again, or cancel the meetings first."
    )
    return joined_sentences([remedy, *harm.sentences])


def without_faults(plan: Plan, edition: Edition, sheets: Sequence[RawSheet], **words: Any) -> Plan:
    """Return the plan of the rows without faults; the one of all where every row has some."""
    try:
        return plan_good_rows(edition, sheets, **words)
    except SheetError:
        return plan
