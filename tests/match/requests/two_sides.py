"""Let two sides of an edition act: a buyer and the staff of an exhibitor."""

from __future__ import annotations

from datetime import timedelta

from praya.match.requests import actions
from praya.match.requests.models import Request
from praya.match.requests.proposals import Proposal
from praya.match.requests.rules import is_visible_to
from praya.match.requests.slots import slots_to_offer
from praya.meet.parties.models import Party
from praya.meet.parties.sides import Side, side_of
from tests.builders import SENT_AT, calendar_of, make_delegate, make_edition, make_exhibitor, make_round, staff_of

HALF_HOUR = timedelta(minutes=30)
LATER = SENT_AT + timedelta(hours=1)


def side(delegate) -> Side:
    """Return the side of a delegate, with a calendar."""
    calendar_of(delegate)
    return side_of(delegate, delegate.person.account)


def two_sides(status: str = "open") -> tuple[Side, Side]:
    """Return a buyer and the staff of an exhibitor with two people, in an edition with a round."""
    edition = make_edition()
    make_round(edition, status=status)
    exhibitor = make_exhibitor(edition, staff=2)
    buyer = make_delegate(edition)
    staff = staff_of(exhibitor)[0]
    return side(buyer), side_of(staff, staff.person.account)


def calendar(one: Side) -> Party:
    """Return the calendar on which a side acts."""
    return Party.objects.get(pk=one.acting)


def sent(one: Side, other: Side, *slots, **fields) -> Request:
    """Let one side ask another."""
    return actions.send_request(one, calendar(other), Proposal(slots=slots, **fields), at=SENT_AT)


def visible(one: Side) -> list[Request]:
    """Return the requests that a side may see, the oldest first."""
    return list(Request.objects.filter(is_visible_to(one)).order_by("pk"))


def offers(one: Side, other: Side, **words) -> list:
    """Return the slots that one side may offer another."""
    edition = one.delegate.edition
    return slots_to_offer(edition, list(edition.sites.all()), one.acting, [other.acting], **{"after": SENT_AT, **words})
