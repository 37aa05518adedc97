"""Walk an organiser from an empty installation to a market day: set up, import, run, publish, repair."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from praya.core.jobs.executing import claim_next, execute
from praya.core.sheets.writing import Sheet, write_workbook
from praya.match.meetings.models import Meeting, Repair, Run
from praya.meet.editions.models import Edition
from praya.site.environment import CHECKOUT
from tests.builders import make_operator
from tests.journeys.axe import faults, is_wider_than_window, widest
from tests.journeys.conftest import DESK, PHONE, Opener

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
SHOTS = CHECKOUT / "var" / "screenshots"
SELLERS, BUYERS = 3, 6


def look(page: Page, name: str) -> None:
    """Keep pictures of the page on a desk and on a phone, and see that it keeps its manners on both."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    for viewport in (PHONE, DESK):
        page.set_viewport_size(viewport)  # type: ignore[arg-type]
        page.screenshot(path=SHOTS / f"organiser-{name}-{viewport['width']}.png", full_page=True)
        assert (is_wider_than_window(page), widest(page)) == (False, [])
    assert faults(page) == []


def go(page: Page, name: str) -> None:
    """Follow a way of the organiser's rail."""
    page.get_by_role("navigation", name="Organise").get_by_role("link", name=name, exact=True).click()


def work_off() -> list[str]:
    """Execute every waiting job here, as the worker would."""
    outcomes = []
    while execution := claim_next("journey", ["default", "mail", "solve"]):
        outcomes.append(str(execute(execution)))
    return outcomes


def write_people(path: Path) -> None:
    """Write a workbook of exhibitors in Hong Kong with one person each, and of buyers."""
    companies = [(f"ORG-{n}", f"Seller {n} 影業", "HK", "yes", "HKG", "Hall 1", f"A{n}") for n in range(1, SELLERS + 1)]
    sellers = [(f"S-{n}", f"Sales Person {n}", f"sales{n}@example.org", f"ORG-{n}", "HKG") for n in range(1, SELLERS + 1)]
    buyers = [(f"B-{n}", f"Buyer {n}", f"buyer{n}@example.org", "", "HKG") for n in range(1, BUYERS + 1)]
    write_workbook(
        [
            Sheet("Organisations", ("reference", "name", "country", "exhibitor", "site", "hall", "stand"), companies),
            Sheet("Delegates", ("reference", "name", "email", "organisation", "site"), [*sellers, *buyers]),
        ],
        path,
    )


def write_wishes(path: Path) -> None:
    """Write a workbook in which each buyer wants to meet each exhibitor."""
    wishes = [(f"buyer{b}@example.org", f"ORG-{s}", "must") for b in range(1, BUYERS + 1) for s in range(1, SELLERS + 1)]
    write_workbook([Sheet("Wishes", ("from", "to", "wish"), wishes)], path)


def start_market(page: Page) -> None:
    page.get_by_label("Name of the new market").fill("Pearl River Film Market")
    page.get_by_label("Name", exact=True).fill("Pearl River 2027")
    page.get_by_label("Address").fill("pearl-2027")
    page.get_by_label("First day").fill("2027-03-15")
    page.get_by_label("Last day").fill("2027-03-16")
    page.get_by_role("button", name="Start the edition").click()


def add_site(page: Page, city: str, short: str, zone: str) -> None:
    page.get_by_label("City").fill(city)
    page.get_by_label("Short name").fill(short)
    page.get_by_label("Time zone").fill(zone)
    page.get_by_role("button", name="Add the site").click()
    page.get_by_role("heading", name="Opening hours").wait_for()


def add_hall(page: Page) -> None:
    page.locator("#hall").get_by_label("Name").fill("Hall 1")
    page.locator("#hall").get_by_label("Meeting tables").fill("2")
    page.get_by_role("button", name="Add the hall").click()
    page.get_by_label("New stands").fill("A1-A10")
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_text("10 stands added.").wait_for()


