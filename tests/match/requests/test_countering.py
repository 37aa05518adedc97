"""The side that is asked proposes other slots; the side that asked accepts one of them, proposes again or withdraws."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest

from praya.core.actions.refusing import Refused
from praya.core.audit.models import Entry
from praya.match.diary.booking import SlotLost
from praya.match.diary.models import Meeting
from praya.match.messages.models import Block
from praya.match.requests import actions, undoing
from praya.match.requests.countering import counter_request
from praya.match.requests.models import Look, Request, Round, Wish
from praya.match.requests.pacing import MOST_AN_HOUR
from praya.match.requests.proposals import Proposal
from praya.match.requests.queries import reply_to, request_line
from praya.match.requests.slots import held_by
from praya.meet.notices.models import Notice
from praya.meet.parties.sides import Side
from tests import builders as make
from tests.builders import HK_AFTERNOON, HK_MORNING, SENT_AT
from tests.match.requests.two_sides import HALF_HOUR, LATER, calendar, offers, sent, side, two_sides, visible

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("every_free_slot")]


def countered(*slots, status: str = "open", line: str = "", **fields) -> tuple[Side, Side, Request]:
    """Return a buyer who has asked, a seller who has proposed other slots, and the request."""
    buyer, seller = two_sides(status)
    request = sent(buyer, seller, HK_MORNING, **fields)
    return buyer, seller, counter_request(seller, request, slots or (HK_AFTERNOON,), line=line, version=1, at=LATER)


def kinds(who: Side) -> list[str]:
    return list(Notice.objects.filter(delegate=who.delegate).order_by("pk").values_list("kind", flat=True))


def proposed(request: Request) -> list:
    return list(request.proposed.values_list("starts_at", flat=True))


def standing(who: Side, request: Request) -> str:
    line = request_line(who, request.code)
    assert line is not None
    return line.standing(LATER)


def test_other_slots_take_the_place_of_those_proposed_and_it_is_the_other_sides_turn() -> None:
    buyer, seller, request = countered(line="  After lunch?  ")
    assert (request.status, request.is_countered, request.version) == ("sent", True, 2)
    assert (proposed(request), request.reply, request.replied_by) == ([HK_AFTERNOON], "After lunch?", seller.delegate)
    assert (held_by([buyer.acting]), held_by([seller.acting])) == ({}, {HK_AFTERNOON: 1})
    assert request.expires_at == LATER + timedelta(hours=72)
    assert (standing(buyer, request), standing(seller, request)) == ("proposes", "theirs")
    assert [request_line(one, request.code).state for one in (buyer, seller)] == ["countered"] * 2
    assert (kinds(buyer), kinds(seller)) == (["countered"], [])
    entry = Entry.objects.latest("pk")
    assert (entry.action, entry.before["slots"], entry.after["slots"]) == (
        "counter request",
        [HK_MORNING.isoformat()],
        [HK_AFTERNOON.isoformat()],
    )
    assert "lunch" not in str(list(Entry.objects.values_list("before", "after")))


def test_a_slot_that_is_offered_so_is_offered_to_nobody_else_by_its_own_side() -> None:
    buyer, seller = two_sides()
    for one in (buyer, side(make.make_delegate(buyer.delegate.edition))):
        counter_request(seller, sent(one, seller, HK_MORNING), (HK_AFTERNOON,), version=1, at=LATER)
    third = side(make.make_delegate(buyer.delegate.edition))
    assert HK_AFTERNOON not in offers(seller, third)
    assert {HK_MORNING, HK_AFTERNOON} <= set(offers(buyer, third))


@pytest.mark.parametrize("status", ["open", "published"])
def test_whoever_has_asked_accepts_one_of_them_which_books_it(status: str) -> None:
    buyer, seller, request = countered(HK_AFTERNOON, HK_AFTERNOON + HALF_HOUR, status=status)
    accepted = actions.accept_request(buyer, request, starts_at=HK_AFTERNOON, at=LATER, version=2)
    meeting = Meeting.objects.get()
    assert (accepted.status, meeting.starts_at, meeting.request_id) == ("accepted", HK_AFTERNOON, request.pk)
    assert (kinds(buyer), kinds(seller)) == (["countered"], ["booked"])
    assert actions.accept_request(buyer, request, starts_at=HK_AFTERNOON, at=LATER).version == 3


def test_an_answer_at_any_time_agrees_before_publication_and_is_told_to_who_proposed() -> None:
    buyer, seller, request = countered()
    actions.accept_request(buyer, request, starts_at=None, at=LATER)
    assert (Meeting.objects.count(), kinds(seller), standing(buyer, request)) == (0, ["accepted"], "agreed")
    again = undoing.take_back(buyer, request, at=LATER + timedelta(days=1))
    assert (again.status, again.is_countered, kinds(seller)) == ("sent", True, ["accepted", "reopened"])
    assert undoing.take_back(buyer, request, at=LATER).version == again.version
    with pytest.raises(Refused, match="Only the side that was asked"):
        undoing.take_back(seller, actions.accept_request(buyer, request, starts_at=None, at=LATER), at=LATER)


def test_an_answer_at_any_time_books_the_earliest_of_them_that_suits_both_once_published() -> None:
    buyer, _seller, request = countered(HK_AFTERNOON, HK_AFTERNOON + HALF_HOUR, status="published")
    make.make_meeting(calendar(buyer), make.calendar_of(make.make_delegate(buyer.delegate.edition)), HK_AFTERNOON)
    actions.accept_request(buyer, request, starts_at=None, at=LATER)
    assert Meeting.objects.get(request=request).starts_at == HK_AFTERNOON + HALF_HOUR


def test_what_the_other_side_has_passed_over_is_not_booked_against_it() -> None:
    buyer, seller, request = countered(status="published")
    with pytest.raises(Refused, match="not among the proposed"):
        actions.accept_request(buyer, request, starts_at=HK_MORNING + HALF_HOUR, at=LATER)
    make.make_meeting(calendar(buyer), make.calendar_of(make.make_delegate(buyer.delegate.edition)), HK_AFTERNOON)
    with pytest.raises(Refused, match="No slot is left that suits both sides"):
        actions.accept_request(buyer, request, starts_at=None, at=LATER)
    assert (Meeting.objects.count(), standing(buyer, request)) == (1, "proposes")


def test_what_was_proposed_first_is_accepted_no_more_and_nobody_answers_themselves() -> None:
    buyer, seller, request = countered()
    with pytest.raises(Refused, match="it is for the other side to answer"):
        actions.accept_request(seller, request, starts_at=HK_AFTERNOON, at=LATER)
    with pytest.raises(Refused, match="not among the proposed"):
        actions.accept_request(buyer, request, starts_at=HK_MORNING, at=LATER)
    with pytest.raises(Refused, match="Only the side that was asked can propose"):
        counter_request(buyer, request, (HK_MORNING,), version=2, at=LATER)
    with pytest.raises(Refused, match="Open that request to change them"):
        sent(seller, buyer)


def test_whoever_has_asked_proposes_again_and_the_turn_goes_back() -> None:
    buyer, seller, request = countered(line="After lunch?")
    late = LATER + timedelta(hours=1)
    again = actions.edit_request(buyer, request, Proposal(slots=(HK_MORNING,)), version=2, at=late)
    assert (again.is_countered, again.reply, again.replied_by, proposed(again)) == (False, "", None, [HK_MORNING])
    assert again.expires_at == late + timedelta(hours=72)
    assert (standing(buyer, request), standing(seller, request)) == ("theirs", "yours")
    assert actions.accept_request(seller, request, starts_at=HK_MORNING, at=late).status == "accepted"


def test_other_slots_are_proposed_anew_by_the_side_that_proposed_them() -> None:
    _buyer, seller, request = countered()
    again = counter_request(seller, request, (HK_AFTERNOON, HK_MORNING), line="Or early", version=2, at=LATER)
    assert (proposed(again), again.reply, again.expires_at) == ([HK_MORNING, HK_AFTERNOON], "Or early", request.expires_at)
    with pytest.raises(Refused, match="has been changed meanwhile"):
        counter_request(seller, request, (HK_MORNING,), version=2, at=LATER)


@pytest.mark.parametrize(
    ("slots", "line", "sentence"),
    [
        ((), "", "Propose at least one slot"),
        ((HK_MORNING, HK_MORNING), "", "three different slots"),
        ((HK_MORNING + timedelta(minutes=7),), "", "can no longer be had"),
        ((HK_AFTERNOON,), "x" * 301, "at most 300 characters"),
        ((HK_AFTERNOON,), "evil \u202e sign", "at most 300 characters"),
    ],
)
def test_what_cannot_be_proposed_changes_nothing(slots: tuple, line: str, sentence: str) -> None:
    buyer, seller = two_sides()
    request = sent(buyer, seller, HK_MORNING)
    with pytest.raises(Refused, match=sentence):
        counter_request(seller, request, slots, line=line, version=1, at=LATER)
    request.refresh_from_db()
    assert (request.is_countered, request.version, proposed(request), kinds(buyer)) == (False, 1, [HK_MORNING], [])


def test_a_slot_that_cannot_be_had_counts_as_lost_like_one_that_is_asked_for() -> None:
    buyer, seller = two_sides()
    request = sent(buyer, seller, HK_MORNING)
    make.make_meeting(calendar(buyer), make.calendar_of(make.make_delegate(buyer.delegate.edition)), HK_AFTERNOON)
    with pytest.raises(SlotLost):
        counter_request(seller, request, (HK_AFTERNOON,), version=1, at=LATER)
    assert Look.objects.filter(is_miss=True).count() == 1


@pytest.mark.parametrize("reason", ["frozen", "expired", "declined", "named"])
def test_nothing_is_proposed_for_what_cannot_be_answered(reason: str) -> None:
    buyer, seller = two_sides()
    request = sent(buyer, seller, HK_MORNING, named=seller.delegate.pk if reason == "named" else None)
    at, sentence = LATER, "is being computed"
    if reason == "frozen":
        Round.objects.update(status="frozen")
    elif reason == "expired":
        at, sentence = SENT_AT + timedelta(hours=72), "has expired"
    elif reason == "declined":
        actions.decline_request(seller, request, at=LATER)
        request.refresh_from_db()
        sentence = "has been declined already"
    else:
        make.make_meeting(
            calendar(seller),
            make.calendar_of(make.make_delegate(buyer.delegate.edition)),
            HK_AFTERNOON,
            delegates=(seller.delegate, make.make_delegate(buyer.delegate.edition)),
        )
        sentence = "can no longer be had"
    with pytest.raises(Refused, match=sentence):
        counter_request(seller, request, (HK_AFTERNOON,), version=request.version, at=at)


def test_other_slots_are_proposed_a_few_times_an_hour() -> None:
    buyer, seller = two_sides()
    request = sent(buyer, seller, HK_MORNING)
    propose = partial(counter_request, seller, request, (HK_AFTERNOON,))
    for number in range(MOST_AN_HOUR):
        propose(version=number + 1, at=LATER)
    with pytest.raises(Refused, match="10 times within an hour"):
        propose(version=MOST_AN_HOUR + 1, at=LATER)
    assert len(kinds(buyer)) == MOST_AN_HOUR


def test_either_side_ends_it_and_the_other_one_is_told() -> None:
    buyer, seller, request = countered()
    actions.withdraw_request(buyer, request, at=LATER)
    actions.withdraw_request(buyer, request, at=LATER)
    assert (kinds(seller), standing(seller, request)) == (["withdrawn"], "withdrawn")
    buyer, seller, request = countered()
    actions.decline_request(seller, request, at=LATER)
    assert (kinds(buyer), standing(buyer, request)) == (["countered", "declined"], "declined")
    again = undoing.take_back(seller, request, at=LATER)
    assert (again.status, again.is_countered, kinds(buyer)[2:]) == ("sent", True, ["countered"])
    assert undoing.take_back(seller, request, at=LATER).version == again.version


def test_who_has_proposed_says_no_only_after_declining_and_never_loses_sight_of_it() -> None:
    buyer, seller, request = countered()
    with pytest.raises(Refused, match="Decline that request first"):
        actions.say_wish(seller, calendar(buyer), "no", at=LATER)
    with pytest.raises(Refused, match="Withdraw your request first"):
        actions.say_wish(buyer, calendar(seller), "no", at=LATER)
    make.make_wish(calendar(seller), calendar(buyer), "no")
    assert visible(seller) == [request]
    with pytest.raises(Refused, match="You have said that you will not meet them"):
        counter_request(seller, request, (HK_MORNING,), version=2, at=LATER)
    with pytest.raises(Refused, match="can no longer be had"):
        actions.accept_request(buyer, request, starts_at=HK_AFTERNOON, at=LATER)


def test_a_guest_who_has_said_no_sees_no_more_of_it_than_before() -> None:
    buyer, seller = two_sides()
    guest = side(make.make_delegate(buyer.delegate.edition))
    request = sent(buyer, seller, HK_MORNING, guests=(guest.acting,))
    counter_request(seller, request, (HK_AFTERNOON,), line="Later", version=1, at=LATER)
    assert (visible(guest), standing(guest, request)) == ([request], "unanswered")
    make.make_wish(calendar(guest), calendar(buyer), "no")
    assert visible(guest) == []


def test_a_counter_that_nobody_answers_ends_and_its_own_side_is_told() -> None:
    buyer, seller, request = countered()
    assert actions.expire_requests(at=LATER + timedelta(hours=71)) == 0
    assert actions.expire_requests(at=LATER + timedelta(hours=72)) == 1
    request.refresh_from_db()
    assert (request.status, standing(seller, request), held_by([seller.acting])) == ("expired", "expired", {})


def test_a_line_is_not_read_by_who_has_blocked_its_writer() -> None:
    buyer, seller, request = countered(line="After lunch?")
    assert reply_to(request, buyer.delegate) == "After lunch?"
    Block.objects.create(person=buyer.delegate.person, blocked=seller.delegate.person, at=LATER)
    assert reply_to(request, buyer.delegate) == ""


def test_a_no_of_the_other_side_changes_nothing_that_the_proposing_side_notices() -> None:
    def proposing(has_said_no: bool) -> tuple:
        buyer, seller = two_sides()
        request = sent(buyer, seller, HK_MORNING)
        if has_said_no:
            Wish.objects.filter(calendar=buyer.acting).update(level="no")
        request = counter_request(seller, request, (HK_AFTERNOON,), version=1, at=LATER)
        return request.status, request.version, request.expires_at, proposed(request), standing(seller, request), kinds(buyer)

    assert proposing(has_said_no=True) == proposing(has_said_no=False)
