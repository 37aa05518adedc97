"""Hand a meeting over to a colleague who is free then.

Lock order: the party, then the meeting, as everywhere.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from praya.core.actions.refusing import Refused
from praya.core.audit.actions import record
from praya.core.retrying import retried
from praya.match.diary.booking import notify
from praya.match.diary.models import Attendance, Meeting
from praya.match.diary.occupancy import occupancy_of
from praya.match.diary.writing import hold, keep_changed, seat
from praya.meet.accreditation.models import Delegate
from praya.meet.editions.grid import Grid
from praya.meet.notices.actions import tell
from praya.meet.parties.models import Party
from praya.meet.parties.queries import hold_parties
from praya.meet.parties.sides import Side


def free_colleagues(side: Side, attendance: Attendance, grid: Grid) -> list[int]:
    """Return the delegates of the same party, by number, who could take an attendance over; four queries."""
    party = Party.objects.select_related("exhibitor").get(pk=attendance.calendar_id)
    slot = grid.number.get(attendance.starts_at)
    if party.exhibitor is None or slot is None or party.pk not in side.pks:
        return []
    occupancy = occupancy_of(side.edition, grid, [party])
    return [one for one in occupancy.staff[party.pk] if one != attendance.delegate_id and occupancy.free(one) >> slot & 1]


@retried
def hand_over(
    side: Side, attendance: Attendance, colleague: Delegate, grid: Grid, *, named: Collection[int], at: datetime
) -> Meeting:
    """Let a colleague attend instead; everybody else who attends is told. `named` are those whom the other side asked for."""
    try:
        with transaction.atomic():
            return _hand_over(side, attendance, colleague, grid, named, at)
    except IntegrityError:
        raise Refused(_not_free()) from None


def _hand_over(
    side: Side, attendance: Attendance, colleague: Delegate, grid: Grid, named: Collection[int], at: datetime
) -> Meeting:
    hold_parties([attendance.calendar_id])
    meeting = hold([attendance.meeting_id])[attendance.meeting_id]
    held = Attendance.objects.select_for_update().get(pk=attendance.pk)
    if meeting.status != Meeting.Status.SCHEDULED or held.is_released:
        raise Refused(_("This meeting has changed meanwhile. Look at your agenda again."))
    if meeting.starts_at <= at:
        raise Refused(_("This meeting has already begun."))
    if held.delegate_id in named:
        raise Refused(_("They asked for this very person, so nobody else can come instead."))
    if colleague.pk not in free_colleagues(side, held, grid):
        raise Refused(_not_free())
    Attendance.objects.filter(pk=held.pk).update(is_released=True)
    seat(meeting, {held.calendar_id: colleague.pk})
    keep_changed(meeting)
    notify(meeting, "takeover", except_for=side.account)
    if held.delegate_id != side.delegate.pk:
        tell([held.delegate_id], "takeover", meeting=meeting.code, at=meeting.starts_at.isoformat())
    before, after = {"delegate": held.delegate_id}, {"delegate": colleague.pk}
    record("hand over meeting", meeting, by=side.account, edition=side.edition, before=before, after=after)
    return meeting


def _not_free() -> str:
    return _("This colleague is no longer free then. Choose another one.")
