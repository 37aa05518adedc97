"""Read and press the pages: what a visitor, an organiser and the desk see and do about seats."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from praya.engines.programme import verify
from praya.meet.seats.models import Admission, LadderRung, Seat
from praya.meet.seats.moments import keep_moments
from tests import builders as make
from tests.builders.meet import HK_AFTERNOON
from tests.builders.seats import EARLY

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def text_of(answer: Any) -> str:
    """Return what a page says, without its tags."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


@pytest.fixture
def visitor(people: Any) -> Any:
    one = people(1)[0]
    client = make.sign_in(Client(), one.person.account)
    client.delegate = one
    return client


@pytest.fixture
def organiser(edition: Any) -> Client:
    return make.sign_in(Client(), make.make_team_member(edition))


def page_of(place: Any) -> str:
    return f"/e/spring/programme/{place.session.code}/"


def pressed(client: Client, page: str, action: str) -> Any:
    """Press a button of a page as a browser does, by the address that its form has."""
    forms = re.findall(r'<form method="post" action="([^"]*)"', client.get(page).content.decode())
    address = next(unescape(one) for one in forms if action in one)
    return client.post(address, follow=True)


def test_a_visitor_books_reads_how_it_stands_and_gives_back(place, visitor, people) -> None:
    admission = make.make_admission(place, seats=1, withdraw_until=HK_AFTERNOON - HOUR)
    page = page_of(place)
    assert "1 seat left" in text_of(visitor.get(page))
    said = text_of(pressed(visitor, page, "/ask/"))
    assert ("You have a seat." in said, "No seat left" in said, "Give my seat back" in said) == (True, True, True)
    assert admission.commitment in said
    other = make.sign_in(Client(), people(1)[0].person.account)
    assert "at place 1" in text_of(pressed(other, page, "/ask/"))
    assert "1 waits" in text_of(visitor.get(page))
    said = text_of(pressed(visitor, page, "/give-back/"))
    assert "Given back." in said
    assert "You have a seat." in text_of(other.get("/e/spring/my-seats/"))
    assert Client().get(page).content.count(b"/ask/") == 0, "a stranger reads the rules and has no button"


def test_the_button_stands_before_its_hour_and_says_so_when_pressed(place, visitor) -> None:
    opens = timezone.now() + timedelta(days=2)
    make.make_admission(place, seats=1, opens_at=opens)
    said = text_of(pressed(visitor, page_of(place), "/ask/"))
    assert ("Booking is not open to you yet." in said, "You have a seat." in said) == (True, False)
    assert not Seat.objects.exists()


def test_nobody_learns_of_rules_that_are_not_promised_or_of_a_session_that_is_not_released(edition, place, visitor) -> None:
    rules = make.make_rules(place, seats=1)
    assert "Seats" not in text_of(visitor.get(page_of(place)))
    draft = make.make_session(edition, "Draft", state="draft")
    hidden = make.make_admission(make.make_placement(draft, HK_AFTERNOON + HOUR), seats=3)
    for code in (rules.code, hidden.code, "absent"):
        ways = [visitor.post(f"/e/spring/seats/{code}/{way}/") for way in ("ask", "give-back")]
        ways.append(visitor.get(f"/e/spring/seats/{code}/bundle.json"))
        assert [answer.status_code for answer in ways] == [404, 404, 404], code
    assert not Seat.objects.exists()


def test_the_seed_is_nobodys_before_the_draw_and_everybodys_after_it(place, visitor, organiser) -> None:
    draws = timezone.now() + timedelta(minutes=5)
    admission = make.make_admission(place, seats=1, method="draw", draws_at=draws, at=timezone.now())
    said = text_of(pressed(visitor, page_of(place), "/ask/"))
    assert "You take part in the draw." in said
    manage = f"/e/spring/manage/seats/rules/{place.code}/"
    ways = [page_of(place), "/e/spring/my-seats/", manage, "/e/spring/manage/seats/", "/e/spring/manage/trail/"]
    ways += ["/e/spring/api/manage/seats/", "/e/spring/manage/seats/seats.csv"]
    for way in ways:
        answer = organiser.get(way)
        shown = b"".join(answer.streaming_content if answer.streaming else [answer.content])
        assert admission.seed.encode() not in shown, way
    bundle = f"/e/spring/seats/{admission.code}/bundle.json"
    assert Client().get(bundle).status_code == 404
    keep_moments(at=draws)
    text = Client().get(bundle).content.decode()
    assert (verify(text), json.loads(text)["seed"]) == ((), admission.seed)
    assert "You have a seat." in text_of(visitor.get(page_of(place)))


