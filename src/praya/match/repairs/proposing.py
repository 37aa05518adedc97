"""Propose the smallest change that answers what has happened on the day.

Only the surroundings of the change are read: the calendars that lose a meeting, everybody they meet, and everybody
those meet. Within them the engine looks for new slots, moving at most one other meeting for each that it saves.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from praya.core.accounts.models import Account
from praya.core.actions.refusing import Refused
from praya.match.diary.models import Meeting
from praya.match.diary.queries import attending, meetings_of
from praya.match.repairs.applying import Step, as_proposal
from praya.match.repairs.models import Repair
from praya.match.repairs.surroundings import calendars_around, surroundings_of
from praya.match.requests.queries import requests_numbered
from praya.match.requests.rules import current_round
from praya.match.scheduling.snapshot import Snapshot, read_snapshot
from praya.meet.accreditation.models import Delegate
from praya.meet.editions.grid import Grid, edition_grid
from praya.meet.editions.models import Edition, Stand
from praya.meet.exhibitors.models import Exhibitor
from praya.meet.parties.models import Party


@dataclass(frozen=True)
class Loss:
    """Name what a delegate loses: the set of slots, and the instants that bound them."""

    slots: int
    since: datetime
    until: datetime


def loss_of(kind: str, grid: Grid, *, at: datetime, until: datetime | None = None) -> Loss:
    """Return what is lost from now on: until an instant (late), to the end of the market day (gone), for good (left)."""
    if not grid.slots:
        raise Refused(_("This edition has no meeting slots."))
    ends = grid.slots[-1].end
    if kind == Repair.Kind.LATE:
        if until is None or until <= at:
            raise Refused(_("Say until when, later than now."))
        ends = min(until, ends)
    elif kind == Repair.Kind.GONE:
        ahead = [slot for slot in grid.slots if slot.end > at]
        today = [slot.end for slot in ahead if slot.day == ahead[0].day] if ahead else [at]
        ends = today[-1]
    return Loss(grid.overlapping(at, ends), at, ends)


def propose_absence(delegate: Delegate, *, kind: str, by: Account | None, at: datetime, until: datetime | None = None) -> Repair:
    """Propose what to do when a delegate is late, gone for the day or has left."""
    started = time.perf_counter()
    edition = delegate.edition
    grid = edition_grid(edition, list(edition.sites.all()))
    loss = loss_of(kind, grid, at=at, until=until)
    lost = [
        row.meeting
        for row in attending(delegate=delegate, meeting__status="scheduled").select_related("meeting").order_by("starts_at")
        if loss.slots >> grid.number.get(row.starts_at, len(grid.slots)) & 1
    ]
    steps = _answer(edition, grid, lost, delegate, loss, at=at) if lost else []
    return _stored(edition, kind, steps, started, by=by, delegate=delegate, lost_from=loss.since, lost_until=loss.until)


def propose_cancellation(meeting: Meeting, *, by: Account | None, at: datetime) -> Repair:
    """Propose whom to offer the slot of a meeting that is called off."""
    started = time.perf_counter()
    if meeting.status == Meeting.Status.CANCELLED:
        raise Refused(_("This meeting has been cancelled."))
    if meeting.status != Meeting.Status.SCHEDULED:
        raise Refused(_("This meeting has already taken place."))
    known = calendars_around(meeting.edition_id, [meeting])
    snapshot = read_snapshot(meeting.edition, calendars=sorted(known))
    steps = _rearranged(snapshot, known, [meeting], is_ended=True, at=at)
    return _stored(meeting.edition, Repair.Kind.CANCELLED, steps, started, by=by, meeting=meeting)


def propose_stand(exhibitor: Exhibitor, stand: Stand, *, by: Account | None, at: datetime) -> Repair:
    """Propose to take an exhibitor's meetings along to another stand of the same site: no time changes."""
    started = time.perf_counter()
    if stand.hall.site_id != exhibitor.site_id:
        raise Refused(_("Choose a stand at the exhibitor's own site."))
    if Exhibitor.objects.filter(stand=stand).exclude(pk=exhibitor.pk).exists():
        raise Refused(_("Another exhibitor has this stand."))
    there = meetings_of(exhibitor.edition).filter(status="scheduled", starts_at__gte=at)
    steps = [
        _step("stand", one, "stand_moved")
        for one in there.filter(stand=exhibitor.stand_id).order_by("starts_at", "pk")
        if exhibitor.stand_id is not None
    ]
    return _stored(exhibitor.edition, Repair.Kind.STAND, steps, started, by=by, exhibitor=exhibitor, stand=stand)


def _stored(
    edition: Edition, kind: str, steps: Sequence[Step], started: float, *, by: Account | None, **fields: object
) -> Repair:
    spent = (time.perf_counter() - started) * 1000
    return Repair.objects.create(
        edition=edition, kind=kind, by=by, proposal=as_proposal(steps), milliseconds=round(spent, 1), **fields
    )


