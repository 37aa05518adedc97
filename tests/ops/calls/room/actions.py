"""Note calls and answer them."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from praya.make.calls.models import Call

from praya.core.accounts.models import Account
from praya.core.actions.changing import add_row, change_row
from praya.core.actions.refusing import Refused
from praya.meet.accreditation.models import Delegate
from praya.meet.notices.actions import tell


def note_call(delegate: Delegate, about: str, *, by: Account | None, at: datetime) -> Call:
    """Note that a delegate rang."""
    call = Call(edition=delegate.edition, delegate=delegate, about=about, rung_at=at)
    with transaction.atomic():
        return add_row(call, action="note call", by=by, edition=delegate.edition_id)


def answer_call(call: Call, *, by: Account | None, at: datetime) -> Call:
    """Say that somebody rang back, and tell the delegate; Refused when somebody already had."""
    with transaction.atomic():
        locked = Call.objects.select_for_update().get(pk=call.pk)
        if locked.answered_at is not None:
            raise Refused(_("Somebody has rung back already."))
        answered = change_row(locked, {"answered_at": at}, action="answer call", by=by, edition=call.edition_id)
        tell([call.delegate_id], "called back")
        return answered


def withdraw_call(call: Call, *, by: Account | None, at: datetime) -> Call:
    """Take a call back; the desk no longer reads it."""
    with transaction.atomic():
        return change_row(call, {"withdrawn_at": at}, action="withdraw call", by=by, edition=call.edition_id)
