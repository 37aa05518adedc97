"""Walk a buyer from a name as it sounds to a meeting about the film, on a phone and on a desk, and look in three languages."""

from __future__ import annotations

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from praya.core.catalogue.models import Title
from praya.core.texts.reading import write
from praya.match.requests.models import Request
from praya.site.environment import CHECKOUT
from tests.builders import (
    calendar_of,
    make_category,
    make_delegate,
    make_edition,
    make_exhibitor,
    make_organisation,
    make_person,
    make_round,
    make_title,
    make_work,
)
from tests.journeys.axe import faults, is_wider_than_window, widest
from tests.journeys.conftest import DESK, PHONE, Opener

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
SHOTS = CHECKOUT / "var" / "screenshots"
MOOD = [
    {"text": "花樣年華", "tag": "zh-Hant", "kind": "original"},
    {"text": "In the Mood for Love", "tag": "en", "kind": "international"},
]
OTHERS = (
    ("夜之歌", "Night Song", "series", "spy", "MO"),
    ("حكاية الميناء", "A Harbour Tale", "film", "drama", "EG"),
    ("서울의 봄", "Spring in Seoul", "film", "history", "KR"),
    ("Maré", "The Tide", "documentary", "nature", "PT"),
    ("紙鳶", "Paper Kite", "animation", "family", "HK"),
)


class World:
    """Hold a buyer who has signed in, and an exhibitor with a film known by its sound."""

    def __init__(self) -> None:
        self.edition = make_edition("harbour", is_public=True, name=write({"en": "Harbour Market", "zh-Hant": "港灣影視市場"}))
        make_round(self.edition)
        company = make_organisation("Jet Tone", names={"zh-Hant": "澤東電影"}, level="public", activities=["production"])
        self.exhibitor = make_exhibitor(self.edition, organisation=company, staff=2)
        director = make_person("Wong Kar-wai", names={"zh-Hant": "王家衛"}, level="public", account=None, email=None)
        self.title = make_title(
            names=MOOD,
            owner=company,
            genres=["drama", "romance"],
            year=2000,
            minutes=98,
            countries=[{"code": "HK", "share": 60}, {"code": "FR", "share": 40}],
            languages=["yue"],
            logline=write({"en": "Two neighbours fall in love without giving in to it.", "zh-Hant": "兩位鄰居彼此生情。"}),
            synopsis=write({"en": "Hong Kong, 1962.", "zh-Hant": "一九六二年，香港。"}, source="zh-Hant"),
            credits=[{"role": "director", "name": "Wong Kar-wai", "person": director.code}],
            seeking=[{"what": "distributor", "where": ["TH"], "note": ""}],
            visibility={"budget": "badge", "finance": "badge"},
            budget_low=3_000_000_00,
            budget_high=3_000_000_00,
            secured_low=1_500_000_00,
            secured_high=2_000_000_00,
            materials=[{"kind": "trailer", "label": "", "address": "https://example.org/trailer"}],
            statement={},
        )
        make_work(self.edition, self.title, exhibitor=self.exhibitor)
        for original, english, kind, genre, country in OTHERS:
            names = [
                {"text": original, "tag": "und", "kind": "original"},
                {"text": english, "tag": "en", "kind": "international"},
            ]
            other = make_title(names=names, kind=kind, genres=[genre], countries=[{"code": country}], owner=company)
            make_work(self.edition, other, exhibitor=self.exhibitor)
        category = make_category(self.edition, "buyer", is_buyer=True)
        self.buyer = make_delegate(self.edition, person=make_person("Ng See-yuen"), category=category)
        calendar_of(self.buyer)
        self.account = self.buyer.person.account
        self.root = f"/e/{self.edition.slug}"


