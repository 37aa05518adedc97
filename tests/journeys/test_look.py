"""Every component works by keyboard, on a phone, from right to left, in the dark and enlarged."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from playwright.sync_api import Browser, Page

from praya.site.catalogues import compile_catalogues
from praya.site.settings import SITE_FOLDER
from praya.site.statics import squeezed
from tests.builders import calendar_of, make_account, make_delegate, make_edition, make_person, make_team_member
from tests.journeys.axe import faults, is_wider_than_window, widest
from tests.journeys.conftest import DESK, PHONE, Opener

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
NARROW = {"width": 320, "height": 640}


@pytest.fixture(autouse=True)
def _building(settings: object) -> None:
    settings.DEMO = True  # type: ignore[attr-defined]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("address", ["/style/", "/style/?in=ar"])
def test_every_component_is_accessible(open_page: Opener, address: str, viewport: dict[str, int], scheme: str) -> None:
    page = open_page(address, viewport=viewport, color_scheme=scheme)
    assert faults(page) == []


@pytest.mark.parametrize(
    ("address", "is_signed_in"),
    [
        ("/", False),
        ("/accounts/login/", False),
        ("/accounts/signup/", False),
        ("/", True),
        ("/account/", True),
        ("/account/data/", True),
        ("/account/erase/", True),
        ("/accounts/email/", True),
        ("/accounts/logout/", True),
        ("/accounts/2fa/webauthn/add/", True),
        ("/accounts/2fa/", True),
        ("/accounts/2fa/webauthn/", True),
    ],
)
def test_the_pages_of_the_account_keep_their_manners(open_page: Opener, address: str, is_signed_in: bool) -> None:
    page = open_page(address, viewport=NARROW, account=make_account() if is_signed_in else None, is_proved=is_signed_in)
    assert urlsplit(page.url).path == address
    assert (faults(page), is_wider_than_window(page)) == ([], False)


@pytest.mark.parametrize("address", ["/style/", "/style/?in=ar"])
def test_the_narrowest_window_does_not_move_sideways(open_page: Opener, address: str) -> None:
    page = open_page(address, viewport=NARROW)
    assert (is_wider_than_window(page), widest(page)) == (False, [])


@pytest.mark.parametrize("address", ["/", "/accounts/login/", "/accounts/signup/", "/style/"])
def test_arabic_is_read_from_right_to_left(open_page: Opener, address: str) -> None:
    compile_catalogues()
    page = open_page(address, viewport=NARROW, locale="ar")
    assert page.evaluate("[document.documentElement.lang, document.dir]") == ["ar", "rtl"]
    assert (faults(page), is_wider_than_window(page), widest(page)) == ([], False, [])


def test_a_drawing_turns_around_and_its_words_do_not(open_page: Opener) -> None:
    compile_catalogues()
    edition = make_edition("market-2027")
    organiser = make_team_member(edition)
    sides = []
    for locale in ("en", "ar"):
        page = open_page("/e/market-2027/manage/sites/", account=organiser, locale=locale)
        name, first = page.locator(".preview text.ink").first, page.locator(".preview rect.lane").first
        boxes = name.bounding_box(), first.bounding_box()
        assert boxes[0]
        assert boxes[1]
        sides.append(boxes[0]["x"] < boxes[1]["x"])
        # Turned twice is not turned: the drawing's turn and the word's own cancel each other out.
        assert name.evaluate("(word) => word.getScreenCTM().a") > 0
    assert sides == [True, False]


def test_twice_the_size_does_not_move_sideways(open_page: Opener) -> None:
    page = open_page("/style/", viewport={"width": 640, "height": 400}, device_scale_factor=2)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert (is_wider_than_window(page), widest(page)) == (False, [])


def test_without_motion_nothing_moves(open_page: Opener) -> None:
    page = open_page("/style/", reduced_motion="reduce")
    assert page.evaluate("getComputedStyle(document.querySelector('button.primary')).transitionDuration") == "0s"


def test_without_scripts_messages_and_grids_remain(open_page: Opener) -> None:
    page = open_page("/style/", java_script_enabled=False)
    assert page.locator("[data-grid] input[type=checkbox]").count() > 0
    assert page.locator("[data-language] textarea:visible").count() == 4
    assert page.locator(".toast").is_visible()


def chosen(page: Page) -> list[str]:
    return page.eval_on_selector_all("[data-grid] input:checked", "boxes => boxes.map((box) => box.value)")


def test_the_grid_is_one_stop_and_follows_the_arrows(open_page: Opener) -> None:
    page = open_page("/style/")
    assert page.locator("[data-grid] input[tabindex='0']").count() == 1
    first = page.locator("[data-grid] input").first
    first.focus()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.value") == "1-0"
    before = chosen(page)
    page.keyboard.press("Space")
    assert sorted(set(chosen(page)) ^ set(before)) == ["1-0"]
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.value") == "1-1"


def test_shift_marks_along_the_way(open_page: Opener) -> None:
    page = open_page("/style/")
    page.locator("[data-grid] input[value='1-0']").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Shift+ArrowRight")
    assert {"1-0", "1-1"} <= set(chosen(page))


def test_arrows_turn_around_from_right_to_left(open_page: Opener) -> None:
    page = open_page("/style/?in=ar")
    page.locator("[data-grid] input[value='1-0']").focus()
    page.keyboard.press("ArrowLeft")
    assert page.evaluate("document.activeElement.value") == "1-1"


def test_a_stroke_of_the_pointer_marks_every_cell_it_crosses(open_page: Opener) -> None:
    page = open_page("/style/")
    boxes = [page.locator(f"[data-grid] input[value='{value}']") for value in ("1-0", "1-1")]
    boxes[0].scroll_into_view_if_needed()
    before = set(chosen(page))
    for box, press in zip(boxes, (page.mouse.down, page.mouse.up), strict=True):
        area = box.bounding_box()
        assert area is not None
        page.mouse.move(area["x"] + area["width"] / 2, area["y"] + area["height"] / 2)
        press()
    assert set(chosen(page)) - before == {"1-0", "1-1"}


def test_languages_become_tabs(open_page: Opener) -> None:
    page = open_page("/style/")
    tabs = page.locator("[data-languages] [role=tab]")
    assert tabs.all_text_contents() == ["English", "繁體中文", "Português", "العربية"]
    tabs.nth(0).focus()
    page.keyboard.press("ArrowRight")
    assert page.locator("#id_profile_zh-Hant").is_visible()
    assert page.locator("#id_profile_en").is_hidden()


def test_a_toast_can_be_closed(open_page: Opener) -> None:
    page = open_page("/style/")
    toast = page.locator(".toast")
    toast.get_by_role("button", name="Close").click()
    assert toast.count() == 0


def test_the_palette_opens_by_keys_and_leads_to_a_person(open_page: Opener) -> None:
    edition = make_edition("market-2027")
    person = make_person("Visitor Vane")
    calendar_of(make_delegate(edition, person=person))
    other = make_person("Yip Wing-hei", names={"zh-Hant": "葉詠曦"})
    calendar_of(make_delegate(edition, person=other))
    page = open_page("/e/market-2027/people/", account=person.account)
    page.keyboard.press("Control+k")
    page.locator("#palette input[type=search]").fill("詠曦")
    row = page.locator("#palette-found a", has_text="Yip Wing-hei")
    row.wait_for()
    assert faults(page) == []
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/e/market-2027/persons/{other.code}/")


def test_the_language_changes_from_any_page(open_page: Opener) -> None:
    page = open_page("/accounts/login/")
    page.get_by_label("Language").click()
    page.get_by_role("button", name="繁體中文").click()
    page.wait_for_load_state()
    assert page.evaluate("[document.documentElement.lang, location.pathname]") == ["zh-hant", "/accounts/login/"]


def test_a_code_signs_in(open_page: Opener) -> None:
    make_person(email="wh@example.org", account=None)
    page = open_page("/accounts/login/")
    page.get_by_label("E-mail address").first.fill("wh@example.org")
    page.get_by_role("button", name="Send me a code").click()
    page.wait_for_url("**/confirm/")
    assert faults(page) == []
    page.get_by_label("Code").fill(mail.outbox[0].subject.rsplit(" ", 1)[1])
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(lambda address: urlsplit(address).path == "/", timeout=5000)
    assert page.get_by_role("heading", level=1).text_content() == "Welcome"


def test_a_passkey_is_added_and_signs_in(open_page: Opener) -> None:
    account = make_account("wh@example.org")
    EmailAddress.objects.create(user=account, email=account.email, verified=True, primary=True)
    page = open_page("/account/", account=account)
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    device = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    devtools.send(
        "WebAuthn.addVirtualAuthenticator", {"options": {**device, "isUserVerified": True, "automaticPresenceSimulation": True}}
    )
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_role("heading", name="Is it you?").wait_for()
    assert faults(page) == []
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_label("Code").fill(mail.outbox[0].subject.rsplit(" ", 1)[1])
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Name of this passkey").wait_for()
    assert faults(page) == []
    page.get_by_label("Name of this passkey").fill("My phone")
    page.get_by_role("button", name="Add a passkey").click()
    page.wait_for_url(lambda address: not address.endswith("/add/"))
    page.goto("/accounts/2fa/webauthn/")
    assert (page.locator("tbody th").inner_text(), faults(page)) == ("My phone signs in alone", [])
    page.context.clear_cookies()
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(lambda address: urlsplit(address).path == "/", timeout=5000)
    assert page.locator("details.menu .visually-hidden").inner_text() == "wh@example.org"


def test_the_last_agenda_is_read_without_network_until_somebody_signs_out(open_page: Opener) -> None:
    person = make_person("Visitor Vane")
    make_delegate(make_edition("market-2027"), person=person)
    page = open_page("/e/market-2027/agenda/", account=person.account)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.reload()
    page.context.set_offline(True)
    page.reload()
    assert page.locator("#offline-note").is_visible()
    assert page.get_by_role("heading", level=1).inner_text() == "Agenda"
    page.goto("/e/market-2027/people/")
    assert page.get_by_role("heading", level=1).inner_text() == "No network"
    page.context.set_offline(False)
    page.goto("/accounts/logout/")
    page.locator("main button").click()
    page.wait_for_url(lambda address: urlsplit(address).path == "/", timeout=5000)
    page.context.set_offline(True)
    page.goto("/e/market-2027/agenda/")
    assert page.get_by_role("heading", level=1).inner_text() == "No network"


RULES = """sheets => sheets.map(text => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return [...sheet.cssRules].map(rule => rule.cssText.replace(/\\s*,\\s*/g, ","));
})"""


def test_a_squeezed_style_sheet_says_the_same_to_a_browser(browser: Browser) -> None:
    page = browser.new_page()
    for path in sorted((SITE_FOLDER / "static/praya").glob("*.css")):
        laid_out, small = page.evaluate(RULES, [path.read_text(), squeezed(path.read_text())])
        assert laid_out and small == laid_out, path.name
    page.close()
