"""Walk an association through the Shanghai showcase: a spy drama, a historical epic and a fantasy series."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from praya.core.texts.reading import write
from praya.meet.works.models import Showcase
from praya.site.environment import CHECKOUT
from tests.builders import (
    make_calendar,
    make_delegate,
    make_edition,
    make_exhibitor,
    make_organisation,
    make_title,
    make_work,
    staff_of,
)
from tests.journeys.axe import faults, is_wider_than_window, widest
from tests.journeys.conftest import DESK, PHONE, Opener

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
SHOTS = CHECKOUT / "var" / "screenshots"
WORKS = (
    (
        "百樂門密碼",
        "The Paramount Cipher",
        "series",
        "spy",
        "A ballroom singer sends codes in her songs.",
        "歌女把密碼唱進歌裏。",
    ),
    ("江城女將", "The River Commander", "film", "history", "A widow holds a river fortress.", "寡婦守江城四十日。"),
    (
        "雲海書店",
        "The Bookshop Above the Clouds",
        "animation",
        "fantasy",
        "Unfinished stories find their way home.",
        "送未完的故事回家。",
    ),
)


class World:
    """Hold an association with a stand, three works of a producer, and a buyer."""

    def __init__(self) -> None:
        self.edition = make_edition("harbour", is_public=True)
        association = make_organisation(
            "Shanghai Film Association", names={"zh-Hant": "上海電影協會"}, activities=["association"]
        )
        self.curator = staff_of(make_exhibitor(self.edition, organisation=association))[0]
        producer = make_exhibitor(self.edition, "Lantern Films")
        for original, english, kind, genre, logline, chinese in WORKS:
            names = [
                {"text": original, "tag": "zh-Hant", "kind": "original"},
                {"text": english, "tag": "en", "kind": "international"},
            ]
            parts = {"kind": kind, "genres": [genre], "countries": [{"code": "CN", "share": 70}, {"code": "HK", "share": 30}]}
            title = make_title(
                "", names=names, logline=write({"en": logline, "zh-Hant": chinese}), owner=producer.organisation, **parts
            )
            make_work(self.edition, title, exhibitor=producer)
        self.buyer = make_delegate(self.edition)
        make_calendar(self.buyer)
        self.root = f"/e/{self.edition.slug}"


def look(page: Page, name: str) -> None:
    """Keep a picture of the page, and see that it is accessible and does not move sideways."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"curator-{name}-{page.viewport_size['width']}.png", full_page=True)  # type: ignore[index]
    assert faults(page) == []
    assert (is_wider_than_window(page), widest(page)) == (False, [])


def type_in(page: Page, name: str, tag: str, text: str) -> None:
    """Type a text on the tab of one language."""
    page.locator(f'fieldset.languages:has([name="{name}_{tag}"]) [role=tab][lang="{tag}"]').click()
    page.locator(f'[name="{name}_{tag}"]').fill(text)


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_the_shanghai_showcase(open_page: Opener, viewport: dict[str, int]) -> None:
    world = World()
    page = open_page(f"{world.root}/showcases/", account=world.curator.person.account, viewport=viewport)
    page.get_by_role("link", name="New showcase").click()
    type_in(page, "name", "en", "The Shanghai showcase")
    type_in(page, "name", "zh-Hant", "上海專題")
    type_in(page, "name", "ar", "عروض شنغهاي")
    look(page, "1-begin")
    page.get_by_role("button", name="Begin").click()
    for words, name in (
        ("歌女", "The Paramount Cipher"),
        ("Bookshop", "The Bookshop Above the Clouds"),
        ("江城女將", "The River Commander"),
    ):
        page.get_by_label("Find a work").fill(words)
        page.get_by_label("Find a work").press("Enter")
        page.get_by_role("button", name=f"Add {name}").click()
        page.get_by_text("Added at the end.").wait_for()
    page.get_by_role("button", name="Up The River Commander").press("Enter")
    page.wait_for_load_state()
    headings = page.locator("ol.list h3").all_inner_texts()
    assert [text.split("\n")[0][:6] for text in headings] == ["1. The", "2. The", "3. The"]
    assert "River" in headings[1]
    item = Showcase.objects.get().items.order_by("position")[0]
    type_in(page, f"note-{item.pk}", "en", "A 1930s spy drama that sings.")
    type_in(page, f"note-{item.pk}", "zh-Hant", "三十年代的諜戰，唱出來的。")
    page.locator(f"#item-{item.pk}").get_by_role("button", name="Save").click()
    page.get_by_text("Saved.").wait_for()
    type_in(page, "introduction", "en", "Three projects from the river.")
    type_in(page, "introduction", "zh-Hant", "江畔三部新作。")
    look(page, "2-edit")
    page.get_by_role("button", name="Save").last.click()
    page.get_by_role("button", name="Publish").click()
    page.get_by_text("Published.").wait_for()

    reader = open_page(f"{world.root}/showcases/", account=world.buyer.person.account, viewport=viewport)
    look(reader, "3-showcases")
    reader.get_by_role("link", name="The Shanghai showcase").click()
    reader.get_by_text("A 1930s spy drama that sings.").wait_for()
    look(reader, "4-showcase")
    for language, words in (("zh-hant", "三十年代的諜戰，唱出來的。"), ("ar", "عروض شنغهاي")):
        reader.context.add_cookies([{"name": "django_language", "value": language, "url": reader.url.split("/e/")[0]}])
        reader.reload()
        reader.get_by_text(words).first.wait_for()
        look(reader, f"4-showcase-{language}")
    reader.context.add_cookies([{"name": "django_language", "value": "en", "url": reader.url.split("/e/")[0]}])
    reader.reload()
    reader.get_by_role("link", name="Ask for a meeting The Paramount Cipher").click()
    reader.wait_for_url("**?title=*")
