"""Say what a conflict is: its kind, who and what stand on both sides, by how much, and what would mend it; no word for people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum


class Severity(IntEnum):
    """Tell how bad it is: it cannot take place so, somebody should look, or it could not be judged."""

    ERROR = 0
    WARNING = 1
    UNKNOWN = 2


class Kind(StrEnum):
    """Name what is wrong. In brackets the unit of `needed` and `given`; a gap below zero is an overlap."""

    PERSON_TWICE = "person_twice"  # [minutes between] somebody is in two places at once
    INTERPRETER_TWICE = "interpreter_twice"  # [minutes between] the same of somebody who interprets in one of them
    TRAVEL = "travel"  # [minutes between] somebody cannot get from one to the other in time
    TRAVEL_UNKNOWN = "travel_unknown"  # [minutes between] within a day at two sites, and nobody has said how far they are apart
    ROOM_TWICE = "room_twice"  # [minutes between] two sessions in one room
    TURNAROUND = "turnaround"  # [minutes between] too short to leave, clean and set up
    ROOM_SMALL = "room_small"  # [seats] more are registered than the room holds
    FORMAT = "format"  # [formats] the room does not play it
    INTERPRETER_MISSING = "interpreter_missing"  # [interpreters] a language is promised and nobody speaks it
    OUTSIDE_HOURS = "outside_hours"  # [minutes] the site is closed during a part of it
    MEETING = "meeting"  # [minutes between] somebody has a published meeting then
    IMPOSSIBLE = "impossible"  # [minutes between] somebody said that they cannot

    @property
    def severity(self) -> Severity:
        """Return how bad a conflict of this kind is."""
        return _SEVERITIES.get(self, Severity.ERROR)


_SEVERITIES = {
    Kind.TURNAROUND: Severity.WARNING,
    Kind.INTERPRETER_MISSING: Severity.WARNING,
    Kind.OUTSIDE_HOURS: Severity.WARNING,
    Kind.TRAVEL_UNKNOWN: Severity.UNKNOWN,
}


class ItemKind(StrEnum):
    """Name what stands on a side."""

    SESSION = "session"
    MEETING = "meeting"
    HOURS = "hours"
    ROOM = "room"
    SITE = "site"
    LANGUAGE = "language"


@dataclass(frozen=True, slots=True, order=True)
class Item:
    """Name one side of a conflict."""

    kind: ItemKind
    id: str


class Mending(StrEnum):
    """Name what would mend a conflict, and which value of Remedy goes with it."""

    BEGIN_AT = "begin_at"  # let `session` begin at `at`
    OTHER_ROOM = "other_room"  # put it into `room`, which has `number` seats and plays it; whether that is free is not asked
    LIMIT_SEATS = "limit_seats"  # no room of the site would do: let no more than `number` register
    OTHER_FORMAT = "other_format"  # no room of the site would do: ask for another version
    OTHER_INTERPRETER = "other_interpreter"  # name somebody else, or begin at `at`
    NAME_INTERPRETERS = "name_interpreters"  # `number` are missing
    ONE_ROOM = "one_room"  # say in which of its rooms they are
    LONGER_HOURS = "longer_hours"  # no opening of the site is as long as it: `number` minutes
    MOVE_MEETING = "move_meeting"  # let the repair desk move it, or begin at `at`
    STATE_TRAVEL = "state_travel"  # say how long the way takes


@dataclass(frozen=True, slots=True)
class Remedy:
    """Name one way out and whom it concerns; it hangs on both sides alone, never on the rest of the programme."""

    mending: Mending
    session: str
    room: str | None = None
    at: datetime | None = None
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """Hold one conflict between two sides, the first a session; of two sessions the earlier is first.

    `subject` is the person, room, format or site that it is about; of a missing interpreter, the room, if any. `given` falls
    short of `needed`, both in the unit of the kind; `needed` is None where nobody has said it.
    """

    kind: Kind
    sides: tuple[Item, Item]
    subject: str
    needed: int | None
    given: int
    remedy: Remedy

    @property
    def severity(self) -> Severity:
        """Return how bad it is."""
        return self.kind.severity

    @property
    def key(self) -> tuple[str, ...]:
        """Return what names it as long as it lasts, whatever its figures: by this it is accepted with a reason."""
        ends = (word for side in sorted(self.sides) for word in (side.kind.value, side.id))
        return (self.kind.value, *ends, self.subject)


def in_order(found: set[Conflict]) -> tuple[Conflict, ...]:
    """Return conflicts in an order that hangs on nothing but themselves, the worst first."""
    return tuple(sorted(found, key=lambda one: (one.severity, one.key)))
