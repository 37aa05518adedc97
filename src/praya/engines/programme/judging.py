"""Judge one session by itself, and two that share a room or a person: every rule stands here once.

A conflict hangs on its two sides and on what never moves (rooms, hours, ways, what people said), so that a session that moves
changes no conflict between others. Minutes are rounded down, so that an overlap of a second is one of a minute.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from praya.engines.programme.facts import Channel, Impossible, Meeting, Placement, Session
from praya.engines.programme.findings import Conflict, Item, ItemKind, Kind, Mending, Remedy
from praya.engines.programme.grounds import ASKED_WITHIN_MINUTES, Grounds
from praya.engines.zones import Interval

MINUTE = timedelta(minutes=1)


def judge_alone(grounds: Grounds, session: Session) -> Iterator[Conflict]:
    """Return the conflicts of a session with anything but other sessions."""
    for placement in session.placements:
        yield from _room(grounds, session, placement)
    for site in sorted({grounds.rooms[room].site for room in session.rooms}):
        yield from _hours(session, site, grounds.hours.get(site, ()))
    for channel in session.channels:
        yield from _channel(session, channel)
    for person, stay in grounds.stays[session.id].items():
        if len(stay.rooms) > 1:
            yield _everywhere(session, person, is_interpreting=stay.is_interpreting)
        yield from _promises(session, person, grounds.impossible.get(person, ()), grounds.meetings.get(person, ()))


def judge_room(grounds: Grounds, room: str, one: Session, other: Session) -> Conflict | None:
    """Return the conflict of two sessions in one room, if there is any."""
    needed, given = grounds.rooms[room].turnaround_minutes, gap_minutes(one, other)
    if given >= needed:
        return None
    kind = Kind.ROOM_TWICE if given < 0 else Kind.TURNAROUND
    earlier, later = in_time(one, other)
    return _between(kind, (earlier, later), room, (needed, given), _later(Mending.BEGIN_AT, (earlier, later), needed))


def judge_person(grounds: Grounds, person: str, one: Session, other: Session) -> Conflict | None:
    """Return the conflict of two sessions in which somebody has a part, if there is any."""
    stays = grounds.stays[one.id][person], grounds.stays[other.id][person]
    (needed, is_unknown), given = grounds.ways(*stays), gap_minutes(one, other)
    pair = in_time(one, other)
    if given < 0:
        is_interpreting = any(stay.is_interpreting for stay in stays)
        kind = Kind.INTERPRETER_TWICE if is_interpreting else Kind.PERSON_TWICE
        mending = Mending.OTHER_INTERPRETER if is_interpreting else Mending.BEGIN_AT
        return _between(kind, pair, person, (needed, given), _later(mending, pair, needed))
    if given < needed:
        return _between(Kind.TRAVEL, pair, person, (needed, given), _later(Mending.BEGIN_AT, pair, needed))
    if is_unknown and given < ASKED_WITHIN_MINUTES:
        return _between(Kind.TRAVEL_UNKNOWN, pair, person, (None, given), Remedy(Mending.STATE_TRAVEL, pair[1].id))
    return None


def gap_minutes(one: Session | Impossible | Meeting, other: Session | Impossible | Meeting) -> int:
    """Return the whole minutes between two stretches of time; below zero they overlap by so many."""
    return (max(one.start, other.start) - min(one.end, other.end)) // MINUTE


def in_time(one: Session, other: Session) -> tuple[Session, Session]:
    """Return two sessions in the order in which they begin."""
    return (one, other) if (one.start, one.id) <= (other.start, other.id) else (other, one)


def _between(
    kind: Kind, pair: tuple[Session, Session], subject: str, figures: tuple[int | None, int], remedy: Remedy
) -> Conflict:
    earlier, later = pair
    return Conflict(kind, (Item(ItemKind.SESSION, earlier.id), Item(ItemKind.SESSION, later.id)), subject, *figures, remedy)


def _later(mending: Mending, pair: tuple[Session, Session], minutes: int) -> Remedy:
    earlier, later = pair
    return Remedy(mending, later.id, at=earlier.end + minutes * MINUTE)


def _with(kind: Kind, session: Session, item: Item, subject: str, figures: tuple[int, int], remedy: Remedy) -> Conflict:
    return Conflict(kind, (Item(ItemKind.SESSION, session.id), item), subject, *figures, remedy)


def _room(grounds: Grounds, session: Session, placement: Placement) -> Iterator[Conflict]:
    room, item = grounds.rooms[placement.room], Item(ItemKind.ROOM, placement.room)
    seats = room.capacity if placement.capacity is None else placement.capacity
    if seats is not None and placement.registered > seats:
        remedy = _fitting(grounds, session, placement) or Remedy(Mending.LIMIT_SEATS, session.id, number=seats)
        yield _with(Kind.ROOM_SMALL, session, item, room.id, (placement.registered, seats), remedy)
    for wanted in dict.fromkeys(placement.formats):
        if room.formats is not None and wanted not in room.formats:
            remedy = _fitting(grounds, session, placement) or Remedy(Mending.OTHER_FORMAT, session.id)
            yield _with(Kind.FORMAT, session, item, wanted, (1, 0), remedy)


def _fitting(grounds: Grounds, session: Session, placement: Placement) -> Remedy | None:
    """Return the way into the smallest room of the site that seats all who are registered and plays all that is needed."""
    for room in grounds.rooms_beside(placement.room):
        is_large = room.capacity is not None and room.capacity >= placement.registered
        if is_large and room.id not in session.rooms and (room.formats or frozenset()).issuperset(placement.formats):
            return Remedy(Mending.OTHER_ROOM, session.id, room=room.id, number=room.capacity)
    return None


def _hours(session: Session, site: str, hours: Sequence[Interval]) -> Iterator[Conflict]:
    span = Interval(session.start, session.end)
    if not hours or any(opening.covers(span) for opening in hours):
        return
    length = span.end - span.start
    within = sum((max(timedelta(), min(span.end, one.end) - max(span.start, one.start)) for one in hours), timedelta())
    needed = -(-length // MINUTE)
    starts = [max(one.start, min(span.start, one.end - length)) for one in hours if one.end - one.start >= length]
    remedy = Remedy(Mending.LONGER_HOURS, session.id, number=needed)
    if starts:
        remedy = Remedy(Mending.BEGIN_AT, session.id, at=min(starts, key=lambda start: _away(start, span.start)))
    yield _with(Kind.OUTSIDE_HOURS, session, Item(ItemKind.SITE, site), site, (needed, within // MINUTE), remedy)


def _away(start: datetime, wanted: datetime) -> tuple[timedelta, datetime]:
    return abs(start - wanted), start


def _channel(session: Session, channel: Channel) -> Iterator[Conflict]:
    given = len(set(channel.interpreters))
    if given < channel.needed:
        room = session.room_of(channel)
        remedy = Remedy(Mending.NAME_INTERPRETERS, session.id, room=room, number=channel.needed - given)
        item = Item(ItemKind.LANGUAGE, channel.language)
        yield _with(Kind.INTERPRETER_MISSING, session, item, room or "", (channel.needed, given), remedy)


def _everywhere(session: Session, person: str, *, is_interpreting: bool) -> Conflict:
    """Return the conflict of somebody who is in several rooms of one session; it lasts as long as the session."""
    kind = Kind.INTERPRETER_TWICE if is_interpreting else Kind.PERSON_TWICE
    return _between(kind, (session, session), person, (0, gap_minutes(session, session)), Remedy(Mending.ONE_ROOM, session.id))


def _promises(session: Session, person: str, impossible: Sequence[Impossible], meetings: Sequence[Meeting]) -> Iterator[Conflict]:
    for hours in impossible:
        if (given := gap_minutes(session, hours)) < 0:
            remedy = Remedy(Mending.BEGIN_AT, session.id, at=hours.end)
            yield _with(Kind.IMPOSSIBLE, session, Item(ItemKind.HOURS, hours.id), person, (0, given), remedy)
    for meeting in meetings:
        if (given := gap_minutes(session, meeting)) < 0:
            remedy = Remedy(Mending.MOVE_MEETING, session.id, at=meeting.end)
            yield _with(Kind.MEETING, session, Item(ItemKind.MEETING, meeting.id), person, (0, given), remedy)
