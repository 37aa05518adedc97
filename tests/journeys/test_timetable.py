"""Lay a day out by keyboard, mouse and form, take it back, meet somebody who is quicker, and read it on a phone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from praya.meet.programme.models import Placement
from praya.site.environment import CHECKOUT
from tests import builders as make
from tests.builders.meet import HK_AFTERNOON, HK_MORNING
from tests.journeys.axe import faults, is_wider_than_window, too_small, widest
from tests.journeys.conftest import DESK, PHONE, Opener

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
SHOTS = CHECKOUT / "var" / "screenshots"
DAY = "/e/spring/manage/programme/timetable/?site=hk&day=2027-03-16"
MINUTE = timedelta(minutes=1)


def look(page: Page, name: str) -> None:
    """Keep a picture, and see that the page is accessible, large enough to touch and not wider than the window."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"timetable-{name}.png", full_page=True)
    assert (is_wider_than_window(page), widest(page), too_small(page), faults(page)) == (False, [], [], [])


@pytest.fixture
def day(transactional_db: None) -> dict[str, Any]:
    """Make a day with two rooms, two sessions and one without a time."""
    edition = make.make_edition("spring")
    rooms = [make.make_room(edition, name, capacity=120) for name in ("Harbour Room", "Peak Room")]
    opening = make.make_session(edition, "Opening of the forum")
    place = make.make_placement(opening, HK_MORNING, room=rooms[0])
    make.make_placement(make.make_session(edition, "Keynote", kind="keynote"), HK_AFTERNOON, room=rooms[1])
    loose = make.make_session(edition, "Reception", kind="reception", state="draft")
    accounts = [make.make_team_member(edition, make.make_account(name=name)) for name in ("Ana Silva", "Bo Chan")]
    return {"place": place, "rooms": rooms, "loose": loose, "accounts": accounts}


def block(page: Page, title: str) -> Any:
    return page.locator("[data-block] > a", has_text=title)


def test_a_session_is_moved_by_keyboard_and_put_back(day: dict[str, Any], open_page: Opener) -> None:
    page, place = open_page(DAY, account=day["accounts"][0]), day["place"]
    look(page, "day-1280")
    block(page, "Opening").focus()
    page.keyboard.press("Space")
    expect(page.locator("#tt-now")).to_contain_text("is lifted: 09:00, Harbour Room")
    for key in ("ArrowDown", "ArrowDown", "Shift+ArrowUp", "ArrowRight"):
        page.keyboard.press(key)
    expect(page.locator("#tt-now")).to_have_text("09:25, Peak Room")
    expect(page.locator("#tt-check")).to_contain_text("No conflict there.")
    page.keyboard.press("Escape")
    expect(page.locator("#tt-now")).to_contain_text("is back at 09:00, Harbour Room")
    assert page.evaluate("document.activeElement.textContent").count("Opening") == 1
    page.keyboard.press("Space")
    for _hour in range(18):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#tt-check")).to_contain_text("are in Peak Room at the same time")
    look(page, "lifted-1280")
    page.keyboard.press("Enter")
    expect(page.get_by_text("The move makes 1 conflict")).to_be_visible()
    expect(block(page, "Opening")).to_be_focused()
    place.refresh_from_db()
    assert (place.starts_at, place.room) == (HK_MORNING + 270 * MINUTE, day["rooms"][1])
    look(page, "conflict-1280")
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("The session is back where it was.")).to_be_visible()
    place.refresh_from_db()
    assert (place.starts_at, place.room) == (HK_MORNING, day["rooms"][0])


def test_what_has_no_time_is_dragged_into_a_room(day: dict[str, Any], open_page: Opener) -> None:
    page = open_page(DAY, account=day["accounts"][0])
    start = block(page, "Reception").bounding_box()
    lane = page.locator(".tt-room", has_text="Peak Room").locator(".tt-lane").bounding_box()
    assert start is not None
    assert lane is not None
    page.mouse.move(start["x"] + 20, start["y"] + 8)
    page.mouse.down()
    page.mouse.move(start["x"] - 60, start["y"] + 20)
    page.mouse.move(lane["x"] + 40, lane["y"] + lane["height"] / 9 + 2, steps=4)
    page.mouse.up()
    expect(page.get_by_text("The session has a place and a time.")).to_be_visible()
    made = day["loose"].placements.get()
    assert (made.starts_at, made.ends_at - made.starts_at, made.room) == (HK_MORNING + 60 * MINUTE, 60 * MINUTE, day["rooms"][1])


