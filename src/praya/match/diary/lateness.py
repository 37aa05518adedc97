"""Let whoever comes late say so to those who wait."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from praya.core.actions.refusing import Refused
from praya.core.audit.actions import record
from praya.match.diary.models import Attendance, Meeting
from praya.match.diary.queries import attending
from praya.meet.notices.actions import tell
from praya.meet.parties.sides import Side

MINUTES = (5, 10, 15, 20, 30, 45, 60)
SAID_BEFORE = timedelta(hours=3)


def can_say_late(status: str, starts_at: datetime, ends_at: datetime, at: datetime) -> bool:
    """Tell whether it is near enough to a meeting to say that one comes late, and not over."""
    return status == Meeting.Status.SCHEDULED and starts_at - SAID_BEFORE <= at < ends_at


def say_late(side: Side, attendance: Attendance, minutes: int, *, at: datetime) -> Attendance:
    """Tell everybody else who attends a meeting by how many minutes a delegate of the own side comes late."""
    if minutes not in MINUTES:
        raise Refused(_("Say by how many minutes."))
    with transaction.atomic():
        meeting = Meeting.objects.select_for_update().get(pk=attendance.meeting_id)
        if meeting.status == Meeting.Status.CANCELLED:
            raise Refused(_("This meeting has been cancelled."))
        if not can_say_late(meeting.status, meeting.starts_at, meeting.ends_at, at):
            raise Refused(_("That can be said from three hours before a meeting until it is over."))
        held = Attendance.objects.select_for_update().get(pk=attendance.pk)
        if held.late_minutes == minutes:
            raise Refused(_("The other side knows that already."))
        Attendance.objects.filter(pk=held.pk).update(late_minutes=minutes)
        others = attending(meeting=meeting).exclude(calendar=held.calendar_id).order_by("pk")
        going, begins = others.values_list("delegate", flat=True), meeting.starts_at.isoformat()
        tell(going, "late", meeting=meeting.code, at=begins, minutes=minutes)
        record("say late", meeting, by=side.account, edition=side.edition, after={"minutes": minutes})
    attendance.late_minutes = minutes
    return attendance
