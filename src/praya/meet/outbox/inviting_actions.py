"""Invite delegates, and take down what they answer."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from praya.core.accounts.models import Account
from praya.core.actions.refusing import Refused
from praya.core.actions.seeing import require_mark
from praya.core.audit.actions import record
from praya.core.letters.models import Mailing
from praya.meet.accreditation.models import Delegate
from praya.meet.accreditation.queries import approved
from praya.meet.editions.models import Edition
from praya.meet.notices.letters import write_to
from praya.meet.outbox.models import InvitationAnswer
from praya.meet.outbox.queries_inviting import INVITED, invited_since, mark_of_answer

AGAIN = timedelta(hours=20)  # nobody is invited twice on one day


def invite(edition: Edition, delegates: Collection[int], *, by: Account | None, at: datetime) -> Mailing:
    """Ask for an invitation to each of some approved delegates; it waits as a mailing until its author has read one of them.

    Whoever was invited within the day, or is about to be, is left out.
    """
    with transaction.atomic():
        wanted = list(approved(edition=edition.pk, pk__in=list(delegates)).values_list("pk", flat=True))
        lately = invited_since(edition, wanted, at - AGAIN)
        mailing = Mailing.objects.create(edition=edition.pk, kind=INVITED, by=by, made_at=at)
        left = [number for number in wanted if number not in lately]
        count = write_to(left, INVITED, at=at, by=by, facts={}, mailing=mailing)
        if not count:
            raise Refused(_("All of them were invited within the last day, or want no such letters. Nothing was written."))
        record("invite", mailing, by=by, edition=edition.pk, after={"count": count, "left_out": len(delegates) - count})
    return mailing


def answer_invitation(
    delegate: Delegate, comes: bool, words: str, *, by: Account | None, at: datetime, seen: str = ""
) -> InvitationAnswer:
    """Take down whether somebody comes; they may change it, as they have `seen` it."""
    with transaction.atomic():
        before = InvitationAnswer.objects.select_for_update().filter(delegate=delegate).first()
        if before is not None and (before.comes, before.words) == (comes, words):
            return before
        require_mark(mark_of_answer(before), seen)
        was = None if before is None else before.comes
        facts = {"comes": comes, "words": words, "at": at}
        answer, _is_new = InvitationAnswer.objects.update_or_create(delegate=delegate, defaults=facts)
        record(
            "answer invitation",
            delegate,
            by=by,
            edition=delegate.edition_id,
            before={"comes": was},
            after={"comes": comes},
        )
    return answer
