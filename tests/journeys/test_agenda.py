"""Measure the agenda as it is read in the hall: the next meeting is seen at once, each later one in a line, on every screen."""

from __future__ import annotations

from datetime import timedelta

import pytest

from praya.site.catalogues import compile_catalogues
from praya.site.environment import CHECKOUT
from tests.builders import (
    HK_MORNING,
    calendar_of,
    make_delegate,
    make_edition,
    make_exhibitor,
    make_meeting,
    make_notice,
    make_request,
    make_thread,
    make_title,
    make_work,
    staff_of,
)
from tests.journeys.axe import faults, is_wider_than_window, widest
from tests.journeys.conftest import DESK, PHONE, Opener

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
LANGUAGES = {"en": "en", "ar": "ar", "pt": "pt", "zh-hans": "zh-CN", "zh-hant": "zh-TW"}
SHOTS = CHECKOUT / "var" / "screenshots"


class World:
    """Hold a buyer with a full day and a half, news, and clocks of two cities."""

    def __init__(self) -> None:
        self.edition = make_edition("harbour", is_public=True)
        self.site = self.edition.sites.get(slug="hk")
        self.buyer = make_delegate(self.edition, name="Ng See-yuen")
        own = calendar_of(self.buyer)
        for number in range(9):
            name = f"The Long Name of a Company of Moving Pictures, Series and Animation for Everybody {number}"
            exhibitor = make_exhibitor(self.edition, name, staff=1)
            at = HK_MORNING + timedelta(days=number // 6, minutes=30 * (number % 6 + (number % 6 > 3)))
            fields = {"site": self.site, "stand": exhibitor.stand}
            meeting = make_meeting(calendar_of(exhibitor), own, at, delegates=(staff_of(exhibitor)[0], self.buyer), **fields)
            make_notice(self.buyer, "booked", meeting=meeting.code, at=at.isoformat())
        self.path = f"/e/{self.edition.slug}/agenda/"


@pytest.fixture
def world(settings: object) -> World:
    settings.DEMO = True  # type: ignore[attr-defined]
    compile_catalogues()
    SHOTS.mkdir(parents=True, exist_ok=True)
    return World()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_next_meeting_is_seen_at_once_on_a_phone(open_page: Opener, world: World, language: str) -> None:
    page = open_page(world.path, account=world.buyer.person.account, viewport=PHONE, locale=LANGUAGES[language])
    assert page.locator("html").get_attribute("lang") == language
    pinned, rows = page.locator(".pinned").bounding_box(), page.locator(".meet").all()
    assert pinned is not None
    assert pinned["y"] <= 320
    assert pinned["y"] + pinned["height"] <= PHONE["height"] / 2
    assert max(row.bounding_box()["height"] for row in rows) <= 64  # type: ignore[index]
    assert len(rows) == 9
    assert (faults(page), is_wider_than_window(page), widest(page)) == ([], False, [])
    page.screenshot(path=SHOTS / f"agenda-{language}-390.png")


def test_a_tap_leads_to_the_meeting_and_what_can_be_done_about_it(open_page: Opener, world: World) -> None:
    page = open_page(world.path, account=world.buyer.person.account, viewport=PHONE)
    page.locator(".agenda-menu > summary").click()
    assert page.get_by_role("link", name="PDF, A4").is_visible()
    page.keyboard.press("Escape")
    page.locator(".meet > a").nth(3).click()
    assert page.get_by_role("heading", level=1).is_visible()
    page.get_by_text("Cancel", exact=True).click()
    assert page.get_by_role("button", name="Cancel this meeting").is_visible()
    assert (faults(page), is_wider_than_window(page), widest(page)) == ([], False, [])


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("language", ["en", "ar", "zh-hant"])
def test_a_meetings_page_keeps_its_manners(open_page: Opener, world: World, language: str, viewport: dict[str, int]) -> None:
    seller = make_exhibitor(world.edition, "Lantern Films", staff=2)
    first, _second = staff_of(seller)
    request = make_request(calendar_of(world.buyer), calendar_of(seller), status="accepted", message="Three 電影 for you")
    make_work(world.edition, make_title("The Clock", owner=seller.organisation))
    make_thread(world.buyer, first, "Shall we look at the trailer first?", "Gladly, at our stand.")
    at = HK_MORNING + timedelta(days=2)
    meeting = make_meeting(calendar_of(seller), calendar_of(world.buyer), at, delegates=(first, world.buyer), request=request)
    page = open_page(f"{world.path}{meeting.code}/", account=first.person.account, viewport=viewport, locale=LANGUAGES[language])
    for summary in page.locator(".meeting-acts summary").all():
        summary.click()
    assert page.locator("select[name=to] option").count() == 1
    assert (faults(page), is_wider_than_window(page), widest(page)) == ([], False, [])
    page.screenshot(path=SHOTS / f"meeting-{language}-{viewport['width']}.png", full_page=True)


def test_on_a_desk_the_days_stand_beside_each_other(open_page: Opener, world: World) -> None:
    page = open_page(world.path, account=world.buyer.person.account, viewport=DESK)
    days = [page.locator(".agenda-days > section").nth(n).bounding_box() for n in (0, 1)]
    assert days[0]["y"] == days[1]["y"]  # type: ignore[index]
    first, seventh = (page.locator(".meet").nth(n).bounding_box() for n in (0, 6))
    assert first["y"] == seventh["y"]  # type: ignore[index]
    fourth, fifth = (page.locator(".meet").nth(n).bounding_box() for n in (3, 4))
    cut = "all => all.filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.textContent)"
    assert page.locator(".is-week .meet-place, .is-week .meet-when").evaluate_all(cut) == []
    assert fifth["y"] - fourth["y"] == pytest.approx(2 * (fourth["height"] + 2), abs=2)  # type: ignore[index]
    assert (faults(page), is_wider_than_window(page), widest(page)) == ([], False, [])
    page.screenshot(path=SHOTS / "agenda-en-1280.png")
    page = open_page(world.path, account=world.buyer.person.account, viewport=DESK, locale="ar")
    name = page.locator(".is-week .meet-firm > bdi").first
    room = "(one) => [document.dir, getComputedStyle(one).direction, one.scrollWidth > one.clientWidth, one.scrollLeft]"
    assert name.evaluate(room) == ["rtl", "ltr", True, 0]  # what gives way is the end of the name
