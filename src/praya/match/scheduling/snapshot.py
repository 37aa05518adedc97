"""Turn an edition's requests, calendars and tables into the problem that the scheduler computes on.

Ids in the problem are the numbers of rows as text ("m" before the number of a meeting booked without a request), so
that a stored run names nobody. Vetoed requests never enter it; the caller explains them apart, with the same words.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property

from praya.engines.meetings import Calendar as EngineCalendar
from praya.engines.meetings import Pool, Problem, Slot
from praya.engines.meetings import Request as EngineRequest
from praya.match.diary.models import Meeting
from praya.match.diary.occupancy import people_behind, quotas_of
from praya.match.diary.places import Place, place_of, tables_per_hall
from praya.match.diary.queries import attending, standing
from praya.match.requests.models import Request, Round, Wish
from praya.match.requests.queries import guests_by_request, unmet, wishes_in
from praya.match.scheduling.weights import points
from praya.meet.editions.grid import Grid, edition_grid, slots_in
from praya.meet.editions.models import Edition, Table
from praya.meet.parties.attending import Attending, Staff, who_attends
from praya.meet.parties.models import Party


@dataclass
class Snapshot:
    """Hold everything of an edition that decides about meetings, as read at one moment."""

    edition: Edition
    grid: Grid
    calendars: dict[int, Party]
    staff: dict[int, list[int]]
    hours: dict[int, int]
    own_calendar: dict[int, int]
    tables: dict[int, dict[int, int]]
    hall_of_table: dict[int, int]
    meetings: list[Meeting]
    going: dict[int, list[tuple[int, int]]]
    wishes: dict[tuple[int, int], str]
    guests: dict[int, list[int]]
    requests: list[Request] = field(default_factory=list)
    _attending: dict[int, Attending] = field(default_factory=dict, init=False, repr=False)

    @cached_property
    def company(self) -> dict[int, Staff]:
        """Return who meets for an exhibitor, by their own party."""
        found = {}
        for calendar, members in self.staff.items():
            if self.calendars[calendar].exhibitor_id is not None:
                found.update({self.own_calendar[one]: Staff(calendar, one) for one in members if one in self.own_calendar})
        return found

    def attending(self, request: Request) -> Attending:
        """Return who attends: the host, the sender, then guests, those of an exhibitor as the exhibitor."""
        found = self._attending.get(request.pk)
        if found is None:
            addressed = (request.recipient_id, request.sender_id, *self.guests.get(request.pk, ()))
            found = who_attends(addressed, request.named_id, self.company, self.own_calendar)
            self._attending[request.pk] = found
        return found

    def weight(self, request: Request) -> int:
        """Return the points of a request as the edition stands."""
        people = [self.calendars[side].delegate for side in (request.sender_id, request.recipient_id)]
        return points(
            request.level,
            is_accepted=request.status == Request.Status.ACCEPTED,
            wish=self.wishes.get((request.recipient_id, request.sender_id), ""),
            is_vip=any(one is not None and one.category is not None and one.category.is_vip for one in people),
            is_must_place=request.is_must_place,
        )

    def is_vetoed(self, request: Request) -> bool:
        """Tell whether any side of a request has said no to another."""
        sides = self.attending(request).concerned
        return any(self.wishes.get((a, b)) == Wish.Level.NO for a in sides for b in sides if a != b)

    def busy(self) -> dict[int, int]:
        """Return for each delegate the slots that the meetings read here take."""
        found: dict[int, int] = defaultdict(int)
        for meeting in self.meetings:
            slot = self.grid.number.get(meeting.starts_at)
            for _calendar, delegate in self.going.get(meeting.pk, []):
                if slot is not None:
                    found[delegate] |= 1 << slot
        return found

    def mask(self, calendar: int) -> int:
        """Return the slots in which somebody behind the calendar can meet."""
        mask = 0
        for delegate in self.staff.get(calendar, ()):
            mask |= self.hours[delegate]
        return mask

    def place(self, request: Request) -> Place:
        """Return the kind of place a request's meeting needs."""
        return place_of([self.calendars[side] for side in self.attending(request).parties])


