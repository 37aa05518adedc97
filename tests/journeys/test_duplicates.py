"""Walk an organiser from a spreadsheet to one record: a look-alike in another script is seen, merged, found and taken back."""

from __future__ import annotations

import pytest
from django.test import Client
from playwright.sync_api import Page

from praya.core.catalogue.indexing import index_people
from praya.core.directory.models import Person
from praya.core.index.queries import find
from praya.core.jobs.executing import claim_next, execute
from praya.meet.editions.models import Edition
from praya.site.catalogues import compile_catalogues
from praya.site.environment import CHECKOUT
from tests.builders import (
    make_category,
    make_delegate,
    make_edition,
    make_organisation,
    make_person,
    make_resemblance,
    make_team_member,
    make_title,
    make_work,
)
from tests.journeys.axe import faults, is_wider_than_window, widest
from tests.journeys.conftest import DESK, PHONE, Opener
from tests.journeys.rail import go

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
SHOTS = CHECKOUT / "var" / "screenshots"
SHEET = """name,e-mail,organisation,category,site,country
Ng See-yuen,ng@lantern.example,Lantern Pier,buyer,HKG,Hong Kong
Inês Vaz,ines@mare.example,Maré Alta,buyer,HKG,Portugal
"""


def look(page: Page, name: str) -> None:
    """Keep pictures of the page at both widths, and see that it is accessible and does not move sideways."""
    page.wait_for_load_state()
    SHOTS.mkdir(parents=True, exist_ok=True)
    for viewport in (DESK, PHONE):
        page.set_viewport_size(viewport)  # type: ignore[arg-type]
        page.screenshot(path=SHOTS / f"duplicates-{name}-{viewport['width']}.png", full_page=True)
        assert (is_wider_than_window(page), widest(page)) == (False, [])
    page.set_viewport_size(DESK)  # type: ignore[arg-type]
    assert faults(page) == []


def work_off() -> list[str]:
    """Execute every waiting job here, as the worker would."""
    outcomes = []
    while execution := claim_next("journey", ["default", "mail", "solve"]):
        outcomes.append(str(execute(execution)))
    return outcomes


def last_year(edition: Edition) -> Person:
    """Accredit the man of the sheet to an earlier edition of the market, under his name in Chinese."""
    earlier = make_edition("fair-2026", market=edition.market)
    company = make_organisation("Lantern Pier", names={"zh-Hant": "燈籠碼頭"}, reference=f"{edition.market_id}/LP")
    person = make_person("吳思遠", email="seeyuen@lantern.example", country="HK", languages=["yue"], account=None)
    make_delegate(earlier, person=person, organisation=company, job_title="Producer")
    title = make_title("Drunken Lantern", credits=[{"role": "producer", "name": "吳思遠", "person": person.code}])
    make_work(earlier, title)
    index_people([person.pk])
    return person


def bring_in(page: Page) -> None:
    """Import the sheet; its dry run names the look-alike."""
    go(page, "Import")
    page.get_by_label("Spreadsheet").set_input_files({"name": "2027.csv", "mimeType": "text/csv", "buffer": SHEET.encode()})
    page.get_by_role("button", name="Check this file").click()
    page.get_by_text("Waiting for a worker.").wait_for()
    assert work_off() == ["done"]
    page.get_by_text("looks like 吳思遠, who is registered already; both are kept").wait_for()
    look(page, "1-import")
    page.get_by_role("button", name="Import 2 rows").click()
    page.get_by_text("The file is being imported.").wait_for()
    assert work_off() == ["done"]
    page.get_by_role("heading", name="The whole file is taken").wait_for()


def found_by(page: Page, edition: Edition, spelling: str) -> int:
    """Return how many delegates the organiser finds by a spelling."""
    page.goto(f"/e/{edition.slug}/manage/delegates/?q={spelling}")
    return page.locator("tbody tr").count()


def test_a_look_alike_in_another_script_becomes_one_person_and_two_again(open_page: Opener) -> None:
    edition = make_edition("fair-2027")
    make_category(edition, "buyer")
    known = last_year(edition)
    page = open_page("/e/fair-2027/manage/", account=make_team_member(edition), is_proved=True)
    bring_in(page)
    go(page, "Duplicates")
    page.get_by_role("heading", name="The same person?").wait_for()
    alike, *facts = page.locator(".facts-for li").all_inner_texts()
    assert (alike.startswith("names "), alike.endswith(" % alike")) == (True, True)
    assert facts == [
        "e-mail at the same company: lantern.example",
        "of the same company: Lantern Pier",
        "the same country or region: Hong Kong",
    ]
    look(page, "2-pair")
    page.keyboard.press("1")
    page.keyboard.press("s")
    page.get_by_text("They are one record now; it is found by every spelling.").wait_for()
    look(page, "3-merged")
    kept = Person.objects.get(pk=known.pk)
    assert ([one["text"] for one in kept.aliases], Person.objects.filter(merged_into=kept).count()) == (["Ng See-yuen"], 1)
    assert [found_by(page, edition, spelling) for spelling in ("Ng See-yuen", "吳思遠")] == [1, 1]
    hits = [find(text, audience=2, kinds=("person",)).hits[0].number for text in ("Ng See-yuen", "吳思遠")]
    assert hits == [kept.pk, kept.pk]
    page.goto("/e/fair-2027/manage/duplicates/decided/")
    look(page, "4-decided")
    page.get_by_role("button", name="Take back").click()
    page.get_by_text("Taken back. The pair waits again.").wait_for()
    page.get_by_role("heading", name="The same person?").wait_for()
    # Her name in Han is another person's again; typed, it finds her by its sound.
    assert [found_by(page, edition, spelling) for spelling in ("Ng See-yuen", "吳思遠")] == [1, 1]
    assert "吳思遠" not in page.locator("tbody").inner_text()
    assert Person.objects.get(pk=known.pk).aliases == []


@pytest.mark.parametrize("language", ["en", "zh-hant", "ar"])
def test_the_queue_in_three_languages(open_page: Opener, language: str) -> None:
    compile_catalogues()
    edition = make_edition("fair-2027")
    one = make_organisation(
        "Estúdio Praia Grande, Lda.", names={"zh-Hant": "南灣製作"}, country="MO", website="https://praia.example"
    )
    other = make_organisation(
        "南灣製作有限公司", country="HK", website="https://praia.example", identifiers={"imdb": "co1234567"}
    )
    for company in (one, other):
        make_delegate(edition, organisation=company)
    make_resemblance(edition, one, other)
    first, second = (make_delegate(edition, name=name).person for name in ("عمر الشريف", "Omar Sharif"))
    make_resemblance(edition, first, second, is_certain=True, score=870)
    account = make_team_member(edition)
    account.language = language
    account.save()
    page = open_page("/e/fair-2027/manage/duplicates/", account=account, locale=language, is_proved=True)
    page.context.add_cookies([{"name": "django_language", "value": language, "url": page.url}])
    for kind in ("person", "organisation"):
        page.goto(f"/e/fair-2027/manage/duplicates/?kind={kind}")
        page.locator("[data-pair]").wait_for()
        look(page, f"5-{kind}-{language}")
    assert Client().get("/e/fair-2027/manage/duplicates/").status_code == 302
