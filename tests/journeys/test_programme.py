"""Read a programme without an account, at two sites and elsewhere, as people do it in a real browser."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from praya.core.texts.reading import write
from praya.meet.editions.models import OpeningHours
from tests import builders as make
from tests.journeys.axe import faults, is_wider_than_window, too_small
from tests.journeys.conftest import DESK, PHONE, Opener

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
TOLD = "/e/harbour/programme/"


class Told:
    """Hold a released programme of two sites with a session that is on now at the first, relayed to the second."""

    def __init__(self) -> None:
        self.now = timezone.now().replace(second=0, microsecond=0)
        on = self.now.date()
        self.edition = make.make_edition(
            "harbour", is_public=True, starts_on=on - timedelta(days=1), ends_on=on + timedelta(days=2), with_breaks=False
        )
        OpeningHours.objects.filter(site__edition=self.edition).update(opens="00:00", closes="23:59")
        self.room = make.make_room(self.edition, "Harbour Room", capacity=120, access=write({"en": "A ramp on the left"}))
        self.track = make.make_track(self.edition, "Finance")
        self.series = make.make_series(self.edition.market)
        self.person = make.make_person("Chan Tai Man", names={"zh-Hant": "陳大文"})
        begun = self.now - timedelta(minutes=30)
        titles = {"en": "Harbour forum", "zh-Hant": "海港論壇", "ar": "منتدى الميناء"}
        self.forum = self.session(titles, begun, self.room, track=self.track, series=self.series)
        make.make_placement(self.forum, begun, site="la")
        make.make_part(self.forum, self.person, job_title="Producer")
        self.session({"en": "Pitches", "zh-Hant": "提案"}, begun, make.make_room(self.edition, "Pier Room"))
        self.session({"en": "Afterwards", "zh-Hant": "其後"}, begun + timedelta(hours=2), self.room)
        make.make_release(self.edition)

    def session(self, titles: dict[str, str], at: Any, room: Any, **fields: Any) -> Any:
        """Make a session of an hour in a room."""
        session = make.make_session(self.edition, **fields)
        session.title = write(titles)
        session.save()
        make.make_placement(session, at, room=room)
        return session

    @property
    def day(self) -> str:
        """Return the day in Hong Kong on which that session began: shortly after midnight it is yesterday."""
        return (self.now - timedelta(minutes=30)).astimezone(ZoneInfo("Asia/Hong_Kong")).date().isoformat()

    @property
    def ways(self) -> list[str]:
        """Return the addresses of all public pages of the programme."""
        about = [f"people/{self.person.code}/", f"rooms/{self.room.code}/", f"tracks/{self.track.code}/"]
        about.append(f"series/{self.series.code}/")
        return ["", "?q=chan", "timeline/", "now/", "clock/", f"{self.forum.code}/", *about]


@pytest.fixture
def told() -> Told:
    return Told()


def test_a_stranger_finds_a_speaker_by_another_script_and_reads_where_and_when(open_page: Opener, told: Told) -> None:
    page = open_page(TOLD, viewport=PHONE)
    page.get_by_role("searchbox", name="Find").fill("陳大文")
    page.get_by_role("button", name="Filter").click()
    expect(page.get_by_text("Speaker: Chan Tai Man").first).to_be_visible()
    page.get_by_role("link", name="Chan Tai Man").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("陳大文")
    page.get_by_role("link", name="Harbour forum").first.click()
    page.get_by_role("link", name="Harbour Room").click()
    expect(page.get_by_text("A ramp on the left")).to_be_visible()
    expect(page.get_by_text("120")).to_be_visible()


def test_a_reader_elsewhere_turns_the_programme_to_their_own_clock_and_back(open_page: Opener, told: Told) -> None:
    page = open_page(TOLD, timezone_id="Pacific/Kiritimati")
    page.get_by_role("link", name="My time").click()
    expect(page.get_by_label("Where I am")).to_have_value("Pacific/Kiritimati")
    page.get_by_label("On my own clock").check()
    page.get_by_role("button", name="Show the programme so").click()
    expect(page.get_by_text("Times are on your own clock: Kiritimati (UTC+14).")).to_be_visible()
    page.get_by_role("link", name="Timeline").click()
    expect(page.get_by_text("Times are on your own clock")).to_be_visible()
    page.get_by_role("button", name="The sites' time").click()
    expect(page.get_by_text("Times are on the clock of each site; yours")).to_be_visible()


def test_the_clock_is_chosen_without_javascript(open_page: Opener, told: Told) -> None:
    page = open_page(f"{TOLD}timeline/", java_script_enabled=False)
    page.get_by_role("link", name="My time").click()
    page.get_by_label("On my own clock").check()
    page.get_by_label("Where I am").fill("Kathmandu")
    page.get_by_role("button", name="Show the programme so").click()
    expect(page.get_by_text("Kathmandu (UTC+5:45)")).to_be_visible()
    assert page.url.endswith("/programme/timeline/")


def test_a_visitor_at_each_site_sees_what_is_on_here_and_there(open_page: Opener, told: Told) -> None:
    for site in ("hk", "la"):
        account = make.make_delegate(told.edition, site=site).person.account
        page = open_page(f"{TOLD}now/", account=account, viewport=PHONE)
        for place in ("Hong Kong", "Los Angeles"):
            card = page.get_by_role("region", name=place)
            expect(card.get_by_role("link", name="Harbour forum").first).to_be_visible()
        page.get_by_role("link", name="Look again").click()
        expect(page.get_by_role("heading", name="Now and next")).to_be_visible()


def test_the_page_of_now_reads_itself_again_while_somebody_looks(open_page: Opener, told: Told) -> None:
    page = open_page(f"{TOLD}now/")
    expect(page.get_by_role("link", name="Harbour forum").first).to_be_visible()
    told.session({"en": "Called at once"}, told.now - timedelta(minutes=10), told.room)
    make.make_release(told.edition)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.get_by_role("link", name="Called at once").first).to_be_visible()


def test_a_day_is_a_picture_that_is_read_by_keyboard_and_scrolls_in_its_own_box(open_page: Opener, told: Told) -> None:
    for viewport in (PHONE, DESK):
        page = open_page(f"{TOLD}timeline/?site=hk&day={told.day}", viewport=viewport)
        box = page.get_by_role("region", name="Hong Kong")
        expect(box.get_by_role("heading", name="Harbour Room")).to_be_visible()
        expect(box.locator(".now-line")).to_be_attached()
        box.focus()
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('.block') !== null")
        tall, short = (height_of(page, name) for name in ("Harbour forum", "Pitches"))
        assert (abs(tall - short) < 2, is_wider_than_window(page)) == (True, False)


def height_of(page: Page, name: str) -> float:
    box = page.locator(".block", has_text=name).first.bounding_box()
    assert box is not None
    return box["height"]


def test_a_screen_in_the_foyer_shows_rooms_in_turn_and_keeps_its_last_page_without_a_network(
    open_page: Opener, told: Told
) -> None:
    page = open_page(f"{TOLD}wall/hk/?language=zh-hant", viewport={"width": 1920, "height": 1080})
    expect(page.get_by_text("海港論壇")).to_be_visible()
    expect(page.get_by_text("其後")).to_be_visible()
    assert (page.locator("html").get_attribute("lang"), page.locator("a").count()) == ("zh-hant", 0)
    page.context.set_offline(True)
    page.evaluate("htmx.trigger('#wall', 'load')")
    expect(page.get_by_text("海港論壇")).to_be_visible()


@pytest.mark.parametrize("language", ["en", "zh-hant", "ar"])
@pytest.mark.parametrize("viewport", [PHONE, DESK])
def test_every_public_page_is_for_everybody(open_page: Opener, told: Told, language: str, viewport: dict[str, int]) -> None:
    page = open_page(TOLD, viewport=viewport, locale=language)
    for way in (*told.ways, f"wall/hk/?language={language}"):
        page.goto(f"{TOLD}{way}")
        found = (page.locator("html").get_attribute("lang"), faults(page), is_wider_than_window(page), too_small(page))
        assert (way, *found) == (way, language, [], False, [])
