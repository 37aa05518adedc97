"""Book and cancel single meetings, whoever else is doing the same at this moment.

Lock order everywhere: the request, then its calendars by number, then meetings by number. What the locks cannot
order, the database refuses: a delegate twice in a slot, a table twice in a slot, a request met twice.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from praya.core.accounts.models import Account
from praya.core.actions.refusing import Refused
from praya.core.audit.actions import record
from praya.core.retrying import retried
from praya.match.diary.models import Attendance, Meeting, Notice
from praya.match.diary.occupancy import Occupancy, occupancy_of, quotas_of
from praya.match.diary.places import Place, free_table, place_of
from praya.match.requests.models import Request, Wish
from praya.meet.editions.grid import Grid, edition_grid
from praya.meet.parties.actions import company_parties
from praya.meet.parties.models import Party

TRIES = 8


def calendars_of(request: Request, *, lock: bool = False) -> list[Party]:
    """Return the calendars that attend a request's meeting: recipient (the host), sender, then guests.

    Somebody who works for an exhibitor attends on the exhibitor's calendar.
    """
    guests = list(request.guests.through.objects.filter(request_id=request.pk).values_list("party_id", flat=True))
    addressed = [request.recipient_id, request.sender_id, *guests]
    company = company_parties(addressed)
    wanted = [company.get(one, one) for one in addressed]
    rows = Party.objects.filter(pk__in=wanted).select_related("exhibitor", "delegate__category").order_by("pk")
    if lock:
        rows = rows.select_for_update(of=("self",))
    found = {calendar.pk: calendar for calendar in rows}
    return [found[pk] for pk in dict.fromkeys(wanted)]


def named_in(request: Request) -> set[int]:
    """Return the delegates a request asks for in person."""
    addressed = Party.objects.filter(Q(pk__in=[request.recipient_id, request.sender_id]) | Q(group_requests=request))
    people = set(addressed.filter(delegate__isnull=False).values_list("delegate_id", flat=True))
    return people | ({request.named_id} if request.named_id else set())


def is_vetoed(request: Request) -> bool:
    """Tell whether any side of a request has said no to another, on their company's calendar or on their own."""
    guests = request.guests.through.objects.filter(request_id=request.pk).values_list("party_id", flat=True)
    own = Party.objects.filter(delegate__in=named_in(request)).values_list("pk", flat=True)
    sides = {request.sender_id, request.recipient_id, *guests, *own, *(calendar.pk for calendar in calendars_of(request))}
    return Wish.objects.filter(calendar__in=sides, other__in=sides, level=Wish.Level.NO).exists()


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


@retried
def book(request: Request, *, starts_at: datetime, by: Account | None, at: datetime, is_fixed: bool = False) -> Meeting:
    """Book the meeting of a request in a slot; Refused when that is not possible (any more)."""
    edition = request.edition
    grid = edition_grid(edition, list(edition.sites.all()))
    slot = grid.number.get(starts_at)
    if slot is None or starts_at <= at:
        raise Refused(_("This slot is not on the meeting grid any more. Choose another one."))
    for _attempt in range(TRIES):
        try:
            with transaction.atomic():
                return _book(request, grid, slot, by=by, is_fixed=is_fixed)
        except IntegrityError:
            # Somebody took the same person or table at this very moment: look again.
            continue
    raise Refused(_("This slot has just been taken. Choose another one."))


def _book(request: Request, grid: Grid, slot: int, *, by: Account | None, is_fixed: bool) -> Meeting:
    locked = Request.objects.select_for_update().get(pk=request.pk)
    calendars = calendars_of(locked, lock=True)
    if Meeting.objects.filter(request=locked).exclude(status=Meeting.Status.CANCELLED).exists():
        raise Refused(_("This meeting is already booked."))
    occupancy = occupancy_of(request.edition_id, grid, calendars)
    going = attendees(occupancy, calendars, slot, named_in(locked))
    require_quota(calendars, grid, slot)
    place = place_of(calendars)
    meeting = Meeting.objects.create(
        edition=request.edition,
        request=locked,
        starts_at=grid.slots[slot].start,
        ends_at=grid.slots[slot].end,
        site_id=place.site,
        stand_id=place.stand,
        table_id=table_for(place, grid.slots[slot].start, going),
        is_fixed=is_fixed,
    )
    Attendance.objects.bulk_create(
        Attendance(meeting=meeting, calendar_id=calendar, delegate_id=delegate, starts_at=meeting.starts_at)
        for calendar, delegate in going.items()
    )
    notify(meeting, Notice.Kind.BOOKED, except_for=by)
    record("book meeting", meeting, by=by, edition=request.edition_id, after=facts_of(meeting))
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
    """Cancel a meeting and free everybody's slot; cancelling twice changes nothing."""
    with transaction.atomic():
        if meeting.request_id is not None:
            Request.objects.select_for_update().filter(pk=meeting.request_id).first()
        locked = Meeting.objects.select_for_update().get(pk=meeting.pk)
        if locked.status == Meeting.Status.CANCELLED:
            return locked
        if locked.status != Meeting.Status.SCHEDULED:
            raise Refused(_("This meeting has already taken place."))
        before = facts_of(locked)
        notify(locked, Notice.Kind.CANCELLED, except_for=by)
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
    Notice.objects.bulk_create(
        Notice(delegate_id=delegate, kind=kind, facts=facts) for delegate in going.values_list("delegate", flat=True)
    )


def facts_of(meeting: Meeting) -> dict[str, object]:
    """Return what the trail keeps of a meeting."""
    return {
        "starts_at": meeting.starts_at.isoformat(),
        "status": meeting.status,
        "table": meeting.table_id,
        "stand": meeting.stand_id,
        "sequence": meeting.sequence,
    }
