"""Say conflicts of the programme in sentences that name both sides, with a way out; names are read for those that are said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from praya.core.audit.telling import Clock
from praya.core.directory.languages import language_name
from praya.core.directory.models import Person
from praya.core.directory.names import names_read
from praya.core.texts.reading import read
from praya.engines import programme as engine
from praya.meet.editions.clocks import clock_in
from praya.meet.editions.models import Edition, Site
from praya.meet.programme.asking import names_of_meetings
from praya.meet.programme.models import Room, Session
from praya.meet.programme.snapshot import Snapshot

Kind, Mending, Severity, ItemKind = engine.Kind, engine.Mending, engine.Severity, engine.ItemKind
LOOKS = {Severity.ERROR: "bad", Severity.WARNING: "warn", Severity.UNKNOWN: ""}
SEVERITIES = {
    Severity.ERROR: pgettext_lazy("a conflict", "cannot be"),
    Severity.WARNING: pgettext_lazy("a conflict", "to be looked at"),
    Severity.UNKNOWN: pgettext_lazy("a conflict", "not known"),
}
_SENTENCES = {
    Kind.PERSON_TWICE: _("%(who)s is in “%(one)s” and in “%(other)s” at the same time."),
    Kind.INTERPRETER_TWICE: _("%(who)s interprets at the same time in “%(one)s” and in “%(other)s”."),
    Kind.TRAVEL: _("%(who)s needs %(needed)d min from “%(one)s” to “%(other)s”; there are %(given)d."),
    Kind.TRAVEL_UNKNOWN: _("“%(one)s” and “%(other)s” are at two sites within a day, and %(who)s is in both."),
    Kind.ROOM_TWICE: _("“%(one)s” and “%(other)s” are in %(room)s at the same time."),
    Kind.TURNAROUND: _("%(room)s needs %(needed)d min between “%(one)s” and “%(other)s”; there are %(given)d."),
    Kind.ROOM_SMALL: _("%(needed)d have a seat in “%(one)s”, and it has %(given)d seats in %(room)s."),
    Kind.INTERPRETER_MISSING: _("“%(one)s” is to be interpreted (%(language)s), and nobody is named as interpreter."),
    Kind.OUTSIDE_HOURS: _("%(site)s is closed during a part of “%(one)s”."),
    Kind.MEETING: _("%(who)s is in “%(one)s” and has a meeting at the same time: %(meeting)s, %(span)s."),
    Kind.IMPOSSIBLE: _("%(who)s is in “%(one)s” and has said that they cannot: %(span)s."),
}
_EVERYWHERE = _("%(who)s is in several rooms of “%(one)s” at once.")
_REMEDIES = {
    Mending.BEGIN_AT: _("It would fit if “%(title)s” began at %(when)s, or was somewhere else."),
    Mending.OTHER_ROOM: _("It would fit into %(room)s, which has %(number)d seats."),
    Mending.LIMIT_SEATS: _("No room of the site is large enough: let no more than %(number)d have a seat."),
    Mending.OTHER_INTERPRETER: _("Name another interpreter, or let “%(title)s” begin at %(when)s."),
    Mending.NAME_INTERPRETERS: _("Name an interpreter, or take the channel away."),
    Mending.ONE_ROOM: _("Say at which of its places they are: take them out and name them there."),
    Mending.LONGER_HOURS: _("Open the site longer, or shorten “%(title)s”."),
    Mending.MOVE_MEETING: _("Let the repair desk move the meeting, or let “%(title)s” begin at %(when)s."),
    Mending.STATE_TRAVEL: _("Say how long the way takes, or name somebody else for one of the two."),
}


@dataclass(frozen=True, slots=True)
class Named:
    """Name a session."""

    code: str
    title: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Said:
    """Tell of one conflict: what is wrong, what would mend it, how bad it is and looks, and which sessions it is about."""

    sentence: str
    remedy: str
    severity: Any
    look: str
    sessions: Sequence[Named]
    is_of_travel: bool = False


@dataclass(slots=True)
class Stage:
    """Hold what the ids of some conflicts stand for."""

    snapshot: Snapshot
    sites: Sequence[Site]
    sessions: dict[str, Named] = field(default_factory=dict)
    people: dict[str, tuple[str, Mapping[str, str]]] = field(default_factory=dict)
    rooms: dict[str, str] = field(default_factory=dict)
    meetings: dict[str, str] = field(default_factory=dict)

    def session(self, name: str) -> Named:
        """Return the session of an id."""
        return self.sessions[self.snapshot.places[name][0].session_code]

    def title(self, name: str) -> str:
        """Return its title in the reader's language."""
        return read(self.session(name).title, get_language() or "en").text

    def person(self, name: str) -> str:
        """Return how somebody is called in the reader's script; nothing for what is no person."""
        known = self.people.get(name)
        return names_read(*known, get_language() or "en").name if known is not None else ""

    def site(self, name: str) -> Site | None:
        """Return the site on whose clock a session is told."""
        number = self.snapshot.places[name][0].site
        return next((one for one in self.sites if one.pk == number), None)

    def moment(self, name: str, at: datetime | None) -> str:
        """Write an instant on the clock of a session's site."""
        return self._clock(name).moment(at) if at is not None else ""

    def span(self, name: str, starts_at: datetime, ends_at: datetime) -> str:
        """Write a stretch of time on the clock of a session's site."""
        return self._clock(name).span(starts_at, ends_at)

    def _clock(self, name: str) -> Clock:
        site = self.site(name)
        return clock_in(ZoneInfo(site.zone if site is not None else "UTC"), self.sites)


