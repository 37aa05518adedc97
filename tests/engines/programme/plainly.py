"""Find every conflict of a programme plainly and slowly: all pairs, minute by minute, by the clock on each site's wall.

Nothing of the engine is used but the records that go in.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import combinations
from math import ceil, floor
from zoneinfo import ZoneInfo


def plain_conflicts(programme):
    """Return every conflict as (kind, ids of both sides, subject, needed, given)."""
    found = []
    for one in programme.sessions:
        found += _alone(programme, one)
    for pair in combinations(programme.sessions, 2):
        found += _pair(programme, *sorted(pair, key=lambda one: (one.start, one.id)))
    assert len(set(found)) == len(found)
    return set(found)


def _alone(programme, one):
    for placement in one.placements:
        room = _room(programme, placement.room)
        seats = placement.capacity if placement.capacity is not None else room.capacity
        if seats is not None and placement.registered > seats:
            yield "room_small", (one.id, room.id), room.id, placement.registered, seats
        if room.formats is not None:
            for wanted in set(placement.formats) - room.formats:
                yield "format", (one.id, room.id), wanted, 1, 0
    for site in programme.sites:
        if site.opening and site.name in {_room(programme, room).site for room in one.rooms}:
            minutes = [one.start + timedelta(minutes=k) for k in range(_minutes(one.end - one.start))]
            given = sum(_is_open(site, minute) for minute in minutes)
            if given < len(minutes):
                yield "outside_hours", (one.id, site.name), site.name, len(minutes), given
    for channel in one.channels:
        if len(set(channel.interpreters)) < channel.needed:
            rooms = _rooms_of(one, channel)
            yield (
                "interpreter_missing",
                (one.id, channel.language),
                "".join(rooms),
                channel.needed,
                len(set(channel.interpreters)),
            )
    for person in _people(one):
        if len(_whereabouts(one, person)) > 1:
            kind = "interpreter_twice" if _interprets(one, person) else "person_twice"
            yield kind, (one.id, one.id), person, 0, -_minutes(one.end - one.start)
        for hours in programme.impossible:
            if hours.person == person and one.start < hours.end and hours.start < one.end:
                yield "impossible", (one.id, hours.id), person, 0, _gap(one, hours)
        for meeting in programme.meetings:
            if person in meeting.people and one.start < meeting.end and meeting.start < one.end:
                yield "meeting", (one.id, meeting.id), person, 0, _gap(one, meeting)


def _pair(programme, one, other):
    sides, gap = (one.id, other.id), _gap(one, other)
    for name in set(one.rooms) & set(other.rooms):
        turnaround = _room(programme, name).turnaround_minutes
        if one.start < other.end and other.start < one.end:
            yield "room_twice", sides, name, turnaround, gap
        elif other.start < one.end + timedelta(minutes=turnaround):
            yield "turnaround", sides, name, turnaround, gap
    for person in _people(one) & _people(other):
        ways = [_way(programme, a, b) for a in _whereabouts(one, person) for b in _whereabouts(other, person)]
        longest = max([0, *(way for way in ways if way is not None)])
        if one.start < other.end and other.start < one.end:
            is_interpreting = _interprets(one, person) or _interprets(other, person)
            yield "interpreter_twice" if is_interpreting else "person_twice", sides, person, longest, gap
        elif other.start < one.end + timedelta(minutes=longest):
            yield "travel", sides, person, longest, gap
        elif None in ways and other.start < one.end + timedelta(days=1):
            yield "travel_unknown", sides, person, None, gap


def _room(programme, name):
    return next(room for room in programme.rooms if room.id == name)


def _people(one):
    return {part.person for part in one.parts} | {person for channel in one.channels for person in channel.interpreters}


def _interprets(one, person):
    return any(person in channel.interpreters for channel in one.channels)


def _rooms_of(one, where):
    if where.is_online:
        return []
    return [where.room] if where.room else [placement.room for placement in one.placements][:1]


def _whereabouts(one, person):
    own = [part for part in one.parts if part.person == person]
    own += [channel for channel in one.channels if person in channel.interpreters]
    return {room for where in own for room in _rooms_of(one, where)}


def _way(programme, here, there):
    one, other = _room(programme, here), _room(programme, there)
    if one.site == other.site:
        between = programme.travel.between_halls
        return between.get((one.hall, other.hall), between.get((other.hall, one.hall), 0))
    between = programme.travel.between_sites
    return between.get((one.site, other.site), between.get((other.site, one.site)))


def _is_open(site, minute):
    clock = minute.astimezone(ZoneInfo(site.zone)).replace(tzinfo=None)
    spans = []
    for day, hours in site.opening.items():
        for one in hours:
            last = day + timedelta(days=1) if one.closes <= one.opens else day
            spans.append((datetime.combine(day, one.opens), datetime.combine(last, one.closes)))
    return any(opens <= clock < closes for opens, closes in spans)


def _minutes(length):
    return floor(length.total_seconds() / 60)


def _gap(one, other):
    if one.start < other.end and other.start < one.end:
        return -ceil((min(one.end, other.end) - max(one.start, other.start)).total_seconds() / 60)
    first, second = sorted((one, other), key=lambda span: span.start)
    return _minutes(second.start - first.end)
