"""The good rows of a file are taken now, the others kept with their reasons until somebody has mended them."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from praya.cli import main
from praya.core.audit.models import Entry
from praya.core.sheets.reading import read_sheets
from praya.core.sheets.writing import Sheet, write_workbook
from praya.meet.accreditation.models import Delegate
from praya.meet.sheets import actions
from praya.meet.sheets.models import SheetImport
from tests.builders import make_account, make_team_member, sign_in
from tests.meet.sheets.test_pages import download, organiser, page, upload, work_off

pytestmark = pytest.mark.django_db
MIXED = "name,e-mail,category,site\nMei Chan,mei@example.org,buyer,hk\nJosé,jose@@example,buyer,la\nAna,#N/A,buyer,hk\n"


def checked(client: Client, text: str) -> SheetImport:
    """Upload a file and let it be checked."""
    upload(client, text)
    work_off()
    return SheetImport.objects.get(rest_of=None)


def take(client: Client, kept: SheetImport, only: str = "good") -> None:
    client.post(reverse("manage_import_confirm", args=["fair", kept.code]), {"only": only})
    work_off()
    kept.refresh_from_db()


def people() -> set[str]:
    return set(Delegate.objects.values_list("person__name", flat=True))


def test_good_rows_are_taken_and_the_others_wait_with_their_reasons(client: Client, tmp_path: Path) -> None:
    organiser(client)
    kept = checked(client, MIXED)
    assert "Import the 1 good row, keep the others" in page(client, kept)
    take(client, kept)
    rest = SheetImport.objects.get(rest_of=kept)
    assert (people(), kept.status, kept.counts, rest.name) == ({"Mei Chan"}, "applied", {"new": 1}, "people-to-mend.xlsx")
    assert (rest.status, rest.counts, rest.ignored) == ("checked", {"fault": 2}, [])
    assert Entry.objects.get(action="import sheets").after == {"file": "people.csv", "new": 1, "left": 2}
    shown = page(client, kept)
    assert "The good rows are taken" in shown
    assert reverse("manage_import_file", args=["fair", rest.code]) in shown
    file = tmp_path / "rest.xlsx"
    file.write_bytes(download(client, "manage_import_report", rest.code))
    (sheet,) = read_sheets(file)
    assert [cells[:2] for _number, cells in sheet.rows] == [["name", "e-mail"], ["José", "jose@@example"], ["Ana", "#N/A"]]
    assert all("e-mail" in cells[-1] for _number, cells in sheet.rows[1:])


def test_a_mended_sheet_with_its_reasons_is_taken(client: Client) -> None:
    organiser(client)
    take(client, checked(client, MIXED))
    mended = "name,e-mail,category,site,what to mend\nJosé,jose@example.org,buyer,la,this is not an e-mail address\n"
    upload(client, mended, "mended.csv")
    work_off()
    again = SheetImport.objects.get(name="mended.csv")
    assert (again.counts, again.ignored) == ({"new": 1}, [])
    take(client, again, only="")
    assert people() == {"Mei Chan", "José"}


def test_what_needs_a_row_that_is_left_out_is_left_out_with_it(client: Client, tmp_path: Path) -> None:
    edition = organiser(client)
    day = edition.starts_on.isoformat()
    path = tmp_path / "book.xlsx"
    rows = [["Mei", "mei@example.org", "buyer", "hk"], ["Bo", "bo@@example", "buyer", "hk"]]
    hours = [["mei@example.org", day, "09:00", "10:00"], ["bo@example.org", day, "09:00", "10:00"]]
    sheets = [
        Sheet("delegates", ["name", "e-mail", "category", "site"], rows),
        Sheet("availability", ["delegate", "date", "from", "to"], hours),
    ]
    write_workbook(sheets, path)
    upload(client, path.read_bytes(), "book.xlsx")
    work_off()
    kept = SheetImport.objects.get()
    take(client, kept)
    rest = SheetImport.objects.get(rest_of=kept)
    assert (people(), kept.counts, rest.counts) == ({"Mei"}, {"new": 2}, {"fault": 2})
    assert Delegate.objects.get().availability.count() == 1


def test_without_a_good_row_nothing_is_taken_whatever_is_asked(client: Client) -> None:
    organiser(client)
    kept = checked(client, "name,e-mail,category,site\nJosé,jose@@example,buyer,la\n")
    assert "good row" not in page(client, kept)
    take(client, kept)
    assert (people(), kept.status, SheetImport.objects.count()) == (set(), "checked", 1)


def test_rows_that_changed_since_the_check_are_shown_again(client: Client) -> None:
    edition = organiser(client)
    kept = checked(client, MIXED)
    edition.sites.all().delete()
    take(client, kept)
    assert (people(), kept.status, SheetImport.objects.count()) == (set(), "checked", 1)
    assert "The records changed after the check." in kept.message_read


def test_a_rest_outlives_other_uploads_and_a_day_but_not_a_month(client: Client) -> None:
    organiser(client)
    kept = checked(client, MIXED)
    take(client, kept)
    now = timezone.now()
    assert actions.discard_old(at=now + timedelta(days=29)) == 0
    assert actions.discard_old(at=now + timedelta(days=31)) == 1
    assert list(SheetImport.objects.all()) == [kept]


def test_organisers_of_the_market_read_what_was_taken_and_what_is_left_and_nobody_else(client: Client) -> None:
    edition = organiser(client)
    kept = checked(client, MIXED)
    take(client, kept)
    rest = SheetImport.objects.get(rest_of=kept)
    seen = []
    for other in (make_team_member(edition), make_account()):
        visitor = Client()
        sign_in(visitor, other)
        addresses = [reverse("manage_import_file", args=["fair", one.code]) for one in (kept, rest)]
        seen.append([visitor.get(address).status_code for address in addresses])
    assert seen == [[200, 200], [404, 404]]


def test_the_command_takes_good_rows_and_reports_the_others(
    client: Client, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    organiser(client)
    file, report = tmp_path / "people.csv", tmp_path / "rest.xlsx"
    file.write_text(MIXED, encoding="utf-8")
    assert main(["import", str(file), "--edition", "fair", "--good-rows", "--report", str(report)]) == 1
    said = capsys.readouterr().out
    assert ("left out for their faults: 2 rows" in said, people()) == (True, {"Mei Chan"})
    assert [cells[0] for _number, cells in read_sheets(report)[0].rows] == ["name", "José", "Ana"]


def test_a_row_that_only_repeats_a_faulty_one_is_no_good_row(client: Client) -> None:
    organiser(client)
    row = "José,jose@example.org,Buyr,la\n"
    kept = checked(client, "name,e-mail,category,site\n" + row + row)
    assert (kept.counts, "good row" in page(client, kept)) == ({"fault": 1, "duplicate": 1}, False)
    take(client, kept)
    assert (kept.status, kept.message_read) == ("checked", "")
