"""Write a planned import: everything in one transaction, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError
from django.utils.translation import gettext as _

from praya.core.accounts.models import Account
from praya.core.actions.refusing import Refused
from praya.core.audit.actions import record
from praya.core.sheets.kinds import Plan, Progress, silent
from praya.core.sheets.messages import SheetError, changed_meanwhile
from praya.core.sheets.planning import plan_sheets, write_plan
from praya.core.sheets.reading import RawSheet
from praya.meet.editions.models import Edition
from praya.meet.editions.objections import change_checked


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
) -> Plan:
    """Take the whole file, or raise: SheetError with the reason, Faulty with the rows' own, Stale where `digest` is outdated.

    The edition's row is locked first, so that the plan and the writing see the same records.
    """
    try:
        with change_checked(edition) as locked:
            plan = plan_sheets(locked, sheets, name=name, kind=kind, by=by, progress=progress)
            if digest and plan.digest != digest:
                raise Stale(plan)
            if plan.counts.get("fault"):
                raise Faulty(plan)
            write_plan(plan, at)
            after = {"file": name, **{state: count for state, count in plan.counts.items() if state != "private"}}
            record("import sheets", locked, by=by, edition=locked.pk, after=after)
    except Refused as refused:
        raise SheetError("refused", " ".join([*refused.sentences, *refused.names])) from refused
    except IntegrityError as error:
        raise changed_meanwhile() from error
    return plan
