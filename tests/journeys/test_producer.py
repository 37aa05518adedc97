"""Walk a producer of a two-person company through a project in three languages, half of it tonight and half tomorrow."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from playwright.sync_api import Page

from praya.core.access.audiences import Audience
from praya.core.catalogue.models import Draft, Title
from praya.core.index.queries import find
from praya.meet.works.indexing import index_delegates
from praya.meet.works.models import Work
from praya.site.environment import CHECKOUT
from tests.builders import make_account, make_delegate, make_edition, make_organisation, make_person, make_team_member, make_title
from tests.journeys.axe import faults, is_wider_than_window, widest
from tests.journeys.conftest import DESK, PHONE, Opener

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
SHOTS = CHECKOUT / "var" / "screenshots"


class World:
    """Hold a producer with her company, and an organiser, in an edition that everybody may enter."""

    def __init__(self) -> None:
        self.edition = make_edition("harbour", is_public=True)
        company = make_organisation("Two Lamps Pictures", names={"zh-Hant": "雙燈影業"}, activities=["production"])
        person = make_person("Maria do Carmo", account=make_account("maria@example.org"))
        self.producer = make_delegate(self.edition, person=person, organisation=company)
        index_delegates([self.producer])
        self.organiser = make_team_member(self.edition)
        self.root = f"/e/{self.edition.slug}"


def look(page: Page, name: str) -> None:
    """Keep a picture of the page, and see that it is accessible and does not move sideways."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"producer-{name}-{page.viewport_size['width']}.png", full_page=True)  # type: ignore[index]
    assert faults(page) == []
    assert (is_wider_than_window(page), widest(page)) == (False, [])


def write_in(page: Page, legend: str, words: dict[str, str]) -> None:
    """Type a text in several languages, each on its own tab."""
    box = page.locator("fieldset.languages").filter(has=page.locator("legend", has_text=legend)).first
    for tag, text in words.items():
        box.locator(f'[role=tab][lang="{tag}"]').click()
        box.locator(f'textarea[lang="{tag}"]').fill(text)


def poster() -> bytes:
    """Return a small picture."""
    stream = io.BytesIO()
    Image.new("RGB", (200, 300), (11, 85, 99)).save(stream, "PNG")
    return stream.getvalue()


def begin(page: Page) -> None:
    """Enter the first work with its original name."""
    page.get_by_role("link", name="My works").last.click()
    look(page, "1-no-works")
    page.get_by_role("link", name="Enter the first work").click()
    page.get_by_label("Original name").fill("澳門碼頭")
    page.get_by_label("Language of the name").fill("Cantonese")
    page.get_by_label("Stage").select_option("financing")
    look(page, "2-new")
    page.get_by_role("button", name="Begin").click()
    page.get_by_text("Go on now or tomorrow").wait_for()
    look(page, "3-begun")


def name_and_tell(page: Page) -> None:
    """Give names and texts in three languages."""
    page.locator(".sections a", has_text="Names").click()
    page.locator("#f-names-1-text").fill("The Wharf at Macau")
    page.locator("#f-names-1-tag").fill("English")
    page.locator("#f-names-1-kind").select_option("international")
    page.get_by_role("button", name="Add a name").click()
    page.locator("#f-names-2-text").wait_for()
    page.locator("#f-names-2-text").fill("رصيف ماكاو")
    page.locator("#f-names-2-tag").fill("Arabic")
    page.locator("#f-names-2-kind").select_option("other")
    look(page, "4-names")
    page.get_by_role("button", name="Save, then Facts").click()
    page.get_by_label("drama", exact=True).check()
    page.get_by_label("Original languages").fill("Cantonese, Portuguese")
    page.locator("#f-countries-0-code").fill("Macao")
    page.get_by_role("button", name="Save, then Texts").click()
    story = {"en": "A night watchman counts the boats.", "zh-Hant": "一個守夜人數着船。", "ar": "حارس ليلي يعدّ القوارب."}
    write_in(page, "Logline", story)
    look(page, "5-texts")
    page.get_by_role("button", name="Save and leave").click()
    page.get_by_text("Saved.").wait_for()


def credit_and_price(page: Page) -> None:
    """Link a credit with the directory, say what is sought and what it costs."""
    page.locator(".sections a", has_text="Credits").click()
    page.locator("#f-credits-0-name").fill("Maria do Carmo")
    page.get_by_role("button", name="Look up in the directory").first.click()
    page.locator(".found button").click()
    page.get_by_text("Linked with Maria do Carmo").wait_for()
    look(page, "6-credits")
    page.get_by_role("button", name="Save, then Sought").click()
    page.locator("#f-seeking-0-what").select_option("coproducer")
    page.locator("#f-seeking-0-where").fill("Canada, Brazil")
    page.get_by_role("button", name="Save, then Money").click()
    page.get_by_label("Budget, from").fill("1,200,000")
    page.get_by_label("Budget, up to").fill("1.500.000")
    page.get_by_label("Who may read the budget").select_option("buyer")
    page.get_by_role("button", name="Save and leave").click()


