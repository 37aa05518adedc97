"""Follow requests from the first word to the answer."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from praya.core.actions.refusing import Refused
from praya.core.audit.models import Entry
from praya.core.directory.codes import random_code
from praya.match.diary.booking import cancel
from praya.match.diary.models import Attendance, Meeting
from praya.match.requests import actions
from praya.match.requests.models import Request, Round, Wish
from praya.match.requests.proposals import Proposal
from praya.meet.notices.models import Notice
from praya.meet.parties.sides import side_of
from tests.builders import (
    HK_AFTERNOON,
    HK_MORNING,
    SENT_AT,
    make_delegate,
    make_exhibitor,
    make_meeting,
    make_request,
    make_wish,
    staff_of,
)
from tests.match.requests.two_sides import HALF_HOUR, LATER, calendar, offers, sent, side, two_sides, visible

pytestmark = pytest.mark.django_db


def test_sending_a_request_records_it_and_the_wish() -> None:
    buyer, seller = two_sides()
    request = sent(buyer, seller, HK_MORNING, message="電影 package", level="must")
    assert (request.status, request.level, request.message, request.version) == ("sent", "must", "電影 package", 1)
    assert list(request.proposed.values_list("starts_at", flat=True)) == [HK_MORNING]
    assert request.expires_at == SENT_AT + timedelta(hours=72)
    assert list(Wish.objects.values_list("calendar", "other", "level")) == [(buyer.acting, seller.acting, "must")]
    assert list(Entry.objects.values_list("action", flat=True)) == ["send request"]
    assert "電影" not in str(list(Entry.objects.values_list("after", flat=True)))


def test_the_same_form_sent_twice_is_one_request() -> None:
    buyer, seller = two_sides()
    key = random_code()
    first = actions.send_request(buyer, calendar(seller), Proposal(), at=SENT_AT, key=key)
    again = actions.send_request(buyer, calendar(seller), Proposal(), at=LATER, key=key)
    assert (first.pk, first.code, Request.objects.count()) == (again.pk, key, 1)


def test_somebody_elses_form_key_makes_a_new_request() -> None:
    buyer, seller = two_sides()
    other = side(make_delegate(buyer.delegate.edition))
    key = sent(buyer, seller).code
    request = actions.send_request(other, calendar(seller), Proposal(), at=SENT_AT, key=key)
    assert request.code != key
    assert request.sender_id == other.acting


def test_a_second_request_to_the_same_side_is_refused() -> None:
    buyer, seller = two_sides()
    sent(buyer, seller)
    with pytest.raises(Refused, match="already asked for this meeting"):
        sent(buyer, seller)


def test_nobody_asks_their_own_company() -> None:
    _, seller = two_sides()
    with pytest.raises(Refused, match="your own calendar"):
        sent(seller, seller)


@pytest.mark.parametrize(("status", "sentence"), [("frozen", "The schedule is being computed"), (None, "not opened yet")])
def test_requests_need_a_round(status: str | None, sentence: str) -> None:
    buyer, seller = two_sides(status or "open")
    if status is None:
        Round.objects.all().delete()
    with pytest.raises(Refused, match=sentence):
        sent(buyer, seller)
    assert (Request.objects.count(), Wish.objects.count()) == (0, 0)


def test_slots_must_be_free_different_and_at_most_three() -> None:
    buyer, seller = two_sides()
    for slots, sentence in [
        ((HK_MORNING, HK_MORNING), "three different slots"),
        (tuple(HK_MORNING + n * HALF_HOUR for n in range(4)), "three different slots"),
        ((HK_MORNING + timedelta(minutes=7),), "can no longer be had"),
        ((HK_MORNING - timedelta(hours=3),), "can no longer be had"),
    ]:
        with pytest.raises(Refused, match=sentence):
            sent(buyer, seller, *slots)


def test_a_slot_is_offered_once_per_person() -> None:
    buyer, seller = two_sides()
    other = side_of(staff_of(make_exhibitor(buyer.delegate.edition))[0])
    sent(buyer, seller, HK_MORNING)
    assert HK_MORNING not in offers(buyer, other)
    with pytest.raises(Refused, match="can no longer be had"):
        sent(buyer, other, HK_MORNING)
    third, fourth = side(make_delegate(buyer.delegate.edition)), side(make_delegate(buyer.delegate.edition))
    sent(seller, third, HK_AFTERNOON)
    assert HK_AFTERNOON in offers(seller, fourth)
    sent(seller, fourth, HK_AFTERNOON)
    assert HK_AFTERNOON not in offers(seller, other)


def test_what_the_recipient_has_offered_elsewhere_does_not_count() -> None:
    buyer, seller = two_sides()
    other = side(make_delegate(buyer.delegate.edition))
    sent(buyer, seller, HK_MORNING)
    assert HK_MORNING in offers(other, buyer)


def test_expiry_frees_the_slots_of_both_calendars() -> None:
    buyer, seller = two_sides()
    other = side_of(staff_of(make_exhibitor(buyer.delegate.edition))[0])
    request = sent(buyer, seller, HK_MORNING)
    assert actions.expire_requests(at=SENT_AT + timedelta(hours=71)) == 0
    assert actions.expire_requests(at=SENT_AT + timedelta(hours=72)) == 1
    request.refresh_from_db()
    assert (request.status, request.version) == ("expired", 2)
    assert HK_MORNING in offers(buyer, other)
    assert actions.expire_requests(at=SENT_AT + timedelta(hours=72)) == 0
    assert sent(buyer, seller, HK_MORNING).status == "sent"


def test_requests_of_a_frozen_round_do_not_expire() -> None:
    buyer, seller = two_sides()
    sent(buyer, seller)
    Round.objects.update(status="frozen")
    assert actions.expire_requests(at=SENT_AT + timedelta(days=9)) == 0


def test_accepting_a_proposed_slot_books_the_meeting() -> None:
    buyer, seller = two_sides()
    request = sent(buyer, seller, HK_MORNING, HK_AFTERNOON)
    accepted = actions.accept_request(seller, request, starts_at=HK_AFTERNOON, at=LATER)
    meeting = Meeting.objects.get()
    assert (accepted.status, meeting.starts_at, meeting.request_id) == ("accepted", HK_AFTERNOON, request.pk)
    assert sorted(meeting.attendances.values_list("calendar", flat=True)) == sorted([buyer.acting, seller.acting])
    assert list(Notice.objects.values_list("delegate", "kind")) == [(buyer.delegate.pk, "booked")]
    again = actions.accept_request(seller, request, starts_at=HK_AFTERNOON, at=LATER)
    assert (again.version, Meeting.objects.count()) == (2, 1)


def test_accepting_at_any_time_leaves_it_to_the_run() -> None:
    buyer, seller = two_sides()
    request = sent(buyer, seller, HK_MORNING)
    actions.accept_request(seller, request, starts_at=None, at=LATER)
    assert Meeting.objects.count() == 0
    assert list(Notice.objects.values_list("delegate", "kind")) == [(buyer.delegate.pk, "accepted")]


def test_a_slot_that_is_not_proposed_or_no_longer_free_is_refused() -> None:
    buyer, seller = two_sides()
    other = side(make_delegate(buyer.delegate.edition))
    request = sent(buyer, other, HK_MORNING)
    with pytest.raises(Refused, match="not among the proposed"):
        actions.accept_request(other, request, starts_at=HK_AFTERNOON, at=LATER)
    sent(other, seller, HK_MORNING)
    with pytest.raises(Refused, match="can no longer be had"):
        actions.accept_request(other, request, starts_at=HK_MORNING, at=LATER)
    request.refresh_from_db()
    assert request.status == "sent"


def test_an_expired_request_is_not_accepted_even_before_the_job_has_run() -> None:
    buyer, seller = two_sides()
    request = sent(buyer, seller)
    with pytest.raises(Refused, match="has expired"):
        actions.accept_request(seller, request, starts_at=None, at=SENT_AT + timedelta(hours=72))


def test_asking_back_is_the_answer() -> None:
    buyer, seller = two_sides()
    request = sent(buyer, seller, HK_MORNING, HK_AFTERNOON)
    answer = sent(seller, buyer, HK_AFTERNOON)
    assert (answer.pk, answer.status, Meeting.objects.get().starts_at) == (request.pk, "accepted", HK_AFTERNOON)
    with pytest.raises(Refused, match="have said yes already"):
        sent(seller, buyer)


def test_asking_back_without_a_common_slot_accepts_at_any_time() -> None:
    buyer, seller = two_sides()
    sent(buyer, seller, HK_MORNING)
    assert sent(seller, buyer, HK_AFTERNOON).status == "accepted"
    assert Meeting.objects.count() == 0


def test_editing_checks_the_version() -> None:
    buyer, seller = two_sides()
    request = sent(buyer, seller, HK_MORNING)
    edited = actions.edit_request(buyer, request, Proposal("must", "new", (HK_MORNING, HK_AFTERNOON)), version=1, at=LATER)
    assert (edited.version, edited.level, edited.message, edited.proposed.count()) == (2, "must", "new", 2)
    with pytest.raises(Refused, match="meanwhile"):
        actions.edit_request(buyer, request, Proposal(), version=1, at=LATER)
    with pytest.raises(Refused, match="Only the side that sent"):
        actions.edit_request(seller, request, Proposal(), version=2, at=LATER)


def test_withdrawing_and_declining_end_a_request_once() -> None:
    buyer, seller = two_sides()
    request = sent(buyer, seller)
    with pytest.raises(Refused, match="Only the side that was asked can decline"):
        actions.decline_request(buyer, request, at=LATER)
    with pytest.raises(Refused, match="Only the side that sent"):
        actions.withdraw_request(seller, request, at=LATER)
    with pytest.raises(Refused, match="Only the side that was asked can accept"):
        actions.accept_request(buyer, request, starts_at=None, at=LATER)
    assert actions.decline_request(seller, request, at=LATER).status == "declined"
    assert actions.decline_request(seller, request, at=LATER).version == 2
    with pytest.raises(Refused, match="has been declined already"):
        actions.withdraw_request(buyer, request, at=LATER)
    assert list(Notice.objects.values_list("delegate", "kind")) == [(buyer.delegate.pk, "declined")]
    other = sent(buyer, seller)
    assert actions.withdraw_request(buyer, other, at=LATER).status == "withdrawn"
    with pytest.raises(Refused, match="has been withdrawn"):
        actions.accept_request(seller, other, starts_at=None, at=LATER)


def test_a_booked_meeting_is_cancelled_on_the_agenda_not_here() -> None:
    buyer, seller = two_sides()
    request = sent(buyer, seller, HK_MORNING)
    actions.accept_request(seller, request, starts_at=HK_MORNING, at=LATER)
    with pytest.raises(Refused, match="Cancel it on your agenda"):
        actions.withdraw_request(buyer, request, at=LATER)
    cancel(Meeting.objects.get(), by=None)
    assert actions.withdraw_request(buyer, request, at=LATER).status == "withdrawn"


def test_a_named_person_must_belong_to_the_company() -> None:
    buyer, seller = two_sides()
    stranger = make_delegate(buyer.delegate.edition)
    with pytest.raises(Refused, match="no longer takes part for this company"):
        sent(buyer, seller, named=stranger.pk)
    request = sent(buyer, seller, HK_MORNING, named=seller.delegate.pk)
    actions.accept_request(seller, request, starts_at=HK_MORNING, at=LATER)
    assert Attendance.objects.filter(delegate=seller.delegate).count() == 1


def test_a_request_that_was_changed_since_it_was_read_is_not_accepted() -> None:
    buyer, seller = two_sides()
    guest = side(make_delegate(buyer.delegate.edition))
    request = sent(buyer, seller, HK_MORNING)
    actions.edit_request(buyer, request, Proposal(slots=(HK_MORNING,), guests=(guest.acting,)), version=1, at=LATER)
    with pytest.raises(Refused, match="This request has changed meanwhile"):
        actions.accept_request(seller, request, starts_at=HK_MORNING, at=LATER, version=1)
    assert actions.accept_request(seller, request, starts_at=HK_MORNING, at=LATER, version=2).status == "accepted"


def test_guests_see_a_group_request_and_must_be_free() -> None:
    buyer, seller = two_sides()
    guest = side(make_delegate(buyer.delegate.edition))
    request = sent(buyer, seller, HK_MORNING, guests=(guest.acting,))
    assert visible(guest) == [request]
    make_wish(calendar(guest), calendar(buyer), "no")
    assert visible(guest) == []
    with pytest.raises(Refused, match="One of the guests"):
        actions.edit_request(buyer, request, Proposal(guests=(seller.acting,)), version=1, at=LATER)


def test_wishes_are_said_changed_and_taken_back() -> None:
    buyer, seller = two_sides()
    other = calendar(seller)
    assert [actions.say_wish(buyer, other, level, at=LATER) for level in ("like", "no", "must", "")] == ["", "like", "no", "must"]
    assert Wish.objects.count() == 0
    assert list(Entry.objects.values_list("action", "after")) == [("change wishes", {"calendar": buyer.acting})] * 4
    with pytest.raises(Refused, match="your own calendar"):
        actions.say_wish(seller, other, "like", at=LATER)


def test_a_no_waits_until_the_own_request_is_withdrawn() -> None:
    buyer, seller = two_sides()
    request = sent(buyer, seller)
    with pytest.raises(Refused, match="Withdraw your request first"):
        actions.say_wish(buyer, calendar(seller), "no", at=LATER)
    actions.withdraw_request(buyer, request, at=LATER)
    assert actions.say_wish(buyer, calendar(seller), "no", at=LATER) == "like"


def test_a_refused_sender_cannot_tell_and_the_refusing_side_sees_nothing() -> None:
    buyer, seller = two_sides()
    make_wish(calendar(seller), calendar(buyer), "no")
    twin = side_of(staff_of(make_exhibitor(buyer.delegate.edition))[0])
    with CaptureQueriesContext(connection) as plain:
        ordinary = sent(buyer, twin, HK_AFTERNOON)
    with CaptureQueriesContext(connection) as vetoed:
        refused = sent(buyer, seller, HK_MORNING)
    assert len(plain) == len(vetoed)
    assert visible(seller) == []
    assert visible(twin) == [ordinary]
    assert visible(buyer) == [ordinary, refused]
    fields = ("status", "level", "version", "expires_at", "answered_at", "sent_at")
    assert [getattr(refused, name) for name in fields] == [getattr(ordinary, name) for name in fields]
    assert Notice.objects.count() == 0


def test_asking_lifts_the_own_no_and_answers_the_hidden_request() -> None:
    buyer, seller = two_sides()
    make_wish(calendar(seller), calendar(buyer), "no")
    request = sent(buyer, seller, HK_MORNING)
    assert sent(seller, buyer).pk == request.pk
    assert visible(seller) == [request]
    assert set(Wish.objects.values_list("level", flat=True)) == {"like"}


def test_a_no_that_arrived_by_import_stops_a_booking_like_a_slot_just_lost() -> None:
    buyer, seller = two_sides()
    request = sent(buyer, seller, HK_MORNING)
    Wish.objects.update(level="no")
    with pytest.raises(Refused, match="can no longer be had"):
        actions.accept_request(seller, request, starts_at=HK_MORNING, at=LATER)
    request.refresh_from_db()
    assert (request.status, Meeting.objects.count()) == ("sent", 0)


def test_an_imported_request_tells_the_whole_side() -> None:
    buyer, seller = two_sides()
    request = make_request(calendar(seller), calendar(buyer))
    actions.accept_request(buyer, request, starts_at=None, at=LATER)
    staff = [row.pk for row in staff_of(calendar(seller).exhibitor)]
    assert list(Notice.objects.order_by("delegate").values_list("delegate", flat=True)) == staff


def test_an_unanswered_request_that_the_schedule_placed_neither_expires_nor_is_declined() -> None:
    buyer, seller = two_sides()
    request = sent(buyer, seller)
    make_meeting(calendar(seller), calendar(buyer), request=request)
    assert actions.expire_requests(at=SENT_AT + timedelta(days=9)) == 0
    with pytest.raises(Refused, match="Cancel it on your agenda"):
        actions.decline_request(seller, request, at=LATER)
