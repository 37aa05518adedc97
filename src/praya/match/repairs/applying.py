"""Apply or discard a proposed repair: all of it or nothing, and only while the day still looks as it did.

Lock order: the repair, requests, calendars by number, meetings by number.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from praya.core.accounts.models import Account
from praya.core.actions.refusing import Refused
from praya.core.audit.actions import record
from praya.core.retrying import retried
from praya.match.diary.booking import arrange, facts_of, is_met, notify, release, require_arrangement, require_attendees
from praya.match.diary.models import Meeting
from praya.match.diary.occupancy import Occupancy, occupancy_of
from praya.match.diary.queries import meetings_of
from praya.match.diary.writing import clear, hold, keep_changed, seat
from praya.match.repairs.memory import remembered, with_outcome
from praya.match.repairs.models import Repair
from praya.match.requests.attending import asked_of, is_vetoed
from praya.match.requests.models import Request
from praya.match.requests.writing import hold_requests
from praya.meet.accreditation.cutting import cut_hours, leave
from praya.meet.editions.grid import Grid, edition_grid
from praya.meet.exhibitors.actions import move_stand
from praya.meet.parties.models import Party
from praya.meet.parties.sides import parties_behind
from praya.meet.works.indexing import index_delegates, index_exhibitors


@dataclass(frozen=True)
class Step:
    """Say one thing that a repair does: hand over, move, cancel or place a meeting, or change its stand.

    `sequence` is what the meeting had when this was proposed; `starts_at` and `moved_to` are instants in ISO 8601. `spot` is the
    place that somebody has chosen, `party` the one for which `delegate` comes from now on.
    """

    act: str
    meeting: int | None = None
    request: int | None = None
    sequence: int = 0
    starts_at: str | None = None
    moved_to: str | None = None
    why: str = ""
    spot: str = ""
    party: int | None = None
    delegate: int | None = None


def steps_of(repair: Repair) -> list[Step]:
    """Return the proposed steps."""
    return [Step(**step) for step in repair.proposal.get("steps", [])]


def as_proposal(steps: Iterable[Step]) -> dict[str, Any]:
    """Return steps as they are stored."""
    return {"steps": [asdict(step) for step in steps]}


def discard_repair(repair: Repair, *, by: Account | None) -> Repair:
    """Drop a proposal; nothing else has happened."""
    with transaction.atomic():
        locked = still_proposed(repair)
        locked.status = Repair.Status.DISCARDED
        locked.save(update_fields=["status"])
        record("discard repair", locked, by=by, edition=locked.edition_id)
        return locked


@retried
def apply_repair(repair: Repair, *, by: Account | None, at: datetime) -> Repair:
    """Do what was proposed; Refused when a meeting has changed since, or a slot has been taken."""
    try:
        with transaction.atomic():
            return _apply(repair, by=by, at=at)
    except IntegrityError:
        raise Refused(_("Somebody has just taken one of the proposed slots. Ask for a new proposal.")) from None


def still_proposed(repair: Repair) -> Repair:
    """Return a repair that is held, and waits to be decided about; else Refused."""
    locked = Repair.objects.select_for_update(of=("self",)).select_related("edition", "delegate").get(pk=repair.pk)
    if locked.status != Repair.Status.PROPOSED:
        raise Refused(_("This repair has already been applied or discarded."))
    return locked


def _apply(repair: Repair, *, by: Account | None, at: datetime) -> Repair:
    locked = still_proposed(repair)
    steps = steps_of(locked)
    if any(step.moved_to is not None and datetime.fromisoformat(step.moved_to) <= at for step in steps):
        raise Refused(_("The time of a proposed slot has come. Ask for a new proposal."))
    requests = hold_requests(step.request for step in steps if step.request is not None)
    calendars = _locked_calendars(locked, steps, requests)
    meetings = locked_meetings(steps)
    grid = edition_grid(locked.edition, list(locked.edition.sites.all()))
    _require_nothing_new(locked, meetings, grid, at)
    before = {number: facts_of(meeting) for number, meeting in meetings.items()}
    kept = remembered(meetings) if locked.kind == Repair.Kind.CANCELLED else {}
    _settle_cause(locked, grid, by=by)
    moved, handed_over = ([one.meeting for one in steps if one.act == act and one.meeting] for act in ("move", "hand_over"))
    clear([*moved, *handed_over], moved)
    for step in steps:
        if step.act == "cancel" and step.meeting is not None:
            notify(meetings[step.meeting], "cancelled")
            release(meetings[step.meeting])
    occupancy, made = occupancy_of(locked.edition_id, grid, list(calendars.values())), []
    for step in steps:
        if step.act in {"move", "hand_over", "stand"} and step.meeting is not None:
            _change_meeting(meetings[step.meeting], step, occupancy, calendars, locked)
        elif step.request is not None:
            made.append(_place(requests[step.request], step, occupancy, grid))
    locked.status, locked.applied_at = Repair.Status.APPLIED, at
    if locked.kind == Repair.Kind.CANCELLED:
        locked.proposal = {**locked.proposal, **with_outcome(kept, meetings, made)}
    locked.save(update_fields=["status", "applied_at", "proposal"])
    after = {meeting.pk: facts_of(meeting) for meeting in (*meetings.values(), *made)}
    record("apply repair", locked, by=by, edition=locked.edition_id, before={"meetings": before}, after={"meetings": after})
    return locked


def _locked_calendars(repair: Repair, steps: list[Step], requests: dict[int, Request]) -> dict[int, Party]:
    used = Party.objects.filter(attendances__meeting__in=[step.meeting for step in steps if step.meeting])
    wanted = set(used.values_list("pk", flat=True))
    behind = parties_behind(repair.delegate) if repair.delegate is not None else Q(exhibitor=repair.exhibitor_id or 0)
    wanted.update(Party.objects.filter(behind).values_list("pk", flat=True))
    for request in requests.values():
        wanted.update(asked_of(request).attending.parties)
    rows = Party.objects.select_for_update(of=("self",)).select_related("exhibitor", "delegate__category")
    return {calendar.pk: calendar for calendar in rows.filter(pk__in=wanted).order_by("pk")}


def locked_meetings(steps: list[Step]) -> dict[int, Meeting]:
    """Hold the meetings that a proposal changes; Refused when one is not as it was then."""
    expected = {step.meeting: step.sequence for step in steps if step.meeting is not None}
    found = hold(expected)
    for number, sequence in expected.items():
        meeting = found.get(number)
        if meeting is None or meeting.sequence != sequence or meeting.status != Meeting.Status.SCHEDULED:
            raise Refused(stale())
    return found


def stale() -> str:
    """Say that a proposal is of before something else happened."""
    return _("A meeting has changed since this was proposed. Ask for a new proposal.")


def _require_nothing_new(repair: Repair, known: Collection[int], grid: Grid, at: datetime) -> None:
    """Refuse when a meeting was booked into the lost time, or at the old stand, that the proposal does not know of."""
    booked = meetings_of(repair.edition).filter(status=Meeting.Status.SCHEDULED).exclude(pk__in=list(known))
    if repair.kind == Repair.Kind.STAND and repair.exhibitor is not None and repair.exhibitor.stand_id is not None:
        is_new = booked.filter(stand=repair.exhibitor.stand_id, starts_at__gte=at).exists()
    elif repair.delegate is not None and repair.lost_from is not None:
        going = booked.filter(attendances__delegate=repair.delegate, attendances__is_released=False)
        lost = grid.overlapping(repair.lost_from, repair.lost_until or grid.slots[-1].end)
        starts = going.order_by().values_list("starts_at", flat=True)
        is_new = any(lost >> grid.number.get(start, len(grid.slots)) & 1 for start in starts)
    else:
        is_new = False
    if is_new:
        raise Refused(stale())


def _settle_cause(repair: Repair, grid: Grid, *, by: Account | None) -> None:
    """Record what happened itself: the time a delegate has lost, or the exhibitor's new stand."""
    if repair.kind == Repair.Kind.STAND and repair.exhibitor is not None:
        move_stand(repair.exhibitor, repair.stand, by=by)
        index_exhibitors([repair.exhibitor])
    elif repair.delegate is not None and repair.lost_from is not None:
        if repair.kind == Repair.Kind.LEFT:
            leave(repair.delegate, by=by)
            index_delegates([repair.delegate])
        else:
            lost = grid.overlapping(repair.lost_from, repair.lost_until or grid.slots[-1].end)
            cut_hours(repair.delegate, grid, lost, by=by)


