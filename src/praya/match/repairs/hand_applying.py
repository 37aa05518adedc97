"""Apply what an organiser has arranged by hand, while everything still is as it was proposed.

Who has promised a slot to somebody else, and who does not want to meet whom, is asked here alone, after all that the desk may
know: whatever stands against it then, the slot is lost, in the same words and with the same consequences.
Lock order: the repair, requests, parties by number, meetings by number.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from praya.core.accounts.models import Account
from praya.core.actions.refusing import Refused
from praya.core.audit.actions import record
from praya.core.retrying import retried
from praya.match.diary.booking import SlotLost, arrangement, book, facts_of, notify
from praya.match.diary.models import Meeting
from praya.match.diary.occupancy import Occupancy, occupancy_of
from praya.match.diary.writing import clear, keep_changed, seat
from praya.match.repairs.applying import Step, apply_repair, locked_meetings, parties_of, stale, steps_of, still_proposed
from praya.match.repairs.hand_proposing import BY_HAND, MOST_LOST, require_agreed
from praya.match.repairs.memory import remembered, with_outcome
from praya.match.repairs.models import Repair
from praya.match.repairs.places import spots_of
from praya.match.requests.attending import asked_of, is_vetoed
from praya.match.requests.looking import losing_slots
from praya.match.requests.models import Request
from praya.match.requests.slots import held_by, lost_between
from praya.match.requests.writing import hold_requests
from praya.meet.editions.grid import Grid, edition_grid
from praya.meet.notices.actions import tell
from praya.meet.parties.models import Party


def apply_any(repair: Repair, *, by: Account | None, at: datetime) -> Repair:
    """Do what was proposed, however it was."""
    return apply_by_hand(repair, by=by, at=at) if repair.kind in BY_HAND else apply_repair(repair, by=by, at=at)


@retried
def apply_by_hand(repair: Repair, *, by: Account | None, at: datetime) -> Repair:
    """Move, exchange or book as proposed; SlotLost where that cannot be any more, whatever stands against it."""
    try:
        with losing_slots(desk_number(by), at=at), transaction.atomic():
            return _apply(repair, by=by, at=at)
    except IntegrityError:
        raise Refused(_("Somebody has just taken one of the proposed slots. Ask for a new proposal.")) from None


def desk_number(by: Account | None) -> int:
    """Return the number under which the slots that somebody of the team loses are counted: no party has it."""
    return -(by.pk if by is not None else 0)


def _apply(repair: Repair, *, by: Account | None, at: datetime) -> Repair:
    locked = still_proposed(repair)
    steps = steps_of(locked)
    if any(step.moved_to is not None and datetime.fromisoformat(step.moved_to) <= at for step in steps):
        raise Refused(_("The time of a proposed slot has come. Ask for a new proposal."))
    grid = edition_grid(locked.edition, list(locked.edition.sites.all()))
    requests = hold_requests(step.request for step in steps if step.request is not None)
    if locked.kind == Repair.Kind.BOOKED:
        made = [_book(requests[step.request], step, grid, by=by, at=at) for step in steps if step.request]
        kept, after = with_outcome({}, {}, made), {str(one.pk): facts_of(one) for one in made}
        record("apply repair", locked, by=by, edition=locked.edition_id, after={"meetings": after})
    else:
        kept = _rearrange(locked, steps, grid, by=by)
    locked.status, locked.applied_at = Repair.Status.APPLIED, at
    locked.proposal = {**locked.proposal, **kept}
    locked.save(update_fields=["status", "applied_at", "proposal"])
    return locked


def _book(request: Request, step: Step, grid: Grid, *, by: Account | None, at: datetime) -> Meeting:
    require_agreed(request)
    if len(lost_between(request)) >= MOST_LOST:
        raise Refused(
            _("Several slots of these two could not be had. Let them choose one themselves, or leave it to the schedule.")
        )
    starts_at = datetime.fromisoformat(step.moved_to or "")
    asked = asked_of(request, lock=True)
    spot = next((one for one in spots_of(asked.parties) if one.key == step.spot), None)
    promised = {party.pk: held_by([party.pk])[starts_at] for party in asked.parties}
    is_barred = is_vetoed(asked.attending)
    if spot is None:
        raise Refused(stale())
    place = spot.place
    return book(asked, grid, starts_at=starts_at, by=by, at=at, promised=promised, is_barred=is_barred, place=place)


def _rearrange(repair: Repair, steps: Sequence[Step], grid: Grid, *, by: Account | None) -> dict[str, object]:
    """Move meetings, or let colleagues take each other's; return what is kept for taking it back."""
    numbers = [step.meeting for step in steps if step.meeting is not None]
    used = Party.objects.filter(attendances__meeting__in=numbers).values("pk")
    held = Party.objects.select_for_update(of=("self",)).select_related("exhibitor", "delegate__category")
    calendars = {party.pk: party for party in held.filter(pk__in=used).order_by("pk")}
    meetings = locked_meetings(list(steps))
    facts = {number: facts_of(meeting) for number, meeting in meetings.items()}
    before = remembered(meetings)
    clear(numbers, [step.meeting for step in steps if step.act == "move" and step.meeting is not None])
    occupancy = occupancy_of(repair.edition_id, grid, list(calendars.values()))
    for step in steps:
        meeting = meetings[step.meeting or 0]
        usual: dict[int, int] = dict(before[str(meeting.pk)]["going"])
        parties = [party for party in parties_of(meeting, calendars) if party.pk in usual]
        if step.act == "move":
            move(meeting, parties, usual, occupancy, grid, step)
        else:
            _exchange(meeting, usual, occupancy, step)
    after = {number: facts_of(meeting) for number, meeting in meetings.items()}
    record("apply repair", repair, by=by, edition=repair.edition_id, before={"meetings": facts}, after={"meetings": after})
    return with_outcome(before, meetings, [])


