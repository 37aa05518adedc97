"""Read the surroundings of a change as a small problem: whoever loses a meeting, and everybody they meet.

Meetings whose sides are all read may move; the others stay where they are. Tables taken elsewhere are subtracted, so
that what is found here is right for the whole edition.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from praya.engines.meetings import Pool, Problem, Slot
from praya.engines.meetings import Request as EngineRequest
from praya.match.diary.models import Meeting
from praya.match.diary.queries import attending, standing
from praya.match.requests.models import Request
from praya.match.requests.queries import requests_numbered, unmet
from praya.match.scheduling.snapshot import Snapshot, engine_calendar
from praya.meet.editions.grid import slots_in
from praya.meet.exhibitors.models import Exhibitor
from praya.meet.parties.attending import staff_among
from praya.meet.parties.models import Party

MOST_WAITING = 60
MOST_MET = 250


@dataclass(frozen=True)
class Surroundings:
    """Hold the small problem, where its meetings are now, and the requests that wait."""

    problem: Problem
    assignments: dict[str, int]
    waiting: list[Request]


def calendars_around(edition: int, lost: Iterable[Meeting], *, can_move: bool = True) -> set[int]:
    """Return the calendars that lose a meeting, people whom they meet (up to a number), and those who wait to meet them.

    Nobody else has to be read when none of the lost meetings can be saved anyway (`can_move` false). Whoever works for
    an exhibitor is read with their own calendar and the exhibitor's: a request to the one is met on the other.
    """
    lost = list(lost)
    concerned = attending(meeting__in=[one.pk for one in lost])
    first = set(concerned.values_list("calendar", flat=True))
    waiting = (
        unmet(edition, Request.Status.ACCEPTED).filter(Q(sender__in=first) | Q(recipient__in=first)).order_by("-level", "pk")
    )
    hopeful = waiting.order_by("-level", "pk").values_list("sender", "recipient")[:MOST_WAITING]
    found = first | {side for pair in hopeful for side in pair}
    if can_move:
        theirs = attending(calendar__in=first).values("meeting")
        met = attending(meeting__in=theirs).exclude(calendar__in=first)
        found.update(met.order_by("calendar").values_list("calendar", flat=True).distinct()[:MOST_MET])
    asked = requests_numbered(one.request_id for one in lost)
    found.update(side for pair in asked.values_list("sender", "recipient") for side in pair)
    found.update(one.company for one in staff_among(found)[0].values())
    companies = Exhibitor.objects.filter(calendar__in=found).values("organisation")
    staff = Party.objects.filter(edition=edition, delegate__organisation__in=companies)
    return found | set(staff.values_list("pk", flat=True))


def surroundings_of(snapshot: Snapshot, known: set[int], homeless: Sequence[Meeting], *, at: datetime) -> Surroundings:
    """Return the surroundings of meetings that have lost their slot; `known` are the calendars read in full."""
    waiting = _waiting(snapshot, known)
    lost = {one.pk for one in homeless}
    requests = _in_person_or_lost(snapshot, homeless)
    busy = snapshot.busy()
    asked = [_booked(snapshot, known, one, requests, busy, is_lost=one.pk in lost, at=at) for one in snapshot.meetings]
    asked += [_wanted(snapshot, request, busy) for request in waiting]
    used = dict.fromkeys(party for request in asked for party in request.calendars)
    problem = Problem(
        slots=tuple(Slot(slot.start, slot.end, slot.day) for slot in snapshot.grid.slots),
        pools=_pools(snapshot),
        calendars=tuple(engine_calendar(snapshot, party, {}) for party in used),
        requests=tuple(asked),
    )
    places = {f"m{one.pk}": snapshot.grid.number.get(one.starts_at) for one in snapshot.meetings}
    return Surroundings(problem, {name: slot for name, slot in places.items() if slot is not None}, waiting)


def _booked(
    snapshot: Snapshot,
    known: set[int],
    meeting: Meeting,
    requests: dict[int | None, Request],
    busy: dict[int, int],
    *,
    is_lost: bool,
    at: datetime,
) -> EngineRequest:
    """Return a booked meeting; it is fixed where it may not move."""
    slot = snapshot.grid.number.get(meeting.starts_at)
    sides = [side for side, _person in snapshot.going.get(meeting.pk, [])]
    request = requests.get(meeting.request_id)
    may_move = not meeting.is_fixed and meeting.starts_at > at and meeting.status == Meeting.Status.SCHEDULED
    may_move = may_move and known.issuperset(sides)
    own = 0 if slot is None or is_lost else 1 << slot
    return EngineRequest(
        id=f"m{meeting.pk}",
        calendars=tuple(str(side) for side in dict.fromkeys(sides) if side in known),
        weight=snapshot.weight(request) if request is not None and is_lost else 0,
        pool=f"site{meeting.site_id}" if meeting.table_id is not None else None,
        fixed_slot=None if may_move or is_lost else slot,
        allowed_slots=_in_person(snapshot, request, busy, own) if request is not None else None,
    )


def _wanted(snapshot: Snapshot, request: Request, busy: dict[int, int]) -> EngineRequest:
    place = snapshot.place(request)
    pool = f"site{place.site}" if place.needs_table and place.site in snapshot.tables else None
    return EngineRequest(
        id=str(request.pk),
        calendars=tuple(str(side) for side in snapshot.attending(request).parties),
        weight=snapshot.weight(request),
        pool=pool,
        allowed_slots=_in_person(snapshot, request, busy, 0),
    )


def _in_person(snapshot: Snapshot, request: Request, busy: dict[int, int], own: int) -> tuple[int, ...] | None:
    """Return the slots in which the delegates asked for by name are free; None when nobody is."""
    named = snapshot.attending(request).named
    if not named:
        return None
    mask = snapshot.grid.everything
    for delegate in named:
        mask &= snapshot.hours.get(delegate, 0) & ~busy.get(delegate, 0)
    return tuple(slots_in(mask | own))


def _in_person_or_lost(snapshot: Snapshot, homeless: Sequence[Meeting]) -> dict[int | None, Request]:
    """Return the requests that bind a meeting to a person, and those of the lost meetings: the others do not matter."""
    personal = Q(named__isnull=False) | Q(sender__in=list(snapshot.company)) | Q(recipient__in=list(snapshot.company))
    bound = requests_numbered(one.request_id for one in snapshot.meetings).filter(personal)
    return {request.pk: request for request in [*bound, *requests_numbered(one.request_id for one in homeless)]}


def _waiting(snapshot: Snapshot, known: set[int]) -> list[Request]:
    """Return accepted requests without a meeting between calendars that were read in full, the weightiest first."""
    rows = unmet(snapshot.edition.pk, Request.Status.ACCEPTED).filter(sender__in=known, recipient__in=known)
    able = [
        one
        for one in rows
        if not snapshot.is_vetoed(one) and known.issuperset(sides := snapshot.attending(one).parties) and len(sides) > 1
    ]
    return sorted(able, key=lambda one: (-snapshot.weight(one), one.pk))[:MOST_WAITING]


def _pools(snapshot: Snapshot) -> tuple[Pool, ...]:
    inside = [one.pk for one in snapshot.meetings if one.table_id is not None]
    rows = standing(edition=snapshot.edition, table__isnull=False).exclude(pk__in=inside)
    taken = {
        (site, starts_at): count
        for site, starts_at, count in rows.order_by().values_list("site", "starts_at").annotate(count=Count("pk"))
    }
    pools = []
    for site, halls in sorted(snapshot.tables.items()):
        tables, is_open = sum(halls.values()), snapshot.grid.open_at[site]
        left = [
            tables * (is_open >> number & 1) - taken.get((site, slot.start), 0) for number, slot in enumerate(snapshot.grid.slots)
        ]
        pools.append(Pool(f"site{site}", tuple(max(0, count) for count in left)))
    return tuple(pools)