def _change_meeting(meeting: Meeting, step: Step, occupancy: Occupancy, calendars: dict[int, Party], repair: Repair) -> None:
    """Give a meeting its new slot, people and place, and tell everybody who attends."""
    parties = parties_of(meeting, calendars)
    is_move = step.act == "move"
    was = meeting.starts_at if is_move else None
    if step.act == "stand":
        meeting.stand_id = repair.stand_id
    else:
        meeting.starts_at, meeting.ends_at = _span(occupancy.grid, step, meeting)
        slot = occupancy.grid.number[meeting.starts_at]
        named = asked_of(meeting.request).attending.named if is_move and meeting.request is not None else ()
        if is_move:
            found = require_arrangement(parties, named, occupancy, slot)
            going, place = dict(found.going), found.place
            meeting.site_id, meeting.stand_id, meeting.table_id = place.site, place.stand, found.table
        else:
            going = require_attendees(parties, named, occupancy, slot)
        seat(meeting, going)
        for delegate in going.values():
            occupancy.attend(delegate, slot)
    keep_changed(meeting)
    notify(meeting, "moved" if is_move else "place", was=was)


def _span(grid: Grid, step: Step, meeting: Meeting) -> tuple[datetime, datetime]:
    if step.moved_to is None:
        return meeting.starts_at, meeting.ends_at
    slot = grid.slots[grid.number[datetime.fromisoformat(step.moved_to)]]
    return slot.start, slot.end


def parties_of(meeting: Meeting, calendars: dict[int, Party]) -> list[Party]:
    """Return the calendars of a meeting, the host first."""
    rows = meeting.attendances.order_by("pk").values_list("calendar", flat=True)
    return [calendars[number] for number in dict.fromkeys(rows)]


def _place(request: Request, step: Step, occupancy: Occupancy, grid: Grid) -> Meeting:
    """Book the meeting of a waiting request in a slot that has become free."""
    asked = asked_of(request)
    # A *no* said meanwhile is answered like a request that has ended; both are looked at in any case.
    is_lost = is_vetoed(asked.attending) | is_met(request.pk)
    if is_lost or request.status != Request.Status.ACCEPTED or step.moved_to is None:
        raise Refused(stale())
    try:
        made = arrange(asked, occupancy, grid.number[datetime.fromisoformat(step.moved_to)])
    except Refused:
        raise Refused(stale()) from None  # the sentence must not differ by what stands against it
    notify(made, "booked")
    return made