def read_snapshot(edition: Edition, *, grid: Grid | None = None, calendars: Sequence[int] | None = None) -> Snapshot:
    """Read an edition, or only what concerns some calendars, in a constant number of queries."""
    grid = grid or edition_grid(edition, list(edition.sites.all()))
    owners = Party.objects.filter(edition=edition)
    meetings = standing(edition=edition).order_by("pk")
    wishes, going = wishes_in(edition), attending(meeting__edition=edition)
    if calendars is not None:
        owners = owners.filter(pk__in=calendars)
        wishes = wishes.filter(calendar__in=calendars)
        concerned = attending(calendar__in=calendars).values("meeting")
        meetings, going = meetings.filter(pk__in=concerned), going.filter(meeting__in=concerned)
    found = {calendar.pk: calendar for calendar in owners.select_related("exhibitor", "delegate__category")}
    attendances: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for meeting, calendar, delegate in going.order_by("pk").values_list("meeting_id", "calendar_id", "delegate_id"):
        attendances[meeting].append((calendar, delegate))
    staff, hours, _usual = people_behind(edition.pk, grid, list(found.values()), is_whole=calendars is None)
    return Snapshot(
        edition=edition,
        grid=grid,
        calendars=found,
        staff=staff,
        hours=hours,
        own_calendar={one.delegate_id: one.pk for one in found.values() if one.delegate_id is not None},
        tables=tables_per_hall(edition.pk),
        meetings=list(meetings),
        going=attendances,
        hall_of_table=dict(Table.objects.filter(hall__site__edition=edition).values_list("pk", "hall_id")),
        wishes={(a, b): level for a, b, level in wishes.order_by().values_list("calendar_id", "other_id", "level")},
        guests=guests_by_request(edition),
    )


def requests_of_round(current: Round) -> list[Request]:
    """Return the requests that compete in a round: accepted, and unanswered where the round says so, and not yet met."""
    wanted = [Request.Status.ACCEPTED, *([Request.Status.SENT] if current.includes_unanswered else [])]
    return list(unmet(current.edition_id, *wanted).order_by("pk"))


def problem_of(snapshot: Snapshot, requests: Iterable[Request], *, name: str, now: datetime) -> Problem:
    """Return the problem: the given requests compete for what the meetings already booked leave."""
    # Whoever has since joined the stand that they asked to meet is on both sides: one party is left, which cannot meet itself.
    wanted = [request for request in requests if len(snapshot.attending(request).parties) > 1]
    halls = _halls_for(snapshot, wanted)
    ahead = snapshot.grid.after(now)
    # Before the first day nothing is past: leaving the list out keeps the problem, and with it the engine's work, smaller.
    past = tuple(slots_in(ahead)) if ahead != snapshot.grid.everything else None
    asked = [
        EngineRequest(
            id=str(request.pk),
            calendars=tuple(str(party) for party in snapshot.attending(request).calendars),
            weight=snapshot.weight(request),
            pool=halls.get(request.pk),
            must=request.is_must_place,
            allowed_slots=past,
        )
        for request in wanted
    ]
    booked = [fixed for meeting in snapshot.meetings if (fixed := _fixed(snapshot, meeting)) is not None]
    return Problem(
        slots=tuple(Slot(slot.start, slot.end, slot.day) for slot in snapshot.grid.slots),
        pools=_pools(snapshot, booked),
        calendars=_calendars(snapshot, [*asked, *booked], booked),
        requests=(*asked, *booked),
        name=name,
    )


