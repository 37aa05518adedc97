"""The header on a phone reads in one order in every language, and a run of text has the face of its own language."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from praya.site.catalogues import compile_catalogues
from tests.builders import calendar_of, make_delegate, make_edition, make_exhibitor, make_organisation, make_person, make_round
from tests.journeys.axe import is_wider_than_window, widest
from tests.journeys.conftest import PHONE, Opener
from tests.journeys.test_agenda import LANGUAGES

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
NAMES = {
    "short": dict.fromkeys(("en", "ar", "pt", "zh-Hans", "zh-Hant"), "港"),
    "long": {
        "en": "The Two Harbours Film and Television Market of the Pearl River Delta",
        "zh-Hant": "珠江三角洲雙港國際影視市場及融資論壇",
    },
}
# Each part with the line on which it stands and how far from where lines begin, whichever side that is.
PARTS = """() => {
  const rtl = document.dir === "rtl";
  const wanted = [".brand", ".bar-end > .button", ".bar-end > form", ".bar-end > details", ".bar-edition", ".clocks"];
  return [...document.querySelectorAll(wanted.map((one) => `.bar ${one}`).join())].map((one) => {
    const { top, bottom, left, right } = one.getBoundingClientRect();
    const [from, to] = rtl ? [innerWidth - right, innerWidth - left] : [left, right];
    return { name: one.closest(".bar-end") ? "tool" : one.classList[0], top, bottom, middle: (top + bottom) / 2, from, to };
  });
}"""
FACE = "(one) => getComputedStyle(one).fontFamily"
# How wide an apostrophe stands, in parts of the size of its letters.
APOSTROPHE = """(one) => {
  const text = one.firstChild, at = text.data.indexOf("\\u2019"), range = document.createRange();
  range.setStart(text, at);
  range.setEnd(text, at + 1);
  return range.getBoundingClientRect().width / parseFloat(getComputedStyle(one).fontSize);
}"""


def in_reading_order(page: Page) -> list[str]:
    """Return the parts of the header by lines, each from its beginning to its end; * ends a line."""
    parts = page.evaluate(PARTS)
    words, last = [], None
    for part in sorted(parts, key=lambda part: (round(part["middle"] / 14), part["from"])):
        if last is not None and part["top"] >= last["bottom"] - 4:
            words.append("*")
        words.append(part["name"])
        last = part
    return words


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_header_keeps_its_order_on_a_phone(open_page: Opener, language: str, name: str) -> None:
    compile_catalogues()
    edition = make_edition("harbour", is_public=True, name=NAMES[name])
    visitor = make_delegate(edition)
    path = f"/e/{edition.slug}/people/"
    page = open_page(path, account=visitor.person.account, viewport=PHONE, locale=LANGUAGES[language])
    assert page.locator("html").get_attribute("lang") == language
    words = in_reading_order(page)
    upper, lower = words[: words.index("*")], [word for word in words[words.index("*") :] if word != "*"]
    assert (upper, lower) == (["brand", "tool", "tool", "tool"], ["bar-edition", "clocks"])
    ends = {part["name"]: part for part in page.evaluate(PARTS)}
    assert ends["bar-edition"]["from"] == pytest.approx(ends["brand"]["from"], abs=1)
    assert ends["tool"]["to"] >= PHONE["width"] - 16
    assert (is_wider_than_window(page), widest(page)) == (False, [])


def test_what_is_typed_begins_on_its_own_side(open_page: Opener) -> None:
    compile_catalogues()
    edition = make_edition("harbour", is_public=True)
    visitor, stand = make_delegate(edition), calendar_of(make_exhibitor(edition))
    make_round(edition)
    page = open_page(f"/e/{edition.slug}/with/{stand.code}/", account=visitor.person.account, viewport=PHONE, locale="ar")
    assert page.locator("textarea").first.evaluate("(one) => getComputedStyle(one).unicodeBidi") == "plaintext"


@pytest.mark.parametrize("locale", ["zh-TW", "zh-CN"])
def test_a_latin_name_among_wide_letters_keeps_its_face_and_its_apostrophe(open_page: Opener, locale: str) -> None:
    compile_catalogues()
    edition = make_edition("harbour", is_public=True)
    company = make_organisation("L\u2019horloge d\u2019Or", names={"zh-Hant": "金鐘影業"})
    make_exhibitor(edition, organisation=company)
    person = make_person("Anne d\u2019Ys")
    calendar_of(make_delegate(edition, person=person, organisation=company))
    account = make_delegate(edition).person.account
    page = open_page(f"/e/{edition.slug}/people/", account=account, viewport=PHONE, locale=locale)
    latin = page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--latin').replace(/\\s+/g, ' ').trim()")
    name = page.locator("bdi", has_text="Anne d\u2019Ys").first
    assert name.evaluate(FACE).replace("'", '"') == latin.replace("'", '"')
    assert name.evaluate(APOSTROPHE) < 0.5
    assert page.locator("body").evaluate(FACE).replace("'", '"') != latin.replace("'", '"')
    page.goto(f"/e/{edition.slug}/exhibitors/")
    for run in page.locator("bdi", has_text="L\u2019horloge").all():
        assert run.evaluate(APOSTROPHE) < 0.5
    own = page.locator("bdi[lang=zh-Hant]", has_text="金鐘影業").first
    assert "TC" in own.evaluate(FACE)
