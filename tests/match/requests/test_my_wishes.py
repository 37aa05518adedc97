"""All that a side has wished for on one page: how much, what became of it, and whether it fits its meetings."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from praya.match.requests.models import Wish
from praya.match.requests.my_wishes import Balance, balance_of, wish_lines, wish_rows
from tests.builders import calendar_of, make_category, make_delegate, make_exhibitor, make_meeting, make_request, make_wish
from tests.match.requests.two_sides import side
from tests.match.requests.world import World, texts, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return World()


def page(world: World, query: str = "") -> str:
    return texts(world.buying.get(f"{world.root}/my-wishes/{query}"))


def lines(found: str) -> list[str]:
    return [words(one) for one in re.findall(r"<li>\s*<div>\s*<a.*?</li>", found, re.DOTALL)]


def test_what_must_be_comes_first_and_each_line_says_what_became_of_it(world: World) -> None:
    company = calendar_of(make_exhibitor(world.edition, "Sierra"))
    make_wish(world.own, company, "like")
    make_wish(world.own, world.stand, "must")
    world.request()
    found = lines(page(world))
    assert found == [
        "Lantern open: they have not answered Open the request Must Like No",
        "Sierra small: ask them, or hope that they wish it, too Ask for a meeting Must Like No",
    ]
    assert [one.split()[0] for one in lines(page(world, "?level=like"))] == ["Sierra"]


@pytest.mark.parametrize(
    ("status", "is_sent", "chance"),
    [
        ("sent", True, "theirs"),
        ("sent", False, "yours"),
        ("accepted", True, "agreed"),
        ("declined", True, "ended"),
        ("withdrawn", False, "ended"),
        ("expired", True, "ended"),
    ],
)
def test_the_chance_follows_from_what_was_asked_and_answered(world: World, status: str, is_sent: bool, chance: str) -> None:
    make_wish(world.own, world.stand)
    pair = (world.own, world.stand) if is_sent else (world.stand, world.own)
    make_request(*pair, status=status, sent_at=timezone.now())
    one = side(world.buyer)
    assert [line.chance for line in wish_lines(one, list(wish_rows(one)))] == [chance]


def test_an_open_request_stands_for_the_two_before_a_later_one_that_ended(world: World) -> None:
    make_wish(world.own, world.stand)
    now = timezone.now()
    accepted = make_request(world.own, world.stand, status="accepted", sent_at=now - timedelta(days=1))
    make_request(world.stand, world.own, status="declined", sent_at=now)
    one = side(world.buyer)
    assert [line.request.code for line in wish_lines(one, list(wish_rows(one)))] == [accepted.code]
    world.edition.rounds.update(status="published")
    assert [line.chance for line in wish_lines(one, list(wish_rows(one)))] == ["unbooked"]
    make_meeting(world.own, world.stand, request=accepted)
    assert [line.chance for line in wish_lines(one, list(wish_rows(one)))] == ["scheduled"]


def test_the_chance_says_nothing_of_the_other_sides_wish(world: World) -> None:
    make_wish(world.own, world.stand)
    world.request()
    before = lines(page(world))
    for level in ("no", "must"):
        Wish.objects.update_or_create(calendar=world.stand, other=world.own, defaults={"level": level})
        assert lines(page(world)) == before


@pytest.mark.parametrize(
    ("total", "sentence"),
    [
        (None, "as many as fit"),
        (3, ""),
        (2, "You wish for 3 meetings and may have 2"),
        (1, "You must meet 2 and may have 1 meetings"),
    ],
)
def test_wishes_are_held_against_the_number_of_meetings(world: World, total: int | None, sentence: str) -> None:
    others = [calendar_of(make_delegate(world.edition)) for _ in range(4)]
    for other, level in zip(others, ("must", "must", "like", "no"), strict=True):
        make_wish(world.own, other, level)
    world.buyer.category = make_category(world.edition, slug="guests", quota_total=total, quota_per_day=None)
    world.buyer.save()
    assert balance_of(side(world.buyer)) == Balance(2, 1, 1, total, None)
    found = page(world)
    assert sentence in found
    assert ("notice warn" in found) == (total == 1)


def test_every_no_comes_last(world: World) -> None:
    for name, level in (("Bamboo", "no"), ("Amber", "like"), ("Cedar", "must"), ("Delta", "no")):
        make_wish(world.own, calendar_of(make_exhibitor(world.edition, name)), level)
    rows = [(row["level"], row["other__exhibitor__organisation__name"]) for row in wish_rows(side(world.buyer))]
    assert rows == [("must", "Cedar"), ("like", "Amber"), ("no", "Bamboo"), ("no", "Delta")]


def test_nobody_reads_the_wishes_of_another_side(world: World) -> None:
    make_wish(world.own, world.stand, "no")
    theirs = json.loads(world.selling.get(f"/e/{world.edition.slug}/api/my-wishes/").content)
    own = json.loads(world.buying.get(f"/e/{world.edition.slug}/api/my-wishes/").content)
    assert (theirs["results"], [(row["name"], row["level"]) for row in own["results"]]) == ([], [("Lantern", "no")])


def test_without_a_wish_the_page_says_what_to_do(world: World) -> None:
    assert "Mark whom you must or would like to meet" in page(world)
