"""Everybody reads the programme as a list and as a picture, on the sites' clocks or their own, and on a screen in a foyer."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from praya.core.texts.reading import write
from praya.meet.programme.own_clock import COOKIE
from praya.meet.programme.streaming import is_played_here
from tests import builders as make
from tests.builders.meet import HK_AFTERNOON, HK_MORNING, LA_MIDDAY

pytestmark = pytest.mark.django_db
TOLD = "/e/spring/programme/"
MINE, SITES = "mine.Asia/Tokyo", "sites.Asia/Tokyo"


def reading(chosen: str = "") -> Client:
    client = Client()
    if chosen:
        client.cookies[COOKIE] = chosen
    return client


def at_moment(monkeypatch: Any, at: Any) -> None:
    clock = SimpleNamespace(now=lambda: at)
    for module in ("listing", "views_public"):
        monkeypatch.setattr(f"praya.meet.programme.{module}.timezone", clock)


def test_the_days_stand_in_a_bar_with_how_much_the_rest_of_the_filter_lets_through(edition) -> None:
    for number, (site, kind) in enumerate((("hk", "panel"), ("hk", "forum"), ("la", "panel"))):
        session = make.make_session(edition, f"Session {number}", kind=kind)
        make.make_placement(session, LA_MIDDAY if site == "la" else HK_MORNING, site=site)
    make.make_release(edition)

    def bar(**wanted: str) -> list[tuple[str, int | None]]:
        tabs = Client().get(TOLD, wanted).context["tabs"]
        return [(key, count) for key, _word, count in tabs.choices] if tabs else []

    days = [("", 3), ("2027-03-15", 1), ("2027-03-16", 2)]
    assert (bar(), bar(day="2027-03-16")) == (days, days)
    assert bar(kind="panel") == [("", 2), ("2027-03-15", 1), ("2027-03-16", 1)]
    assert bar(site="hk") == []


def test_a_day_is_drawn_in_true_proportion_with_its_rooms_side_by_side(edition, monkeypatch) -> None:
    small, large = make.make_room(edition, "A small room"), make.make_room(edition, "B large room")
    for minutes, lasts, room, title in ((0, 60, small, "First"), (95, 30, small, "Second"), (30, 45, large, "Third")):
        at = HK_MORNING + timedelta(minutes=minutes)
        make.make_placement(make.make_session(edition, title), at, room=room, ends_at=at + timedelta(minutes=lasts))
    make.make_placement(make.make_session(edition, "Far"), LA_MIDDAY + timedelta(days=1), site="la")
    make.make_release(edition)
    at_moment(monkeypatch, HK_MORNING + timedelta(minutes=50))
    page = Client().get(f"{TOLD}timeline/")
    assert (page.status_code, page.context["day"]) == (200, date(2027, 3, 16))
    (here, _drawn), (there, _other) = page.context["pictures"]
    lanes = [(lane.room, [looks for _item, looks in lane.blocks]) for lane in here.lanes]
    assert lanes == [("A small room", ["for-h1", "at-h1 at-s7 for-s6"]), ("B large room", ["at-s6 for-s9"])]
    assert ([label for _looks, label in here.hours], here.now, here.is_now) == (["09:00", "10:00", "11:00"], "at-s10", True)
    assert (there.site.slug, [lane.room for lane in there.lanes], there.is_now) == ("la", [""], False)


@pytest.mark.parametrize(
    ("now", "wanted", "shown"),
    [
        (HK_MORNING - timedelta(days=60), {}, date(2027, 3, 16)),
        (HK_MORNING + timedelta(days=1), {}, date(2027, 3, 18)),
        (HK_MORNING + timedelta(days=60), {}, date(2027, 3, 18)),
        (HK_MORNING, {"day": "2027-03-18"}, date(2027, 3, 18)),
        (HK_MORNING, {"day": "2027-03-17"}, date(2027, 3, 16)),
        (HK_MORNING, {"kind": "panel"}, date(2027, 3, 18)),
    ],
)
def test_without_a_day_the_picture_is_that_of_the_nearest(now, wanted, shown, edition, monkeypatch) -> None:
    for days, kind in ((0, "forum"), (2, "panel")):
        make.make_placement(make.make_session(edition, kind=kind), HK_MORNING + timedelta(days=days))
    make.make_release(edition)
    at_moment(monkeypatch, now)
    page = Client().get(f"{TOLD}timeline/", wanted)
    assert (page.context["day"], page.context["wanted"]["day"]) == (shown, shown.isoformat())


def test_a_picture_of_nothing_says_what_to_do(edition) -> None:
    assert "Come back later" in Client().get(f"{TOLD}timeline/").content.decode()
    make.make_placement(make.make_session(edition), HK_MORNING)
    make.make_release(edition)
    assert "Change or clear the filter" in Client().get(f"{TOLD}timeline/", {"q": "zebra"}).content.decode()


def test_a_stranger_chooses_a_clock_that_the_browser_remembers(edition) -> None:
    make.make_placement(make.make_session(edition, "Opening"), HK_MORNING)
    make.make_release(edition)
    stranger = Client()
    assert "Times are on the clock of each site." in stranger.get(TOLD).content.decode()
    back = f"{TOLD}timeline/?day=2027-03-16"
    page = stranger.get(f"{TOLD}clock/", {"next": back})
    assert (page.status_code, page.context["back"]) == (200, back)
    done = stranger.post(f"{TOLD}clock/", {"clock": "mine", "zone": "tokyo", "next": back})
    assert (done.status_code, done["Location"], stranger.cookies[COOKIE].value) == (302, back, MINE)
    assert stranger.cookies[COOKIE]["httponly"]
    text = stranger.get(TOLD).content.decode()
    assert "Times are on your own clock: Tokyo (UTC+9)." in text
    assert ">10:00</time>" in text
    stranger.post(f"{TOLD}clock/", {"clock": "sites", "zone": "Asia/Tokyo"})
    text = stranger.get(TOLD).content.decode()
    assert "Times are on the clock of each site; yours (Tokyo (UTC+9)) follows in small" in text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"clock": "mine", "zone": ""}, "Type the city whose clock you go by"),
        ({"clock": "mine", "zone": "Atlantis"}, "is not a time zone"),
        ({"clock": "mine", "zone": "x" * 5000}, "at most 64 characters"),
        ({"clock": "noon", "zone": "Asia/Tokyo"}, "Select a valid choice"),
        ({}, "This field is required"),
    ],
)
def test_a_clock_that_cannot_be_is_refused_with_what_to_write(typed, sentence, edition) -> None:
    page = Client().post(f"{TOLD}clock/", typed)
    assert (page.status_code, COOKIE in page.cookies) == (422, False)
    assert sentence in " ".join(fault for faults in page.context["form"].errors.values() for fault in faults)


@pytest.mark.parametrize(
    "asked", ["//evil.example/e/spring/programme/", "https://evil.example/", "/accounts/logout/", "x" * 9000]
)
def test_one_is_led_to_no_other_page_after_choosing_a_clock(asked, edition) -> None:
    done = Client().post(f"{TOLD}clock/", {"clock": "sites", "next": asked})
    assert (done.status_code, done["Location"]) == (302, TOLD)


@pytest.mark.parametrize("kept", ["mine.", "mine.Nowhere/City", "mine.../../etc/passwd", "mine." + "x" * 3000, "\\x00", "."])
def test_a_cookie_that_means_nothing_leaves_the_sites_clock(kept, edition) -> None:
    make.make_placement(make.make_session(edition), HK_MORNING)
    make.make_release(edition)
    page = reading(kept).get(TOLD)
    assert (page.status_code, page.context["clock"].is_first, ">09:00</time>" in page.content.decode()) == (200, False, True)


def test_a_delegate_has_the_clock_of_their_site_without_choosing(edition) -> None:
    make.make_placement(make.make_session(edition), HK_MORNING)
    make.make_release(edition)
    client = make.sign_in(Client(), make.make_delegate(edition, site="la").person.account)
    page = client.get(TOLD)
    assert (page.context["clock"].zone.key, page.context["clock"].is_first) == ("America/Los_Angeles", False)
    text = page.content.decode()
    assert ("Mon 15 Mar" in text, ">18:00</time>" in text, ">09:00</time>" in text) == (True, True, True)


def test_what_is_on_now_stands_on_a_page_with_the_clocks_of_both_sites(edition, monkeypatch) -> None:
    make.make_placement(make.make_session(edition, "Opening"), HK_MORNING)
    make.make_placement(make.make_session(edition, "Afternoon"), HK_AFTERNOON)
    make.make_placement(make.make_session(edition, "Far later"), LA_MIDDAY + timedelta(days=2), site="la")
    make.make_release(edition)
    at_moment(monkeypatch, HK_MORNING + timedelta(minutes=30))
    page = Client().get(f"{TOLD}now/")
    here, there = page.context["places"]
    assert [
        ("Opening" in here["now"], "Afternoon" in here["next"]),
        ("Opening" in there["now"], "Far later" in there["next"]),
    ] == [
        (True, True),
        (False, True),
    ]
    text = page.content.decode()
    assert (">09:30</time>" in text, ">18:30</time>" in text, "Nothing is on here at the moment." in text) == (True, True, True)
    at_moment(monkeypatch, HK_MORNING + timedelta(days=9))
    assert Client().get(f"{TOLD}now/").content.decode().count("The programme is over here.") == 2


def test_a_screen_shows_each_room_of_a_site_with_what_is_on_and_what_follows(edition, monkeypatch) -> None:
    first, second = make.make_room(edition, "Harbour"), make.make_room(edition, "Pier")
    gone = make.make_session(edition, "Gone")
    for session, at, room in (
        (make.make_session(edition, "Opening"), HK_MORNING, first),
        (make.make_session(edition, "Second"), HK_MORNING + timedelta(hours=1), first),
        (make.make_session(edition, "Later"), HK_AFTERNOON, second),
        (gone, HK_MORNING, second),
    ):
        make.make_placement(session, at, room=room)
    make.make_placement(make.make_session(edition, "Elsewhere"), HK_MORNING, site="la")
    make.make_release(edition)
    gone.state = "cancelled"
    gone.save()
    make.make_release(edition)
    at_moment(monkeypatch, HK_MORNING + timedelta(minutes=30))
    page = Client().get(f"{TOLD}wall/hk/")
    rows = [(room.room, now and now["from"], then and then["from"]) for room, now, then in page.context["rooms"]]
    assert rows == [("Harbour", "09:00", "10:00"), ("Pier", "09:00", "14:00")]
    assert [now["is_cancelled"] for _room, now, _next in page.context["rooms"]] == [False, True]
    text = page.content.decode()
    assert [word in text for word in ("Opening", "Second", "Later", "Elsewhere", "<a ")] == [True, True, True, False, False]
    at_moment(monkeypatch, HK_MORNING - timedelta(days=3))
    assert "The programme goes on" in Client().get(f"{TOLD}wall/hk/").content.decode()
    assert Client().get(f"{TOLD}wall/nowhere/").status_code == 404


def test_a_screen_takes_turns_in_the_languages_of_the_programme_or_in_those_of_its_address(edition, monkeypatch) -> None:
    session = make.make_session(edition)
    session.title = write({"en": "Opening", "zh-Hant": "開幕", "ar": "الافتتاح"})
    session.save()
    make.make_placement(session, HK_MORNING)
    make.make_release(edition)

    def shown(seconds: int, words: str = "") -> tuple[str, str]:
        at_moment(monkeypatch, HK_MORNING + timedelta(seconds=seconds))
        page = Client().get(f"{TOLD}wall/hk/{words}")
        text = page.content.decode()
        return page["Content-Language"], next(title for title in ("開幕", "الافتتاح", "Opening") if title in text)

    told = {shown(seconds) for seconds in range(0, 200, 20)}
    assert told == {("en", "Opening"), ("zh-hant", "開幕"), ("ar", "الافتتاح")}
    assert {shown(seconds, "?language=zh-hant") for seconds in range(0, 200, 20)} == {("zh-hant", "開幕")}
    assert {shown(seconds, "?language=ar,nonsense,en")[0] for seconds in range(0, 200, 20)} == {"ar", "en"}


def test_a_stream_of_our_own_host_is_played_and_any_other_is_a_link(edition) -> None:
    for host, plays in (("testserver", True), ("video.example.org", False)):
        session = make.make_session(edition, f"At {host}", stream=f"https://{host}/live/1.m3u8")
        make.make_placement(session, HK_MORNING)
        make.make_release(edition)
        page = Client().get(f"{TOLD}{session.code}/")
        text = page.content.decode()
        assert ("<video" in text, "Watch it live" in text, f'href="https://{host}/live/1.m3u8"' in text) == (plays, True, True)
        assert "media-src" not in page["Content-Security-Policy"]
    assert not is_played_here("", "testserver")


@pytest.mark.parametrize("count", [1, 3])
def test_every_public_page_costs_the_same_for_one_and_three(count, edition, django_assert_num_queries) -> None:
    room, track = make.make_room(edition), make.make_track(edition)
    for number in range(count):
        session = make.make_session(edition, f"Session {number}", track=track)
        make.make_placement(session, HK_MORNING + timedelta(hours=number), room=room)
        make.make_placement(session, HK_MORNING + timedelta(hours=number), site="la")
        make.make_part(session, make.make_person(f"Person {number}"))
        make.make_host(session, make.make_organisation(f"Company {number}"))
        title = make.make_title(f"Work {number}")
        make.make_work(edition, title)
        make.make_presented(session, title)
    make.make_release(edition)
    costs = {
        "": 3,
        "timeline/": 3,
        "now/": 3,
        "wall/hk/": 3,
        "?q=session": 6,
        f"rooms/{room.code}/": 4,
        f"tracks/{track.code}/": 3,
        "programme.csv": 3,
        "programme.xlsx": 3,
    }
    for way, cost in costs.items():
        with django_assert_num_queries(cost):
            answer = Client().get(f"{TOLD}{way}")
            assert (way, answer.status_code, bool(answer.getvalue())) == (way, 200, True)
