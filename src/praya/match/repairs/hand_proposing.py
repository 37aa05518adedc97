"""Propose what an organiser arranges by hand: that a meeting moves, changes places with another, or is booked.

Nothing happens before it is applied. What is proposed here is possible as far as the desk may see; see `arranging`.
"""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from praya.core.accounts.models import Account
from praya.core.actions.answering import trying
from praya.core.actions.refusing import Refused
from praya.match.diary.booking import is_met
from praya.match.diary.models import Meeting
from praya.match.repairs.applying import Step, as_proposal
from praya.match.repairs.arranging import Case, case_of_meeting, case_of_request, chosen_in
from praya.match.repairs.models import Repair
from praya.match.repairs.places import Spot
from praya.match.repairs.swapping import SLOTS, Swap, swaps_of
from praya.match.requests.models import Request
from praya.match.requests.rules import require_round
from praya.meet.editions.models import Edition

BY_HAND = Repair.BY_HAND
MOST_LOST = 3


def propose_move(meeting: Meeting, value: str, *, by: Account | None, at: datetime) -> Repair:
    """Propose another slot or place for a meeting."""
    require_to_come(meeting, at)
    start, spot = _chosen(case_of_meeting(meeting, at=at), value)
    step = _step("move", meeting, start, spot.key)
    return _stored(meeting.edition, Repair.Kind.MOVED, [step], by=by, meeting=meeting)


def propose_swap(meeting: Meeting, value: str, *, by: Account | None, at: datetime) -> Repair:
    """Propose that a meeting changes places with another, or that two colleagues take each other's."""
    require_to_come(meeting, at)
    code = [*value.split(" "), ""][1]
    swap = next((one for one in swaps_of(meeting, at=at, only=code) if one.value == value), None)
    if swap is None:
        raise Refused(_("These two meetings cannot be exchanged any more. Choose another one."))
    steps = _slots_exchanged(meeting, swap) if swap.how == SLOTS else _people_exchanged(meeting, swap)
    return _stored(meeting.edition, Repair.Kind.SWAPPED, steps, by=by, meeting=meeting)


def propose_booking(request: Request, value: str, *, by: Account | None, at: datetime) -> Repair:
    """Propose a slot and a place for a meeting that both sides want."""
    require_agreed(request)
    start, spot = _chosen(case_of_request(request, at=at), value)
    step = Step("place", request=request.pk, moved_to=start.isoformat(), why="by_hand", spot=spot.key)
    return _stored(request.edition, Repair.Kind.BOOKED, [step], by=by)


def require_agreed(request: Request) -> None:
    """Refuse whatever is not a request that was accepted and has no meeting."""
    require_round(request.edition_id)
    if request.status != Request.Status.ACCEPTED:
        raise Refused(_("A meeting needs the yes of both sides. This request was not accepted, so it cannot be booked by hand."))
    if is_met(request.pk):
        raise Refused(_("This meeting is already booked."))


def why_not(request: Request) -> str:
    """Return why a request cannot be booked by hand; nothing where it can."""
    with trying() as tried:
        require_agreed(request)
    return tried.sentence


def require_to_come(meeting: Meeting, at: datetime) -> None:
    """Refuse a meeting that was cancelled, or has begun."""
    if meeting.status == Meeting.Status.CANCELLED:
        raise Refused(_("This meeting has been cancelled."))
    if meeting.status != Meeting.Status.SCHEDULED or meeting.starts_at <= at:
        raise Refused(_("This meeting has already taken place."))


def _chosen(case: Case, value: str) -> tuple[datetime, Spot]:
    found = chosen_in(case, value)
    if found is None:
        raise Refused(_("Choose a slot and a place that are still free."))
    return found


def _slots_exchanged(meeting: Meeting, swap: Swap) -> list[Step]:
    return [
        _step("move", meeting, swap.other.starts_at, swap.spots[0]),
        _step("move", swap.other, meeting.starts_at, swap.spots[1]),
    ]


def _people_exchanged(meeting: Meeting, swap: Swap) -> list[Step]:
    mine, theirs = swap.people
    return [
        _step("hand_over", meeting, party=swap.party, delegate=theirs),
        _step("hand_over", swap.other, party=swap.party, delegate=mine),
    ]


def _step(
    act: str,
    meeting: Meeting,
    moved_to: datetime | None = None,
    spot: str = "",
    party: int | None = None,
    delegate: int | None = None,
) -> Step:
    return Step(
        act,
        meeting=meeting.pk,
        sequence=meeting.sequence,
        starts_at=meeting.starts_at.isoformat(),
        moved_to=moved_to.isoformat() if moved_to is not None else None,
        why="by_hand",
        spot=spot,
        party=party,
        delegate=delegate,
    )


def _stored(edition: Edition, kind: str, steps: list[Step], *, by: Account | None, **fields: object) -> Repair:
    return Repair.objects.create(edition=edition, kind=kind, by=by, proposal=as_proposal(steps), **fields)
