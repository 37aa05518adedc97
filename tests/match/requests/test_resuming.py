"""For ten minutes a withdrawal can be taken back; asking, withdrawing and asking again is told a few times an hour."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from praya.core.actions.refusing import Refused
from praya.core.audit.models import Entry
from praya.core.letters.models import Letter
from praya.match.requests import actions, undoing
from praya.match.requests.models import Request, Round
from praya.match.requests.pacing import MOST_AN_HOUR
from praya.match.requests.proposals import Proposal
from tests import builders as make
from tests.builders import HK_AFTERNOON, HK_MORNING, SENT_AT
from tests.match.requests.test_undoing import SOON, TOO_LATE, cancelled, kinds
from tests.match.requests.two_sides import LATER, calendar, sent, side, two_sides, visible

pytestmark = pytest.mark.django_db


def test_a_withdrawal_is_undone_for_ten_minutes() -> None:
    buyer, seller = two_sides()
    request = actions.withdraw_request(buyer, sent(buyer, seller, HK_MORNING), at=LATER)
    with pytest.raises(Refused, match="for ten minutes only"):
        undoing.resume(buyer, request, at=TOO_LATE)
    with pytest.raises(Refused, match="Only the side that has withdrawn"):
        undoing.resume(seller, request, at=SOON)
    again = undoing.resume(buyer, request, at=SOON)
    assert (again.status, again.answered_at, again.version) == ("sent", None, 3)
    assert (again.expires_at, visible(seller)) == (SENT_AT + timedelta(hours=72), [request])
    assert list(again.proposed.values_list("starts_at", flat=True)) == [HK_MORNING]
    assert undoing.resume(buyer, request, at=TOO_LATE).version == 3
    assert (kinds(buyer), kinds(seller)) == ([], [])
    entry = Entry.objects.latest("pk")
    assert (entry.action, entry.before, entry.after) == ("resume request", {"status": "withdrawn"}, {"status": "sent"})


def test_a_withdrawal_of_what_was_agreed_is_told_and_so_is_its_undo() -> None:
    buyer, seller = two_sides()
    request = actions.accept_request(seller, sent(buyer, seller), starts_at=None, at=LATER)
    actions.withdraw_request(buyer, request, at=LATER)
    assert undoing.resume(buyer, request, at=SOON).status == "accepted"
    assert kinds(seller) == ["withdrawn", "resumed"]


def test_a_request_that_stands_again_has_the_slots_that_its_side_still_has() -> None:
    """Another one was offered the first meanwhile; whether the other side still has the second, the answer will show."""
    buyer, seller = two_sides()
    third = side(make.make_delegate(buyer.delegate.edition))
    request = actions.withdraw_request(buyer, sent(buyer, seller, HK_MORNING, HK_AFTERNOON), at=LATER)
    sent(buyer, third, HK_MORNING)
    make.make_meeting(calendar(seller), make.calendar_of(make.make_delegate(buyer.delegate.edition)), HK_AFTERNOON)
    again = undoing.resume(buyer, request, at=SOON)
    assert list(again.proposed.values_list("starts_at", flat=True)) == [HK_AFTERNOON]


@pytest.mark.parametrize("reason", ["another", "frozen", "no", "cancelled", "declined"])
def test_a_withdrawal_is_not_undone_against_what_has_become_of_the_two(reason: str) -> None:
    buyer, seller = two_sides()
    request = sent(buyer, seller, HK_MORNING)
    if reason == "cancelled":
        actions.accept_request(seller, request, starts_at=HK_MORNING, at=LATER)
        request = cancelled(buyer)
    elif reason == "declined":
        actions.decline_request(seller, request, at=LATER)
    else:
        actions.withdraw_request(buyer, request, at=LATER)
    if reason == "another":
        sent(seller, buyer)
    elif reason == "frozen":
        Round.objects.update(status="frozen")
    elif reason == "no":
        actions.say_wish(buyer, calendar(seller), "no", at=LATER)
    said = {
        "another": "another request since",
        "frozen": "is being computed",
        "no": "You have said that you will not meet them",
        "cancelled": "has been withdrawn",
        "declined": "has been declined already",
    }
    with pytest.raises(Refused, match=said[reason]):
        undoing.resume(buyer, request, at=SOON)


def test_nobody_tells_by_an_undo_whether_the_other_side_has_said_no() -> None:
    def undo(has_said_no: bool) -> tuple[Any, ...]:
        buyer, seller = two_sides()
        request = sent(buyer, seller, HK_MORNING)
        if has_said_no:
            make.make_wish(calendar(seller), calendar(buyer), "no")
        actions.withdraw_request(buyer, request, at=LATER)
        with CaptureQueriesContext(connection) as asked:
            again = undoing.resume(buyer, request, at=SOON)
        return (
            again.status,
            again.version,
            again.expires_at,
            len(asked),
            Letter.objects.filter(about__contains=again.code).count(),
        )

    assert undo(has_said_no=True) == undo(has_said_no=False)


def test_asking_and_withdrawing_again_and_again_is_told_a_few_times_an_hour() -> None:
    buyer, seller = two_sides()
    for _time in range(MOST_AN_HOUR):
        actions.withdraw_request(buyer, sent(buyer, seller), at=SENT_AT)
    told = Letter.objects.count()
    with pytest.raises(Refused, match="10 times within an hour"):
        sent(buyer, seller)
    with pytest.raises(Refused, match="10 times within an hour"):
        undoing.resume(buyer, Request.objects.order_by("-pk")[0], at=SENT_AT)
    assert (Request.objects.count(), Letter.objects.count()) == (MOST_AN_HOUR, told)
    sent(buyer, side(make.make_delegate(buyer.delegate.edition)))
    again = actions.send_request(buyer, calendar(seller), Proposal(), at=SENT_AT + timedelta(hours=2))
    assert again.status == "sent"
