"""Ask other rooms what the programme cannot know: who meets whom, how many have a seat.

A room that knows it declares how it answers; what no installed room knows is empty and judged by nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from praya.meet.editions.models import Edition


@dataclass(frozen=True, slots=True)
class Appointment:
    """Hold a published one-to-one meeting with those of the people asked about who attend it."""

    code: str
    people: tuple[int, ...]
    starts_at: datetime
    ends_at: datetime


SayMeetings = Callable[[Edition, Collection[int]], Iterable[Appointment]]
NameMeetings = Callable[[Edition, Collection[str]], Mapping[str, str]]
SayRegistered = Callable[[Edition], Mapping[int, int]]
_meetings: list[tuple[SayMeetings, NameMeetings]] = []
_registered: list[SayRegistered] = []


def declare_meetings(say: SayMeetings, name: NameMeetings) -> None:
    """Answer which meetings are published: `say(edition, people)` gives those of people, `name(edition, codes)` who meets."""
    if (say, name) not in _meetings:
        _meetings.append((say, name))


def declare_registered(say: SayRegistered) -> None:
    """Answer how many have a seat: `say(edition)` gives a number by the number of a placement, for those that anybody has."""
    if say not in _registered:
        _registered.append(say)


def meetings_in(edition: Edition, people: Collection[int]) -> list[Appointment]:
    """Return the published meetings of some people."""
    return [one for say, _name in _meetings for one in say(edition, people)] if people else []


def names_of_meetings(edition: Edition, codes: Collection[str]) -> dict[str, str]:
    """Return who meets in some meetings, by their codes."""
    found: dict[str, str] = {}
    for _say, name in _meetings if codes else ():
        found |= name(edition, codes)
    return found


def registered_in(edition: Edition) -> dict[int, int]:
    """Return how many have a seat, by the number of a placement."""
    found: dict[int, int] = {}
    for say in _registered:
        for placement, count in say(edition).items():
            found[placement] = found.get(placement, 0) + count
    return found
