"""Make who meets and what they have agreed on, in as few words as a test of meetings has room for."""

from __future__ import annotations

from typing import Any

from praya.match.requests.models import Request
from praya.meet.editions.models import Edition
from praya.meet.parties.models import Party
from tests import builders as make


def person(edition: Edition, **fields: Any) -> Party:
    """Return the calendar of a delegate."""
    return make.make_calendar(make.make_delegate(edition, **fields))


def asks(edition: Edition, one: Party | None = None, other: Party | None = None, **fields: Any) -> Request:
    """Return an accepted request of two calendars; whoever is not named is somebody new."""
    return make.make_request(one or person(edition), other or person(edition), **{"status": "accepted", **fields})
