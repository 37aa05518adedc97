"""Read the programme as its engine judges it, whole or only around some times: rows without names, which are read when said.

A session is there once for each time at which it takes place, under the code of its first place then, so that what is accepted
of it stays accepted while others move. Its people are where it comes from, unless a place of their own is named.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from django.db.models import Q, QuerySet

from praya.engines import programme as engine
from praya.meet.editions.models import Edition, Site
from praya.meet.programme.asking import Appointment, meetings_in, registered_in
from praya.meet.programme.models import HallTravel, Part, Placement, Room, Session, SiteTravel
from praya.meet.programme.queries_released import hours_of
from praya.meet.programme.unavailable import Unavailable, unavailable_hours

# Two sites of which nobody has said how far they are apart are asked about when somebody is at both within a day.
WITHIN = timedelta(days=1)
LONGEST = timedelta(hours=24)
MINUTE = timedelta(minutes=1)
_PLACE = ("pk", "code", "session_id", "site_id", "room__code", "starts_at", "ends_at", "is_origin", "capacity")
_SESSION = ("session__code", "session__kind", "session__channels")


@dataclass(frozen=True, slots=True)
class Place:
    """Hold one place and time of a session."""

    pk: int
    code: str
    session: int
    site: int
    room: str | None
    starts_at: datetime
    ends_at: datetime
    is_origin: bool
    capacity: int | None
    session_code: str
    kind: str
    channels: Sequence[str]


@dataclass(frozen=True, slots=True)
class InPart:
    """Hold who has a part in a session, and where; without a place they are where it comes from."""

    session: int
    person: int
    role: str
    place: int | None
    is_online: bool


@dataclass(frozen=True, slots=True)
class Ground:
    """Hold what does not move: sites with their hours, rooms, ways, what people cannot and have promised, who has seats."""

    edition: Edition
    sites: Sequence[Site]
    hours: tuple[Any, ...]
    rooms: tuple[engine.Room, ...]
    travel: engine.Travel
    unavailable: Sequence[Unavailable] = ()
    registered: Mapping[int, int] = field(default_factory=dict)

    @property
    def margin(self) -> timedelta:
        """Return how far from each other in time two sessions can still be in conflict."""
        turnaround = max((room.turnaround_minutes for room in self.rooms), default=0)
        widest = max(turnaround, self.travel.longest) * MINUTE
        return max(widest, WITHIN) if len({room.site for room in self.rooms}) > 1 else widest

    @property
    def turnaround(self) -> timedelta:
        """Return the longest time that a room needs between two sessions."""
        return max((room.turnaround_minutes for room in self.rooms), default=0) * MINUTE


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Hold a programme with what its ids stand for: the places of each time of a session by its id, and the meetings."""

    programme: engine.Programme
    places: Mapping[str, Sequence[Place]]
    meetings: Mapping[str, Appointment]
    unavailable: Mapping[str, Unavailable]

    def showing(self, name: str) -> engine.Session:
        """Return a session at one of its times by its id."""
        return next(one for one in self.programme.sessions if one.id == name)


def ground_of(edition: Edition, sites: Sequence[Site]) -> Ground:
    """Return what does not move in the programme of an edition."""
    columns = ("code", "hall__site_id", "capacity", "hall_id", "formats", "turnaround_minutes")
    names = {site.pk: site.slug for site in sites}
    rooms = tuple(
        engine.Room(code, names[site], capacity, str(hall), frozenset(formats) or None, minutes)
        for code, site, capacity, hall, formats, minutes in Room.objects.filter(hall__site__edition=edition)
        .order_by("pk")
        .values_list(*columns)
        if site in names
    )
    return Ground(
        edition,
        sites,
        tuple(hours_of(edition, sites).values()),
        rooms,
        travel_of(edition, names),
        unavailable_hours(edition),
        registered_in(edition),
    )


def travel_of(edition: Edition, names: Mapping[int, str]) -> engine.Travel:
    """Return the minutes between the sites of an edition, by their slugs, and between the halls of each."""
    sites = SiteTravel.objects.filter(one__edition=edition).values_list("one", "other", "minutes")
    halls = HallTravel.objects.filter(one__site__edition=edition).values_list("one", "other", "minutes")
    known = {(names[one], names[other]): minutes for one, other, minutes in sites if one in names and other in names}
    return engine.Travel(known, {(str(one), str(other)): minutes for one, other, minutes in halls})


def standing_places(edition: Edition) -> QuerySet[Placement]:
    """Return where and when the sessions of an edition take place that are not cancelled."""
    return Placement.objects.filter(session__edition=edition).exclude(session__state=Session.State.CANCELLED)


def read_places(rows: QuerySet[Placement]) -> list[Place]:
    """Return places as the engine asks for them; one query."""
    return [Place(*row) for row in rows.order_by("session_id", "starts_at", "ends_at", "pk").values_list(*_PLACE, *_SESSION)]


def read_parts(rows: QuerySet[Part]) -> list[InPart]:
    """Return who is where; one query."""
    return [InPart(*row) for row in rows.order_by("pk").values_list("session", "person", "role", "placement", "is_online")]


def whole_snapshot(edition: Edition, sites: Sequence[Site]) -> Snapshot:
    """Return the whole programme, in a constant number of queries."""
    parts = read_parts(Part.objects.filter(session__edition=edition).exclude(session__state=Session.State.CANCELLED))
    meetings = meetings_in(edition, {one.person for one in parts})
    return snapshot_of(ground_of(edition, sites), read_places(standing_places(edition)), parts, meetings)


