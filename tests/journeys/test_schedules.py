"""A programmer brings a schedule.xml in, says that a room is new, and releases it; a stranger takes it into calendar and app."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from praya.meet.programme.models import Placement, Session
from tests import builders as make
from tests.journeys.axe import faults, is_wider_than_window, too_small
from tests.journeys.conftest import DESK, PHONE, Opener
from tests.meet.schedules.brought import schedule
from tests.meet.sheets.test_pages import work_off

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def check_page(page: Page) -> None:
    assert (faults(page), is_wider_than_window(page)) == ([], False)


def test_a_programme_comes_in_and_goes_out_again(open_page: Opener, tmp_path: Path) -> None:
    edition = make.make_edition("spring", is_public=True)
    make.make_room(edition, "Room 1")
    path = tmp_path / "schedule.xml"
    other = {"guid": "1f5a3c1e-93b9-4eae-9a09-d482e86cede3", "date": "2027-03-16T11:00:00+08:00", "room": "Grand Hall"}
    path.write_bytes(schedule({"title": "Opening"}, {**other, "title": "Awards", "kind": "Ceremony"}))

    page = open_page("/e/spring/manage/import/", account=make.make_team_member(edition))
    page.get_by_label("Spreadsheet").set_input_files(path)
    page.get_by_role("button", name="Check this file").click()
    work_off()
    page.reload()
    assert page.get_by_text("HKG has no such room (it has: Room 1)").is_visible()
    check_page(page)
    page.get_by_role("link", name="Say once for all rows what they mean").click()
    page.get_by_label("Grand Hall").select_option("new")
    page.get_by_label("state", exact=True).select_option("confirmed")
    check_page(page)
    page.get_by_role("button", name="Check the file anew").click()
    work_off()
    page.reload()
    assert page.get_by_text("makes the room Grand Hall in Hall HKG").is_visible()
    page.get_by_role("button", name="Import").click()
    work_off()
    assert set(Placement.objects.values_list("room__name", "session__state")) == {
        ("Room 1", "confirmed"), ("Grand Hall", "confirmed"),
    }  # fmt: skip  # what belongs together on a line
    assert Session.objects.count() == 2
    make.make_release(edition)

    for language, heading in (("en", "Calendars and files"), ("zh-Hant", "日曆與檔案"), ("ar", "التقاويم والملفات")):
        for viewport in (PHONE, DESK):
            page = open_page("/e/spring/programme/files/", viewport=viewport, locale=language)
            assert page.get_by_role("heading", level=1).inner_text() == heading
            for summary in page.locator("summary").all():
                summary.click()
            assert too_small(page) == []
            check_page(page)
    page = open_page("/e/spring/programme/", viewport=PHONE)
    page.get_by_role("link", name="Calendars and files").click()
    with page.expect_download() as taken:
        page.get_by_role("link", name="File (.ics)").first.click()
    assert b"SUMMARY:Awards" in Path(taken.value.path()).read_bytes()
