"""Saying a wish on a page: what is said back, where one comes to stand, and what the buttons show."""

from __future__ import annotations

import re

import pytest

from praya.match.requests.models import Wish
from tests.builders import make_wish
from tests.match.requests.world import World, texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return World()


@pytest.mark.parametrize(
    ("level", "sentence"),
    [
        ("must", "Noted: you must meet Lantern."),
        ("like", "Noted: you would like to meet Lantern."),
        ("no", "Noted: you will not meet Lantern. Only your own side sees this."),
        ("", "You have no wish about Lantern any more."),
        ("best", "You have no wish about Lantern any more."),
    ],
)
def test_a_wish_is_noted_and_named_and_any_other_word_takes_it_back(world: World, level: str, sentence: str) -> None:
    make_wish(world.own, world.stand, "like" if level != "like" else "must")
    page = texts(world.buying.post(f"{world.root}/with/{world.stand.code}/wish/", {"level": level}, follow=True))
    assert re.findall(r"<p>((?:Noted|You have no wish)[^<]*)</p>", page) == [sentence]
    assert list(Wish.objects.values_list("level", flat=True)) == ([level] if level in {"must", "like", "no"} else [])


@pytest.mark.parametrize(("source", "is_ours"), [("http://testserver/e/x/exhibitors/", True), ("https://evil.example/", False)])
def test_after_a_wish_one_is_where_one_was_unless_that_is_elsewhere(world: World, source: str, is_ours: bool) -> None:
    response = world.buying.post(f"{world.root}/wishes/", {"must": world.stand.code}, headers={"Referer": source})
    assert response["Location"] == (source if is_ours else f"{world.root}/with/{world.stand.code}/")


def test_after_a_refused_wish_the_buttons_show_what_still_holds(world: World) -> None:
    make_wish(world.own, world.stand, "like")
    world.request()
    response = world.buying.post(f"{world.root}/wishes/", {"no": world.stand.code}, headers={"HX-Request": "true"})
    assert "Withdraw your request first, then say no." in texts(response)
    assert re.findall(r'id="(\w+)-\w+" aria-pressed="true"', texts(response)) == ["like"]
