"""A programmer looks at the next version, plans it, and tells a move at once; a stranger reads on a phone what has changed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from praya.core.texts.reading import write
from praya.meet.programme.models import Placement, Release, Session
from praya.meet.programme.models_versions import PlannedRelease
from tests import builders as make
from tests.journeys.axe import faults, is_wider_than_window, too_small
from tests.journeys.conftest import DESK, PHONE, Opener

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
MANAGE, CHANGES = "/e/spring/manage/programme/", "/e/spring/programme/changes/"
HOUR = timedelta(hours=1)


def check_page(page: Page) -> None:
    assert (faults(page), is_wider_than_window(page), too_small(page)) == ([], False, [])


@pytest.fixture
def edition() -> Any:
    """Return an edition whose second version has moved a session, with another one about to be called otherwise."""
    found = make.make_edition("spring", is_public=True)
    session = make.make_session(found, "Opening")
    Session.objects.filter(pk=session.pk).update(title=write({"en": "Opening", "zh-Hant": "開幕", "ar": "افتتاح"}))
    place = make.make_placement(session, make.HK_MORNING, room=make.make_room(found))
    make.make_placement(make.make_session(found, "Forum"), make.HK_AFTERNOON, site="la")
    make.make_release(found)
    Placement.objects.filter(pk=place.pk).update(starts_at=place.starts_at + HOUR, ends_at=place.ends_at + HOUR)
    make.make_release(found)
    Session.objects.filter(edition=found, title__texts__en__text="Forum").update(title=write({"en": "Summit"}))
    return found


def test_a_programmer_previews_plans_takes_back_and_tells_at_once(open_page: Opener, edition: Any) -> None:
    page = open_page(f"{MANAGE}release/", account=make.make_team_member(edition))
    page.get_by_role("link", name="Preview the next version").click()
    expect(page.get_by_text("Preview of version 3")).to_be_visible()
    check_page(page)
    page.get_by_role("link", name="Summit").click()
    expect(page.get_by_text("Preview of version 3")).to_be_visible()
    page.get_by_role("link", name="To the release").click()
    page.get_by_text("Release it at a moment, by itself").click()
    check_page(page)
    page.get_by_label("Day").fill((timezone.now() + timedelta(days=3)).date().isoformat())
    page.get_by_label("Time").fill("09:30")
    page.get_by_label("release nothing, and write to me: I look first").check()
    page.get_by_role("button", name="Plan the release").click()
    expect(page.get_by_role("heading", name="Version 3 is planned")).to_be_visible()
    check_page(page)
    page.get_by_role("button", name="Take the planned release back").click()
    assert PlannedRelease.objects.get().state == "taken back"
    summit = Session.objects.get(title__texts__en__text="Summit")
    page.goto(f"{MANAGE}sessions/{summit.code}/")
    page.get_by_role("link", name="Tell at once").click()
    expect(page.get_by_text("“Forum” is called “Summit” now.")).to_be_visible()
    check_page(page)
    page.get_by_role("button", name="Tell it at once").click()
    expect(page.get_by_text("Everybody reads it now.")).to_be_visible()
    assert list(Release.objects.order_by("number").values_list("revision", flat=True)) == [0, 1]


@pytest.mark.parametrize("language", ["en", "zh-hant", "ar"])
@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_a_stranger_reads_what_has_changed_in_their_language(
    open_page: Opener, edition: Any, language: str, viewport: Any
) -> None:
    page = open_page(CHANGES, viewport=viewport, extra_http_headers={"Accept-Language": language})
    title = {"en": "Opening", "zh-hant": "開幕", "ar": "افتتاح"}[language]
    assert page.locator("ul.lines a").all_inner_texts()[0].count(title) == 1
    check_page(page)
    page.locator("ul.lines a").first.click()
    assert page.locator("h1").inner_text() == title
