"""A buyer on a phone follows a suggestion, leaves another out and takes it back; an organiser tries other weights."""

from __future__ import annotations

from dataclasses import replace

import pytest
from playwright.sync_api import expect

from praya.match.requests.models import Request
from praya.match.suggestions import gathering
from praya.match.suggestions.models import LeftOut
from tests import builders as make
from tests.journeys.axe import faults, is_wider_than_window
from tests.journeys.conftest import PHONE, Opener
from tests.match.suggestions.market import Fair, run_jobs

NARROW = {"width": 320, "height": 700}
pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _without_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathering, "LIMITS", replace(gathering.LIMITS, rests=0))


def test_a_buyer_asks_whom_praya_suggests_and_leaves_somebody_out(open_page: Opener) -> None:
    fair = Fair()
    make.make_round(fair.edition)
    fair.compute()
    page = open_page(fair.address, account=fair.buyer.person.account, viewport=PHONE)
    assert faults(page) == []
    assert not is_wider_than_window(page)
    seller = page.locator(".hint", has_text=fair.seller.person.name)
    expect(seller).to_contain_text("Has rights on offer, and you buy for Thailand: SVOD")
    seller.get_by_role("button", name="Ask for a meeting").click()
    expect(page.locator("#toasts")).to_contain_text("You have asked Lantern Sales for a meeting.")
    expect(seller).to_have_count(0)
    assert Request.objects.get().named == fair.seller
    fund = page.locator(".hint", has_text="Marie Fonds")
    fund.get_by_text("Not this").click()
    fund.get_by_role("button", name="Leave out").click()
    expect(fund).to_have_count(0)
    assert LeftOut.objects.count() == 1
    page.locator("#toasts").get_by_role("button", name="Undo").last.click()
    expect(page.locator(".hint", has_text="Marie Fonds")).to_have_count(1)
    page.goto(f"/e/{fair.edition.slug}/requests/?box=sent")
    expect(page.get_by_text("Lantern Sales").first).to_be_visible()


def test_an_organiser_tries_weights_and_sees_what_they_would_change(open_page: Opener) -> None:
    fair = Fair()
    fair.compute()
    page = open_page(f"/e/{fair.edition.slug}/manage/suggestions/", account=make.make_team_member(fair.edition))
    assert faults(page) == []
    assert not is_wider_than_window(page)
    page.get_by_text("Weights", exact=True).click()
    page.get_by_label("Languages in common").fill("90")
    page.get_by_role("button", name="Try on a few delegates").click()
    assert run_jobs() == ["done"]
    page.goto(f"/e/{fair.edition.slug}/manage/suggestions/")
    row = page.get_by_role("row", name="Ploy Siri").first
    expect(row).to_be_visible()


@pytest.mark.parametrize("locale", ["ar", "zh-Hant"])
def test_suggestions_fit_a_narrow_screen_in_every_direction(open_page: Opener, locale: str) -> None:
    fair = Fair()
    make.make_left_out(fair.buyer, fair.fund)
    fair.compute()
    page = open_page(fair.address, account=fair.buyer.person.account, viewport=NARROW, locale=locale)
    desk = make.make_team_member(fair.edition)
    for one in (page, open_page(f"/e/{fair.edition.slug}/manage/suggestions/", account=desk, viewport=NARROW, locale=locale)):
        one.locator("main details").evaluate_all("all => all.forEach(each => each.open = true)")
        assert faults(one) == []
        assert not is_wider_than_window(one)
