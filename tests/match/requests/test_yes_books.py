"""After publication a yes books at once or says why not; before, it says plainly that the schedule decides."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from praya.core.actions.refusing import Refused
from praya.match.diary.models import Meeting
from praya.match.requests import actions, placing
from praya.match.requests.models import Look, LostSlot, Request, Round, Wish
from praya.match.requests.slots import slots_to_answer
from praya.meet.editions.models import Table
from praya.meet.notices.models import Notice
from praya.meet.parties.models import Party
from tests import builders as make
from tests.builders import HK_AFTERNOON, HK_MORNING
from tests.match.requests.two_sides import LATER, calendar, offers, sent, side, two_sides
from tests.match.requests.world import World, between, texts

pytestmark = pytest.mark.django_db
HALF_HOUR = timedelta(minutes=30)
FIRST = HK_MORNING - timedelta(days=1)  # the first slot of the edition
NEXT = FIRST + HALF_HOUR


@pytest.fixture
def world() -> World:
    found = World()
    found.edition.rounds.update(status="published")
    return found


def shown(client: Client, world: World, request: Request) -> str:
    return texts(client.get(f"{world.root}/requests/{request.code}/"))


def picks(page: str) -> list[tuple[str, bool]]:
    """Return the slots that can be chosen, and which one is."""
    found = re.findall(r'<input type="radio" name="starts_at" value="([^"]*)"( checked)?( disabled)?>', page)
    return [(value, bool(checked)) for value, checked, disabled in found if not disabled]


def own_slots(one, request: Request) -> list:
    edition = one.delegate.edition
    return slots_to_answer(edition, list(edition.sites.all()), one.acting, request, after=LATER)


def test_the_first_possible_slot_is_chosen_before_publication_and_any_time_says_that_the_schedule_decides(world: World) -> None:
    world.edition.rounds.update(status="open")
    page = shown(world.selling, world, world.request(slots=(NEXT, HK_MORNING)))
    assert picks(page) == [(NEXT.isoformat(), True), (HK_MORNING.isoformat(), False), ("", False)]
    assert "Any time: the schedule decides" in page
    assert "Nothing is booked then until the organisers close the requests" in page


def test_after_publication_slots_are_offered_and_no_any_time(world: World) -> None:
    page = shown(world.selling, world, world.request(slots=(HK_AFTERNOON,)))
    found = picks(page)
    assert found[0] == (HK_AFTERNOON.isoformat(), True)
    assert [value for value, _ in found[1:]] == [(FIRST + number * HALF_HOUR).isoformat() for number in range(3)]
    assert ("the schedule decides" in page, "Accept and book" in page) == (False, True)


def test_accepting_at_any_time_after_publication_books_the_earliest_slot_with_a_place() -> None:
    buyer, seller = two_sides("published")
    other = side(make.make_delegate(buyer.delegate.edition))
    make.make_meeting(calendar(other), calendar(buyer), FIRST)
    request = sent(buyer, seller)
    assert actions.accept_request(seller, request, starts_at=None, at=LATER).status == "accepted"
    booked = Meeting.objects.get(request=request)
    assert (booked.starts_at, booked.stand_id is not None) == (NEXT, True)
    assert list(Notice.objects.values_list("delegate", "kind")) == [(buyer.delegate.pk, "booked")]


@pytest.mark.parametrize("quota", ["quota_total", "quota_per_day"])
def test_whoever_is_full_is_offered_no_slot_and_reads_why(world: World, quota: str) -> None:
    Party.objects.filter(pk=world.stand.pk).update(**{quota: 0})
    request = world.request(slots=(NEXT,))
    page = shown(world.selling, world, request)
    assert ("You have reached your number of meetings" in page, picks(page)) == (True, [])
    assert "You have reached" not in shown(world.buying, world, request)
    refused = world.selling.post(f"{world.root}/requests/{request.code}/accept/", {"starts_at": NEXT.isoformat()})
    assert (refused.status_code, "You have reached your number of meetings" in texts(refused)) == (422, True)
    assert (LostSlot.objects.count(), Look.objects.filter(is_miss=True).count()) == (0, 0)
    Request.objects.update(status="accepted")
    page = shown(world.selling, world, request)
    assert ("You have reached your number of meetings" in page, "Book this slot" in page) == (True, False)


def test_that_the_other_side_is_full_is_not_shown(world: World) -> None:
    request = world.request(slots=(NEXT,))
    before = picks(shown(world.selling, world, request))
    Party.objects.filter(pk=world.own.pk).update(quota_total=0)
    page = shown(world.selling, world, request)
    assert ("reached" in page, picks(page)) == (False, before)


def test_the_earliest_slot_is_on_a_day_on_which_the_side_may_meet_once_more() -> None:
    buyer, seller = two_sides("published")
    Party.objects.filter(pk=seller.acting).update(quota_per_day=1)
    make.make_meeting(calendar(side(make.make_delegate(buyer.delegate.edition))), calendar(seller), FIRST)
    request = sent(buyer, seller)
    actions.accept_request(seller, request, starts_at=None, at=LATER)
    assert Meeting.objects.get(request=request).starts_at == HK_MORNING


def test_free_tables_are_looked_for_once_however_many_slots_there_are() -> None:
    buyer, _seller = two_sides("published")
    other = side(make.make_delegate(buyer.delegate.edition))
    request = sent(buyer, other)
    with CaptureQueriesContext(connection) as asked:
        placing.earliest_slot(other, request, at=LATER)
    assert len(own_slots(other, request)) > 1
    assert sum("match_meeting" in one["sql"] and "table_id" in one["sql"] and "GROUP BY" in one["sql"] for one in asked) == 1


def test_a_slot_without_a_free_table_is_passed_over() -> None:
    buyer, _seller = two_sides("published")
    other = side(make.make_delegate(buyer.delegate.edition))
    site = buyer.delegate.edition.sites.get(slug="hk")
    for table in Table.objects.filter(hall__site=site):
        one, two = (make.calendar_of(make.make_delegate(buyer.delegate.edition)) for _ in range(2))
        make.make_meeting(one, two, FIRST, site=site, table=table)
    request = sent(buyer, other)
    actions.accept_request(other, request, starts_at=None, at=LATER)
    assert Meeting.objects.get(request=request).starts_at == NEXT


def test_only_slots_that_are_offered_can_be_chosen_and_only_after_publication() -> None:
    buyer, seller = two_sides()
    request = sent(buyer, seller)
    with pytest.raises(Refused, match="not among the proposed"):
        actions.accept_request(seller, request, starts_at=NEXT, at=LATER)
    Round.objects.update(status="published")
    with pytest.raises(Refused, match="not among the proposed"):
        actions.accept_request(seller, request, starts_at=NEXT + timedelta(minutes=1), at=LATER)
    actions.accept_request(seller, request, starts_at=NEXT, at=LATER)
    assert Meeting.objects.get().starts_at == NEXT


def test_the_slots_of_an_answer_are_those_that_one_would_be_shown_when_asking() -> None:
    buyer, seller = two_sides("published")
    request = sent(buyer, seller)
    assert own_slots(seller, request) == offers(seller, buyer, after=LATER)
    assert own_slots(buyer, request) == offers(buyer, seller, after=LATER)
    proposed = own_slots(seller, request)[0]
    make.ProposedSlot.objects.create(request=request, starts_at=proposed)
    assert own_slots(seller, request) == offers(seller, buyer, after=LATER)[1:]


def test_without_a_slot_for_both_nothing_is_agreed_and_the_page_says_so(world: World) -> None:
    request = world.request()
    for delegate in make.staff_of(world.exhibitor):
        make.make_availability(delegate, HK_MORNING, HK_MORNING + HALF_HOUR)
    make.make_availability(world.buyer, HK_AFTERNOON, HK_AFTERNOON + HALF_HOUR)
    page = shown(world.selling, world, request)
    assert "No slot is left that suits both sides, so nothing can be booked." in page
    answer = world.selling.post(f"{world.root}/requests/{request.code}/accept/", {})
    assert (answer.status_code, "No slot is left that suits both sides." in texts(answer)) == (422, True)
    request.refresh_from_db()
    assert request.status == "sent"


def test_a_slot_that_is_lost_is_said_in_red_and_three_others_are_offered(world: World) -> None:
    request = world.request(slots=(HK_MORNING,))
    stranger = make.calendar_of(make.make_delegate(world.edition))
    make.make_meeting(world.own, stranger, HK_MORNING)
    lost = world.selling.post(f"{world.root}/requests/{request.code}/accept/", {"starts_at": HK_MORNING.isoformat()})
    page = texts(lost)
    assert (lost.status_code, "This slot can no longer be had. Choose another one." in page) == (422, True)
    assert [value for value, _ in picks(page)] == [(FIRST + number * HALF_HOUR).isoformat() for number in range(3)]


def test_asking_back_after_publication_books() -> None:
    buyer, seller = two_sides("published")
    request = sent(buyer, seller, HK_AFTERNOON)
    assert sent(seller, buyer, NEXT).pk == request.pk
    assert Meeting.objects.get(request=request).starts_at == NEXT


@pytest.mark.parametrize("who", ["buying", "selling"])
def test_what_was_agreed_on_and_not_placed_is_red_and_either_side_books_it(world: World, who: str) -> None:
    request = world.request(status="accepted")
    client = getattr(world, who)
    page = shown(client, world, request)
    assert between(page, '<span class="pill pill-bad"', "</span>").endswith("not booked")
    assert "Both sides want to meet, and no slot is booked." in page
    slot = picks(page)[1][0]
    said = client.post(f"{world.root}/requests/{request.code}/book/", {"starts_at": slot}, follow=True)
    assert "Booked: the meeting is on your agenda." in texts(said)
    assert Meeting.objects.get(request=request).starts_at.isoformat() == slot


def test_what_was_agreed_on_is_left_to_the_schedule_that_is_being_prepared(world: World) -> None:
    request = world.request(status="accepted")
    world.edition.rounds.update(status="open")
    page = shown(world.buying, world, request)
    assert "No time is booked yet. The schedule decides" in page
    refused = world.buying.post(f"{world.root}/requests/{request.code}/book/", {})
    assert (refused.status_code, "The schedule decides about this meeting." in texts(refused)) == (422, True)


def test_only_the_two_who_agreed_book() -> None:
    buyer, seller = two_sides("published")
    guest, third = (side(make.make_delegate(buyer.delegate.edition)) for _ in range(2))
    request = make.make_request(calendar(buyer), calendar(seller), status="accepted")
    request.guests.add(guest.acting)
    for one in (guest, third):
        with pytest.raises(Refused, match="Only the two sides"):
            actions.book_agreed(one, request, starts_at=None, at=LATER)
    actions.book_agreed(buyer, request, starts_at=None, at=LATER)
    assert actions.book_agreed(seller, request, starts_at=None, at=LATER).pk == request.pk
    assert Meeting.objects.count() == 1
    declined = make.make_request(calendar(third), calendar(seller), status="declined")
    with pytest.raises(Refused, match="declined already"):
        actions.book_agreed(seller, declined, starts_at=None, at=LATER)


@pytest.mark.parametrize("obstacle", ["the sender refuses", "the sender is full", "the sender has offered it elsewhere"])
def test_a_no_costs_one_slot_like_any_other_obstacle(obstacle: str) -> None:
    buyer, seller = two_sides("published")
    request = sent(buyer, seller)
    if obstacle == "the sender refuses":
        Wish.objects.update(level="no")
    elif obstacle == "the sender is full":
        make.Party.objects.filter(pk=buyer.acting).update(quota_total=0)
    else:
        third = side(make.make_delegate(buyer.delegate.edition))
        make.make_request(calendar(buyer), calendar(third), slots=(FIRST,))
    before = own_slots(seller, request)
    with pytest.raises(Refused, match="This slot can no longer be had. Choose another one."):
        actions.accept_request(seller, request, starts_at=None, at=LATER)
    request.refresh_from_db()
    assert (request.status, request.version, Meeting.objects.count()) == ("sent", 1, 0)
    assert list(LostSlot.objects.values_list("starts_at", flat=True)) == before[:1] == [FIRST]
    assert own_slots(seller, request) == before[1:]


def test_an_answer_in_the_list_books_or_leads_to_what_can_be_chosen(world: World) -> None:
    request = world.request(slots=(HK_MORNING,))
    page = texts(world.selling.get(f"{world.root}/requests/"))
    address = re.findall(r'formaction="([^"]+)"', page)[0].replace("&amp;", "&")
    done = world.selling.post(address, {"starts_at": HK_MORNING.isoformat()}, follow=True)
    assert done.redirect_chain == [(f"{world.root}/requests/?box=received", 302)]
    assert "Accepted: the meeting is on your agenda." in texts(done)
    assert f'action="{world.root}/requests/{request.code}/reopen/"' in texts(done)
    other = make.make_request(make.calendar_of(make.make_delegate(world.edition)), world.stand, sent_at=timezone.now(), version=2)
    old = world.selling.post(f"{world.root}/requests/{other.code}/accept/?version=1&back=received", {"starts_at": ""})
    assert (old.status_code, "This request has changed meanwhile" in texts(old)) == (422, True)
