"""Accept conflicts of the programme with a reason, and take that back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from praya.core.accounts.models import Account
from praya.core.actions.changing import add_row, remove_row
from praya.core.actions.refusing import Refused
from praya.meet.editions.actions import hold_edition
from praya.meet.editions.models import Edition, Site
from praya.meet.programme.conflicts import judgement_of, marks_of
from praya.meet.programme.models import AcceptedConflict


def accept_conflict(
    edition: Edition, sites: Sequence[Site], mark: str, reason: str, *, by: Account | None, at: datetime
) -> AcceptedConflict:
    """Accept a conflict as it is now; Refused where it is none any more, or has other facts than its reader saw."""
    with transaction.atomic():
        hold_edition(edition.pk)
        if not reason:
            raise Refused(_("Write why it is accepted: whoever looks at it next has to know."))
        judgement = judgement_of(edition, sites)
        if any(one.mark == mark for one in judgement.accepted):
            raise Refused(_("Somebody else has accepted this conflict already."))
        one = next((one for one in judgement.open if one.mark == mark), None)
        if one is None:
            raise Refused(_("This conflict is not there any more, or has changed: look at it as it is now."))
        name, _mark = marks_of(one.found, judgement.snapshot)
        row = AcceptedConflict(edition=edition, conflict=name, mark=mark, reason=reason, by=by, at=at)
        return add_row(row, action="accept conflict", by=by, edition=edition.pk)


def reopen_conflict(row: AcceptedConflict, *, by: Account | None) -> None:
    """Let a conflict be open again; of two who do that the second changes nothing."""
    with transaction.atomic():
        held = AcceptedConflict.objects.select_for_update().filter(pk=row.pk).first()
        if held is not None:
            remove_row(held, action="reopen conflict", by=by, edition=held.edition_id)
