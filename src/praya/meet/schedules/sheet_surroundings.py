"""Know in memory what rows of a programme can name, in a fixed number of queries, and gather what they would write."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from praya.core.directory.models import Person
from praya.core.sheets.kinds import Plan
from praya.core.sheets.rows import Row
from praya.core.texts.folding import folded
from praya.meet.accreditation.models import Delegate
from praya.meet.editions.models import Edition, Hall, Site
from praya.meet.editions.queries import halls_in
from praya.meet.programme.models import Part, Placement, Room, Session, Track
from praya.meet.programme.queries import rooms_of, tracks_of, whole_programme
from praya.meet.registration.surroundings import World, world_of
from praya.meet.schedules.identities import guid_of
from praya.meet.schedules.sheet_reading import Word
from praya.meet.schedules.sheet_words import texts_of, words_of_room, words_of_site


@dataclass(slots=True)
class NewRoom:
    """Hold a room that is to be made."""

    hall: Hall
    name: str
    made: Room | None = None


@dataclass(slots=True)
class NewTrack:
    """Hold a track that is to be made, with its name in one language."""

    tag: str
    name: str
    made: Track | None = None


@dataclass(slots=True)
class Put:
    """Hold where and when a session is to take place, for the first time or again."""

    row: Row
    placement: Placement | None
    code: str
    site: Site
    room: Room | NewRoom | None
    starts_at: datetime
    ends_at: datetime
    is_origin: bool
    is_changed: bool = False


@dataclass(slots=True)
class Wanted:
    """Hold what is to become of a session: by the names of its columns what is said, and by which row first."""

    session: Session | None
    code: str
    facts: dict[str, Any] = field(default_factory=dict)
    said: dict[str, tuple[Row, Any]] = field(default_factory=dict)
    state: str = ""
    parts: dict[str, list[Person]] = field(default_factory=dict)
    puts: list[Put] = field(default_factory=list)


@dataclass(slots=True)
class Writes:
    """Gather what a sheet of the programme would write, in the order of its rows."""

    wanted: list[Wanted] = field(default_factory=list)
    rooms: dict[tuple[int, str], NewRoom] = field(default_factory=dict)
    tracks: dict[str, NewTrack] = field(default_factory=dict)


@dataclass
class Known:
    """Hold the programme of an edition by every word by which a row can name a part of it.

    `claimed` are the places that rows have named, and `by_session` and `by_title` what they want of sessions.
    """

    edition: Edition
    world: World
    sites: list[Site]
    sites_by_word: dict[str, Site] = field(default_factory=dict)
    halls: dict[int, list[Hall]] = field(default_factory=lambda: defaultdict(list))
    rooms: dict[tuple[int, str], list[Room]] = field(default_factory=lambda: defaultdict(list))
    tracks: dict[str, Track] = field(default_factory=dict)
    sessions: dict[str, Session] = field(default_factory=dict)
    titles: dict[str, list[Session]] = field(default_factory=lambda: defaultdict(list))
    places: dict[str, Placement] = field(default_factory=dict)
    claimed: dict[str, Row] = field(default_factory=dict)
    by_session: dict[str, Wanted] = field(default_factory=dict)
    by_title: dict[str, Wanted] = field(default_factory=dict)

    @cached_property
    def people_by_name(self) -> dict[str, dict[str, Person]]:
        """Return everybody accredited, and whoever is in a session already, by every spelling of their names and their codes."""
        found: dict[str, dict[str, Person]] = defaultdict(dict)
        approved = [one.person for one in self.world.delegates.values() if one.status == Delegate.Status.APPROVED]
        inside = [part.person for session in self.sessions.values() for part in session.parts.all()]
        for person in (*approved, *inside):
            for name in {person.name, *(person.names or {}).values()}:
                found[folded(name)][person.code] = person
        return found

    @cached_property
    def people_inside(self) -> dict[str, Person]:
        """Return whoever is in a session already, accredited or not, by their addresses and codes."""
        inside = [part.person for session in self.sessions.values() for part in session.parts.all()]
        return {word.casefold(): one for one in inside for word in (one.code, one.email or "") if word}

    def is_accredited(self, person: Person) -> bool:
        """Tell whether somebody is accredited to the edition."""
        delegate = self.world.delegates.get(person.code)
        return delegate is not None and delegate.status == Delegate.Status.APPROVED

    def named(self, word: Word, inside: set[str]) -> list[Person]:
        """Return whom a word may mean: by their address or reference, else by their name; first who is `inside` already."""
        if word.email:
            person = self.world.persons_by_email.get(word.email)
        else:
            person = self.world.persons_by_reference.get(folded(word.text))
        if person is not None and self.is_accredited(person):
            return [person]
        if (person := self.people_inside.get(word.email or word.text.casefold())) is not None:
            return [person]
        found = self.people_by_name.get(folded(word.text), {}) if not word.email else {}
        among = [one for code, one in found.items() if code in inside]
        return among or list(found.values())


def whole_parts(session: Session | None, role: str = "") -> list[Part]:
    """Return who has a part in a session as a whole, perhaps in one role; who is at one place of it only is left alone."""
    rows = list(session.parts.all()) if session is not None else []
    return [part for part in rows if part.placement_id is None and role in {"", part.role}]


def writes_of(plan: Plan) -> Writes:
    """Return what the sheets of a plan would write of the programme, at first nothing."""
    found: Writes = plan.known.setdefault(Writes, Writes())
    return found


def known_of(plan: Plan) -> Known:
    """Return the programme of a plan's edition, read once."""
    if Known not in plan.known:
        plan.known[Known] = _load(plan)
    found: Known = plan.known[Known]
    return found


def _load(plan: Plan) -> Known:
    edition, world = plan.edition, world_of(plan)
    known = Known(edition, world, world.sites)
    for site in world.sites:
        known.sites_by_word |= dict.fromkeys(words_of_site(site), site)
    for hall in halls_in(edition).order_by("pk"):
        known.halls[hall.site_id].append(hall)
    for room in rooms_of(edition):
        for word in words_of_room(room):
            known.rooms[room.hall.site_id, word].append(room)
    for track in tracks_of(edition):
        known.tracks |= dict.fromkeys({folded(word) for word in (track.code, *texts_of(track.name))}, track)
    for session in whole_programme(edition):
        known.sessions[session.code] = session
        for title in {folded(text) for text in texts_of(session.title)}:
            known.titles[title].append(session)
        for place in session.placements.all():
            place.session = session
            known.places |= {place.code: place, f"{place.code}@praya": place, guid_of("place", place.code): place}
    return known
