"""Book and cancel single meetings, whoever else is doing the same at this moment.

Lock order everywhere: the request, then its calendars by number, then meetings by number. What the locks cannot
order, the database refuses: a delegate twice in a slot, a table twice in a slot, a request met twice.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from praya.core.accounts.models import Account
from praya.core.actions.refusing import Refused
from praya.core.audit.actions import record
from praya.core.retrying import retried
from praya.match.diary.models import Attendance, Meeting
from praya.match.diary.occupancy import Occupancy, occupancy_of, quotas_of
from praya.match.diary.places import Place, free_table, place_of
from praya.meet.editions.grid import Grid
from praya.meet.editions.models import Edition
from praya.meet.notices.actions import tell
from praya.meet.parties.attending import Attending
from praya.meet.parties.models import Party

TRIES = 8


@dataclass(frozen=True, slots=True)
class Asked:
    """Hold what a meeting is asked for: its edition, the parties that attend, the host first, how they do, and the request."""

    edition: Edition
    parties: Sequence[Party]
    attending: Attending
    request: int | None = None


def quota_left(calendar: Party, grid: Grid, slot: int) -> bool:
    """Tell whether one more meeting in a slot keeps the calendar within its quotas."""
    total, daily = quotas_of(calendar)
    if total is None and daily is None:
        return True
    meetings = Attendance.objects.filter(calendar=calendar, is_released=False).order_by()
    taken = [grid.number.get(start) for start in meetings.values_list("starts_at", flat=True)]
    day = grid.slots[slot].day
    today = sum(1 for one in taken if one is not None and grid.slots[one].day == day)
    return (total is None or len(taken) < total) and (daily is None or today < daily)


def require_quota(calendars: Iterable[Party], grid: Grid, slot: int) -> None:
    """Refuse one more meeting in a slot when a calendar has reached its number, in total or that day."""
    if not all(quota_left(calendar, grid, slot) for calendar in calendars):
        raise Refused(_("One side has reached its number of meetings."))


def book(
    asked: Asked,
    grid: Grid,
    *,
    starts_at: datetime,
    by: Account | None,
    at: datetime,
    promised: Mapping[int, int] | None = None,
) -> Meeting:
    """Book a meeting in a slot; Refused when that is not possible (any more). The caller holds the request and the parties.

    `promised` says how many people of a party are offered to others in that slot, and so are not free for this meeting.
    """
    slot = grid.number.get(starts_at)
    if slot is None or starts_at <= at:
        raise Refused(_("This slot is not on the meeting grid any more. Choose another one."))
    if asked.request is not None and is_met(asked.request):
        raise Refused(_("This meeting is already booked."))
    for _attempt in range(TRIES):
        occupancy = occupancy_of(asked.edition.pk, grid, asked.parties)
        if any(occupancy.people_free(party, slot) <= count for party, count in (promised or {}).items()):
            raise Refused(_("This slot is no longer free on both sides. Choose another one."))
        try:
            with transaction.atomic():
                meeting = arrange(asked, occupancy, slot)
        except IntegrityError:
            # Somebody took the same person or table at this very moment: look again.
            continue
        notify(meeting, "booked", except_for=by)
        record("book meeting", meeting, by=by, edition=meeting.edition_id, after=facts_of(meeting))
        return meeting
    raise Refused(_("This slot has just been taken. Choose another one."))


def is_met(request: int) -> bool:
    """Tell whether a request has its meeting: a schedule may place one that nobody has answered yet."""
    return Meeting.objects.filter(request=request).exclude(status=Meeting.Status.CANCELLED).exists()


def arrange(asked: Asked, occupancy: Occupancy, slot: int) -> Meeting:
    """Let those asked meet in a slot: choose who goes and where; Refused when somebody, a quota or a table stands against it."""
    going = attendees(occupancy, asked.parties, slot, asked.attending.named)
    require_quota(asked.parties, occupancy.grid, slot)
    place, span = place_of(asked.parties), occupancy.grid.slots[slot]
    meeting = Meeting.objects.create(
        edition=asked.edition,
        request_id=asked.request,
        starts_at=span.start,
        ends_at=span.end,
        site_id=place.site,
        stand_id=place.stand,
        table_id=table_for(place, span.start, going),
    )
    Attendance.objects.bulk_create(
        Attendance(meeting=meeting, calendar_id=party, delegate_id=delegate, starts_at=span.start)
        for party, delegate in going.items()
    )
    for delegate in going.values():
        occupancy.attend(delegate, slot)
    return meeting


def attendees(occupancy: Occupancy, calendars: Sequence[Party], slot: int, named: Collection[int]) -> dict[int, int]:
    """Return for each calendar who goes; Refused when one has nobody free."""
    going: dict[int, int] = {}
    for calendar in calendars:
        one = occupancy.attending(calendar.pk, slot, named)
        if one is None or one in going.values():
            raise Refused(_("This slot is no longer free on both sides. Choose another one."))
        going[calendar.pk] = one
    return going


def table_for(place: Place, starts_at: datetime, going: dict[int, int]) -> int | None:
    """Return the table of a meeting, one that a participant already sits at that day when possible."""
    if not place.needs_table or place.site is None:
        return None
    day = timedelta(hours=12)
    near = (
        Meeting.objects.filter(attendances__delegate__in=going.values(), table__hall__site=place.site)
        .filter(starts_at__range=(starts_at - day, starts_at + day))
        .order_by("starts_at")
        .values_list("table", flat=True)
    )
    table = free_table(place.site, starts_at, list(near))
    if table is None:
        raise Refused(_("No table is free in this slot. Choose another one."))
    return table


@retried
def cancel(meeting: Meeting, *, by: Account | None) -> Meeting:
    """Cancel a meeting and free everybody's slot; cancelling twice changes nothing. Its request, if any, is held before it."""
    with transaction.atomic():
        locked = Meeting.objects.select_for_update().get(pk=meeting.pk)
        if locked.status == Meeting.Status.CANCELLED:
            return locked
        if locked.status != Meeting.Status.SCHEDULED:
            raise Refused(_("This meeting has already taken place."))
        before = facts_of(locked)
        notify(locked, "cancelled", except_for=by)
        release(locked)
        record("cancel meeting", locked, by=by, edition=locked.edition_id, before=before, after=facts_of(locked))
        return locked


def release(meeting: Meeting) -> None:
    """Mark a meeting cancelled and its attendances released."""
    meeting.status = Meeting.Status.CANCELLED
    meeting.sequence += 1
    meeting.save()
    meeting.attendances.update(is_released=True)


def notify(meeting: Meeting, kind: str, *, except_for: Account | None = None, was: datetime | None = None) -> None:
    """Tell everybody who attends a meeting, except whoever caused the change; `was` is when a moved meeting began."""
    facts = {"meeting": meeting.code, "at": meeting.starts_at.isoformat(), **({"was": was.isoformat()} if was else {})}
    going = Attendance.objects.filter(meeting=meeting, is_released=False)
    if except_for is not None:
        going = going.exclude(Q(delegate__person__account=except_for))
    tell(going.values_list("delegate", flat=True), kind, **facts)


def facts_of(meeting: Meeting) -> dict[str, object]:
    """Return what the trail keeps of a meeting."""
    return {
        "starts_at": meeting.starts_at.isoformat(),
        "status": meeting.status,
        "table": meeting.table_id,
        "stand": meeting.stand_id,
        "sequence": meeting.sequence,
    }