def snapshot_around(
    ground: Ground, spans: Iterable[tuple[datetime, datetime]], rooms: Collection[str], people: Collection[int], own: int
) -> tuple[list[Place], list[InPart]]:
    """Return the places that can be in conflict with a session at some times, in rooms and with people, its own, and parts."""
    near = Q(pk__in=[])
    for starts_at, ends_at in spans:
        in_room = Q(room__code__in=rooms, starts_at__lt=ends_at + ground.turnaround, ends_at__gt=starts_at - ground.turnaround)
        with_person = Q(starts_at__lt=ends_at + ground.margin, ends_at__gt=starts_at - ground.margin)
        shared = Part.objects.filter(person__in=people, session__edition=ground.edition).values("session")
        near |= in_room | (with_person & Q(session__in=shared)) if people else in_room
    found = set(standing_places(ground.edition).filter(near).order_by().values_list("session", flat=True)) | {own}
    places = read_places(standing_places(ground.edition).filter(session__in=found))
    return places, read_parts(Part.objects.filter(session__in=found, person__in=people))


def snapshot_within(ground: Ground, starts_at: datetime, ends_at: datetime) -> Snapshot:
    """Return the places that a stretch of time touches, with all that those can be in conflict with."""
    wide = Q(starts_at__lt=ends_at + ground.margin, ends_at__gt=starts_at - ground.margin)
    near_by = standing_places(ground.edition).filter(wide).order_by().values("session")
    # Whole sessions: whoever is where one comes from is not where it is shown again.
    places = read_places(standing_places(ground.edition).filter(session__in=near_by))
    inside = {one.session for one in places if one.starts_at < ends_at and one.ends_at > starts_at}
    parts = read_parts(Part.objects.filter(session__in={one.session for one in places}))
    people = {one.person for one in parts if one.session in inside}
    shared = {one.session for one in parts if one.person in people}
    close = ground.turnaround
    near = {one.session for one in places if one.starts_at < ends_at + close and one.ends_at > starts_at - close}
    kept = inside | shared | near
    meetings = meetings_in(ground.edition, people)
    return snapshot_of(ground, [p for p in places if p.session in kept], [p for p in parts if p.session in kept], meetings)


def snapshot_of(ground: Ground, places: Iterable[Place], parts: Iterable[InPart], meetings: Iterable[Appointment]) -> Snapshot:
    """Return places, parts and meetings as a programme."""
    in_session: dict[int, list[InPart]] = defaultdict(list)
    for part in parts:
        in_session[part.session].append(part)
    stands: dict[str, Sequence[Place]] = {}
    sessions: list[engine.Session] = []
    order = sorted(places, key=lambda one: (one.session, one.starts_at, one.ends_at, not one.is_origin, one.pk))
    for number, rows in groupby(order, key=lambda one: one.session):
        for session, group in _showings(list(rows), in_session[number], ground):
            stands[session.id] = group
            sessions.append(session)
    everybody = {one.person for rows in in_session.values() for one in rows}
    said = {one.id: one for one in ground.unavailable if one.person in everybody}
    met = {one.code: one for one in meetings}
    programme = engine.Programme(
        tuple(sessions),
        ground.rooms,
        ground.hours,
        ground.travel,
        tuple(engine.Impossible(name, str(one.person), one.starts_at, one.ends_at) for name, one in said.items()),
        tuple(engine.Meeting(name, tuple(map(str, one.people)), one.starts_at, one.ends_at) for name, one in met.items()),
    )
    return Snapshot(programme, stands, met, said)


def _showings(
    places: Sequence[Place], parts: Sequence[InPart], ground: Ground
) -> Iterator[tuple[engine.Session, Sequence[Place]]]:
    """Yield a session once for each time at which it takes place."""
    origin = next((one for one in places if one.is_origin), places[0])
    for (starts_at, ends_at), rows in groupby(places, key=lambda one: (one.starts_at, one.ends_at)):
        group = list(rows)
        here = {one.pk: one for one in group}
        there = [one for one in parts if (origin.pk if one.place is None else one.place) in here]
        rooms = {one.room: one for one in reversed(group) if one.room is not None}
        placed = [
            engine.Placement(room, ground.registered.get(one.pk, 0), capacity=one.capacity)
            for room, one in sorted(rooms.items(), key=lambda pair: group.index(pair[1]))
        ]
        named, channels = _people(group[0], origin, there, here)
        yield engine.Session(group[0].code, starts_at, ends_at, tuple(placed), named, channels, group[0].kind), group


def _people(
    first: Place, origin: Place, there: Sequence[InPart], here: Mapping[int, Place]
) -> tuple[tuple[engine.Part, ...], tuple[engine.Channel, ...]]:
    """Return who is in a session at one of its times: who interprets does so into each language, where they are."""
    languages = list(dict.fromkeys(first.channels))
    named: list[engine.Part] = []
    interpreting: dict[str | None, list[str]] = defaultdict(list)
    for one in there:
        room = None if one.is_online else here[origin.pk if one.place is None else one.place].room
        if languages and one.role == Part.Role.INTERPRETER:
            interpreting[room].append(str(one.person))
        else:
            named.append(engine.Part(str(one.person), one.role, room, is_online=room is None))
    channels = [
        engine.Channel(language, tuple(dict.fromkeys(people)), room, is_online=room is None)
        for room, people in interpreting.items()
        for language in languages
    ]
    if not channels and origin.pk in here:
        channels = [engine.Channel(language) for language in languages]
    return tuple(named), tuple(channels)