def picture_and_submit(page: Page, address: str) -> None:
    """Upload a poster, read the work as a buyer would, and submit it."""
    page.locator(".sections a", has_text="Pictures").click()
    page.get_by_label("Picture", exact=True).set_input_files({"name": "poster.png", "mimeType": "image/png", "buffer": poster()})
    page.get_by_role("button", name="Upload").click()
    page.get_by_text("Uploaded.").wait_for()
    look(page, "7-pictures")
    page.goto(f"{address}preview/?as=buyer")
    page.get_by_text("US$1,200,000 – US$1,500,000").wait_for()
    look(page, "8-preview")
    page.goto(address)
    page.get_by_role("button", name="Submit to the organisers").click()
    page.get_by_text("Submitted. The organisers look at it next.").wait_for()
    assert (Work.objects.get().status, Draft.objects.count()) == ("submitted", 0)


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_a_project_in_three_languages(open_page: Opener, viewport: dict[str, int]) -> None:
    world = World()
    account = world.producer.person.account
    page = open_page(f"{world.root}/me/", account=account, viewport=viewport)
    begin(page)
    name_and_tell(page)
    page.context.close()

    address = f"{world.root}/mine/{Title.objects.get().code}/"
    page = open_page(address, account=account, viewport=viewport)
    credit_and_price(page)
    picture_and_submit(page, address)

    desk = open_page(f"{world.root}/manage/works/", account=world.organiser, viewport=viewport)
    look(desk, "9-queue")
    desk.get_by_role("link", name="The Wharf at Macau").click()
    look(desk, "10-review")
    desk.get_by_role("button", name="Approve").click()
    desk.get_by_text("Approved: it is shown now.").wait_for()

    number = Title.objects.get().pk
    for words in ("澳門碼頭", "The Wharf at Macau", "رصيف ماكاو", "守夜人", "watchman"):
        assert [hit.number for hit in find(words, audience=Audience.BADGE).hits] == [number]
    page.goto(f"{world.root}/works/?q=رصيف ماكاو")
    page.get_by_role("link", name="The Wharf at Macau").first.click()
    page.get_by_role("heading", level=1, name="The Wharf at Macau").wait_for()


def test_the_editor_works_without_scripts(open_page: Opener) -> None:
    world = World()
    page = open_page(f"{world.root}/mine/new/", account=world.producer.person.account, java_script_enabled=False)
    page.get_by_label("Original name").fill("A")
    page.get_by_role("button", name="Begin").click()
    page.locator(".sections a", has_text="Names").click()
    page.locator("#f-names-1-text").fill("B")
    page.locator("#f-names-1-tag").fill("English")
    page.get_by_role("button", name="Add a name").click()
    page.locator("#f-names-2-text").fill("C")
    page.locator("#f-names-2-tag").fill("French")
    page.get_by_role("button", name="Up Names 2").click()
    names = [row["text"] for row in Draft.objects.get().document["names"]]
    assert names == ["B", "A", "C"]
    page.get_by_role("button", name="Remove Names 3").click()
    assert [row["text"] for row in Draft.objects.get().document["names"]] == ["B", "A"]
    page.locator("#f-names-0-text").press("Enter")
    assert page.url.endswith(f"/mine/{Title.objects.get().code}/")


@pytest.mark.parametrize("language", ["zh-hant", "ar"])
def test_the_editor_reads_well_in_other_languages(open_page: Opener, language: str) -> None:
    world = World()
    world.producer.person.account.language = language
    world.producer.person.account.save()
    page = open_page(f"{world.root}/mine/new/", account=world.producer.person.account, viewport=PHONE)
    page.context.add_cookies([{"name": "django_language", "value": language, "url": page.url.split("/e/")[0]}])
    page.goto(f"{world.root}/mine/new/")
    page.locator("#id_name").fill("雙城記")
    page.locator("main form button.primary").click()
    code = Title.objects.get().code
    for part in ("names", "facts", "texts", "money", "readers"):
        page.goto(f"{world.root}/mine/{code}/edit/{part}/")
        look(page, f"{language}-{part}")
        assert str(page.locator("html").get_attribute("lang")).lower() == language
    for path in ("", "pictures/", "changes/"):
        page.goto(f"{world.root}/mine/{code}/{path}")
        look(page, f"{language}-{path.strip('/') or 'work'}")


def test_a_phone_that_closes_the_page_loses_nothing(open_page: Opener) -> None:
    world = World()
    title = make_title("A", owner=world.producer.organisation, status="draft")
    page = open_page(f"{world.root}/mine/{title.code}/edit/texts/", account=world.producer.person.account, viewport=PHONE)
    page.locator("#f-logline_en").fill("A watchman counts")
    page.get_by_text("What you typed is kept as a draft.").wait_for(timeout=15_000)
    assert Draft.objects.get().document["logline"]["texts"]["en"]["text"] == "A watchman counts"
    page.locator("#f-logline_en").fill("A watchman counts the boats")
    page.get_by_role("button", name="Save and leave").click()
    page.get_by_text("Saved.").wait_for()
    assert Draft.objects.get().document["logline"]["texts"]["en"]["text"] == "A watchman counts the boats"
