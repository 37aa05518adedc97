"""An organiser brings a new market with two sites from nothing to a published schedule, and every press is counted."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page

from praya.core.jobs.executing import claim_next, execute
from praya.core.sheets.writing import Sheet, write_workbook
from praya.match.diary.models import Meeting
from praya.meet.accreditation.models import Delegate
from praya.meet.editions.models import Edition, Site, Table
from tests.builders import calendar_of, make_operator, make_request
from tests.journeys.axe import faults, is_wider_than_window, widest
from tests.journeys.conftest import Opener

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
MOST_PRESSES = 24
# A press is what a hand does: the pointer goes down, a choice or a file is made, a line is sent by the keyboard. Typing is none.
PRESSES = """
  const named = (one) => (one.closest("button, a, label, summary, select, input") || one);
  const said = (what, one) => pressed(`${what} ${(one.innerText || one.name || one.tagName).trim().split("\\n")[0]}`);
  addEventListener("pointerdown", (event) => said("press", named(event.target)), true);
  addEventListener("change", (event) => {
    if (event.target.matches("select, [type=file]")) said("choose", event.target);
  }, true);
  addEventListener("keydown", (event) => { if (event.key === "Enter") said("enter", event.target); }, true);
"""
HEADS = ("Surname", "First Name", "Company", "Work e-mail", "Badge type", "Mobile", "Where they come to")
SELLERS = ("Yip Wing-hei", "Sant’Ana João", "Ribeiro Ana", "陸 知微", "Kjær Søren", "Peña Dolores")
BUYERS = ("Chan Mei", "Kwok Ka-ling", "山本 千尋", "Żak Łukasz", "Vaz Inês", "Kealoha Mele")


def write_people(path: Path) -> None:
    """Write a sheet as an old registration system exports it: no heading says by itself where somebody comes to."""
    rows = []
    for number, (kind, name) in enumerate([("Exhibitors", one) for one in SELLERS] + [("Buyer", one) for one in BUYERS]):
        family, given = name.split(" ")
        city = "Los Angeles" if number % 3 == 2 else "Hong Kong"
        rows.append((family, given, f"Company {number}", f"one{number}@example.org", kind, f"+852 5550 01{number:02}", city))
    write_workbook([Sheet("Export 2027-02-01", HEADS, rows)], path)


def work_off() -> list[str]:
    """Execute every waiting job here, as the worker would."""
    outcomes = []
    while execution := claim_next("journey", ["default", "mail", "solve"]):
        outcomes.append(str(execute(execution)))
    return outcomes


def seen(page: Page, heading: str) -> Locator:
    """Wait for a heading, and see that its page keeps its manners."""
    found = page.get_by_role("heading", name=heading)
    found.first.wait_for()
    assert (faults(page), is_wider_than_window(page), widest(page)) == ([], False, [])
    return found


def add_site(page: Page, city: str, short: str, tables: str) -> None:
    page.get_by_label("City").fill(city)
    page.get_by_label("Short name").fill(short)
    page.get_by_label("Time zone").fill(city)
    page.get_by_label("Meeting tables").fill(tables)
    page.get_by_role("button", name="Add the site").click()
    page.get_by_role("link", name=city).wait_for()


def set_up(page: Page) -> None:
    page.get_by_role("link", name="Set up a market").click()
    page.get_by_label("Name of the new market").fill("Pearl River Film Market")
    page.get_by_label("Name", exact=True).fill("Pearl River 2027")
    page.get_by_label("First day").fill("2027-03-15")
    page.get_by_label("Last day").fill("2027-03-16")
    page.get_by_role("button", name="Start the edition").click()
    seen(page, "Sites")
    add_site(page, "Hong Kong", "HKG", "6")
    add_site(page, "Los Angeles", "LAX", "4")
    page.get_by_role("link", name="Choose categories").click()
    seen(page, "Categories")
    page.get_by_role("button", name="Add these Market").click()
    page.get_by_text("7 categories are added.").wait_for()


def bring_in(page: Page, sheet: Path) -> None:
    page.get_by_role("link", name="Import people").click()
    page.get_by_label("Spreadsheet").set_input_files(sheet)
    page.get_by_role("button", name="Check this file").click()
    page.get_by_text("Waiting for a worker.").wait_for()
    assert work_off() == ["done"]
    page.get_by_role("link", name="Say once for all rows what they mean").click()
    seen(page, "Columns of the file")
    page.get_by_label("Work e-mail").select_option("email")
    page.get_by_label("Where they come to").select_option("site")
    page.get_by_label("Exhibitors").select_option(label="Exhibitor")
    page.get_by_role("button", name="Check the file anew").click()
    page.get_by_text("Waiting for a worker.").wait_for()
    assert work_off() == ["done"]
    page.get_by_role("button", name="Import 12 rows").click()
    page.get_by_text("The file is being imported.").wait_for()
    assert work_off() == ["done"]
    seen(page, "The whole file is taken")


def let_them_ask() -> None:
    """Let every buyer ask two sellers, as they would on their own pages meanwhile."""
    people = list(Delegate.objects.filter(status="approved").order_by("person__email"))
    sellers = [calendar_of(one) for one in people if one.category is not None and one.category.slug == "exhibitor"]
    buyers = [calendar_of(one) for one in people if one.category is not None and one.category.slug == "buyer"]
    assert (len(sellers), len(buyers)) == (6, 6)
    for number, buyer in enumerate(buyers):
        for step in (0, 1):
            make_request(buyer, sellers[(number + step) % 6], status="accepted")


def publish(page: Page) -> None:
    page.get_by_role("link", name="Open the round").click()
    seen(page, "Rounds and runs")
    page.get_by_role("button", name="Open the round").click()
    seen(page, "Freeze the round")
    let_them_ask()
    page.get_by_role("button", name="Freeze the round").click()
    page.get_by_role("button", name="Start the run").click()
    page.get_by_text("The run waits for a worker.").wait_for()
    assert work_off() == ["done"]
    page.get_by_role("link", name="Publish…").click()
    page.get_by_role("button", name=re.compile("^Publish .* meetings")).click()
    page.get_by_text("The schedule is being published.").wait_for()
    assert work_off() == ["done"]
    page.get_by_text("Everybody sees their agenda").wait_for()


def test_a_new_market_is_published_with_few_presses_and_every_next_step_stands_on_its_page(
    open_page: Opener, tmp_path: Path
) -> None:
    write_people(tmp_path / "people.xlsx")
    page = open_page("/", account=make_operator("organiser@example.org"))
    # Streams are served beside Django; here the page falls back to asking.
    page.context.route(
        "**/live/*", lambda asked: asked.fulfill(content_type="text/event-stream", body="event: end\ndata: {}\n\n")
    )
    presses: list[str] = []

    def note(said: str) -> None:
        presses.append(said)

    page.expose_function("pressed", note)
    page.add_init_script(PRESSES)
    page.reload()
    set_up(page)
    bring_in(page, tmp_path / "people.xlsx")
    publish(page)
    edition = Edition.objects.get()
    assert list(Site.objects.values_list("short_name", "zone")) == [("HKG", "Asia/Hong_Kong"), ("LAX", "America/Los_Angeles")]
    assert (Table.objects.count(), Delegate.objects.filter(edition=edition, status="approved").count()) == (10, 12)
    assert Meeting.objects.filter(edition=edition, status="scheduled").count() > 0
    assert len(presses) <= MOST_PRESSES, presses
