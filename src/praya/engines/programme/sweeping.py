"""Find every conflict of a programme in one pass over its rooms and people, or those that one moved session makes and mends.

Per room and per person the sessions are gone through by their start, beside those that have not long ended: what costs time is
the number of conflicts and near ones, not of pairs. What a move changes are the conflicts of the session that moves, before and
after.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from praya.engines.programme.facts import Programme, Session
from praya.engines.programme.findings import Conflict, in_order
from praya.engines.programme.grounds import Grounds
from praya.engines.programme.judging import MINUTE, judge_alone, judge_person, judge_room


@dataclass(frozen=True, slots=True)
class Shift:
    """Hold which conflicts a move makes and which it mends; one that stays with other figures is in both."""

    raised: tuple[Conflict, ...]
    solved: tuple[Conflict, ...]


def conflicts(programme: Programme) -> tuple[Conflict, ...]:
    """Return every conflict of the programme, the worst first, in an order that hangs on nothing but themselves."""
    grounds = Grounds(programme, programme.sessions)
    found = {conflict for session in programme.sessions for conflict in judge_alone(grounds, session)}
    by_room: dict[str, list[Session]] = defaultdict(list)
    by_person: dict[str, list[Session]] = defaultdict(list)
    for session in sorted(programme.sessions, key=lambda one: one.start):
        for room in session.rooms:
            by_room[room].append(session)
        for person in grounds.stays[session.id]:
            by_person[person].append(session)
    for room, sessions in by_room.items():
        pairs = _near(sessions, grounds.rooms[room].turnaround_minutes * MINUTE)
        found |= {one for pair in pairs if (one := judge_room(grounds, room, *pair))}
    widest = grounds.widest_minutes * MINUTE
    for person, sessions in by_person.items():
        found |= {one for pair in _near(sessions, widest) if (one := judge_person(grounds, person, *pair))}
    return in_order(found)


def conflicts_of(programme: Programme, session: Session) -> tuple[Conflict, ...]:
    """Return the conflicts that `session`, in the programme or not, has with all other sessions and by itself."""
    return in_order(set(_against_all(programme, session)))


def conflicts_of_move(programme: Programme, moved: Session) -> Shift:
    """Return what changes among the conflicts of the programme when `moved` takes the place of the session of its id, or is new.

    It is the difference of `conflicts` after and before.
    """
    was = next((session for session in programme.sessions if session.id == moved.id), None)
    after = set(_against_all(programme, moved))
    before = set(_against_all(programme, was)) if was else set()
    return Shift(in_order(after - before), in_order(before - after))


def _near(sessions: Iterable[Session], widest: timedelta) -> Iterator[tuple[Session, Session]]:
    """Return the pairs of sessions, given by their start, with less than `widest` between them, or that overlap."""
    lasting: list[Session] = []
    for session in sessions:
        lasting = [one for one in lasting if one.end + widest > session.start]
        for one in lasting:
            yield one, session
        lasting.append(session)


def _against_all(programme: Programme, session: Session) -> Iterator[Conflict]:
    others = [one for one in programme.sessions if one.id != session.id]
    alone = replace(programme, sessions=(session,))
    grounds = Grounds(alone, (session,))
    margin = max(grounds.widest_minutes, max((room.turnaround_minutes for room in programme.rooms), default=0)) * MINUTE
    since, until = session.start - margin, session.end + margin
    yield from judge_alone(grounds, session)
    rooms, people = set(session.rooms), grounds.stays[session.id].keys()
    for other in others:
        if other.start >= until or other.end <= since:
            continue
        for room in rooms.intersection(other.rooms):
            if found := judge_room(grounds, room, session, other):
                yield found
        stays = other.stays()
        if shared := people & stays.keys():
            grounds.stays[other.id] = stays
            for person in shared:
                if found := judge_person(grounds, person, session, other):
                    yield found
