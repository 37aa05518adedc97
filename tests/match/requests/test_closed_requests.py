"""What is over, answered or being scheduled can be changed by nobody, and the refusal says why."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from praya.core.actions.refusing import Refused
from praya.match.diary.models import Notice
from praya.match.requests import actions
from praya.match.requests.models import Request, Round, Wish
from praya.match.requests.proposals import Proposal
from praya.meet.parties.sides import Side
from tests.builders import HK_MORNING, SENT_AT, make_delegate, make_request
from tests.match.requests.two_sides import LATER, calendar, sent, side, two_sides, visible

pytestmark = pytest.mark.django_db
END = SENT_AT + timedelta(hours=72)
Step = Callable[[Side, Side, Request, datetime], Request]
STEPS: dict[str, Step] = {
    "edit": lambda buyer, _seller, request, at: actions.edit_request(buyer, request, Proposal(), version=1, at=at),
    "withdraw": lambda buyer, _seller, request, at: actions.withdraw_request(buyer, request, at=at),
    "decline": lambda _buyer, seller, request, at: actions.decline_request(seller, request, at=at),
    "accept": lambda _buyer, seller, request, at: actions.accept_request(seller, request, starts_at=None, at=at),
}


@pytest.mark.parametrize("word", STEPS)
def test_nothing_is_done_with_a_request_from_the_instant_at_which_it_ends(word: str) -> None:
    buyer, seller = two_sides()
    request = sent(buyer, seller)
    with pytest.raises(Refused, match="This request has expired. Send a new one."):
        STEPS[word](buyer, seller, request, END)
    request.refresh_from_db()
    assert (request.status, request.version, Notice.objects.count()) == ("sent", 1, 0)
    assert STEPS[word](buyer, seller, request, END - timedelta(microseconds=1)).version == 2


@pytest.mark.parametrize(
    ("status", "sentence"),
    [("accepted", "accepted already"), ("declined", "declined already"), ("withdrawn", "withdrawn"), ("expired", "has expired")],
)
def test_an_answered_request_is_not_edited(status: str, sentence: str) -> None:
    buyer, seller = two_sides()
    request = make_request(calendar(buyer), calendar(seller), status=status)
    with pytest.raises(Refused, match=sentence):
        actions.edit_request(buyer, request, Proposal(), version=1, at=LATER)


def test_an_imported_request_without_an_end_waits_for_ever() -> None:
    buyer, seller = two_sides()
    request = make_request(calendar(buyer), calendar(seller), expires_at=None)
    assert actions.decline_request(seller, request, at=END + timedelta(days=9)).status == "declined"


@pytest.mark.parametrize(("word", "is_allowed"), [("edit", False), ("accept", False), ("decline", True), ("withdraw", True)])
def test_while_the_schedule_is_computed_requests_can_be_ended_only(word: str, is_allowed: bool) -> None:
    buyer, seller = two_sides()
    request = sent(buyer, seller)
    Round.objects.update(status="frozen")
    if is_allowed:
        assert STEPS[word](buyer, seller, request, LATER).version == 2
    else:
        with pytest.raises(Refused, match="The schedule is being computed"):
            STEPS[word](buyer, seller, request, LATER)


def test_editing_says_the_wish_anew() -> None:
    buyer, seller = two_sides()
    request = sent(buyer, seller)
    actions.edit_request(buyer, request, Proposal("must"), version=1, at=LATER)
    assert list(Wish.objects.values_list("calendar", "other", "level")) == [(buyer.acting, seller.acting, "must")]


def test_a_no_after_the_answer_hides_nothing_that_was_answered() -> None:
    buyer, seller = two_sides()
    declined = actions.decline_request(seller, sent(buyer, seller), at=LATER)
    again = sent(buyer, seller)
    actions.say_wish(seller, calendar(buyer), "no", at=LATER)
    assert (visible(seller), visible(buyer)) == ([declined], [declined, again])


def test_the_oldest_requests_end_first_and_a_portion_at_a_time() -> None:
    buyer, seller = two_sides()
    others = [side(make_delegate(buyer.delegate.edition)) for _ in range(2)]
    requests = [sent(buyer, other) for other in (seller, *others)]
    assert actions.expire_requests(at=END, most=2) == 2
    assert [Request.objects.get(pk=one.pk).status for one in requests] == ["expired", "expired", "sent"]


def test_a_code_drawn_twice_is_drawn_again_and_given_up_at_last(monkeypatch: pytest.MonkeyPatch) -> None:
    buyer, seller = two_sides()
    other = side(make_delegate(buyer.delegate.edition))
    taken = sent(other, seller).code
    codes = iter([taken, taken, taken, "fresh"])
    monkeypatch.setattr(actions, "random_code", lambda: next(codes))
    assert sent(buyer, seller, HK_MORNING).code == "fresh"
    monkeypatch.setattr(actions, "random_code", lambda: taken)
    with pytest.raises(Refused, match="asked each other at the same moment"):
        sent(buyer, other)
