"""Say what became of a meeting, and note something about it, for the own side alone."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from praya.core.actions.refusing import Refused
from praya.core.actions.seeing import mark_of, require_mark
from praya.core.audit.actions import record
from praya.match.diary.models import Attendance, Meeting
from praya.match.diary.queries import attending
from praya.meet.parties.sides import Side

OUTCOMES = ("held", "no_show", "")
LONGEST_NOTE = 4000


def own_attendance(side: Side, code: str, *, or_cancelled: bool = False) -> Attendance | None:
    """Return the side's attendance of a meeting, the delegate's own before a colleague's; of a cancelled one if asked for."""
    held = Q(is_released=False)
    if or_cancelled:
        held |= Q(meeting__status=Meeting.Status.CANCELLED)
    rows = Attendance.objects.filter(held, meeting__code=code, meeting__edition=side.edition, calendar__in=side.pks)
    return min(rows.select_related("meeting"), key=lambda row: (row.delegate_id != side.delegate.pk, row.pk), default=None)


def say_outcome(
    side: Side, attendance: Attendance, outcome: str, *, at: datetime, follow_up_on: date | None = None
) -> Attendance:
    """Record for the own side whether a meeting was held, and when to follow it up; nothing takes the word back.

    The meeting counts as held when any side says so, as missed when somebody says so and nobody says held. A day that was kept
    stays until another is said, or the meeting was not held.
    """
    if outcome not in OUTCOMES:
        raise Refused(_("Say held or no-show."))
    with transaction.atomic():
        meeting = Meeting.objects.select_for_update().get(pk=attendance.meeting_id)
        if meeting.status == Meeting.Status.CANCELLED:
            raise Refused(_("This meeting has been cancelled."))
        if meeting.starts_at > at:
            raise Refused(_("This meeting has not begun yet."))
        if follow_up_on is not None and follow_up_on < at.date() - timedelta(days=1):
            raise Refused(_("This day is over. Choose another one."))
        before = {"outcome": attendance.outcome}
        day = (follow_up_on or attendance.follow_up_on) if outcome == "held" else None
        Attendance.objects.filter(pk=attendance.pk).update(outcome=outcome, outcome_by=side.delegate, follow_up_on=day)
        said = set(attending(meeting=meeting).order_by().values_list("outcome", flat=True))
        status = next((word for word in ("held", "no_show") if word in said), Meeting.Status.SCHEDULED)
        # Not save(): what became of a meeting is no change that calendars must fetch.
        Meeting.objects.filter(pk=meeting.pk).update(status=status)
        record("say outcome", meeting, by=side.account, edition=side.edition, before=before, after={"outcome": outcome})
    attendance.outcome, attendance.follow_up_on = outcome, day
    return attendance


def mark_of_note(note: str) -> str:
    """Return the mark of a note as somebody saw it."""
    return mark_of({"note": note}, ("note",))


def write_note(side: Side, attendance: Attendance, note: str, *, seen: str = "") -> Attendance:
    """Keep a private note of the own side, unless a colleague has changed it since it was `seen`.

    The trail says that it changed, not what it says.
    """
    text = note.replace("\x00", "").replace("\r\n", "\n").strip()
    if len(text) > LONGEST_NOTE:
        raise Refused(_("A note has at most %(count)d characters; shorten it.") % {"count": LONGEST_NOTE})
    with transaction.atomic():
        held = Attendance.objects.select_for_update().get(pk=attendance.pk)
        if held.note != text:
            require_mark(mark_of_note(held.note), seen)
            Attendance.objects.filter(pk=held.pk).update(note=text, note_by=side.delegate)
            record("write note", "match.attendance", by=side.account, edition=side.edition)
    attendance.note = text
    return attendance
