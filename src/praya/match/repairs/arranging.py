"""Know when and where some parties can meet, as the desk may see it, and what stands against every other slot.

What two sides keep between them, their proposals and every *no*, is not looked at: it is met when a proposal is applied, as a
slot that can no longer be had.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from praya.core.texts.joining import joined_clauses
from praya.match.diary.booking import is_complete, slots_with_quota, who_goes
from praya.match.diary.models import Meeting
from praya.match.diary.occupancy import Occupancy, occupancy_of
from praya.match.diary.queries import attending
from praya.match.repairs.naming import Names, names_of
from praya.match.repairs.places import Room, Spot, spot_of, spots_of
from praya.match.requests.attending import asked_of
from praya.match.requests.models import Request
from praya.match.requests.slots import lost_between
from praya.meet.editions.grid import Grid, edition_grid, slots_in
from praya.meet.editions.models import Edition
from praya.meet.parties.models import Party


@dataclass(frozen=True, slots=True)
class Case:
    """Hold who is to meet, when each of them can, and where: for a `meeting` that moves, as if it were not there."""

    edition: Edition
    grid: Grid
    parties: Sequence[Party]
    named: Collection[int]
    usual: Mapping[int, int]
    occupancy: Occupancy
    spots: Sequence[Spot]
    room: Room
    within: Mapping[int, set[int]]
    lost: Collection[datetime]
    names: Names
    at: datetime
    meeting: Meeting | None = None
    own_spot: str = ""

    def going(self, slot: int) -> dict[int, int]:
        """Return who of each party would go in a slot; 0 for nobody."""
        return who_goes(self.parties, self.named, self.occupancy, slot, self.usual)

    def obstacles(self, slot: int) -> list[str]:
        """Return what stands against a slot, in words; nothing when they can meet then."""
        start = self.grid.starts[slot]
        if start <= self.at:
            return [_("over")]
        going = self.going(slot)
        found = [self._absent(party, slot) for party in self.parties if not going[party.pk]]
        if not found and not is_complete(going):
            found.append(_("both sides would send the same person"))
        found += [self._over_quota(self.names.party(party.pk)) for party in self.parties if slot not in self.within[party.pk]]
        if start in self.lost:
            found.append(_("could not be had before"))
        if not any(self.room.has(spot, start) for spot in self.spots):
            found.append(_("no table is free"))
        return found

    def is_of_theirs(self, slot: int) -> bool:
        """Tell whether a slot lies within the hours of anybody: at night, by their clocks, nothing is offered or explained."""
        people = {one for party in self.parties for one in self.occupancy.staff[party.pk]}
        return any(self.occupancy.hours.get(one, 0) >> slot & 1 for one in people)

    def _absent(self, party: Party, slot: int) -> str:
        behind = self.occupancy.staff[party.pk]
        is_there = any(self.occupancy.hours.get(one, 0) >> slot & 1 for one in behind)
        words = {"who": self.names.party(party.pk)}
        return (_("%(who)s: has a meeting") if is_there else _("%(who)s: not available")) % words

    def _over_quota(self, who: str) -> str:
        return _("%(who)s: one meeting more than the number they may have") % {"who": who}

    def places(self, slot: int) -> list[Spot]:
        """Return where they can meet in a slot that nothing stands against; not where and when they meet anyway."""
        start = self.grid.starts[slot]
        found = [spot for spot in self.spots if self.room.has(spot, start)]
        if self.meeting is not None and start == self.meeting.starts_at:
            found = [spot for spot in found if spot.key != self.own_spot]
        return found

    def spot(self, key: str) -> Spot | None:
        """Return the place of a key."""
        return next((spot for spot in self.spots if spot.key == key), None)


def case_of_meeting(meeting: Meeting, *, at: datetime) -> Case:
    """Return when and where a meeting can be instead."""
    rows = attending(meeting=meeting).order_by("pk").values_list("calendar", "delegate")
    usual = dict(rows)
    numbers = list(meeting.attendances.order_by("pk").values_list("calendar", flat=True))
    parties = _parties([one for one in dict.fromkeys(numbers) if one in usual])
    request = meeting.request
    named = asked_of(request).attending.named if request is not None else ()
    lost = lost_between(request) if request is not None else set()
    return _case(meeting.edition, parties, named, usual, lost, at=at, meeting=meeting)


def case_of_request(request: Request, *, at: datetime) -> Case:
    """Return when and where those can meet who have agreed on it."""
    asked = asked_of(request)
    return _case(request.edition, asked.parties, asked.attending.named, {}, lost_between(request), at=at)


def _parties(numbers: Sequence[int]) -> list[Party]:
    found = Party.objects.select_related("exhibitor", "delegate__category").in_bulk(numbers)
    return [found[number] for number in numbers]


def _case(
    edition: Edition,
    parties: Sequence[Party],
    named: Collection[int],
    usual: Mapping[int, int],
    lost: Collection[datetime],
    *,
    at: datetime,
    meeting: Meeting | None = None,
) -> Case:
    grid = edition_grid(edition, list(edition.sites.all()))
    without = [meeting.pk] if meeting is not None else []
    occupancy = occupancy_of(edition.pk, grid, parties)
    if meeting is not None:
        free_again(occupancy, usual.values(), meeting.starts_at)
    spots = spots_of(parties)
    everything = list(range(len(grid.slots)))
    within = {party.pk: slots_with_quota(party, grid, everything, without=without) for party in parties}
    names = names_of([party.pk for party in parties], [one for staff in occupancy.staff.values() for one in staff])
    room = Room.read(spots, without=without)
    own = spot_of(meeting) if meeting is not None else ""
    return Case(edition, grid, parties, named, usual, occupancy, spots, room, within, lost, names, at, meeting, own)


def free_again(occupancy: Occupancy, delegates: Collection[int], starts_at: datetime) -> None:
    """Take a meeting out of an occupancy."""
    slot = occupancy.grid.number.get(starts_at)
    for one in delegates if slot is not None else ():
        occupancy.busy[one] &= ~(1 << (slot or 0))


@dataclass(slots=True)
class Line:
    """Hold one slot of a day: the places that can be chosen, by the order of the columns, or what stands against it."""

    start: datetime
    cells: list[str] = field(default_factory=list)
    reason: str = ""
    is_now: bool = False


@dataclass(slots=True)
class Day:
    """Hold a day of the grid: its slots to come, how many can be chosen, and whether none could on the days before."""

    first: datetime
    lines: list[Line] = field(default_factory=list)
    is_first: bool = False

    @property
    def free(self) -> int:
        """Return how many slots of the day can be chosen."""
        return sum(any(line.cells) for line in self.lines)


def days_of(case: Case) -> list[Day]:
    """Lay out the slots to come of those who are to meet, day by day; a cell holds what its button posts."""
    days: dict[int, Day] = {}
    for slot in slots_in(case.grid.after(case.at + timedelta(microseconds=1))):
        one = case.grid.slots[slot]
        if not case.is_of_theirs(slot):
            continue
        line = Line(one.start, is_now=case.meeting is not None and one.start == case.meeting.starts_at)
        reasons = case.obstacles(slot)
        open_keys = set() if reasons else {spot.key for spot in case.places(slot)}
        line.reason = joined_clauses(reasons)
        if open_keys:
            line.cells = [value_of(one.start, spot.key) if spot.key in open_keys else "" for spot in case.spots]
        days.setdefault(one.day, Day(one.start)).lines.append(line)
    found = [days[day] for day in sorted(days)]
    for first in [day for day in found if day.free][:1]:
        first.is_first = True
    return found


def value_of(start: datetime, key: str) -> str:
    """Return a slot and a place as one word of a form.

    >>> from datetime import UTC
    >>> value_of(datetime(2027, 3, 16, 1, tzinfo=UTC), "hall-3")
    '2027-03-16T01:00:00+00:00 hall-3'
    """
    return f"{start.isoformat()} {key}"


def chosen_in(case: Case, value: str) -> tuple[datetime, Spot] | None:
    """Return the slot and the place of a word that was posted, where both can be had."""
    moment, _space, key = value.partition(" ")
    spot = case.spot(key)
    try:
        start = datetime.fromisoformat(moment)
    except ValueError:
        return None
    slot = case.grid.number.get(start) if start.tzinfo is not None else None
    if slot is None or spot is None or case.obstacles(slot) or spot not in case.places(slot):
        return None
    return case.grid.starts[slot], spot


def counted_free(days: Sequence[Day]) -> str:
    """Say how many slots can be chosen."""
    count = sum(day.free for day in days)
    return ngettext("%(count)d slot can be chosen.", "%(count)d slots can be chosen.", count) % {"count": count}
