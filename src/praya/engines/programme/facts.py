"""State what conflicts hang on: sessions and who is in them, rooms, sites with their hours, what people cannot and have promised.

All instants are aware datetimes. What nobody has stated is None or empty, and is not judged: an unknown capacity is no small
room.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from praya.engines.zones import SiteHours

LONGEST = timedelta(hours=24)


class ProgrammeError(ValueError):
    """Say which part of a programme makes no sense, so that nothing about it can be judged."""


@dataclass(frozen=True, slots=True)
class Room:
    """Describe a room in a hall of a site; `turnaround_minutes` are needed between two sessions in it.

    `capacity` counts seats; `formats` are those it plays, in whatever words sessions ask for them. None: nobody has said.
    """

    id: str
    site: str
    capacity: int | None = None
    hall: str = ""
    formats: frozenset[str] | None = None
    turnaround_minutes: int = 0


@dataclass(frozen=True, slots=True)
class Travel:
    """Hold the minutes from place to place, each pair once, in either order."""

    between_sites: Mapping[tuple[str, str], int] = field(default_factory=dict)
    between_halls: Mapping[tuple[str, str], int] = field(default_factory=dict)

    def minutes(self, one: Room, other: Room) -> int | None:
        """Return the minutes from room to room; None between two sites of which nobody has said.

        Within a site nothing stated is no time at all.

        >>> travel = Travel({("macau", "hong kong"): 75}, {("A", "B"): 10})
        >>> hall_a, hall_b, away = Room("1", "macau", hall="A"), Room("2", "macau", hall="B"), Room("3", "hong kong")
        >>> travel.minutes(hall_b, hall_a), travel.minutes(away, hall_a), travel.minutes(away, Room("4", "los angeles"))
        (10, 75, None)
        """
        if one.site != other.site:
            return _either_way(self.between_sites, one.site, other.site)
        return _either_way(self.between_halls, one.hall, other.hall) or 0

    @property
    def longest(self) -> int:
        """Return the most minutes that any way takes."""
        return max((*self.between_sites.values(), *self.between_halls.values()), default=0)


def _either_way(table: Mapping[tuple[str, str], int], one: str, other: str) -> int | None:
    found = table.get((one, other))
    return table.get((other, one)) if found is None else found


@dataclass(frozen=True, slots=True)
class Placement:
    """Put a session into a room, for so many registered, where it has to play these formats.

    `capacity` counts the seats that this session has there; None: those of the room.
    """

    room: str
    registered: int = 0
    formats: tuple[str, ...] = ()
    capacity: int | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """Give a person a role in a session; in its first room, unless another is named or they are there by link only."""

    person: str
    role: str
    room: str | None = None
    is_online: bool = False


@dataclass(frozen=True, slots=True)
class Channel:
    """Ask for interpretation into a language by `needed` interpreters, who sit where `room` says, as for a Part."""

    language: str
    interpreters: tuple[str, ...] = ()
    room: str | None = None
    is_online: bool = False
    needed: int = 1


@dataclass(frozen=True, slots=True)
class Stay:
    """Say in which rooms somebody is during one session (none: by link) and whether they interpret."""

    rooms: frozenset[str] = frozenset()
    is_interpreting: bool = False


@dataclass(frozen=True, slots=True)
class Session:
    """Hold a session: in one room, or at once in several (the first is the origin, the others relay), or online only.

    `kind` is carried for whoever prints it; no rule asks it.
    """

    id: str
    start: datetime
    end: datetime
    placements: tuple[Placement, ...] = ()
    parts: tuple[Part, ...] = ()
    channels: tuple[Channel, ...] = ()
    kind: str = ""

    @property
    def rooms(self) -> tuple[str, ...]:
        """Return its rooms, the origin first."""
        return tuple(placement.room for placement in self.placements)

    def stays(self) -> dict[str, Stay]:
        """Return where everybody in it is."""
        found: dict[str, Stay] = {}
        for part in self.parts:
            self._add(found, part.person, part, is_interpreting=False)
        for channel in self.channels:
            for person in channel.interpreters:
                self._add(found, person, channel, is_interpreting=True)
        return found

    def room_of(self, where: Part | Channel) -> str | None:
        """Return the room in which somebody is, None by link."""
        if where.is_online or not self.placements:
            return None
        return self.placements[0].room if where.room is None else where.room

    def _add(self, found: dict[str, Stay], person: str, where: Part | Channel, *, is_interpreting: bool) -> None:
        known, room = found.get(person, Stay()), self.room_of(where)
        rooms = known.rooms if room is None else known.rooms | {room}
        found[person] = Stay(rooms, known.is_interpreting or is_interpreting)


@dataclass(frozen=True, slots=True)
class Impossible:
    """Say when a person cannot be anywhere, as they said themselves."""

    id: str
    person: str
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Meeting:
    """Name a published one-to-one meeting and who attends it."""

    id: str
    people: tuple[str, ...]
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Programme:
    """Hold a whole programme; a site's `name` is what rooms call it, one without any hours is never closed.

    Raises ProgrammeError where an id comes twice, a room or site is unknown, or a session's time or rooms make no sense.
    """

    sessions: tuple[Session, ...]
    rooms: tuple[Room, ...] = ()
    sites: tuple[SiteHours, ...] = ()
    travel: Travel = field(default_factory=Travel)
    impossible: tuple[Impossible, ...] = ()
    meetings: tuple[Meeting, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what cannot be judged."""
        for sentence in _faults(self):
            raise ProgrammeError(sentence)


def _faults(programme: Programme) -> Iterator[str]:
    sites = {site.name for site in programme.sites}
    rooms = {room.id for room in programme.rooms}
    yield from _twice("site", (site.name for site in programme.sites))
    yield from _twice("room", (room.id for room in programme.rooms))
    yield from _twice("session", (session.id for session in programme.sessions))
    yield from _twice("meeting", (meeting.id for meeting in programme.meetings))
    yield from _twice("statement of impossible hours", (hours.id for hours in programme.impossible))
    for room in programme.rooms:
        if room.site not in sites:
            yield f"room {room.id} is at {room.site}, which is no site of this programme"
    for session in programme.sessions:
        yield from _faults_of(session, rooms)


def _twice(what: str, ids: Iterable[str]) -> Iterator[str]:
    listed: Sequence[str] = tuple(ids)
    if len(set(listed)) != len(listed):
        yield f"there are two of {what} {next(one for one, count in Counter(listed).items() if count > 1)}"


def _faults_of(session: Session, rooms: set[str]) -> Iterator[str]:
    if session.start.tzinfo is None or session.end.tzinfo is None:
        yield f"session {session.id} has no zone; give instants"
    elif session.end <= session.start:
        yield f"session {session.id} ends before it has begun"
    elif session.end - session.start > LONGEST:
        yield f"session {session.id} is longer than a day; make it one session a day"
    placed = session.rooms
    for room in placed:
        if room not in rooms:
            yield f"session {session.id} is in room {room}, which does not exist"
    if len(set(placed)) != len(placed):
        yield f"session {session.id} is twice in one room"
    heard = [f"{channel.language} {session.room_of(channel) or ''}".rstrip() for channel in session.channels]
    yield from _twice(f"channel of session {session.id}:", heard)
    everybody: tuple[Part | Channel, ...] = (*session.parts, *session.channels)
    for where in everybody:
        if where.room is not None and where.room not in placed:
            yield f"session {session.id} has somebody in room {where.room}, where it does not take place"