def with_absent(problem: Problem, snapshot: Snapshot, absent: Sequence[Request], *, now: datetime) -> Problem:
    """Return the problem with requests added that did not compete, so that they can be explained like the others."""
    competing = {request.id for request in problem.requests}
    absent = [request for request in absent if str(request.pk) not in competing]
    added = problem_of(snapshot, absent, name=problem.name, now=now)
    wanted = {str(request.pk) for request in absent}
    asked = [request for request in added.requests if request.id in wanted]
    # Only added, never replaced: the schedule being explained was found with the calendars as they stand in `problem`.
    known = {calendar.id for calendar in problem.calendars}
    calendars = tuple(calendar for calendar in added.calendars if calendar.id not in known)
    return replace(problem, calendars=(*problem.calendars, *calendars), requests=(*problem.requests, *asked))


def _fixed(snapshot: Snapshot, meeting: Meeting) -> EngineRequest | None:
    slot = snapshot.grid.number.get(meeting.starts_at)
    if slot is None:
        return None
    going = snapshot.going.get(meeting.pk, [])
    named = [snapshot.own_calendar[delegate] for _, delegate in going if delegate in snapshot.own_calendar]
    parties = dict.fromkeys([*(calendar for calendar, _ in going), *named])
    if len(parties) < 2:
        return None
    return EngineRequest(
        id=f"m{meeting.pk}",
        calendars=tuple(str(party) for party in parties),
        weight=0,
        pool=f"hall{snapshot.hall_of_table[meeting.table_id]}" if meeting.table_id is not None else None,
        fixed_slot=slot,
    )


def _halls_for(snapshot: Snapshot, requests: Sequence[Request]) -> dict[int, str]:
    """Share the requests that need a table among the halls of their site, in proportion to the tables there."""
    share: dict[int, int] = defaultdict(int)
    found: dict[int, str] = {}
    for request in requests:
        place = snapshot.place(request)
        halls = snapshot.tables.get(place.site or 0, {}) if place.needs_table else {}
        if halls:
            hall = min(halls, key=lambda one: ((share[one] + 1) / halls[one], one))
            share[hall] += 1
            found[request.pk] = f"hall{hall}"
    return found


def _pools(snapshot: Snapshot, booked: Sequence[EngineRequest]) -> tuple[Pool, ...]:
    taken = Counter((meeting.pool, meeting.fixed_slot) for meeting in booked)
    slots = range(len(snapshot.grid.slots))
    pools = []
    for site, halls in sorted(snapshot.tables.items()):
        is_open = snapshot.grid.open_at[site]
        for hall, count in halls.items():
            name = f"hall{hall}"
            pools.append(Pool(name, tuple(max(count * (is_open >> s & 1), taken[name, s]) for s in slots)))
    return tuple(pools)


def _calendars(
    snapshot: Snapshot, requests: Sequence[EngineRequest], booked: Sequence[EngineRequest]
) -> tuple[EngineCalendar, ...]:
    taken = Counter((party, meeting.fixed_slot) for meeting in booked for party in meeting.calendars)
    held = Counter(party for meeting in booked for party in meeting.calendars)
    used = dict.fromkeys(party for request in requests for party in request.calendars)
    return tuple(engine_calendar(snapshot, party, taken, held[party]) for party in used)


def engine_calendar(snapshot: Snapshot, party: str, taken: Mapping[tuple[str, int | None], int], held: int = 0) -> EngineCalendar:
    """Return one calendar; what is `taken` and `held` always fits, even when hours or quotas were cut afterwards."""
    masks = [snapshot.hours[delegate] for delegate in snapshot.staff.get(int(party), ())]
    capacity = tuple(
        max(sum(mask >> slot & 1 for mask in masks), taken.get((party, slot), 0)) for slot in range(len(snapshot.grid.slots))
    )
    total, daily = quotas_of(snapshot.calendars[int(party)])
    by_day: list[int] = [0] * snapshot.grid.day_count
    for slot, grid_slot in enumerate(snapshot.grid.slots):
        by_day[grid_slot.day] += taken.get((party, slot), 0)
    return EngineCalendar(
        id=party,
        capacity=capacity,
        quota=None if total is None else max(total, held),
        day_quotas=None if daily is None else tuple(max(daily, count) for count in by_day),
    )
