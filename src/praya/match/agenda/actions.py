"""Change the private address of a delegate's calendar, and what happens to their meetings on the day."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta

from django.db import transaction

from praya.core.accounts.models import Account
from praya.core.actions.refusing import Refused
from praya.core.audit.actions import record
from praya.core.directory.codes import random_token
from praya.core.holding import Subject
from praya.match.agenda.queries_meeting import named_in
from praya.match.diary.handing import hand_over
from praya.match.diary.lateness import say_late
from praya.match.diary.models import Attendance
from praya.match.diary.queries import attending
from praya.match.repairs.models import Repair
from praya.match.repairs.proposing import propose_absence
from praya.match.requests.actions import cancel_meeting
from praya.meet.accreditation.models import Delegate
from praya.meet.editions.grid import edition_grid
from praya.meet.editions.models import Site
from praya.meet.parties.sides import Side, side_of


def say_one_is_late(side: Side, attendance: Attendance, minutes: int, *, at: datetime) -> None:
    """Tell the other side that somebody comes late, and lay before the desk what could be done about it."""
    said = say_late(side, attendance, minutes, at=at)
    since, until = max(at, said.starts_at), said.starts_at + timedelta(minutes=minutes)
    with suppress(Refused):
        # Whatever the desk can or cannot do: those who wait have been told.
        propose_absence(said.delegate, kind=Repair.Kind.LATE, by=None, at=since, until=until)


def hand_meeting_over(side: Side, attendance: Attendance, colleague: Delegate, sites: Sequence[Site], *, at: datetime) -> None:
    """Let a colleague who is free then go to a meeting instead, unless the other side asked for this very person."""
    grid = edition_grid(attendance.meeting.edition, sites)
    hand_over(side, attendance, colleague, grid, named=named_in(attendance), at=at)


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
