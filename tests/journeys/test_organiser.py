"""Walk an organiser through a market's whole year, from the sign-in code to the repaired day, with a real workbook."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from django.core import mail
from playwright.sync_api import Download, Page

from praya.core.jobs.executing import claim_next, execute
from praya.core.sheets.reading import read_sheets
from praya.match.diary.models import Meeting
from praya.match.repairs.models import Repair
from praya.match.scheduling.models import Run
from praya.meet.accreditation.models import Delegate
from praya.meet.editions.models import Break, OpeningHours, Site, Stand, Table
from praya.meet.sheets.models import SheetImport
from praya.site.catalogues import compile_catalogues
from praya.site.environment import CHECKOUT
from tests.builders import make_operator
from tests.journeys.axe import faults, is_wider_than_window, widest
from tests.journeys.conftest import DESK, PHONE, Opener
from tests.journeys.market_workbook import ROWS, write_market
from tests.journeys.rail import go

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
SHOTS = CHECKOUT / "var" / "screenshots"
BUYER = "Ng See-yuen"


def look(page: Page, name: str, *viewports: dict[str, int]) -> None:
    """Keep pictures of the page, and see that it is accessible and does not move sideways."""
    page.wait_for_load_state()
    SHOTS.mkdir(parents=True, exist_ok=True)
    for viewport in viewports or (DESK,):
        page.set_viewport_size(viewport)  # type: ignore[arg-type]
        page.screenshot(path=SHOTS / f"organiser-{name}-{viewport['width']}.png", full_page=True)
        assert (is_wider_than_window(page), widest(page)) == (False, [])
    page.set_viewport_size(DESK)  # type: ignore[arg-type]
    assert faults(page) == []


def work_off() -> list[str]:
    """Execute every waiting job here, as the worker would."""
    outcomes = []
    while execution := claim_next("journey", ["default", "mail", "solve"]):
        outcomes.append(str(execute(execution)))
    return outcomes


def sign_in_by_code(page: Page, email: str) -> None:
    page.get_by_label("E-mail address").first.fill(email)
    page.get_by_role("button", name="Send me a code").click()
    page.wait_for_selector("input[name=code]")
    page.get_by_label("Code").fill(mail.outbox[-1].subject.rsplit(" ", 1)[1])
    page.get_by_label("Code").press("Enter")
    page.get_by_role("link", name="Set up a market").click()


def start_market(page: Page) -> None:
    page.get_by_label("Name of the new market").fill("Pearl River Film Market")
    page.get_by_label("Name", exact=True).fill("Pearl River 2027")
    page.get_by_label("Address").fill("pearl-2027")
    page.get_by_label("First day").fill("2027-03-15")
    page.get_by_label("Last day").fill("2027-03-16")
    look(page, "01-market", DESK, PHONE)
    page.get_by_role("button", name="Start the edition").click()
    page.get_by_text("The edition exists. Now say where it takes place.").wait_for()


def add_site(page: Page, city: str, short: str, zone: str) -> None:
    page.get_by_label("City").fill(city)
    page.get_by_label("Short name").fill(short)
    page.get_by_label("Time zone").fill(zone)
    page.get_by_role("button", name="Add the site").click()
    page.get_by_text("The site is added.").wait_for()


def furnish(page: Page, hall: str, tables: int, stands: str) -> None:
    """Give a site hours, a lunch break, and a hall with tables and stands."""
    page.get_by_label("Opens on Mon 15 Mar").first.fill("09:00")
    page.get_by_label("Closes on Mon 15 Mar").first.fill("17:30")
    page.get_by_role("button", name="Save with the first day on all days").click()
    page.get_by_text("The opening hours are changed.").wait_for()
    page.locator("#pause summary").first.click()
    page.get_by_label("What for").fill("Lunch")
    page.locator("#pause").get_by_label("From").fill("12:30")
    page.locator("#pause").get_by_label("To", exact=True).fill("13:30")
    page.locator("#pause").get_by_role("button", name="Add", exact=True).click()
    page.get_by_text("The break is added.").wait_for()
    page.locator("#hall").get_by_label("Name").fill(hall)
    page.locator("#hall").get_by_label("Meeting tables").fill(str(tables))
    page.locator("#hall").get_by_role("button", name="Add", exact=True).click()
    page.get_by_text("The hall is added.").wait_for()
    page.get_by_label("New stands").fill(stands)
    page.get_by_label("New stands").press("Enter")
    page.get_by_text(re.compile(r"\d+ stands added\.")).wait_for()


def set_up(page: Page) -> None:
    """Start the market, open its two sites and say what buyers may have."""
    start_market(page)
    add_site(page, "Hong Kong", "HKG", "Hong Kong")
    furnish(page, "Hall 1", 6, "A1-A12, VIP")
    look(page, "02-site", DESK, PHONE)
    go(page, "Sites")
    add_site(page, "Los Angeles", "LAX", "America/Los_Angeles")
    furnish(page, "Ballroom", 2, "B1-B3")
    go(page, "Sites")
    look(page, "03-sites", DESK, PHONE)
    go(page, "Categories")
    page.get_by_label("Name", exact=True).fill("Buyer")
    page.get_by_label("Meetings at most, in all").fill("4")
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_text("The category is added.").wait_for()
    look(page, "04-categories")
    assert list(Site.objects.values_list("short_name", "zone")) == [("HKG", "Asia/Hong_Kong"), ("LAX", "America/Los_Angeles")]
    assert {f"{row.opens:%H:%M}–{row.closes:%H:%M}" for row in OpeningHours.objects.all()} == {"09:00–17:30"}
    assert (OpeningHours.objects.count(), Break.objects.count(), Table.objects.count(), Stand.objects.count()) == (4, 2, 8, 16)


def upload(page: Page, book: Path) -> None:
    go(page, "Import")
    page.get_by_label("Spreadsheet").set_input_files(book)
    page.get_by_role("button", name="Check this file").click()
    page.get_by_text("Waiting for a worker.").wait_for()
    assert work_off() == ["done"]


def download(page: Page, link: str) -> Download:
    with page.expect_download() as found:
        page.get_by_role("link", name=link).click()
    return found.value


def import_faulty(page: Page, folder: Path) -> None:
    """Upload a workbook with two faults: nothing may be taken, and the copy with reasons says what to mend."""
    write_market(folder / "people.xlsx", country="Atlantis", until="18:00")
    upload(page, folder / "people.xlsx")
    page.get_by_text("2 rows have faults. Nothing is written yet").wait_for()
    page.get_by_role("link", name="fault 2").click()
    assert page.locator("table.import tbody tr").count() == 2
    look(page, "05-faults", DESK, PHONE)
    report = download(page, "Download the sheet with reasons")
    assert report.suggested_filename == "people-to-mend.xlsx"
    report.save_as(folder / "mend.xlsx")
    reasons = [row[-1] for sheet in read_sheets(folder / "mend.xlsx") for _number, row in sheet.rows[1:] if row[-1]]
    assert [reason.partition(": ")[0] for reason in reasons] == [
        "Organisations, row 3, column country or region, “Atlantis”",
        "Availability, row 3, column to, “18:00”",
    ]
    assert Delegate.objects.count() == 0


def import_mended(page: Page, folder: Path) -> None:
    """Upload the mended workbook, read the dry run, and take it."""
    write_market(folder / "people.xlsx")
    upload(page, folder / "people.xlsx")
    page.get_by_role("button", name=f"Import {ROWS} rows").wait_for()
    look(page, "06-dry-run", DESK, PHONE)
    assert Delegate.objects.count() == 0
    page.get_by_role("button", name=f"Import {ROWS} rows").click()
    page.get_by_text("The file is being imported.").wait_for()
    assert work_off() == ["done"]
    page.get_by_role("heading", name="The whole file is taken").wait_for()
    look(page, "07-imported")
    assert (SheetImport.objects.filter(status="applied").count(), Delegate.objects.count()) == (1, 30)


def approve(page: Page) -> None:
    """Approve who came without a category, into one; undo it, and approve again."""
    go(page, "Delegates")
    for is_first in (True, False):
        page.get_by_role("link", name=re.compile("^applied")).click()
        page.get_by_label("Tick all on this page").check()
        page.get_by_label("Category").last.select_option("Buyer")
        look(page, "08-applied", DESK, PHONE)
        page.get_by_role("button", name="Approve").click()
        page.get_by_text("3 delegates approved.").wait_for()
        assert Delegate.objects.filter(status="approved", category__slug="buyer").count() == 18
        if is_first:
            page.locator(".toast").get_by_role("button", name="Undo").click()
            page.get_by_text("The decision is taken back.").wait_for()
            assert Delegate.objects.filter(status="applied", category=None).count() == 3


def run_once(page: Page, seed: int) -> Run:
    page.get_by_label("Time limit in seconds").fill("10")
    page.get_by_label("Seed").fill(str(seed))
    page.get_by_role("button", name="Start the run").click()
    page.get_by_text("The run waits for a worker.").wait_for()
    assert work_off() == ["done"]
    page.get_by_role("heading", name="Requests", exact=True).wait_for()
    return Run.objects.get(seed=seed)


def compute(page: Page) -> Run:
    """Open and freeze a round, run it twice, read the chart and the refusals, and compare."""
    go(page, "Rounds and runs")
    page.get_by_role("button", name="Open the round").click()
    look(page, "09-round-open")
    page.get_by_role("button", name="Freeze the round").click()
    page.get_by_role("heading", name="Start a run").wait_for()
    look(page, "10-round-frozen")
    run = run_once(page, 1)
    assert page.get_by_role("heading", level=1).inner_text().endswith("placed: no better schedule exists")
    assert page.locator("#run-progress svg[role=img]").count() == 1
    look(page, "11-run", DESK, PHONE)
    page.get_by_role("row", name="no common slot").first.get_by_role("link").click()
    page.wait_for_url("**verdict=no_common_slot**")
    page.get_by_role("cell", name="Canyon Lantern").wait_for()
    page.get_by_role("link", name="Round 1", exact=True).click()
    second = run_once(page, 2)
    assert (second.value, second.placed) == (run.value, run.placed)
    page.get_by_role("link", name="Round 1", exact=True).click()
    for box in page.get_by_role("checkbox", name=re.compile("^Compare .* placed")).all():
        box.check()
    page.get_by_role("button", name="Compare the ticked runs").click()
    page.get_by_role("heading", name="Compare runs").wait_for()
    look(page, "12-compare")
    return run


def publish(page: Page, run: Run) -> None:
    page.get_by_role("link", name="Publish…").first.click()
    look(page, "13-publish")
    page.get_by_role("button", name=f"Publish {run.placed} meetings").click()
    page.get_by_text("The schedule is being published.").wait_for()
    look(page, "13-publishing")
    assert work_off() == ["done"]
    page.get_by_text("Everybody sees their agenda").wait_for()
    look(page, "14-published")
    assert Meeting.objects.filter(status="scheduled").count() == run.placed


def read_reports(page: Page, folder: Path, placed: int) -> None:
    """Look at heat maps and reports, and read back what they let one download."""
    go(page, "Heat maps")
    look(page, "15-heat-maps", DESK, PHONE)
    page.get_by_role("link", name="Hall 1").click()
    look(page, "16-hall")
    go(page, "Reports")
    look(page, "17-reports", DESK, PHONE)
    book = download(page, "Download as a workbook")
    book.save_as(folder / "reports.xlsx")
    sheets = {sheet.name: sheet.rows for sheet in read_sheets(folder / "reports.xlsx")}
    tables = ["By category", "By country or region", "By site", "Where meetings take place"]
    assert list(sheets) == ["Summary", *tables, "Requests", "Meetings"]
    assert {row[0]: row[1] for _n, row in sheets["Summary"]}["Meetings"] == str(placed)
    assert len(sheets["Meetings"]) == placed + 1
    heads, *lines = csv.reader(download(page, "Meetings as CSV").path().read_text("utf-8-sig").splitlines())
    clocks = {"HKG": "HKG time (Asia/Hong_Kong)", "LAX": "LAX time (America/Los_Angeles)"}
    assert heads == ["Site", *clocks.values(), "Minutes", "Hall", "Table", "Stand", "Status", "Who meets"]
    assert len(lines) == placed
    there = [line[1 + list(clocks).index(line[0])] for line in lines if "Lantern Films" in line[-1] and line[0] in clocks]
    assert sum(when.startswith("2027-03-15") for when in there) == 4


def repair(page: Page) -> None:
    """Say that a buyer is gone for the day, look at the proposal, and apply it."""
    go(page, "Repair desk")
    page.get_by_label("Name, company or stand").fill("思遠")
    page.get_by_role("button", name="Find", exact=True).click()
    page.get_by_role("link", name=BUYER).click()
    page.get_by_label("is gone for the day").check()
    look(page, "18-person", DESK, PHONE)
    page.get_by_role("button", name="Propose a change").click()
    page.get_by_role("button", name="Apply").wait_for()
    look(page, "19-proposal", DESK, PHONE)
    lost = int(page.locator("dl.figures dd").first.inner_text())
    page.get_by_role("button", name="Apply").click()
    page.get_by_text("Applied. Everybody concerned has been told.").wait_for()
    assert (Repair.objects.get().status, Meeting.objects.filter(status="cancelled").count()) == ("applied", lost)
    assert page.locator(".page-head .pill").inner_text() == "applied"
    look(page, "20-applied")


def test_from_the_sign_in_to_the_repaired_day(open_page: Opener, tmp_path: Path) -> None:
    compile_catalogues()
    make_operator("organiser@example.org")
    page = open_page("/accounts/login/?next=/")
    # Streams are served beside Django; here the page falls back to asking.
    page.context.route(
        "**/live/*", lambda asked: asked.fulfill(content_type="text/event-stream", body="event: end\ndata: {}\n\n")
    )
    sign_in_by_code(page, "organiser@example.org")
    set_up(page)
    import_faulty(page, tmp_path)
    import_mended(page, tmp_path)
    approve(page)
    run = compute(page)
    publish(page, run)
    read_reports(page, tmp_path, int(run.placed or 0))
    repair(page)
    go(page, "Overview")
    look(page, "21-overview", DESK, PHONE)
    page.get_by_label("Language").click()
    page.get_by_role("button", name="繁體中文").click()
    page.wait_for_load_state()
    look(page, "22-overview-zh-hant", DESK, PHONE)
    page.goto("/e/pearl-2027/manage/repair/")
    assert page.locator("tbody .pill").inner_text() == "已套用"
    look(page, "23-repair-desk-zh-hant")
