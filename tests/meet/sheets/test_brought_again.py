"""What is mended, asked or wrong stays so on every way: the page, the tray, and the sheet with reasons brought in again."""

from __future__ import annotations

import html
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from praya.core.sheets.columns import Split
from praya.core.sheets.layouts import Layout
from praya.core.sheets.mending import Mend
from praya.core.sheets.planning import plan_sheets
from praya.core.sheets.reading import RawSheet, read_sheets
from praya.core.sheets.writing import Sheet, workbook
from praya.meet.accreditation.models import Delegate
from praya.meet.editions.models import Edition
from praya.meet.sheets.models import SheetImport
from tests.builders import make_edition
from tests.meet.sheets.rows import faults, sheet
from tests.meet.sheets.test_good_rows import checked, people, take
from tests.meet.sheets.test_mending import save, sent
from tests.meet.sheets.test_pages import download, organiser, upload, work_off

pytestmark = pytest.mark.django_db
HALVES = "First name,Surname,e-mail,category,site\nLia,Tam,lia@@example,buyer,hk\nBo,Ng,bo@example.org,buyer,hk\n"


def bring(client: Client, content: bytes, name: str) -> SheetImport:
    client.post(reverse("manage_import", args=["fair"]), {"file": SimpleUploadedFile(name, content)})
    work_off()
    return SheetImport.objects.order_by("-pk")[0]


def heads_in(folder: Path, content: bytes) -> list[str]:
    path = folder / "read.xlsx"
    path.write_bytes(content)
    return read_sheets(path)[0].rows[0][1]


def test_a_mended_name_of_two_halves_survives_the_tray(client: Client) -> None:
    organiser(client)
    kept = checked(client, HALVES)
    save(client, kept, sent(client, kept, {"2 name": "Lia Wong"}))
    take(client, kept)
    rest = SheetImport.objects.get(rest_of=kept)
    save(client, rest, sent(client, rest, {"2 email": "lia@example.org"}))
    take(client, rest, only="")
    assert people() == {"Lia Wong", "Bo Ng"}


def test_a_mended_name_of_two_halves_survives_the_sheet_with_reasons(client: Client) -> None:
    organiser(client)
    kept = checked(client, HALVES)
    save(client, kept, sent(client, kept, {"2 name": "Lia Wong"}))
    again = bring(client, download(client, "manage_import_report", kept.code), "again.xlsx")
    assert (again.status, again.counts) == ("checked", {"fault": 1, "new": 1})
    save(client, again, sent(client, again, {"2 email": "lia@example.org"}))
    take(client, again, only="")
    assert people() == {"Lia Wong", "Bo Ng"}


def test_a_sheet_with_reasons_has_one_column_of_them_however_often_it_comes(client: Client, tmp_path: Path) -> None:
    organiser(client)
    kept = checked(client, HALVES)
    content = download(client, "manage_import_report", kept.code)
    heads = heads_in(tmp_path, content)
    assert heads.count("what to mend") == 1
    again = bring(client, content, "again.xlsx")
    assert heads_in(tmp_path, download(client, "manage_import_report", again.code)) == heads


def test_a_family_name_that_would_be_ignored_is_asked_for(client: Client) -> None:
    organiser(client)
    kept = checked(client, "Full name,Surname,e-mail,category,site\nTai Man,Chan,a@example.org,buyer,hk\n")
    assert (kept.status, "Surname" in kept.message_read, Delegate.objects.count()) == ("unclear", True, 0)
    said = {"s0-kind": "delegates", "s0-head_row": "1", "s0-has_heads": "on"}
    where = reverse("manage_import_columns", args=["fair", kept.code])
    shown = html.unescape(client.get(where).content.decode())
    said["s0-shown"] = shown.split('name="s0-shown" value="')[1].split('" id=')[0]
    keys = ["name/given", "name/family", "email", "category", "site"]
    said |= {f"s0-column_{place}": key for place, key in enumerate(keys)}
    client.post(where, said)
    work_off()
    kept.refresh_from_db()
    take(client, kept, only="")
    assert people() == {"Tai Man Chan"}


@pytest.mark.parametrize("typed", ["0", "-5", "abc", "9" * 25])
@pytest.mark.parametrize("button", [{}, {"show": "1"}])
def test_what_is_no_number_of_a_row_is_told_and_stays(client: Client, typed: str, button: dict[str, str]) -> None:
    organiser(client)
    kept = checked(client, HALVES)
    where = reverse("manage_import_columns", args=["fair", kept.code])
    shown = html.unescape(client.get(where).content.decode())
    said = {"s0-kind": "delegates", "s0-head_row": "1", "s0-has_heads": "on", "s0-other_row": typed, **button}
    said["s0-shown"] = shown.split('name="s0-shown" value="')[1].split('" id=')[0]
    keys = ["name/given", "name/family", "email", "category", ""]
    said |= {f"s0-column_{place}": key for place, key in enumerate(keys)}
    said["initial-s0-column_4"] = "site"
    answer = client.post(where, said)
    page_now = html.unescape(answer.content.decode())
    assert (answer.status_code, f"“{typed}” is no number of a row" in page_now) == (200 if button else 422, True)
    assert f'name="s0-other_row" value="{typed}"' in page_now
    assert '<option value="category" selected>' in page_now
    assert '<option value="site" selected>' not in page_now


