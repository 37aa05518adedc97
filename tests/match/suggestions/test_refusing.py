"""Whoever is refused or blocked is shown the same as ever, however often suggestions are computed."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.utils import timezone

from praya.engines.matching import Limits, suggest_all
from praya.match.messages.models import Block
from praya.match.requests.models import Wish
from praya.match.suggestions.gathering import problem_of
from praya.match.suggestions.models import SuggestionList, SuggestionRun
from praya.match.suggestions.numbers import EXHIBITOR, PERSON, number_of
from praya.match.suggestions.reading import list_named, reading_of
from praya.meet.accreditation.models import Delegate
from praya.meet.parties.sides import side_of
from tests import builders as make
from tests.match.suggestions.market import Fair, numbers_for, person, stand, work

pytestmark = pytest.mark.django_db
TURNS = range(1, 9)
Say = Callable[[Fair], set[int]]


@pytest.fixture
def fair() -> Fair:
    made = Fair()
    title = make.make_title("Second Ferry", owner=made.producer.organisation, genres=["horror"])
    make.make_work(made.edition, title, contact=made.producer)
    return made


def block(one: Delegate, other: Delegate) -> None:
    """Let one delegate block another's messages."""
    Block.objects.create(person=one.person, blocked=other.person, at=timezone.now())


def stand_refuses_buyer(fair: Fair) -> set[int]:
    make.make_wish(make.calendar_of(fair.stand), make.make_calendar(fair.buyer), "no")
    return {stand(fair.stand), person(fair.seller)}


def buyer_refuses_stand(fair: Fair) -> set[int]:
    make.make_wish(make.make_calendar(fair.buyer), make.calendar_of(fair.stand), "no")
    return {person(fair.buyer)}


def producer_refuses_buyer(fair: Fair) -> set[int]:
    make.make_wish(make.make_calendar(fair.producer), make.make_calendar(fair.buyer), "no")
    return {person(fair.producer)}


def seller_blocks_buyer(fair: Fair) -> set[int]:
    block(fair.seller, fair.buyer)
    return {person(fair.seller)}


def buyer_blocks_producer(fair: Fair) -> set[int]:
    block(fair.buyer, fair.producer)
    return {person(fair.buyer)}


SAYINGS = [stand_refuses_buyer, buyer_refuses_stand, producer_refuses_buyer, seller_blocks_buyer, buyer_blocks_producer]


def computed(fair: Fair) -> list[Any]:
    """Return what a row of computations finds, with pairs that pause."""
    problem = replace(problem_of(fair.edition, {}, 0), limits=Limits())
    return [suggest_all(replace(problem, turn=turn)) for turn in TURNS]


def test_over_a_row_of_computations_a_no_or_a_block_changes_the_lists_of_whoever_said_it_alone(fair: Fair) -> None:
    before = computed(fair)
    for say in SAYINGS:
        sayers = say(fair)
        assert {number for one, other in zip(before, computed(fair), strict=True) for number in changed(one, other)} == sayers
        Wish.objects.all().delete()
        Block.objects.all().delete()


def changed(one: Any, other: Any) -> set[int]:
    """Return whose lists differ between two computations of which the public parts are the same."""
    assert (one.public, one.before, one.after) == (other.public, other.before, other.after)
    return {number for channel, lists in one.lists.items() for number in lists if lists[number] != other.lists[channel][number]}


def stored(fair: Fair) -> list[dict[Any, str]]:
    """Return what three computations from the first turn on keep, letter by letter, with the organisers' figures."""
    SuggestionRun.objects.all().delete()
    found = []
    for _turn in range(3):
        fair.compute()
        rows = SuggestionList.objects.order_by("pk").values_list("channel", "delegate", "exhibitor", "work", "entries")
        kept = {tuple(row[:4]): json.dumps(row[4]) for row in rows}
        found.append(kept | {("figures", None, None, None): json.dumps(SuggestionRun.objects.latest("turn").figures)})
    return found


@pytest.mark.parametrize("say", SAYINGS)
def test_what_is_kept_for_the_refused_is_the_same_letter_by_letter(fair: Fair, say: Say) -> None:
    before = stored(fair)
    sayers = say(fair)
    for one, other in zip(before, stored(fair), strict=True):
        assert list(one) == list(other)
        assert {reader_of(key) for key, kept in one.items() if other[key] != kept} == sayers


def reader_of(key: tuple[Any, ...]) -> int:
    """Return the number of whom a list is kept for; none for a work's, or for figures."""
    _channel, delegate, exhibitor, _work = key
    return number_of(PERSON, delegate) if delegate else number_of(EXHIBITOR, exhibitor or 0)


def test_a_list_that_two_sides_read_tells_neither_what_the_other_said(fair: Fair) -> None:
    title = make.make_title("Third Ferry", owner=fair.producer.organisation, genres=["horror"], rights={"en": "All rights"})
    shared = make.make_work(fair.edition, title, exhibitor=fair.stand, contact=fair.producer)
    fair.compute()
    before = read_guests(fair.producer, shared)
    assert person(fair.buyer) in before and person(fair.buyer) in read_guests(fair.seller, shared)
    make.make_wish(make.calendar_of(fair.stand), make.make_calendar(fair.buyer), "no")
    fair.compute()
    assert read_guests(fair.producer, shared) == before
    assert person(fair.buyer) not in read_guests(fair.seller, shared)


def read_guests(reader: Delegate, shown: Any) -> list[int]:
    """Return the guests suggested to a work as one of its people reads them."""
    return [one.number for one in reading_of(side_of(reader), list_named(reader, f"for-{shown.title.code}")).entries]


def test_whom_one_has_blocked_is_left_out_at_once_with_their_works(fair: Fair) -> None:
    fair.compute()
    second = fair.producer.works.get()
    assert work(second) in numbers_for(fair.buyer, "works")
    block(fair.buyer, fair.producer)
    reading = reading_of(side_of(fair.buyer), list_named(fair.buyer, "people"))
    assert person(fair.producer) not in [one.number for one in reading.entries]
    assert fair.producer.pk in reading.said.refused


def test_whom_one_has_blocked_is_no_guest_of_ones_work(fair: Fair) -> None:
    fair.compute()
    shown = fair.producer.works.get()
    assert person(fair.buyer) in read_guests(fair.producer, shown)
    block(fair.producer, fair.buyer)
    assert person(fair.buyer) not in read_guests(fair.producer, shown)
    fair.compute()
    assert person(fair.buyer) not in read_guests(fair.producer, shown)
