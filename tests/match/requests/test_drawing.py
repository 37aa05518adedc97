"""Slots are shown so that nobody's calendar can be read by asking: few of a day, the same on every look, so many a day."""

from __future__ import annotations

import itertools
from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client

from praya.core.actions.refusing import Refused
from praya.engines.offers import drawn
from praya.match.requests import actions, looking, slots
from praya.match.requests.models import Look
from praya.match.requests.proposals import Proposal
from praya.match.requests.slots import slots_still_possible
from praya.meet.accreditation.models import Availability
from tests.builders import SENT_AT, calendar_of, make_availability, make_delegate, make_meeting, make_request, sign_in, staff_of
from tests.match.requests.two_sides import HALF_HOUR, LATER, calendar, offers, side, two_sides
from tests.match.requests.world import World, slots_in

pytestmark = pytest.mark.django_db
IS_ABOUT_DRAWING = True
PER_DAY = 4


def per_day(slots) -> set[int]:
    days = [slot.date() for slot in slots]
    return {days.count(day) for day in days}


def test_of_each_day_a_few_are_shown_and_the_same_ones_on_every_look() -> None:
    buyer, seller = two_sides()
    shown = offers(buyer, seller)
    assert per_day(shown) == {PER_DAY}
    assert [offers(buyer, seller) for _ in range(5)] == [shown] * 5
    others = {tuple(offers(side(make_delegate(buyer.delegate.edition)), seller)) for _ in range(4)}
    assert len(others | {tuple(shown)}) == 5


def test_who_varies_their_own_hours_three_hundred_times_sees_no_slot_more() -> None:
    buyer, seller = two_sides()
    shown = set(offers(buyer, seller))
    start, seen = min(shown).replace(hour=0), set()
    for look in range(300):
        Availability.objects.filter(delegate=buyer.delegate).delete()
        opens = start + timedelta(days=look % 3) + (look // 3 % 48) * HALF_HOUR
        make_availability(buyer.delegate, opens, opens + (1 + look % 4) * HALF_HOUR)
        seen |= set(offers(buyer, seller))
    assert (seen <= shown, len(seen) > PER_DAY) == (True, True)


@pytest.mark.parametrize(
    ("plan", "laws"),
    [
        ("another draw on each look", ["test_of_each_day_a_few", "test_who_varies", "test_a_slot_that_is_taken"]),
        ("every free slot", ["test_of_each_day_a_few", "test_a_slot_that_is_taken", "test_a_free_slot_that_is_not_shown"]),
        ("one draw for all pairs", ["test_of_each_day_a_few"]),
    ],
)
def test_a_draw_that_lets_a_calendar_be_read_is_caught(plan: str, laws: list[str], monkeypatch) -> None:
    looks = itertools.count()

    def planted(free: int, days: list[int], *, secret: bytes, pair: str) -> int:
        if plan == "every free slot":
            return free
        return drawn(free, days, secret=secret, pair=f"{next(looks)}" if plan == "another draw on each look" else "all")

    monkeypatch.setattr(slots, "drawn", planted)
    for law in laws:
        (judge,) = (one for name, one in globals().items() if name.startswith(law))
        with transaction.atomic(), pytest.raises((AssertionError, StopIteration)):
            judge()


def test_offering_slots_to_accomplices_shows_no_other_ones() -> None:
    buyer, seller = two_sides()
    shown = offers(buyer, seller)
    accomplice = side(make_delegate(buyer.delegate.edition))
    make_request(calendar(buyer), calendar(accomplice), slots=tuple(shown[:3]))
    assert offers(buyer, seller) == shown[3:]


def test_a_slot_that_is_taken_makes_room_for_one_other() -> None:
    buyer, seller = two_sides()
    shown = offers(buyer, seller)
    for person in staff_of(calendar(seller).exhibitor):
        stranger = make_delegate(buyer.delegate.edition)
        make_meeting(calendar(seller), calendar_of(stranger), shown[0], delegates=(person, stranger))
    fresh = offers(buyer, seller)
    assert (per_day(fresh), set(shown) - set(fresh), len(set(fresh) - set(shown))) == ({PER_DAY}, {shown[0]}, 1)


def test_a_free_slot_that_is_not_shown_cannot_be_proposed_but_those_of_the_own_request_stay() -> None:
    buyer, seller = two_sides()
    shown = offers(buyer, seller)
    day = [shown[0].replace(hour=0, minute=0) + step * HALF_HOUR for step in range(48)]
    sites = list(buyer.delegate.edition.sites.all())
    words = {"named": None, "after": SENT_AT}
    free = slots_still_possible(buyer.delegate.edition, sites, buyer.acting, day, **words)
    hidden = next(slot for slot in free if slot not in shown)
    with pytest.raises(Refused, match="can no longer be had"):
        actions.send_request(buyer, calendar(seller), Proposal(slots=(hidden,)), at=SENT_AT)
    request = actions.send_request(buyer, calendar(seller), Proposal(slots=(shown[0],)), at=SENT_AT)
    request.proposed.update(starts_at=hidden)
    assert hidden in offers(buyer, seller, except_for=request.pk)
    edited = actions.edit_request(buyer, request, Proposal(slots=(hidden,)), version=1, at=LATER)
    assert [slot.starts_at for slot in edited.proposed.all()] == [hidden]


def test_who_has_lost_many_slots_today_asks_without_one() -> None:
    buyer, seller = two_sides()
    hidden = (SENT_AT,)
    for _ in range(looking.MOST_MISSED):
        with pytest.raises(Refused, match="can no longer be had"):
            actions.send_request(buyer, calendar(seller), Proposal(slots=hidden), at=SENT_AT)
    shown = (offers(buyer, seller)[0],)
    with pytest.raises(Refused, match="Ask without a slot"):
        actions.send_request(buyer, calendar(seller), Proposal(slots=shown), at=SENT_AT)
    assert actions.send_request(buyer, calendar(seller), Proposal(), at=SENT_AT).status == "sent"
    other = side(make_delegate(buyer.delegate.edition))
    assert actions.send_request(other, calendar(seller), Proposal(slots=(offers(other, seller)[0],)), at=SENT_AT).status == "sent"
    tomorrow = SENT_AT + timedelta(days=1)
    request = actions.send_request(seller, calendar(buyer), Proposal(), at=SENT_AT)
    assert (request.status, looking.forget_looks(at=tomorrow), looking.forget_looks(at=tomorrow + timedelta(days=1))) == (
        "accepted",
        0,
        looking.MOST_MISSED,
    )


def test_the_slots_of_so_many_others_are_shown_a_day(monkeypatch) -> None:
    monkeypatch.setattr(looking, "MOST_SEEN", 2)
    world = World()
    codes = [world.stand.code, *(calendar_of(make_delegate(world.edition)).code for _ in range(2))]

    def shown() -> list[bool]:
        pages = [world.buying.get(f"{world.root}/with/{code}/").content.decode() for code in codes]
        return [slots_in(page) != [] for page in pages]

    assert [shown(), shown()] == [[True, True, False]] * 2
    page = world.buying.get(f"{world.root}/with/{codes[2]}/").content.decode()
    assert "You have looked at the slots of very many today." in page
    other = make_delegate(world.edition)
    calendar_of(other)
    page = sign_in(Client(), other.person.account).get(f"{world.root}/with/{codes[2]}/").content.decode()
    assert slots_in(page) != []
    assert not Look.objects.filter(side__contains=str(world.own.pk), other__contains=world.stand.code).exists()