def test_a_finger_drags_a_session_by_its_grip(day: dict[str, Any], open_page: Opener) -> None:
    page = open_page(DAY, account=day["accounts"][0], has_touch=True)
    grip = page.locator(f"#b-{day['place'].code} .tt-grip").bounding_box()
    lane = page.locator(".tt-room", has_text="Peak Room").locator(".tt-lane").bounding_box()
    assert grip is not None
    assert lane is not None
    finger = page.context.new_cdp_session(page)
    start, end = (grip["x"] + 8, grip["y"] + 4), (lane["x"] + 40, lane["y"] + lane["height"] * 2 / 9 + 4)
    halfway = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    for kind, points in (("touchStart", [start]), ("touchMove", [halfway]), ("touchMove", [end]), ("touchEnd", [])):
        touched = [{"x": x, "y": y} for x, y in points]
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touched})
    expect(page.get_by_text("The session is moved.")).to_be_visible()
    moved = Placement.objects.get(pk=day["place"].pk)
    assert (moved.starts_at, moved.room) == (HK_MORNING + 120 * MINUTE, day["rooms"][1])


def test_of_two_at_once_the_second_is_told_who_was_quicker(day: dict[str, Any], open_page: Opener) -> None:
    first, second = (open_page(DAY, account=account) for account in day["accounts"])
    for page, keys in ((first, ("ArrowDown",)), (second, ("ArrowDown", "ArrowDown"))):
        block(page, "Opening").focus()
        for key in ("Space", *keys, "Enter"):
            page.keyboard.press(key)
        expect(page.locator("#timetable[data-focus]:not([data-focus=''])")).to_be_visible()
    expect(second.get_by_role("alert").first).to_contain_text("Ana Silva did that at")
    expect(second.locator("aside")).to_contain_text("Ana Silva")
    assert Placement.objects.get(pk=day["place"].pk).starts_at == HK_MORNING + 15 * MINUTE


def test_a_phone_reads_a_list_and_moves_by_a_form(day: dict[str, Any], open_page: Opener) -> None:
    page = open_page(DAY, account=day["accounts"][0], viewport=PHONE, java_script_enabled=False)
    block(page, "Opening").click()
    page.get_by_label("From").fill("13:30")
    page.get_by_label("Where", exact=True).select_option(label="\u2068Peak Room\u2069 · Hall HKG")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Not saved yet: this would make 1 conflict")).to_be_visible()
    page.get_by_role("button", name="Save it all the same").click()
    expect(page.get_by_text("The session is moved.")).to_be_visible()
    assert Placement.objects.get(pk=day["place"].pk).starts_at == HK_MORNING + 270 * MINUTE
    lit = open_page(DAY, account=day["accounts"][0], viewport=PHONE)
    look(lit, "list-390")


@pytest.mark.parametrize("language", ["zh-hant", "ar"])
def test_it_reads_well_in_other_scripts(language: str, day: dict[str, Any], open_page: Opener) -> None:
    page = open_page("/", account=day["accounts"][0])
    page.context.add_cookies([{"name": "django_language", "value": language, "url": page.url}])
    page.goto(DAY)
    look(page, f"{language}-1280")
    if language == "ar":
        block(page, "Opening").focus()
        for key in ("Space", "ArrowLeft"):
            page.keyboard.press(key)
        expect(page.locator("#tt-now")).to_contain_text("Peak Room")
        page.keyboard.press("Escape")
    page.set_viewport_size(PHONE)
    look(page, f"{language}-390")
    page.set_viewport_size(DESK)


def test_a_conflict_is_accepted_and_ways_are_said(day: dict[str, Any], open_page: Opener) -> None:
    session = make.make_session(day["place"].session.edition, "Signing of the agreement")
    make.make_placement(session, HK_MORNING + 30 * MINUTE, room=day["rooms"][0])
    page = open_page("/e/spring/manage/programme/conflicts/", account=day["accounts"][0])
    look(page, "conflicts-1280")
    page.locator("summary", has_text="Accept it").click()
    page.get_by_label("Why it is accepted").fill("The signing is a part of the opening.")
    page.get_by_role("button", name="Accept it").click()
    expect(page.get_by_role("heading", name="1 accepted conflict")).to_be_visible()
    expect(page.locator("#accepted").get_by_text("Ana Silva")).to_be_visible()
    page.set_viewport_size(PHONE)
    look(page, "accepted-390")
    page.set_viewport_size(DESK)
    page.get_by_role("link", name="Ways").click()
    page.get_by_label("HKG – LAX, minutes").fill("900")
    look(page, "travel-1280")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("It is said how long the ways take.")).to_be_visible()
    page.goto(f"/e/spring/manage/programme/sessions/{session.code}/")
    look(page, "session-1280")
