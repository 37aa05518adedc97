"""Change the private address of a delegate's calendar."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from praya.core.accounts.models import Account
from praya.core.audit.actions import record
from praya.core.directory.codes import random_token
from praya.core.holding import Subject
from praya.match.diary.queries import attending
from praya.match.requests.actions import cancel_meeting
from praya.meet.accreditation.models import Delegate
from praya.meet.parties.sides import side_of


def cancel_ahead(who: Subject, at: datetime) -> None:
    """Cancel every meeting that somebody who is erased would still attend, and tell the others."""
    ahead = attending(delegate__person__in=who.people, starts_at__gt=at, meeting__status="scheduled")
    for attendance in ahead.select_related("meeting", "delegate").order_by("meeting"):
        cancel_meeting(side_of(attendance.delegate, who.account), attendance, at=at)


def new_feed_addresses(account: Account, since: datetime) -> None:
    """Give an account new calendar addresses: nobody knows who has seen the old ones."""
    for delegate in Delegate.objects.filter(person__account=account.pk):
        new_feed_address(delegate, by=account)


def new_feed_address(delegate: Delegate, *, by: Account | None) -> str:
    """Give a delegate a new private calendar address; the old one stops working at once."""
    with transaction.atomic():
        token = random_token()
        Delegate.objects.filter(pk=delegate.pk).update(feed_token=token)
        record("new feed address", delegate, by=by, edition=delegate.edition_id)
    delegate.feed_token = token
    return token