def bring(page: Page, book: Path) -> None:
    go(page, "Import")
    page.get_by_label("Spreadsheet").set_input_files(book)
    page.get_by_role("button", name="Check this file").click()
    page.get_by_text("The file is being checked.").wait_for()
    work_off()
    page.get_by_role("button", name=re.compile("^Import .* rows$")).click()
    page.get_by_text("The file is being imported.").wait_for()
    work_off()
    page.get_by_role("heading", name="The whole file is taken").wait_for()


def approve_everybody(page: Page) -> None:
    go(page, "Delegates")
    page.get_by_label("Tick all on this page").check()
    look(page, "3-delegates")
    page.get_by_role("button", name="Approve").click()
    page.get_by_text(f"{SELLERS + BUYERS} delegates approved.").wait_for()


def compute(page: Page) -> None:
    go(page, "Rounds and runs")
    page.get_by_role("button", name="Open the round").click()
    page.get_by_role("button", name="Freeze the round").click()
    page.get_by_label("Time limit in seconds").fill("5")
    page.get_by_role("button", name="Start the run").click()
    page.get_by_text("The run waits for a worker.").wait_for()
    work_off()
    page.get_by_role("heading", name="Requests").wait_for()


def test_from_an_empty_installation_to_the_market_day(open_page: Opener, tmp_path: Path) -> None:
    write_people(tmp_path / "people.xlsx")
    write_wishes(tmp_path / "wishes.xlsx")
    page = open_page("/markets/new/", account=make_operator("organiser@example.org"))
    # Streams are served beside Django; here the page falls back to asking.
    stream = "event: end\ndata: {}\n\n"
    page.context.route("**/live/*", lambda route: route.fulfill(content_type="text/event-stream", body=stream))
    start_market(page)
    add_site(page, "Hong Kong", "HKG", "Asia/Hong_Kong")
    add_hall(page)
    go(page, "Sites")
    add_site(page, "Los Angeles", "LAX", "America/Los_Angeles")
    go(page, "Sites")
    look(page, "1-sites")
    bring(page, tmp_path / "people.xlsx")
    look(page, "2-import")
    approve_everybody(page)
    bring(page, tmp_path / "wishes.xlsx")
    compute(page)
    run = Run.objects.get()
    assert (run.status, run.requested, run.placed, run.value) == ("done", SELLERS * BUYERS, SELLERS * BUYERS, run.bound)
    look(page, "4-run")

    page.get_by_role("link", name="Publish…").click()
    look(page, "5-publish")
    page.get_by_role("button", name=f"Publish {SELLERS * BUYERS} meetings").click()
    page.get_by_text("Everybody sees their agenda").wait_for()
    assert Meeting.objects.filter(edition=Edition.objects.get(), status="scheduled").count() == SELLERS * BUYERS
    repair_a_day(page)
    look(page, "7-repaired")

    go(page, "Heat maps")
    look(page, "8-heat-maps")
    go(page, "Reports")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download as a workbook").click()
    assert download.value.suggested_filename == "pearl-2027-all.xlsx"
    look(page, "9-reports")


def repair_a_day(page: Page) -> None:
    """Say that a buyer is gone for the day, look at the proposal, and apply it."""
    go(page, "Repair desk")
    page.get_by_label("Name, company or stand").fill("Buyer 1")
    page.get_by_role("button", name="Find", exact=True).click()
    page.get_by_role("link", name="Buyer 1").click()
    page.get_by_label("is gone for the day").check()
    page.get_by_role("button", name="Propose a change").click()
    repair = Repair.objects.get()
    assert len(repair.proposal["steps"]) > 0
    look(page, "6-proposal")
    page.get_by_role("button", name="Apply").click()
    page.get_by_text("Applied. Everybody concerned has been told.").wait_for()
    repair.refresh_from_db()
    assert repair.status == "applied"
