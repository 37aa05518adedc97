"""Walk a buyer and a seller from the sign-in code to the meeting in the buyer's own calendar, on a phone and on a desk."""

from __future__ import annotations

from urllib.request import urlopen

import pytest
from django.core import mail
from icalendar import Calendar, Component
from playwright.sync_api import Page

from praya.match.diary.models import Meeting
from praya.match.requests.models import Request, Wish
from praya.site.environment import CHECKOUT
from tests.builders import (
    calendar_of,
    make_delegate,
    make_edition,
    make_exhibitor,
    make_organisation,
    make_person,
    make_round,
    staff_of,
)
from tests.journeys.axe import faults, is_wider_than_window, widest
from tests.journeys.conftest import DESK, PHONE, Opener

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
SHOTS = CHECKOUT / "var" / "screenshots"


class World:
    """Hold a buyer without an account yet, and an exhibitor with two people, in an edition with an open round."""

    def __init__(self) -> None:
        self.edition = make_edition("harbour", is_public=True)
        make_round(self.edition)
        company = make_organisation("Lantern Films", names={"zh-Hant": "燈籠電影"}, country="TW", activity="sales")
        self.exhibitor = make_exhibitor(self.edition, organisation=company, staff=2)
        make_exhibitor(self.edition, "Harbour Pictures", site="la")
        person = make_person("Ng See-yuen", names={"zh-Hant": "吳思遠"}, email="ng@example.org", account=None)
        self.buyer = make_delegate(self.edition, person=person)
        calendar_of(self.buyer)
        self.seller = staff_of(self.exhibitor)[0]
        self.root = f"/e/{self.edition.slug}"


def look(page: Page, name: str) -> None:
    """Keep a picture of the page, and see that it is accessible and does not move sideways."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"delegate-{name}-{page.viewport_size['width']}.png", full_page=True)  # type: ignore[index]
    assert faults(page) == []
    assert (is_wider_than_window(page), widest(page)) == (False, [])


def sign_in_by_code(page: Page, email: str) -> None:
    page.get_by_label("E-mail address").first.fill(email)
    page.get_by_role("button", name="Send me a code").click()
    page.wait_for_selector("input[name=code]")
    page.get_by_label("Code").fill(mail.outbox[-1].subject.rsplit(" ", 1)[1])
    page.get_by_label("Code").press("Enter")
    page.wait_for_load_state()


def choose_country(page: Page, code: str) -> None:
    if (folded := page.locator(".filters-fold")).is_visible():
        folded.click()
    page.get_by_label("Country or region").select_option(code)


def look_at_the_meeting(page: Page) -> None:
    look(page, "7-agenda")
    page.locator(".meet > a").click()
    assert page.get_by_text("A package of three 電影").is_visible()
    look(page, "7-meeting")


def feed_of(page: Page, token: str) -> list[Component]:
    """Return the events of a delegate's private calendar."""
    with urlopen(f"{page.url.split('/e/')[0]}/feeds/{token}.ics") as answer:  # noqa: S310 - our own server
        return Calendar.from_ical(answer.read()).walk("VEVENT")


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_from_the_code_to_the_calendar(open_page: Opener, viewport: dict[str, int]) -> None:
    world = World()
    page = open_page(f"/accounts/login/?next={world.root}/agenda/", viewport=viewport)
    sign_in_by_code(page, "ng@example.org")
    page.goto(f"{world.root}/agenda/")
    assert page.get_by_role("heading", name="Your agenda is empty so far").is_visible()
    look(page, "1-empty-agenda")

    page.get_by_role("link", name="See the exhibitors").click()
    row = page.locator(".lines > li").filter(has_text="Lantern Films")
    row.get_by_role("button", name="Must").click()
    page.get_by_text("Noted: you must meet Lantern Films.").wait_for()
    assert row.get_by_role("button", name="Must").get_attribute("aria-pressed") == "true"
    look(page, "2-exhibitors")
    page.locator(".toast").get_by_role("button", name="Undo").click()
    page.get_by_text("You have no wish about Lantern Films any more.").wait_for()
    assert Wish.objects.count() == 0

    page.goto(f"{world.root}/exhibitors/")
    choose_country(page, "TW")
    page.locator("#found").get_by_text("1 of 2 exhibitors").wait_for()
    page.get_by_role("link", name="Lantern Films").click()
    page.get_by_role("link", name="Ask for a meeting").click()
    page.locator("input[name=slot]:visible").first.check()
    page.get_by_label("Message").fill("A package of three 電影")
    look(page, "3-ask")
    page.get_by_role("button", name="Send the request").click()
    page.get_by_text("Your request has been sent.").wait_for()
    look(page, "4-request-sent")
    code = Request.objects.get().code
    selling = open_page(f"{world.root}/agenda/", account=world.seller.person.account, viewport=viewport)
    selling.get_by_role("main").get_by_role("link", name="1 request waits for your answer").click()
    look(selling, "5-requests")
    selling.get_by_role("link", name="Ng See-yuen 吳思遠").click()
    selling.locator("input[name=starts_at]").first.check()
    look(selling, "6-answer")
    selling.get_by_role("button", name="Accept").click()
    selling.get_by_text("Accepted: the meeting is on your agenda.").wait_for()

    page.goto(f"{world.root}/agenda/")
    assert page.locator(".meet").count() == 1
    assert page.get_by_text("New since you last looked:").is_visible()
    look_at_the_meeting(page)
    page.goto(f"{world.root}/requests/{code}/")
    look(page, "8-request-met")
    page.goto(f"{world.root}/me/")
    look(page, "9-me")
    (event,) = feed_of(page, world.buyer.feed_token)
    assert str(event["UID"]) == f"{Meeting.objects.get().code}@praya"


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_hours_are_marked_by_keys_and_saved(open_page: Opener, viewport: dict[str, int]) -> None:
    world = World()
    page = open_page(f"{world.root}/availability/", account=world.seller.person.account, viewport=viewport)
    look(page, "hours")
    cell = page.get_by_label("Tuesday 16 March 09:00", exact=False).first
    cell.focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    page.get_by_role("button", name="Save my hours").click()
    page.get_by_text("Your hours are saved.").wait_for()
    cell = page.get_by_label("Tuesday 16 March 09:00", exact=False).first
    assert (cell.is_checked(), page.locator("[data-grid] input:checked").count()) == (False, 4 * 16 - 2)
    look(page, "hours-saved")


def test_every_page_works_without_scripts(open_page: Opener) -> None:
    world = World()
    page = open_page(f"{world.root}/people/", account=world.seller.person.account, java_script_enabled=False)
    row = page.locator(".lines > li").filter(has_text="Ng See-yuen")
    row.get_by_role("button", name="Like").click()
    assert page.url.endswith(f"{world.root}/people/")
    assert page.get_by_text("Noted: you would like to meet Ng See-yuen.").is_visible()
    assert Wish.objects.get().level == "like"
    look_without = page.locator(".lines > li").filter(has_text="Ng See-yuen").get_by_role("button", name="Like")
    assert look_without.get_attribute("aria-pressed") == "true"
    page.goto(f"{world.root}/people/?q=吳思")
    assert page.locator(".lines > li").count() == 1
    page.goto(f"{world.root}/notices/")
    assert page.get_by_role("heading", name="Nothing has changed").is_visible()
