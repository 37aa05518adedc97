"""Know with which other meetings one can change places: their slots, with everybody who attends, or two colleagues theirs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from praya.match.diary.models import Meeting
from praya.match.diary.occupancy import Occupancy, occupancy_of, quotas_of
from praya.match.diary.queries import attending, meetings_of
from praya.match.repairs.naming import names_of
from praya.match.repairs.places import Room, Spot, spot_of, spots_of_each
from praya.match.requests.attending import named_by
from praya.meet.editions.grid import Grid, edition_grid
from praya.meet.parties.models import Party

MOST = 60
SLOTS, PEOPLE = "slots", "people"


@dataclass(frozen=True, slots=True)
class Swap:
    """Hold another meeting, and what would be exchanged: the `slots` of both, or the `people` of a company that attend them."""

    other: Meeting
    how: str
    title: str
    spots: tuple[str, str] = ("", "")
    party: int = 0
    people: tuple[int, int] = (0, 0)
    names: tuple[str, str] = ("", "")

    @property
    def value(self) -> str:
        """Return what its button posts."""
        return f"{self.how} {self.other.code}" if self.how == SLOTS else f"{self.how} {self.other.code} {self.party}"


Seats = Mapping[int, Mapping[int, int]]


@dataclass(frozen=True, slots=True)
class _Around:
    """Hold what is known of a meeting and of those beside it: who goes to which, when each can, and how many each has a day."""

    grid: Grid
    seats: Seats
    occupancy: Occupancy
    parties: Mapping[int, Party]
    of_day: Mapping[int, Counter[int]]

    def fits(self, meeting: Meeting, instead: Meeting) -> bool:
        """Tell whether everybody who attends a meeting can do so in the slot of another, which is gone."""
        slot, was = self.grid.number[instead.starts_at], self.grid.number[meeting.starts_at]
        leaving = self.seats[instead.pk].values()
        day, left = self.grid.slots[slot].day, self.grid.slots[was].day
        for party, delegate in self.seats[meeting.pk].items():
            hours = self.occupancy.hours.get(delegate, 0) >> slot & 1
            is_busy = self.occupancy.busy[delegate] >> slot & 1 and delegate not in leaving
            if not hours or is_busy:
                return False
            daily = quotas_of(self.parties[party])[1]
            there = self.of_day[party][day] - (party in self.seats[instead.pk])
            if daily is not None and day != left and there >= daily:
                return False
        return True


def swaps_of(meeting: Meeting, *, at: datetime, only: str = "") -> list[Swap]:
    """Return what a meeting can be exchanged with; with the code of a meeting, `only` that one."""
    if meeting.status != Meeting.Status.SCHEDULED or meeting.starts_at <= at:
        return []
    parties = list(dict.fromkeys(attending(meeting=meeting).order_by("pk").values_list("calendar", flat=True)))
    beside = attending(calendar__in=parties).values("meeting")
    rows = meetings_of(meeting.edition).filter(pk__in=beside, status=Meeting.Status.SCHEDULED, starts_at__gt=at)
    rows = rows.exclude(pk=meeting.pk).select_related("table__hall", "request").order_by("starts_at", "pk")
    others = list((rows.filter(code=only) if only else rows)[:MOST])
    around = _read(meeting, others)
    others = [one for one in others if one.starts_at in around.grid.number]
    if meeting.starts_at not in around.grid.number:
        return []
    names = names_of(list(around.parties), [])
    titles = {one.pk: " – ".join(names.party(party) for party in around.seats[one.pk]) for one in others}
    return [*_of_slots(around, meeting, others, titles), *_of_people(around, meeting, others, titles)]


def _read(meeting: Meeting, others: Sequence[Meeting]) -> _Around:
    edition = meeting.edition
    grid = edition_grid(edition, list(edition.sites.all()))
    seats: dict[int, dict[int, int]] = defaultdict(dict)
    rows = attending(meeting__in=[meeting.pk, *(one.pk for one in others)]).order_by("pk")
    for number, party, delegate in rows.values_list("meeting", "calendar", "delegate"):
        seats[number][party] = delegate
    wanted = {party for going in seats.values() for party in going}
    parties = Party.objects.select_related("exhibitor", "delegate__category").in_bulk(wanted)
    of_day: dict[int, Counter[int]] = defaultdict(Counter)
    for party, start in attending(calendar__in=wanted).order_by().values_list("calendar", "starts_at"):
        if start in grid.number:
            of_day[party][grid.slots[grid.number[start]].day] += 1
    return _Around(grid, seats, occupancy_of(edition.pk, grid, list(parties.values())), parties, of_day)


def _of_slots(around: _Around, meeting: Meeting, others: Sequence[Meeting], titles: Mapping[int, str]) -> list[Swap]:
    found = []
    all_of_them = (meeting, *others) if others else ()
    groups = [[around.parties[number] for number in around.seats[one.pk]] for one in all_of_them]
    spots = {one.pk: places for one, places in zip(all_of_them, spots_of_each(groups), strict=True)}
    room = Room.read({spot.key: spot for places in spots.values() for spot in places}.values(), without=[meeting.pk])
    for other in others:
        is_free = other.starts_at != meeting.starts_at and around.fits(meeting, other) and around.fits(other, meeting)
        if not is_free:
            continue
        # Each keeps its stand; a table is looked for in its own hall first. The other one leaves its table just then.
        mine = _spot_then(spots[meeting.pk], spot_of(meeting), room, other.starts_at, spot_of(other))
        theirs = _spot_then(spots[other.pk], spot_of(other), room, meeting.starts_at, spot_of(meeting))
        if mine and theirs:
            found.append(Swap(other, SLOTS, titles[other.pk], (mine, theirs)))
    return found


def _spot_then(spots: Sequence[Spot], own: str, room: Room, starts_at: datetime, left: str) -> str:
    ordered = sorted(spots, key=lambda spot: spot.key != own)
    return next((spot.key for spot in ordered if spot.key == left or room.has(spot, starts_at)), "")


def _of_people(around: _Around, meeting: Meeting, others: Sequence[Meeting], titles: Mapping[int, str]) -> list[Swap]:
    own, found = around.seats[meeting.pk], []
    named = named_by([one.request for one in (meeting, *others) if one.request is not None])
    pairs = [(other, party) for other in others for party in own if party in around.seats[other.pk]]
    people = {one for other, party in pairs for one in (own[party], around.seats[other.pk][party])}
    called = names_of([], people) if pairs else None
    for other, party in pairs:
        mine, theirs = own[party], around.seats[other.pk][party]
        if mine == theirs or mine in named.get(meeting.request_id or 0, ()) or around.parties[party].exhibitor is None:
            continue
        if not (_is_free(around, mine, other, meeting) and _is_free(around, theirs, meeting, other)):
            continue
        if theirs in named.get(other.request_id or 0, ()):
            continue
        words = (called.person(mine), called.person(theirs)) if called else ("", "")
        found.append(Swap(other, PEOPLE, titles[other.pk], party=party, people=(mine, theirs), names=words))
    return found


def _is_free(around: _Around, delegate: int, there: Meeting, instead_of: Meeting) -> bool:
    slot = around.grid.number[there.starts_at]
    busy = around.occupancy.busy[delegate] >> slot & 1 and there.starts_at != instead_of.starts_at
    return bool(around.occupancy.hours.get(delegate, 0) >> slot & 1) and not busy
