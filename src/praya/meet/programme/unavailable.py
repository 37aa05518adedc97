"""Let rooms say when somebody cannot be in a session, for the conflicts of the programme, without this room knowing them.

The room `meet/speaking` declares the hours that speakers have called impossible. Whatever looks for conflicts asks
`unavailable_hours(edition)`: they are personal, so that only the team and the person themselves may read what comes of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import NamedTuple

from praya.meet.editions.models import Edition


class Unavailable(NamedTuple):
    """Hold hours that are impossible for a person, by their number; `id` names the hours in whatever is told of them."""

    id: str
    person: int
    starts_at: datetime
    ends_at: datetime


Hours = Callable[[Edition], Iterable[Unavailable]]
_declared: list[Hours] = []


def declare_unavailable(hours: Hours) -> None:
    """Ask a room for the hours of an edition in which people cannot be in a session; one query, whatever their number."""
    if hours not in _declared:
        _declared.append(hours)


def unavailable_hours(edition: Edition) -> list[Unavailable]:
    """Return the impossible hours of everybody in an edition, person by person and the earliest first."""
    found = [one for hours in _declared for one in hours(edition)]
    return sorted(found, key=lambda one: (one.person, one.starts_at, one.id))
