"""Every step of a request is in the trail: who, what before, what after; never what was written, nor who was wished for."""

from __future__ import annotations

from datetime import timedelta

import pytest

from praya.core.audit.models import Entry
from praya.match.requests import actions
from praya.match.requests.models import Request
from praya.match.requests.proposals import Proposal
from praya.meet.parties.sides import Side
from tests.builders import HK_AFTERNOON, HK_MORNING, SENT_AT
from tests.match.requests.two_sides import LATER, calendar, sent, two_sides

pytestmark = pytest.mark.django_db
WAITING = {"status": "sent"}


def trail(request: Request) -> list[tuple]:
    """Return the entries about a request, the oldest first."""
    found = Entry.objects.filter(subject="match.request", subject_id=str(request.pk)).order_by("pk")
    return list(found.values_list("action", "account", "edition", "before", "after"))


def last(request: Request, by: Side) -> tuple:
    """Return what the last entry about a request says, having seen who made it and in which edition."""
    action, account, edition, before, after = trail(request)[-1]
    assert (account, edition) == (by.account.pk, by.edition)
    return action, before, after


def facts(*slots, level: str = "like", named: int | None = None) -> dict:
    return {"level": level, "status": "sent", "named": named, "slots": [slot.isoformat() for slot in slots]}


def test_sending_and_editing_tell_what_was_proposed_before_and_after() -> None:
    buyer, seller = two_sides()
    request = sent(buyer, seller, HK_MORNING, level="must", named=seller.delegate.pk, message="Secret")
    first = facts(HK_MORNING, level="must", named=seller.delegate.pk)
    assert last(request, buyer) == ("send request", None, first)
    actions.edit_request(buyer, request, Proposal(slots=(HK_MORNING, HK_AFTERNOON)), version=1, at=LATER)
    assert last(request, buyer) == ("edit request", first, facts(HK_MORNING, HK_AFTERNOON))
    assert len(trail(request)) == 2


@pytest.mark.parametrize("starts_at", [HK_MORNING, None])
def test_accepting_tells_the_slot_if_one_was_chosen(starts_at) -> None:
    buyer, seller = two_sides()
    request = sent(buyer, seller, HK_MORNING)
    actions.accept_request(seller, request, starts_at=starts_at, at=LATER)
    slot = starts_at.isoformat() if starts_at else None
    assert last(request, seller) == ("accept request", WAITING, {"status": "accepted", "starts_at": slot})


def test_declining_and_withdrawing_tell_what_ended() -> None:
    buyer, seller = two_sides()
    declined = actions.decline_request(seller, sent(buyer, seller), at=LATER)
    assert last(declined, seller) == ("decline request", WAITING, {"status": "declined"})
    accepted = actions.accept_request(seller, sent(buyer, seller), starts_at=None, at=LATER)
    actions.withdraw_request(buyer, accepted, at=LATER)
    assert last(accepted, buyer) == ("withdraw request", {"status": "accepted"}, {"status": "withdrawn"})


def test_nobody_expires_a_request() -> None:
    buyer, seller = two_sides()
    request = sent(buyer, seller)
    actions.expire_requests(at=SENT_AT + timedelta(days=9))
    assert trail(request)[-1] == ("expire request", None, buyer.edition, WAITING, None)


def test_a_wish_tells_only_that_a_side_changed_its_wishes() -> None:
    buyer, seller = two_sides()
    actions.say_wish(buyer, calendar(seller), "no", at=LATER)
    found = Entry.objects.values_list("action", "subject", "subject_id", "account", "edition", "before", "after")
    only = ("change wishes", "meet.party", "", buyer.account.pk, buyer.edition, None, {"calendar": buyer.acting})
    assert list(found) == [only]