def test_an_organiser_writes_rules_promises_them_and_what_contradicts_is_named(place, organiser) -> None:
    page = f"/e/spring/manage/seats/rules/{place.code}/"
    wrong = {
        "method": "first_come",
        "seats": "60",
        "walk_ups": "70",
        "draws_at": "2027-03-10T10:00",
        "releases_at": "2027-03-20T10:00",
    }
    said = text_of(organiser.post(page, wrong))
    for sentence in (
        "The room seats 40.",
        "70 seats are kept for categories and the door, and there are 60.",
        "Nothing is drawn where the first who come have the seats.",
        "Kept seats are released after booking opens",
        "No seats are kept for a category",
    ):
        assert sentence in said, sentence
    assert not Admission.objects.exists()
    right = {"method": "draw", "walk_ups": "2", "draws_at": "2027-03-15T10:00", "withdraw_until": "2027-03-16T12:00"}
    assert "The rules are kept." in text_of(organiser.post(page, right, follow=True))
    kept = Admission.objects.get()
    assert (kept.commitment, kept.draws_at.isoformat()) == ("", "2027-03-15T02:00:00+00:00"), "on the clock of the site"
    assert "Promised" in text_of(organiser.post(f"{page}act/", {"do": "promise"}, follow=True))
    promised = Admission.objects.get()
    assert (len(promised.commitment), promised.promise["seats"], promised.seed != kept.seed) == (64, 40, True)


def test_promised_rules_are_changed_only_where_nobody_loses(place, organiser, visitor) -> None:
    admission = make.make_admission(place, seats=1, withdraw_until=HK_AFTERNOON - 3 * HOUR)
    page = f"/e/spring/manage/seats/rules/{place.code}/"
    pressed(visitor, page_of(place), "/ask/")
    said = text_of(organiser.post(f"{page}act/", {"do": "recall"}, follow=True))
    assert "1 person has asked under these rules: they stand." in said
    assert "Person 0" in said
    earlier = text_of(organiser.post(page, {"withdraw_until": "2027-03-16T09:00"}))
    assert ("nothing was changed" in earlier, "Person 0" in earlier) == (True, True)
    assert "The hour is put off." in text_of(organiser.post(page, {"withdraw_until": "2027-03-16T13:00"}, follow=True))
    assert Admission.objects.get(pk=admission.pk).withdraw_until == HK_AFTERNOON - HOUR


def test_the_desk_notes_who_has_come_on_one_page(edition, place, people) -> None:
    desk = make.sign_in(Client(), make.make_team_member(edition, role="desk"))
    admission = make.make_admission(place, seats=1, walk_ups=0)
    holder, waits, other = people(3)
    seats = [make.make_seat(admission, one) for one in (holder, waits)]
    door = f"/e/spring/manage/seats/door/{admission.code}/"
    assert "Premiere" in text_of(desk.get("/e/spring/manage/seats/doors/"))
    assert "0 of 1 are in" in text_of(desk.get(door))
    assert "1 of 1 are in" in text_of(desk.post(f"{door}act/", {"do": "come", "seat": seats[0].pk}, follow=True))
    assert "0 of 1 are in" in text_of(desk.post(f"{door}act/", {"do": "uncome", "seat": seats[0].pk}, follow=True))
    assert other.person.name in text_of(desk.get(f"{door}?q={other.person.name[-1]}"))
    desk.post(f"{door}act/", {"do": "walk", "delegate": other.code})
    assert Seat.objects.get(delegate=other).state == "lined"
    said = text_of(desk.post(f"{door}act/", {"do": "close"}, follow=True))
    assert "The session has not begun" in said


def test_a_ladder_is_written_once_for_an_edition_and_stands_in_the_rules(place, organiser, visitor) -> None:
    make.make_admission(place, seats=1)
    twice = {"no_shows_1": "2", "wait_minutes_1": "30", "no_shows_2": "2"}
    assert "Two rungs begin at the same number" in text_of(organiser.post("/e/spring/manage/seats/ladder/", twice))
    rungs = {"no_shows_1": "1", "wait_minutes_1": "60", "no_shows_2": "3", "is_barred_2": "on"}
    organiser.post("/e/spring/manage/seats/ladder/", rungs)
    assert list(LadderRung.objects.values_list("no_shows", "wait_minutes", "is_barred")) == [(1, 60, False), (3, 0, True)]
    said = text_of(visitor.get(page_of(place)))
    assert "To whoever has left 1 seat empty booking opens 60 min later" in said
    assert "Whoever has left 3 seats empty cannot book any more." in said


def test_a_public_value_is_written_down_when_the_list_is_closed_and_the_draw_follows(place, organiser, people) -> None:
    draws = timezone.now() - HOUR
    facts = {"method": "draw", "draws_at": draws, "beacon_source": "Lottery of that day", "beacon_form": "numbers:3"}
    admission = make.make_admission(place, seats=1, at=EARLY, **facts)
    make.make_seat(admission, people(1)[0])
    keep_moments(at=timezone.now())
    page = f"/e/spring/manage/seats/rules/{place.code}/"
    assert "The list is closed." in text_of(organiser.get(page))
    act = {"do": "beacon", "value": "9-3-1"}
    assert "not written as it was promised" in text_of(organiser.post(f"{page}act/", act))
    assert "The seats are drawn." in text_of(organiser.post(f"{page}act/", {**act, "value": "1-3-9"}, follow=True))
    drawn = Admission.objects.get(pk=admission.pk)
    assert (verify(drawn.bundle), json.loads(drawn.bundle)["beacon"]) == ((), "1-3-9")
