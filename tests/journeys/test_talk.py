"""Write to somebody from a phone, be answered, and keep a work: as people do it in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from praya.match.messages.models import Block, Message, Thread, ThreadSide
from tests.builders import (
    make_abuse_report,
    make_delegate,
    make_edition,
    make_exhibitor,
    make_message,
    make_organisation,
    make_person,
    make_shortlist,
    make_team_member,
    make_thread,
    make_title,
    make_work,
    staff_of,
)
from tests.journeys.axe import faults, is_wider_than_window
from tests.journeys.conftest import PHONE, Opener

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
NARROW = {"width": 320, "height": 700}


class Market:
    """Hold a buyer and an exhibitor's delegate of one edition."""

    def __init__(self) -> None:
        self.edition = make_edition("harbour-2027")
        person = make_person("Ng See-yuen", names={"zh-Hant": "吳思遠"})
        self.buyer = make_delegate(self.edition, person=person, organisation=make_organisation("Lantern Buyers"))
        exhibitor = make_exhibitor(self.edition, organisation=make_organisation("Pinewind"))
        self.seller = staff_of(exhibitor)[0]
        self.root = f"/e/{self.edition.slug}"


@pytest.fixture
def market() -> Market:
    return Market()


def count_in_frame(page: Page) -> str:
    """Return the number at the way to one's own pages, where a phone shows what is unread."""
    return page.locator(".narrow-count .count > [aria-hidden]").inner_text()


def test_two_people_agree_to_write_to_each_other(open_page: Opener, market: Market) -> None:
    buying = open_page(f"{market.root}/people/", account=market.buyer.person.account, viewport=PHONE)
    buying.get_by_label(f"Write to {market.seller.person.name}").click()
    buying.get_by_label("Your first message").fill("Good morning. May we talk about Thailand?")
    buying.get_by_role("button", name="Send").click()
    expect(buying.get_by_text("You can write again once they answer.")).to_be_visible()
    selling = open_page(f"{market.root}/agenda/", account=market.seller.person.account, viewport=PHONE)
    assert count_in_frame(selling) == "1"
    selling.goto(f"{market.root}/messages/")
    selling.get_by_role("link", name="Ng See-yuen").click()
    # The page itself marks as read what it shows, and the number in the frame goes at once.
    expect(selling.get_by_role("button", name="Mark as read")).to_have_count(0)
    expect(selling.locator(".narrow-count .count")).to_be_hidden()
    selling.get_by_label("Your answer").fill("With pleasure: https://example.org/deck")
    selling.get_by_role("button", name="Send").click()
    expect(selling.get_by_text("With pleasure")).to_be_visible()
    buying.reload()
    expect(buying.get_by_role("link", name="https://example.org/deck")).to_be_visible()
    expect(buying.get_by_label("Your answer")).to_be_visible()
    assert (Thread.objects.get().status, Message.objects.count()) == ("open", 2)


def test_reading_and_writing_work_without_javascript(open_page: Opener, market: Market) -> None:
    thread = make_thread(market.buyer, market.seller, "Good morning")
    address = f"{market.root}/messages/{thread.code}/"
    selling = open_page(address, account=market.seller.person.account, java_script_enabled=False)
    selling.get_by_role("button", name="Mark as read").click()
    assert ThreadSide.objects.get(delegate=market.seller).unread == 0
    selling.get_by_role("button", name="Block").click()
    expect(selling.get_by_text("Blocked at once. They are not told.")).to_be_visible()
    selling.get_by_role("button", name="Undo").click()
    assert Block.objects.count() == 0


def test_a_work_is_taken_out_and_comes_back_with_the_toast(open_page: Opener, market: Market) -> None:
    shortlist = make_shortlist(market.buyer, *(make_work(market.edition, make_title(f"Work {letter}")) for letter in "AB"))
    page = open_page(f"{market.root}/lists/{shortlist.code}/", account=market.buyer.person.account, viewport=PHONE)
    page.get_by_role("button", name="Move down").first.press("Enter")
    expect(page.locator(".shortlist h2")).to_have_text(["Work B", "Work A"])
    page.get_by_role("button", name="Take out").first.click()
    expect(page.locator(".shortlist h2")).to_have_text(["Work A"])
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".shortlist h2")).to_have_text(["Work B", "Work A"])


def test_every_page_of_messages_and_lists_keeps_its_manners(open_page: Opener, market: Market) -> None:
    thread = make_thread(market.buyer, market.seller, "x" * 400, "Yes, https://example.org/" + "y" * 200)
    make_thread(make_delegate(market.edition), market.buyer, "Hello", status="asked")
    told = make_abuse_report(make_message(thread, market.seller, "z" * 300), market.buyer)
    shortlist = make_shortlist(market.buyer, make_work(market.edition, make_title("An endless name " * 12)), name="w" * 80)
    stranger = make_delegate(market.edition)
    own = (
        "messages/",
        f"messages/{thread.code}/",
        f"messages/to/{stranger.code}/",
        "messages/settings/",
        "lists/",
        f"lists/{shortlist.code}/",
        f"messages/{thread.code}/?report={thread.messages.all()[1].code}",
    )
    found = {}
    page = open_page(f"{market.root}/{own[0]}", account=market.buyer.person.account, viewport=NARROW)
    desk = open_page(f"{market.root}/manage/abuse/", account=make_team_member(market.edition), viewport=NARROW)
    for one, paths in ((page, own), (desk, ("manage/abuse/", f"manage/abuse/{told.code}/"))):
        for path in paths:
            one.goto(f"{market.root}/{path}")
            wrong = [*faults(one), *(["too wide"] if is_wider_than_window(one) else [])]
            if wrong:
                found[path] = wrong
    assert found == {}
