"""Every page that a role can reach by links is accessible, fits the narrowest window and asks no other host."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from django.urls import resolve
from playwright.sync_api import Page

from praya.core.accounts.models import Account
from praya.demo.roles import roles_of
from praya.meet.editions.models import Edition
from praya.site.catalogues import compile_catalogues
from tests.examples import amount
from tests.journeys.axe import faults, is_wider_than_window, too_small, widest
from tests.journeys.conftest import Opener
from tests.journeys.demo_market import demo_market

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
NARROW = {"width": 320, "height": 700}
ENOUGH_PAGES = {"organiser": 25, "exhibitor": 9, "remote": 9}
SIDE = "document.documentElement.lang + ' ' + getComputedStyle(document.body).direction"
NO_PAGE = re.compile(
    r"\.(?:pdf|xlsx|csv|ics|xml|json|atom|png)$|/export/|/template|/report/|/demo/|/style/|/sheet/example/"
    r"|/pictures/[0-9a-f]{9}|/api/|/download/|/materials/"
)


@pytest.fixture
def market() -> Edition:
    return demo_market()


def kind_of(path: str) -> str:
    """Return the route of a path, with the part of an editor that it opens: one page of each is enough.

    With `--all` what is no number, code or site tells pages apart too: the words of every letter in every language.
    """
    if amount(0, thorough=1):
        return re.sub(r"/(?:\d+|[a-km-np-z2-9]{14}|hk|la)(?=/)", "/*", path)
    found = resolve(path)
    return found.route + str(found.kwargs.get("part", ""))


def links(page: Page) -> list[str]:
    # A link in a drawing has an address of another sort.
    found = page.eval_on_selector_all("a[href]", "all => all.map((a) => new URL(a.getAttribute('href'), location.href).href)")
    return [urlsplit(address).path for address in found if address.startswith("http")]


def account_of(edition: Edition, word: str) -> Account:
    return next(role.account for role in roles_of(edition) if role.word == word)


def findings(page: Page) -> list[str]:
    found = [*faults(page), *(f"less than 24 px: {one}" for one in too_small(page))]
    if is_wider_than_window(page):
        found.append(f"wider than {NARROW['width']} px: {widest(page)}")
    return found


def walk(page: Page, edition: Edition) -> Iterator[str]:
    """Open one page of each kind that links lead to, and return its path."""
    waiting, seen = [urlsplit(page.url).path], set()
    while waiting:
        path = waiting.pop(0)
        if NO_PAGE.search(path) or not path.startswith((f"/e/{edition.slug}/", "/account", "/markets/")):
            continue
        if (kind := kind_of(path)) in seen:
            continue
        seen.add(kind)
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 200, path
        yield path
        waiting += links(page)


@pytest.mark.parametrize("word", list(ENOUGH_PAGES))
def test_every_page_within_reach_keeps_its_manners(open_page: Opener, market: Edition, word: str) -> None:
    page = open_page(f"/e/{market.slug}/", account=account_of(market, word), viewport=NARROW)
    found = {path: findings(page) for path in walk(page, market)}
    assert {path: wrong for path, wrong in found.items() if wrong} == {}
    assert len(found) >= ENOUGH_PAGES[word]


@pytest.mark.parametrize("word", ["organiser", "exhibitor"])
def test_every_page_within_reach_is_read_from_right_to_left(open_page: Opener, market: Edition, word: str) -> None:
    compile_catalogues()
    page = open_page(f"/e/{market.slug}/", account=account_of(market, word), viewport=NARROW, locale="ar")
    found = {path: (page.evaluate(SIDE), widest(page), is_wider_than_window(page)) for path in walk(page, market)}
    # The screen of a foyer shows one language after another.
    other = {path: seen for path, seen in found.items() if seen != ("ar rtl", [], False) and "/programme/wall/" not in path}
    assert other == {}
    assert len(found) >= ENOUGH_PAGES[word]