@pytest.mark.parametrize("cell", ["=1+1", '=HYPERLINK("https://evil.example")', "+A1*2", "@SUM(1+1)", "-2+3+cmd|' /C calc'!A0"])
def test_a_formula_is_a_fault_however_it_comes(cell: str) -> None:
    edition: Edition = make_edition(slug="fair")
    rows = (("name", "e-mail"), (cell, "a@example.org"))
    as_text = sheet("delegates", *rows)
    as_text.encoding = "utf-8"
    said = "holds a formula; copy it and paste its value instead"
    assert [said in one for one in faults(plan_sheets(edition, [as_text])) if "column name" in one] == [True]
    brought = sheet("delegates", ("name", "e-mail"), ("Mei", "a@example.org"))
    made = plan_sheets(edition, [brought], mends=[Mend("delegates", 2, "name", cell)])
    assert [said in one for one in faults(made) if "column name" in one] == [True]
    halves = sheet("delegates", ("first name", "surname", "e-mail"), ("Mei", cell, "a@example.org"))
    halves.encoding = "utf-8"
    assert [said in one for one in faults(plan_sheets(edition, [halves])) if "surname" in one] == [True]


def test_a_formula_stays_a_fault_in_the_tray_and_a_text_of_a_workbook_a_text(client: Client) -> None:
    organiser(client)
    kept = checked(client, "name,e-mail,category,site\nBo,bo@example.org,buyer,hk\n=1+1,lia@example.org,buyer,hk\n")
    take(client, kept)
    rest = SheetImport.objects.get(rest_of=kept)
    assert (people(), rest.counts) == ({"Bo"}, {"fault": 1})
    rows = [["=Étoile", "e@@example", "buyer", "hk"]]
    first = bring(client, workbook([Sheet("delegates", ("name", "e-mail", "category", "site"), rows)]), "book.xlsx")
    again = bring(client, download(client, "manage_import_report", first.code), "again.xlsx")
    save(client, again, sent(client, again, {"2 email": "e@example.org"}))
    take(client, again, only="")
    assert people() == {"Bo", "=Étoile"}


def test_what_waits_is_listed_wholly_and_first_and_the_rest_by_pages(client: Client) -> None:
    organiser(client)
    upload(client, HALVES)
    work_off()
    waiting = SheetImport.objects.get()
    account, edition = waiting.account, waiting.edition
    done = [
        SheetImport.objects.create(edition=edition, account=account, name=f"done-{number:02}.csv", status="applied")
        for number in range(25)
    ]
    where = reverse("manage_import", args=["fair"])
    first, second = (client.get(where, {"page": number}).content.decode() for number in (1, 2))
    assert [first.count("done-"), second.count("done-"), "people.csv" in first, "people.csv" in second] == [20, 5, True, True]
    assert first.index("people.csv") < first.index(done[-1].name)
    assert ("?page=2#imports" in first, "?page=1#imports" in second) == (True, True)


@pytest.mark.parametrize(("long", "mark"), [("x" * 40_000, "…"), ("Mei \u202eTam", "�")])
def test_a_remark_quotes_no_cell_in_full_nor_what_turns_it(long: str, mark: str) -> None:
    edition = make_edition(slug="fair")
    first, other, turned = ("name", "e-mail"), "a@example.org", f"{long[:150].replace(' ', '')}, {long}"
    raws = [
        (RawSheet("", [(1, list(first)), (2, [f"é{long}", other])], encoding="big5hkscs"), "The text was read as"),
        (sheet("", ("First name", "Surname", "e-mail"), (long, long, other)), "were put together"),
        (
            sheet("", first, (turned, other), ("Tam, Lia", "lia@example.org")),
            "have the family name first",
        ),
        (sheet("", (*first, long), ("Mei", other, "x")), f": {long[:3]}"),
    ]
    for raw, said in raws:
        made = plan_sheets(edition, [raw], kind="delegates")
        told = [one for one in [*made.remarks, *made.ignored] if said in one]
        assert [(mark in one, len(one) < 700, "\u202e" in one) for one in told] == [(True, True, False)]
    parted = sheet("", ("Who", "e-mail"), (f"{long}; Harbour", other))
    split = Split(";", ("name", "organisation"))
    made = plan_sheets(edition, [parted], layouts={"": Layout("delegates", columns={1: "email"}, splits={0: split})})
    told = [one for one in made.remarks if "was parted" in one]
    assert [(mark in one, len(one) < 700, "\u202e" in one) for one in told] == [(True, True, False)]
