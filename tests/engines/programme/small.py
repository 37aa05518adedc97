"""Build small programmes: a session at an hour of Macau, a room, a whole programme with one fault."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from praya.engines.programme import Channel, Part, Placement, Programme, Room, Session, Travel, conflicts
from praya.engines.zones import CivilHours, SiteHours, instant

DAY = date(2026, 10, 23)
ALL_DAY = CivilHours(time(8), time(23))
MACAU = SiteHours("macau", "Asia/Macau", {DAY: (ALL_DAY,)})
LOS_ANGELES = SiteHours("la", "America/Los_Angeles", {DAY: (ALL_DAY,), DAY - timedelta(days=1): (ALL_DAY,)})
ROOMS = (
    Room("hall", "macau", 300, hall="A", formats=frozenset({"DCP 2K", "DCP 4K"}), turnaround_minutes=15),
    Room("studio", "macau", 60, hall="B", formats=frozenset({"file"})),
    Room("annex", "macau", 120, hall="B", formats=frozenset({"DCP 2K", "file"})),
    Room("stage", "la", 200, hall="C"),
)
TRAVEL = Travel({}, {("A", "B"): 10})


def at(clock: str, zone: str = "Asia/Macau", day: date = DAY) -> datetime:
    """Return the instant at which clocks of a zone show a time."""
    return instant(datetime.combine(day, time.fromisoformat(clock)), zone)


def session(name, begins, ends, *rooms, people=(), day=DAY, zone="Asia/Macau", **more):
    """Return a session in these rooms, at hours of one zone; who is in it has a part in its first room."""
    end = at(ends, zone, day + timedelta(days=ends <= begins))
    placements = tuple(room if isinstance(room, Placement) else Placement(room) for room in rooms)
    parts = tuple(person if isinstance(person, Part) else Part(person, "speaker") for person in people)
    return Session(name, at(begins, zone, day), end, placements, parts, **more)


def programme(*sessions, rooms=ROOMS, sites=(MACAU, LOS_ANGELES), travel=TRAVEL, **more):
    """Return a programme over the rooms of two sites."""
    return Programme(sessions, rooms, sites, travel, **more)


def found(*sessions, **more):
    """Return what is told of the conflicts of a programme, without their remedies."""
    return [told(conflict) for conflict in conflicts(programme(*sessions, **more))]


def told(conflict):
    """Return kind, sides, subject and figures of a conflict."""
    return conflict.kind.value, tuple(side.id for side in conflict.sides), conflict.subject, conflict.needed, conflict.given


def remedies(*sessions, **more):
    """Return the remedies of a programme's conflicts, as mending, session, room, Macau's clock and number."""
    every = [conflict.remedy for conflict in conflicts(programme(*sessions, **more))]
    return [
        (one.mending.value, one.session, one.room, one.at and (one.at - at("00:00")).seconds // 60, one.number) for one in every
    ]


def channel(language, *interpreters, **more):
    """Return a channel of interpretation."""
    return Channel(language, interpreters, **more)


NOON = datetime(2026, 10, 23, 12, tzinfo=UTC)
