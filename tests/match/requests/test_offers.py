"""Which slots one side may offer another: those in which everybody asked for is there and free."""

from __future__ import annotations

from datetime import timedelta

import pytest

from praya.core.actions.refusing import Refused
from praya.match.requests import actions
from praya.match.requests.proposals import Proposal
from praya.match.requests.slots import held_by
from praya.meet.parties.sides import side_of
from tests.builders import (
    HK_AFTERNOON,
    HK_MORNING,
    SENT_AT,
    make_availability,
    make_delegate,
    make_exhibitor,
    make_meeting,
    make_request,
    staff_of,
)
from tests.match.requests.two_sides import HALF_HOUR, calendar, offers, sent, side, two_sides

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_two_sites_meet_in_the_two_hours_that_they_share_each_day() -> None:
    buyer, _ = two_sides()
    away = side(make_delegate(buyer.delegate.edition, site="la"))
    shared = [HK_MORNING + day * DAY + slot * HALF_HOUR for day in range(3) for slot in range(4)]
    assert offers(buyer, away) == shared
    assert offers(away, buyer) == shared


def test_only_slots_that_begin_after_the_moment_are_offered() -> None:
    buyer, seller = two_sides()
    assert offers(buyer, seller, after=HK_MORNING)[0] == HK_MORNING + HALF_HOUR
    assert offers(buyer, seller, after=HK_MORNING - timedelta(seconds=1))[0] == HK_MORNING
    assert offers(buyer, seller, after=HK_MORNING + 3 * DAY) == []


def test_a_slot_in_which_the_other_side_meets_somebody_is_not_offered() -> None:
    buyer, seller = two_sides()
    other = side(make_delegate(buyer.delegate.edition))
    make_meeting(calendar(other), calendar(seller), HK_MORNING)
    assert HK_MORNING not in offers(buyer, other)
    assert HK_MORNING in offers(buyer, seller)


def test_asking_tells_nothing_of_when_guests_and_the_person_named_are_free() -> None:
    """Whoever tried slots out on others, with a friend as the one asked, would read their calendars."""
    buyer, seller = two_sides()
    guest, other = (side(make_delegate(buyer.delegate.edition)) for _ in range(2))
    named = staff_of(calendar(seller).exhibitor)[0]
    make_meeting(calendar(guest), calendar(other), HK_MORNING)
    make_meeting(calendar(seller), calendar(other), HK_AFTERNOON, delegates=(named, other.delegate))
    asked = sent(buyer, seller, HK_MORNING, HK_AFTERNOON, guests=(guest.acting,), named=named.pk)
    assert list(asked.proposed.values_list("starts_at", flat=True)) == [HK_MORNING, HK_AFTERNOON]
    for slot in (HK_MORNING, HK_AFTERNOON):
        with pytest.raises(Refused, match="can no longer be had"):
            actions.accept_request(seller, asked, starts_at=slot, at=SENT_AT)
    assert not asked.proposed.exists()


def test_all_that_is_free_may_be_proposed_and_three_slots_at_most() -> None:
    buyer, seller = two_sides()
    slots = tuple(HK_MORNING + number * HALF_HOUR for number in range(3))
    make_availability(buyer.delegate, slots[0], slots[-1] + HALF_HOUR)
    request = sent(buyer, seller, *slots)
    assert tuple(request.proposed.values_list("starts_at", flat=True)) == slots


def test_the_very_first_request_holds_its_slots_until_it_is_edited() -> None:
    buyer, seller = two_sides()
    first = make_request(calendar(buyer), calendar(seller), pk=1, slots=(HK_MORNING,))
    other = side_of(staff_of(make_exhibitor(buyer.delegate.edition))[0])
    assert held_by([buyer.acting]) == {HK_MORNING: 1}
    assert HK_MORNING not in offers(buyer, other)
    with pytest.raises(Refused, match="can no longer be had"):
        sent(buyer, other, HK_MORNING)
    assert actions.edit_request(buyer, first, Proposal(slots=(HK_MORNING,)), version=1, at=SENT_AT).version == 2