def move(
    meeting: Meeting, parties: Sequence[Party], usual: Mapping[int, int], occupancy: Occupancy, grid: Grid, step: Step
) -> None:
    """Give a meeting that takes no time any more another slot and place, and tell who attends; SlotLost where it cannot be."""
    was, starts_at = meeting.starts_at, datetime.fromisoformat(step.moved_to or "")
    slot = grid.number.get(starts_at)
    spot = next((one for one in spots_of(parties) if one.key == step.spot), None)
    if slot is None or spot is None:
        raise Refused(stale())
    named = asked_of(meeting.request).attending.named if meeting.request is not None else ()
    found = arrangement(parties, named, occupancy, slot, spot.place, usual)
    if is_promised(parties, occupancy, slot) or found.obstacle:
        raise SlotLost(request=meeting.request_id, starts_at=starts_at)
    meeting.starts_at, meeting.ends_at = grid.slots[slot].start, grid.slots[slot].end
    meeting.site_id, meeting.stand_id, meeting.table_id = spot.place.site, spot.place.stand, found.table
    keep_changed(meeting)
    seat(meeting, found.going)
    for delegate in found.going.values():
        occupancy.attend(delegate, slot)
    notify(meeting, "moved" if was != starts_at else "place", was=was if was != starts_at else None)
    tell_replaced(meeting, usual.values(), found.going.values())


def tell_replaced(meeting: Meeting, before: Collection[int], going: Collection[int]) -> None:
    """Tell whoever was to attend a meeting and no longer does that it has changed hands."""
    gone = [one for one in before if one not in set(going)]
    if gone:
        tell(gone, "takeover", meeting=meeting.code, at=meeting.starts_at.isoformat())


def is_promised(parties: Sequence[Party], occupancy: Occupancy, slot: int) -> bool:
    """Tell whether one of some parties has offered all whom it has free in a slot to others; all are asked."""
    starts_at = occupancy.grid.starts[slot]
    counts = {party.pk: held_by([party.pk])[starts_at] for party in parties}
    full = [party for party, count in counts.items() if occupancy.people_free(party, slot) <= count]
    return bool(full)


def _exchange(meeting: Meeting, usual: Mapping[int, int], occupancy: Occupancy, step: Step) -> None:
    """Let a colleague come for a party from now on; everybody else comes as before."""
    slot = occupancy.grid.number.get(meeting.starts_at)
    party, delegate = step.party or 0, step.delegate or 0
    is_theirs = slot is not None and party in usual and delegate in occupancy.staff[party]
    if not is_theirs or not occupancy.free(delegate) >> (slot or 0) & 1:
        raise Refused(stale())
    if meeting.request is not None and usual[party] in asked_of(meeting.request).attending.named:
        raise Refused(_("They asked for this very person, so nobody else can come instead."))
    seat(meeting, {**usual, party: delegate})
    occupancy.attend(delegate, slot or 0)
    keep_changed(meeting)
    notify(meeting, "takeover")
    tell_replaced(meeting, [usual[party]], [delegate])
