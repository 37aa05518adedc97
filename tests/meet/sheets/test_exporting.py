"""What goes out can come in again without changing anything; from the command line, too."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from praya.cli import main
from praya.core.sheets.exporting import export_folder, export_sheets
from praya.core.sheets.reading import read_sheets
from praya.core.sheets.writing import workbook, write_workbook
from praya.match.requests.models import Request, Wish
from praya.meet.accreditation.models import Delegate
from praya.meet.editions.models import Edition
from tests.builders import (
    HK_AFTERNOON,
    HK_MORNING,
    calendar_of,
    make_availability,
    make_calendar,
    make_delegate,
    make_edition,
    make_exhibitor,
    make_meeting,
    make_organisation,
    make_person,
    make_placement,
    make_request,
    make_session,
    make_wish,
    staff_of,
)
from tests.meet.sheets.rows import states, take

pytestmark = pytest.mark.django_db


def market() -> Edition:
    """Make an edition with everything that goes out, and with vetoes, which do not."""
    edition = make_edition("fair")
    company = make_organisation("=Étoile & Cie", names={"zh-Hant": "星星影業"}, reference="E-1", website="https://e.example")
    exhibitor = make_exhibitor(edition, organisation=company, staff=2)
    online = make_exhibitor(edition, "Online Films", site=None)
    anna = make_delegate(edition, person=make_person("Anna Müller", email="anna@example.org", names={"ja": "アンナ"}))
    bob = make_delegate(edition, site=None, person=make_person("Bob", email=None, account=None))
    left = make_delegate(edition, status="left", person=make_person("Left", email="left@example.org"))
    for delegate in (anna, bob, left):
        make_calendar(delegate)
    make_availability(anna, HK_MORNING, HK_AFTERNOON)
    company_staff = staff_of(exhibitor)[1]
    make_request(
        calendar_of(anna), calendar_of(exhibitor), named=company_staff, slots=(HK_MORNING,), message="+Hello", sent_by=anna
    )
    make_request(calendar_of(online), calendar_of(bob), status="accepted", level="must")
    make_request(calendar_of(left), calendar_of(anna))
    make_request(calendar_of(bob), calendar_of(exhibitor), status="declined")
    make_wish(calendar_of(exhibitor), calendar_of(bob), "no")
    make_wish(calendar_of(bob), calendar_of(online), "no")
    make_meeting(calendar_of(anna), calendar_of(exhibitor), HK_MORNING)
    make_placement(make_session(edition), HK_MORNING)
    return edition


def facts() -> list[object]:
    """Return everything that an import could have changed."""
    tables = (Delegate.objects, Request.objects, Wish.objects)
    return [list(table.order_by("pk").values()) for table in tables]


def test_an_export_comes_in_again_and_changes_nothing(tmp_path: Path) -> None:
    edition = market()
    before = facts()
    path = tmp_path / "fair.xlsx"
    write_workbook(export_sheets(edition), path)
    made = take(edition, *read_sheets(path))
    assert set(states(made)) == {"unchanged"}
    assert facts() == before
    assert made.ignored == ["requests", "meetings"]


def test_csv_files_come_in_again_too(tmp_path: Path) -> None:
    edition = market()
    before = facts()
    for path in export_folder(edition, tmp_path / "out")[:5]:
        made = take(edition, *read_sheets(path), name=path.name, kind=path.stem)
        assert set(states(made)) == {"unchanged"}
    assert facts() == before


def test_the_sheets_say_what_is_known_and_nothing_private(tmp_path: Path) -> None:
    edition = market()
    path = tmp_path / "fair.xlsx"
    write_workbook(export_sheets(edition), path)
    sheets = {sheet.name: [row for _number, row in sheet.rows[1:]] for sheet in read_sheets(path)}
    assert sheets["organisations"][0] == [
        "E-1",
        "=Étoile & Cie",
        "HK",
        "",
        "https://e.example",
        "yes",
        "hk",
        "Hall HKG",
        "A1",
        "",
        "",
        "",
        "星星影業",
    ]
    assert sheets["availability"] == [["anna@example.org", "2027-03-16", "09:00", "14:00", "Asia/Hong_Kong"]]
    bob = Delegate.objects.get(person__name="Bob").person.code
    staff = Delegate.objects.filter(organisation__reference="E-1").order_by("pk")[1].person.email
    assert [row[:7] for row in sheets["wishes"]] == [
        ["anna@example.org", staff, "like", "", "2027-03-16 09:00", "Asia/Hong_Kong", "sent"],
        [sheets["organisations"][1][0], bob, "must", "", "", "", "accepted"],
    ]
    assert [row[9] for row in sheets["meetings"]] == ["scheduled"]
    assert "between us" not in str(sheets)
    assert [row[4] for row in sheets["requests"]] == ["sent", "accepted", "sent", "declined"]


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow_with_rows(count: int, django_assert_num_queries: object) -> None:
    edition = make_edition()
    for number in range(count):
        exhibitor = make_exhibitor(edition, f"Company {number}")
        buyer = make_delegate(edition)
        make_availability(buyer, HK_MORNING, HK_AFTERNOON)
        make_request(make_calendar(buyer), calendar_of(exhibitor), slots=(HK_MORNING,))
        make_meeting(calendar_of(buyer), calendar_of(exhibitor), HK_MORNING.replace(day=15 + number))
    with django_assert_num_queries(11):  # type: ignore[operator]
        workbook(export_sheets(edition))


@pytest.mark.django_db(transaction=True)
def test_the_commands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make_edition("fair")
    path = tmp_path / "people.csv"
    path.write_text("name,e-mail,site\nAnna,anna@example.org,hk\n", encoding="utf-8")
    assert main(["import", str(path), "--edition", "fair", "--dry-run"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "nothing written"
    assert main(["import", str(path), "--edition", "fair", "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert (result["counts"], result["written"], Delegate.objects.count()) == ({"new": 1}, True, 1)
    assert main(["export", "--edition", "fair", "-o", str(tmp_path / "out.xlsx")]) == 0
    assert main(["export", "--edition", "fair", "-o", str(tmp_path / "out")]) == 0
    assert sorted(one.name for one in (tmp_path / "out").iterdir()) == [
        "availability.csv",
        "delegates.csv",
        "meetings.csv",
        "organisations.csv",
        "programme.csv",
        "requests.csv",
        "wishes.csv",
    ]
    assert main(["import", str(tmp_path / "out.xlsx"), "--edition", "fair"]) == 0
    assert capsys.readouterr().out.splitlines()[-2].startswith("1 unchanged in ")


@pytest.mark.django_db(transaction=True)
def test_the_commands_say_what_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make_edition("fair")
    path, report = tmp_path / "people.csv", tmp_path / "report.xlsx"
    path.write_text("name,e-mail,site\nAnna,anna@@example,hk\n", encoding="utf-8")
    assert main(["import", str(path), "--edition", "fair", "--report", str(report)]) == 1
    assert capsys.readouterr().out.splitlines()[0] == (
        "delegates, row 2, column e-mail, “anna@@example”: this is not an e-mail address; write one such as name@example.org."
    )
    assert read_sheets(report)[0].rows[0][1][-1] == "what to mend"
    path.write_bytes(b"")
    assert [main(["import", str(path), "--edition", slug]) for slug in ("fair", "none")] == [2, 2]
    assert main(["import", str(tmp_path / "no.csv"), "--edition", "fair"]) == 2
    assert main(["export", "--edition", "none"]) == 2