def _answer(edition: Edition, grid: Grid, lost: Sequence[Meeting], delegate: Delegate, loss: Loss, *, at: datetime) -> list[Step]:
    """Return the steps for lost meetings: a colleague takes over, else the engine finds new slots, else they end."""
    own = attending(meeting__in=[one.pk for one in lost], delegate=delegate)
    behind = Party.objects.filter(Q(pk__in=own.values("calendar")) | Q(delegate=delegate)).order_by("pk")
    snapshot = read_snapshot(edition, grid=grid, calendars=list(behind.values_list("pk", flat=True)))
    steps, homeless, stand_ins = _hand_over(snapshot, lost, delegate)
    if not homeless:
        return steps
    left = grid.after(at) & ~loss.slots
    can_move = any(snapshot.mask(calendar) & left for calendar in snapshot.calendars)
    known = calendars_around(edition.pk, homeless, can_move=can_move)
    snapshot = read_snapshot(edition, grid=grid, calendars=sorted(known))
    snapshot.hours[delegate.pk] = snapshot.hours.get(delegate.pk, 0) & ~loss.slots
    snapshot.going.update(stand_ins)
    return steps + _rearranged(snapshot, known, homeless, is_ended=False, at=at)


Going = dict[int, list[tuple[int, int]]]


def _hand_over(snapshot: Snapshot, lost: Sequence[Meeting], absent: Delegate) -> tuple[list[Step], list[Meeting], Going]:
    """Let colleagues take meetings over at the same time and place, unless the absent one was asked for by name.

    Returned are the steps, the meetings for which that is not possible, and who now goes to the others.
    """
    busy = snapshot.busy()
    requests = requests_numbered(one.request_id for one in lost).in_bulk()
    steps, homeless, stand_ins = [], [], {}
    for meeting in lost:
        slot = snapshot.grid.number[meeting.starts_at]
        calendar = next((side for side, person in snapshot.going.get(meeting.pk, ()) if person == absent.pk), None)
        if calendar is None:
            continue  # Changed by somebody else while we were reading.
        request = requests.get(meeting.request_id or 0)
        in_person = request is not None and absent.pk in snapshot.attending(request).named
        free = [
            one
            for one in snapshot.staff.get(calendar, ())
            if one != absent.pk and snapshot.hours[one] >> slot & 1 and not busy[one] >> slot & 1
        ]
        if free and not in_person:
            busy[free[0]] |= 1 << slot  # one absent person loses one meeting a slot; whoever loses more does not double-book
            steps.append(_step("hand_over", meeting, "colleague"))
            stand_ins[meeting.pk] = [
                (side, free[0] if person == absent.pk else person) for side, person in snapshot.going[meeting.pk]
            ]
        else:
            homeless.append(meeting)
    return steps, homeless, stand_ins


def _rearranged(snapshot: Snapshot, known: set[int], homeless: Sequence[Meeting], *, is_ended: bool, at: datetime) -> list[Step]:
    """Ask the engine for new slots, and for whom to offer what becomes free."""
    from praya.engines.meetings import Change, arrays_of, board_of, checked_repair, slots_of

    around = surroundings_of(snapshot, known, homeless, at=at)
    arrays = arrays_of(around.problem)
    board = board_of(arrays, slots_of(arrays, around.assignments))
    names = tuple(f"m{one.pk}" for one in homeless if f"m{one.pk}" in around.assignments)
    found = checked_repair(
        board,
        Change(ended=names) if is_ended else Change(lost=names),
        open_from=len(snapshot.grid.slots) - snapshot.grid.after(at).bit_count() + frozen_slots(snapshot.edition),
        waiting=[str(one.pk) for one in around.waiting],
    )
    meetings = {f"m{one.pk}": one for one in snapshot.meetings}
    ended = names if is_ended else found.unplaceable
    steps = [_step("cancel", meetings[name], "called_off" if is_ended else "no_common_slot") for name in ended]
    for why, moves in (("lost_slot", found.saved), ("makes_way", found.others)):
        steps += [_step("move", meetings[one.request], why, snapshot.grid.starts[one.now]) for one in moves]
    placed = [Step("place", request=int(one.request), moved_to=snapshot.grid.starts[one.now].isoformat()) for one in found.placed]
    return steps + [replace(one, why="freed_slot") for one in placed]


def _step(act: str, meeting: Meeting, why: str, moved_to: datetime | None = None) -> Step:
    return Step(
        act,
        meeting=meeting.pk,
        sequence=meeting.sequence,
        starts_at=meeting.starts_at.isoformat(),
        moved_to=moved_to.isoformat() if moved_to is not None else None,
        why=why,
    )


def frozen_slots(edition: Edition) -> int:
    """Return how many coming slots are frozen because people are already on their way."""
    latest = current_round(edition.pk)
    return 2 if latest is None else latest.freeze_slots
