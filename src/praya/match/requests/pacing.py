"""Keep what one side writes to another about their requests to a few times an hour, however often it changes its mind."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from praya.core.actions.refusing import Refused
from praya.core.allowances.counting import count_in_hour
from praya.match.requests.models import Request
from praya.meet.parties.sides import Side

MOST_AN_HOUR = 10


def pace(side: Side, request: Request, *, at: datetime) -> None:
    """Count that a side writes to the other about what the two of them ask for; Refused when it has written often enough.

    A part of the act that writes: one that is refused is not counted. They are the pair's, so that a new request is no new
    allowance.
    """
    if count_in_hour(f"request {request.pair} {side.acting}", at=at) > MOST_AN_HOUR:
        raise Refused(
            _("You have changed this %(count)d times within an hour, and they were told each time. Try again later.")
            % {"count": MOST_AN_HOUR}
        )