def stage_for(edition: Edition, sites: Sequence[Site], snapshot: Snapshot, found: Iterable[engine.Conflict]) -> Stage:
    """Return the names that some conflicts need, in a constant number of queries."""
    conflicts, stage = list(found), Stage(snapshot, sites)
    sides = {side.id for one in conflicts for side in one.sides if side.kind is ItemKind.SESSION}
    codes = {snapshot.places[name][0].session_code for name in sides}
    people = {int(one.subject) for one in conflicts if one.subject.isdecimal()}
    rooms = {word for one in conflicts for word in (one.subject, one.remedy.room) if word}
    if conflicts:
        titles = Session.objects.filter(edition=edition, code__in=codes).values_list("code", "title")
        stage.sessions = {code: Named(code, title) for code, title in titles}
        named = Person.objects.filter(pk__in=people).values_list("pk", "name", "names") if people else ()
        stage.people = {str(number): (name, names) for number, name, names in named}
        met = {side.id for one in conflicts for side in one.sides if side.kind is ItemKind.MEETING}
        stage.meetings = names_of_meetings(edition, met)
        stage.rooms = dict(Room.objects.filter(hall__site__edition=edition, code__in=rooms).values_list("code", "name"))
    return stage


def said_of(conflict: engine.Conflict, stage: Stage) -> Said:
    """Say one conflict."""
    names = [side.id for side in conflict.sides if side.kind is ItemKind.SESSION]
    sessions = dict.fromkeys(stage.snapshot.places[name][0].session_code for name in names)
    return Said(
        _sentence(conflict, names, stage),
        _remedy(conflict.remedy, stage),
        SEVERITIES[conflict.severity],
        LOOKS[conflict.severity],
        [stage.sessions[code] for code in sessions],
        conflict.kind is Kind.TRAVEL_UNKNOWN,
    )


def _sentence(conflict: engine.Conflict, names: Sequence[str], stage: Stage) -> str:
    other = conflict.sides[1]
    words: dict[str, Any] = {
        "one": stage.title(names[0]),
        "other": stage.title(names[-1]),
        "who": stage.person(conflict.subject),
        "room": stage.rooms.get(conflict.subject, ""),
        "site": next((site.short_name for site in stage.sites if site.slug == conflict.subject), ""),
        "language": language_name(other.id, get_language() or "en") if other.kind is ItemKind.LANGUAGE else "",
        "needed": conflict.needed or 0,
        "given": conflict.given,
    }
    if other.kind is ItemKind.MEETING:
        met = stage.snapshot.meetings[other.id]
        words |= {"meeting": stage.meetings.get(other.id, ""), "span": stage.span(names[0], met.starts_at, met.ends_at)}
    if other.kind is ItemKind.HOURS:
        hours = stage.snapshot.unavailable[other.id]
        words["span"] = stage.span(names[0], hours.starts_at, hours.ends_at)
    is_everywhere = len(names) == 2 and names[0] == names[1]
    return str(_EVERYWHERE if is_everywhere else _SENTENCES[conflict.kind]) % words


def _remedy(remedy: engine.Remedy, stage: Stage) -> str:
    words = {
        "title": stage.title(remedy.session),
        "when": stage.moment(remedy.session, remedy.at),
        "room": stage.rooms.get(remedy.room or "", ""),
        "number": remedy.number or 0,
    }
    return str(_REMEDIES[remedy.mending]) % words
