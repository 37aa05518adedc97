"""Make who meets, what they have agreed on and their meeting, in as few words as a test of meetings has room for."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from praya.core.retrying import retried
from praya.match.diary import booking
from praya.match.diary.models import Meeting
from praya.match.requests.attending import asked_of
from praya.match.requests.models import Request
from praya.meet.editions.grid import edition_grid
from praya.meet.editions.models import Edition
from praya.meet.parties.models import Party
from tests import builders as make


def person(edition: Edition, **fields: Any) -> Party:
    """Return the calendar of a delegate."""
    return make.make_calendar(make.make_delegate(edition, **fields))


def asks(edition: Edition, one: Party | None = None, other: Party | None = None, **fields: Any) -> Request:
    """Return an accepted request of two calendars; whoever is not named is somebody new."""
    return make.make_request(one or person(edition), other or person(edition), **{"status": "accepted", **fields})


@retried
def book(request: Request, **words: Any) -> Meeting:
    """Book the meeting of a request as accepting it does: the request is held first, then the parties."""
    with transaction.atomic():
        held = Request.objects.select_for_update().get(pk=request.pk)
        asked = asked_of(held, lock=True)
        return booking.book(asked, edition_grid(asked.edition, list(asked.edition.sites.all())), **words)
