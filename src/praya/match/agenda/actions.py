"""Say what became of a meeting, note something about it, cancel it; change the private address."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from praya.core.accounts.models import Account
from praya.core.actions.refusing import Refused
from praya.core.audit.actions import record
from praya.core.directory.codes import random_token
from praya.core.retrying import retried
from praya.match.diary.booking import cancel
from praya.match.diary.models import Attendance, Meeting
from praya.match.requests.models import Request
from praya.meet.accreditation.models import Delegate
from praya.meet.parties.sides import Side

OUTCOMES = ("held", "no_show", "")
LONGEST_NOTE = 4000


def own_attendance(side: Side, code: str) -> Attendance | None:
    """Return the side's attendance of a meeting, the delegate's own before a colleague's."""
    rows = Attendance.objects.filter(
        meeting__code=code, meeting__edition=side.edition, calendar__in=side.pks, is_released=False
    ).select_related("meeting")
    return min(rows, key=lambda row: (row.delegate_id != side.delegate.pk, row.pk), default=None)


def say_outcome(side: Side, attendance: Attendance, outcome: str, *, at: datetime) -> Attendance:
    """Record for the own side whether a meeting was held; nothing takes the word back.

    The meeting counts as held when any side says so, as missed when somebody says so and nobody says held.
    """
    if outcome not in OUTCOMES:
        raise Refused(_("Say held or no-show."))
    with transaction.atomic():
        meeting = Meeting.objects.select_for_update().get(pk=attendance.meeting_id)
        if meeting.status == Meeting.Status.CANCELLED:
            raise Refused(_("This meeting has been cancelled."))
        if meeting.starts_at > at:
            raise Refused(_("This meeting has not begun yet."))
        before = {"outcome": attendance.outcome}
        Attendance.objects.filter(pk=attendance.pk).update(outcome=outcome)
        said = set(Attendance.objects.filter(meeting=meeting, is_released=False).order_by().values_list("outcome", flat=True))
        status = next((word for word in ("held", "no_show") if word in said), Meeting.Status.SCHEDULED)
        # Not save(): what became of a meeting is no change that calendars must fetch.
        Meeting.objects.filter(pk=meeting.pk).update(status=status)
        record("say outcome", meeting, by=side.account, edition=side.edition, before=before, after={"outcome": outcome})
    attendance.outcome = outcome
    return attendance


def write_note(side: Side, attendance: Attendance, note: str) -> Attendance:
    """Keep a private note of the own side; the trail says that it changed, not what it says."""
    text = note.replace("\x00", "").strip()
    if len(text) > LONGEST_NOTE:
        raise Refused(_("A note has at most %(count)d characters; shorten it.") % {"count": LONGEST_NOTE})
    with transaction.atomic():
        Attendance.objects.filter(pk=attendance.pk).update(note=text)
        record("write note", "match.attendance", by=side.account, edition=side.edition)
    attendance.note = text
    return attendance


@retried
def cancel_meeting(side: Side, attendance: Attendance, *, at: datetime) -> Meeting:
    """Cancel a meeting for both sides before it begins, and end its request, so that no later run places it again."""
    with transaction.atomic():
        meeting = attendance.meeting
        if meeting.starts_at <= at:
            raise Refused(_("This meeting has already begun. Say what became of it instead."))
        request = Request.objects.select_for_update().filter(pk=meeting.request_id or 0).first()
        cancelled = cancel(meeting, by=side.account)
        if request is not None:
            is_sender = request.sender_id in side.pks
            request.status = Request.Status.WITHDRAWN if is_sender else Request.Status.DECLINED
            request.answered_at = at
            request.version += 1
            request.save(update_fields=["status", "answered_at", "version"])
    return cancelled


def new_feed_address(delegate: Delegate, *, by: Account | None) -> str:
    """Give a delegate a new private calendar address; the old one stops working at once."""
    with transaction.atomic():
        token = random_token()
        Delegate.objects.filter(pk=delegate.pk).update(feed_token=token)
        record("new feed address", delegate, by=by, edition=delegate.edition_id)
    delegate.feed_token = token
    return token
