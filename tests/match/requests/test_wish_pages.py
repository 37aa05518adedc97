"""Saying a wish on a page: what is said back, where one comes to stand, and what the buttons show."""

from __future__ import annotations

import re

import pytest

from praya.core.actions.refusing import Refused
from praya.match.diary.models import Attendance
from praya.match.requests import actions
from praya.match.requests.models import Round, Wish
from tests.builders import HK_MORNING, make_delegate, make_wish
from tests.match.requests.two_sides import LATER, calendar, sent, side, two_sides
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
    ],
)
def test_a_wish_is_noted_and_named_and_nothing_takes_it_back(world: World, level: str, sentence: str) -> None:
    make_wish(world.own, world.stand, "like" if level != "like" else "must")
    page = texts(world.buying.post(f"{world.root}/with/{world.stand.code}/wish/", {"level": level}, follow=True))
    assert re.findall(r"<p>((?:Noted|You have no wish)[^<]*)</p>", page) == [sentence]
    assert list(Wish.objects.values_list("level", flat=True)) == ([level] if level in {"must", "like", "no"} else [])


@pytest.mark.parametrize("held", ["must", "like", "no"])
@pytest.mark.parametrize("typed", [{}, {"level": "bogus"}, {"level": "NO"}, {"levels": "must"}, {"level": " "}])
def test_a_word_that_no_button_sends_changes_no_wish(world: World, held: str, typed: dict[str, str]) -> None:
    make_wish(world.own, world.stand, held)
    wishes = list(Wish.objects.values())
    response = world.buying.post(f"{world.root}/with/{world.stand.code}/wish/", typed)
    assert (response.status_code, list(Wish.objects.values())) == (404, wishes)


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


@pytest.mark.parametrize("who", [0, 1])
@pytest.mark.parametrize("status", ["open", "published"])
def test_a_no_waits_until_what_was_agreed_on_is_taken_back(who: int, status: str) -> None:
    """Said before, the other side would read it from a booking that fails in every slot which is free for both."""
    sides = two_sides()
    request = sent(*sides)
    actions.accept_request(sides[1], request, starts_at=None, at=LATER)
    Round.objects.update(status=status)
    one, other = sides[who], sides[1 - who]
    wishes = list(Wish.objects.values())
    with pytest.raises(Refused, match=r"^The two of you have agreed to meet\. Open that request and take it back"):
        actions.say_wish(one, calendar(other), "no", at=LATER)
    assert list(Wish.objects.values()) == wishes
    assert actions.say_wish(one, calendar(other), "must", at=LATER) in {"", "like"}
    end = (actions.withdraw_request, actions.decline_request)[who]
    end(one, request, at=LATER)
    assert actions.say_wish(one, calendar(other), "no", at=LATER) == "must"


@pytest.mark.parametrize("who", [0, 1])
def test_a_no_waits_until_the_meeting_is_cancelled_or_over(who: int) -> None:
    sides = two_sides("published")
    actions.accept_request(sides[1], sent(*sides, HK_MORNING), starts_at=HK_MORNING, at=LATER)
    one, other = sides[who], sides[1 - who]
    with pytest.raises(Refused, match=r"^You are to meet them\. Cancel that meeting on your agenda first, then say no"):
        actions.say_wish(one, calendar(other), "no", at=LATER)
    assert actions.say_wish(one, calendar(other), "no", at=HK_MORNING) in {"", "like"}
    actions.say_wish(one, calendar(other), "", at=LATER)
    actions.cancel_meeting(one, Attendance.objects.get(calendar=one.acting), at=LATER)
    actions.say_wish(one, calendar(other), "no", at=LATER)
    assert Wish.objects.filter(calendar=one.acting, other=other.acting, level="no").exists()


def test_a_no_to_the_guest_of_a_meeting_waits_until_it_is_cancelled() -> None:
    buyer, seller = two_sides("published")
    guest = side(make_delegate(buyer.delegate.edition))
    request = sent(buyer, seller, HK_MORNING, guests=(guest.acting,))
    actions.accept_request(seller, request, starts_at=HK_MORNING, at=LATER)
    for one, other in ((guest, seller), (seller, guest), (buyer, guest)):
        with pytest.raises(Refused, match="You are to meet them"):
            actions.say_wish(one, calendar(other), "no", at=LATER)