def look(page: Page, name: str) -> None:
    """Keep a picture of the page, and see that it is accessible and does not move sideways."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"buyer-{name}-{page.viewport_size['width']}.png", full_page=True)  # type: ignore[index]
    assert faults(page) == []
    assert (is_wider_than_window(page), widest(page)) == (False, [])


def unfold_filters(page: Page) -> None:
    """Open the filters where a phone folds them."""
    opener = page.get_by_role("button", name="Filters")
    if opener.is_visible() and opener.get_attribute("aria-expanded") == "false":
        opener.click()


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_from_the_sound_of_a_name_to_a_request_about_the_film(open_page: Opener, viewport: dict[str, int]) -> None:
    world = World()
    page = open_page(f"{world.root}/works/", account=world.account, viewport=viewport)
    assert page.locator(".work").count() == 6
    look(page, "1-works")
    page.reload()  # the inspection leaves marks on elements, which a swap would carry on

    page.get_by_label("Search works").fill("Fa yeung nin wa")
    expect(page.locator(".work")).to_have_count(1)
    assert page.get_by_role("link", name="In the Mood for Love").is_visible()
    assert page.evaluate("document.activeElement.id") == "q"
    unfold_filters(page)
    page.locator("#facet-genre > summary").click()
    page.get_by_label("drama").check()
    expect(page.locator(".chosen").get_by_text("Genre: drama")).to_be_visible()
    assert page.get_by_label("drama").is_checked()
    assert page.locator("#facet-genre").get_attribute("open") is not None
    look(page, "2-found")

    page.get_by_role("link", name="In the Mood for Love").click()
    assert page.get_by_role("heading", name="In the Mood for Love").is_visible()
    look(page, "3-work")

    page.get_by_role("link", name="Ask for a meeting").click()
    page.get_by_label("Must").check()
    page.get_by_label("Message").fill("We would like to talk about Thailand.")
    look(page, "4-ask")
    page.get_by_role("button", name="Send the request").click()
    page.wait_for_url(f"**{world.root}/requests/*/")
    assert page.get_by_role("main").get_by_text("In the Mood for Love").is_visible()
    look(page, "5-request")
    request = Request.objects.get()
    assert (request.title_id, request.level) == (world.title.pk, "must")

    page.goto(f"{world.root}/requests/?box=sent")
    assert page.get_by_role("main").get_by_text("In the Mood for Love").is_visible()
    look(page, "6-requests")


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_without_scripts_the_same_is_a_plain_form(open_page: Opener, viewport: dict[str, int]) -> None:
    world = World()
    page = open_page(f"{world.root}/works/", account=world.account, viewport=viewport, java_script_enabled=False)
    page.get_by_label("Search works").fill("kite")
    page.get_by_label("Search works").press("Enter")
    assert page.locator(".work").count() == 1
    if viewport == PHONE:
        page.get_by_role("button", name="Filters").click()
    page.get_by_label("animation").check()
    page.get_by_role("button", name="Show", exact=True).click()
    assert "kind=animation" in page.url
    expect(page.locator(".work")).to_have_count(1)


@pytest.mark.parametrize("language", ["en", "zh-hant", "ar"])
@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_every_page_of_works_in_three_languages(open_page: Opener, viewport: dict[str, int], language: str) -> None:
    world = World()
    others = list(Title.objects.exclude(pk=world.title.pk).values_list("code", flat=True)[:2])
    director = world.title.credits.get().person
    page = open_page(f"{world.root}/works/", account=world.account, viewport=viewport)
    page.context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": page.url.split("/e/")[0]}])
    for name, path in {
        "works": "/works/",
        "list": "/works/?view=list",
        "map": "/works/map/",
        "work": f"/works/{world.title.code}/",
        "compare": f"/works/compare/?with={world.title.code}&with={others[0]}&with={others[1]}",
        "print": "/works/print/",
        "person": f"/persons/{director.code}/",
        "organisation": f"/organisations/{world.exhibitor.organisation.code}/",
        "searches": "/searches/",
    }.items():
        page.goto(world.root + path)
        look(page, f"{name}-{language}")
        assert str(page.locator("html").get_attribute("lang")).lower() == language
    page.goto("/catalogue/")
    look(page, f"catalogue-{language}")
