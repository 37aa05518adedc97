"""Find the conflicts of an edition's programme by its engine, and say each in a sentence with a way out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from praya.core.directory.languages import language_name
from praya.core.directory.names import names_read
from praya.core.texts.reading import read
from praya.engines import programme as engine
from praya.meet.editions.clocks import clock_in
from praya.meet.editions.models import Edition, Site
from praya.meet.programme.models import Part, Placement, Session
from praya.meet.programme.queries import rooms_of, whole_programme
from praya.meet.programme.queries_released import hours_of

Kind, Mending = engine.Kind, engine.Mending
LOOKS = {engine.Severity.ERROR: "bad", engine.Severity.WARNING: "warn", engine.Severity.UNKNOWN: ""}


@dataclass(frozen=True, slots=True)
class Clash:
    """Tell of one conflict: what is wrong, what would mend it, how it looks, and which sessions it is about."""

    sentence: str
    remedy: str
    look: str
    sessions: list[Session]


@dataclass(frozen=True, slots=True)
class _Stage:
    """Hold what the ids of the engine stand for."""

    sites: Sequence[Site]
    sessions: dict[str, Session] = field(default_factory=dict)
    zones: dict[str, str] = field(default_factory=dict)
    rooms: dict[str, str] = field(default_factory=dict)
    people: dict[str, Any] = field(default_factory=dict)

    def title(self, name: str) -> str:
        return read(self.sessions[name].title, get_language() or "en").text

    def person(self, name: str) -> str:
        one = self.people[name]
        return names_read(one.name, one.names, get_language() or "en").name

    def moment(self, name: str, at: datetime | None) -> str:
        return clock_in(ZoneInfo(self.zones[name]), self.sites).moment(at) if at is not None else ""


def clashes_of(edition: Edition, sites: Sequence[Site], *, session: Session | None = None) -> list[Clash]:
    """Return the conflicts of a whole edition, the worst first, or those of one session."""
    stage = _Stage(sites)
    programme = _programme(edition, stage)
    found = [_clash(one, stage) for one in engine.conflicts(programme)]
    return [one for one in found if session is None or session in one.sessions]


def _programme(edition: Edition, stage: _Stage) -> engine.Programme:
    sessions: list[engine.Session] = []
    for one in whole_programme(edition):
        if one.state != Session.State.CANCELLED:
            sessions += _sessions(one, stage)
    rooms = []
    for room in rooms_of(edition):
        stage.rooms[room.code] = room.name
        rooms.append(
            engine.Room(
                id=room.code,
                site=room.hall.site.slug,
                capacity=room.capacity,
                hall=str(room.hall_id),
                formats=frozenset(room.formats) or None,
                turnaround_minutes=room.turnaround_minutes,
            )
        )
    return engine.Programme(tuple(sessions), tuple(rooms), tuple(hours_of(edition, stage.sites).values()))


def _sessions(session: Session, stage: _Stage) -> Iterable[engine.Session]:
    """Yield a session once for each time at which it takes place; its people are where it comes from."""
    placed = sorted(session.placements.all(), key=lambda one: (one.starts_at, one.ends_at))
    for number, (span, group) in enumerate(groupby(placed, key=lambda one: (one.starts_at, one.ends_at))):
        places = sorted(group, key=lambda one: (not one.is_origin, one.pk))
        name = f"{session.code}/{number}"
        stage.sessions[name], stage.zones[name] = session, places[0].site.zone
        parts, channels = _people(session, stage) if _is_first(places, placed) else ((), ())
        rooms = dict.fromkeys(one.room.code for one in places if one.room is not None)
        yield engine.Session(name, *span, tuple(map(engine.Placement, rooms)), parts, channels, session.kind)


def _is_first(places: Sequence[Placement], placed: Sequence[Placement]) -> bool:
    """Tell whether its people are there: at its origin, or the first time where nobody has said which that is."""
    return places[0].is_origin or (places[0] == placed[0] and not any(one.is_origin for one in placed))


def _people(session: Session, stage: _Stage) -> tuple[tuple[engine.Part, ...], tuple[engine.Channel, ...]]:
    named = list(session.parts.all())
    stage.people.update({str(one.person_id): one.person for one in named})
    interpreters = tuple(dict.fromkeys(str(one.person_id) for one in named if one.role == Part.Role.INTERPRETER))
    channels = tuple(engine.Channel(language, interpreters) for language in dict.fromkeys(session.channels))
    parts = [one for one in named if not (channels and one.role == Part.Role.INTERPRETER)]
    return tuple(engine.Part(str(one.person_id), one.role) for one in parts), channels


def _clash(conflict: engine.Conflict, stage: _Stage) -> Clash:
    names = [side.id for side in conflict.sides if side.kind is engine.ItemKind.SESSION]
    sessions = list(dict.fromkeys(stage.sessions[name] for name in names))
    return Clash(_sentence(conflict, names, stage), _remedy(conflict.remedy, stage), LOOKS[conflict.severity], sessions)


def _sentence(conflict: engine.Conflict, names: Sequence[str], stage: _Stage) -> str:
    words: Mapping[str, Any] = {
        "one": stage.title(names[0]),
        "other": stage.title(names[-1]),
        "who": stage.person(conflict.subject) if conflict.subject in stage.people else "",
        "room": stage.rooms.get(conflict.subject, ""),
        "site": next((site.short_name for site in stage.sites if site.slug == conflict.subject), ""),
        "language": language_name(conflict.sides[1].id, get_language() or "en"),
        "needed": conflict.needed or 0,
        "given": conflict.given,
    }
    sentences = {
        Kind.PERSON_TWICE: _("%(who)s is in “%(one)s” and in “%(other)s” at the same time."),
        Kind.INTERPRETER_TWICE: _("%(who)s interprets at the same time in “%(one)s” and in “%(other)s”."),
        Kind.TRAVEL_UNKNOWN: _("“%(one)s” and “%(other)s” are at two sites within a day, and %(who)s is in both."),
        Kind.ROOM_TWICE: _("“%(one)s” and “%(other)s” are in %(room)s at the same time."),
        Kind.TURNAROUND: _("%(room)s needs %(needed)d min between “%(one)s” and “%(other)s”; there are %(given)d."),
        Kind.INTERPRETER_MISSING: _("“%(one)s” is to be interpreted (%(language)s), and nobody is named as interpreter."),
        Kind.OUTSIDE_HOURS: _("%(site)s is closed during a part of “%(one)s”."),
    }
    return sentences[conflict.kind] % words


def _remedy(remedy: engine.Remedy, stage: _Stage) -> str:
    words = {"title": stage.title(remedy.session), "when": stage.moment(remedy.session, remedy.at)}
    sentences = {
        Mending.BEGIN_AT: _("It would fit if “%(title)s” began at %(when)s, or was somewhere else."),
        Mending.OTHER_INTERPRETER: _("Name another interpreter, or let “%(title)s” begin at %(when)s."),
        Mending.NAME_INTERPRETERS: _("Name an interpreter, or take the channel away."),
        Mending.LONGER_HOURS: _("Open the site longer, or shorten “%(title)s”."),
        Mending.STATE_TRAVEL: _("See whether the way can be made; else name somebody else for one of the two."),
    }
    return sentences[remedy.mending] % words
