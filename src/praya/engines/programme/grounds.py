"""Make ready what sessions are judged by: who is where, how far it is, when sites are open, what people cannot or promised."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TypeVar

from praya.engines.programme.facts import Impossible, Meeting, Programme, Room, Session, Stay
from praya.engines.zones import open_intervals

# Two sites of which nobody has said how far they are apart are asked about when somebody is at both within a day.
ASKED_WITHIN_MINUTES = 24 * 60
Said = TypeVar("Said", Impossible, Meeting)


class Grounds:
    """Hold it for some sessions of a programme."""

    def __init__(self, programme: Programme, sessions: Iterable[Session]) -> None:
        self.stays = {session.id: session.stays() for session in sessions}
        everybody = {person for stays in self.stays.values() for person in stays}
        self.rooms = {room.id: room for room in programme.rooms}
        self.hours = {site.name: open_intervals(site) for site in programme.sites if site.opening}
        self.travel = programme.travel
        self.impossible = _by_person(((one.person, one) for one in programme.impossible), everybody)
        self.meetings = _by_person(((person, one) for one in programme.meetings for person in one.people), everybody)
        self._ways: dict[tuple[str, str], int | None] = {}

    @property
    def widest_minutes(self) -> int:
        """Return the widest gap between two sessions that can still be a conflict of a person."""
        sites = {room.site for room in self.rooms.values()}
        return max(self.travel.longest, ASKED_WITHIN_MINUTES if len(sites) > 1 else 0)

    def ways(self, one: Stay, other: Stay) -> tuple[int, bool]:
        """Return the minutes of the longest way between two stays, and whether there is one that nobody knows."""
        found = [self._way(here, there) for here in one.rooms for there in other.rooms]
        return max((minutes for minutes in found if minutes is not None), default=0), None in found

    def _way(self, one: str, other: str) -> int | None:
        if (one, other) not in self._ways:
            self._ways[one, other] = self.travel.minutes(self.rooms[one], self.rooms[other])
        return self._ways[one, other]

    def rooms_beside(self, room: str) -> list[Room]:
        """Return the rooms of a room's site, the smallest first; those of unknown size last."""
        site = self.rooms[room].site
        beside = [one for one in self.rooms.values() if one.site == site]
        return sorted(beside, key=lambda one: (one.capacity is None, one.capacity or 0, one.id))


def _by_person(pairs: Iterable[tuple[str, Said]], everybody: set[str]) -> dict[str, list[Said]]:
    found: dict[str, list[Said]] = defaultdict(list)
    for person, one in pairs:
        if person in everybody:
            found[person].append(one)
    return found
