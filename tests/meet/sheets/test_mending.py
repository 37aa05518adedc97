"""Cells with faults are mended on a page; what is left any organiser may finish; nothing typed is lost."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from praya.core.sheets.columns import Table, find_table
from praya.core.sheets.mending import LEFT_OUT, Mend, mended
from praya.core.sheets.reading import RawSheet, read_sheets
from praya.core.sheets.writing import Sheet, write_workbook
from praya.match.requests.sheet import WISHES
from praya.meet.accreditation.models import Delegate
from praya.meet.registration.sheet import DELEGATES, ORGANISATIONS
from praya.meet.sheets import actions
from praya.meet.sheets.mending import mend_cells
from praya.meet.sheets.models import SheetImport
from tests.builders import make_account, make_exhibitor, make_team_member, sign_in
from tests.meet.sheets.rows import plan, sheet
from tests.meet.sheets.test_good_rows import MIXED, checked, people, take
from tests.meet.sheets.test_pages import download, organiser, page, upload, work_off

pytestmark = pytest.mark.django_db


def mend_page(client: Client, kept: SheetImport) -> str:
    answer = client.get(reverse("manage_import_mend", args=["fair", kept.code]))
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


def sent(client: Client, kept: SheetImport, changed: dict[str, str]) -> dict[str, str]:
    """Return what the page would send, with cells written anew; a cell is named by its row and key, “3 email”."""
    shown = mend_page(client, kept)
    typed = {
        name: value
        for tag in re.findall(r"<input[^>]*>", shown)
        if (name := _attribute(tag, "name")) and 'type="checkbox"' not in tag and name != "csrfmiddlewaretoken"
        for value in [_attribute(tag, "value")]
    }
    for place, text in changed.items():
        row, key = place.split()
        name = next(one for one in typed if re.fullmatch(rf"r[0-9a-f]+_{row}-row", one)).removesuffix("row")
        typed[name + (key if key == "out" or key.startswith("likely-") else f"cell-{key}")] = text
    return typed


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf'\b{name}="([^"]*)"', tag)
    return found[1] if found else ""


def save(client: Client, kept: SheetImport, typed: dict[str, str]) -> Any:
    answer = client.post(reverse("manage_import_mend", args=["fair", kept.code]), typed)
    work_off()
    kept.refresh_from_db()
    return answer


def test_a_mended_cell_is_checked_anew_and_its_row_taken(client: Client) -> None:
    organiser(client)
    kept = checked(client, MIXED)
    assert reverse("manage_import_mend", args=["fair", kept.code]) in page(client, kept)
    answer = save(client, kept, sent(client, kept, {"3 email": "jose@example.org", "4 email": " ana@example.org "}))
    assert answer["Location"] == reverse("manage_import_file", args=["fair", kept.code])
    assert (kept.status, kept.counts) == ("checked", {"new": 3})
    assert "2 cells are read as somebody has said here" in page(client, kept)
    take(client, kept, only="")
    assert people() == {"Mei Chan", "José", "Ana"}
    addresses = set(Delegate.objects.values_list("person__email", flat=True))
    assert addresses == {f"{one}@example.org" for one in ("mei", "jose", "ana")}


def test_what_was_probably_meant_is_proposed_and_taken_only_by_saving(client: Client) -> None:
    organiser(client)
    kept = checked(client, "name,e-mail,category,site\nJosé,jose@example.org,Buyr,hk\n")
    shown = mend_page(client, kept)
    assert ('value="Buyr"' in shown, "take “buyer”" in shown) == (True, True)
    assert save(client, kept, sent(client, kept, {})).status_code == 409
    assert kept.counts == {"fault": 1}
    save(client, kept, sent(client, kept, {"2 likely-category": "on"}))
    assert kept.counts == {"new": 1}


def test_a_row_can_be_left_out_and_all_of_it_taken_back(client: Client) -> None:
    organiser(client)
    kept = checked(client, MIXED)
    save(client, kept, sent(client, kept, {"3 email": "jose@example.org"}))
    assert kept.counts == {"new": 2, "fault": 1}
    save(client, kept, sent(client, kept, {"4 out": "on"}))
    assert (kept.counts, len(kept.mends)) == ({"new": 2}, 2)
    back = reverse("manage_import_unmend", args=["fair", kept.code])
    for counts in ({"new": 2, "fault": 1}, {"new": 1, "fault": 2}):
        client.post(back)
        work_off()
        kept.refresh_from_db()
        assert kept.counts == counts
    assert "Nothing is left to take back." in client.post(back, follow=True).content.decode()


def test_where_every_row_is_left_out_nothing_is_imported(client: Client) -> None:
    organiser(client)
    kept = checked(client, "name,e-mail,category,site\nJosé,jose@@example,buyer,la\n")
    save(client, kept, sent(client, kept, {"2 out": "on"}))
    assert (kept.status, kept.counts, "Every row is left out" in page(client, kept)) == ("checked", {}, True)
    take(client, kept, only="")
    assert (kept.status, people()) == ("checked", set())


def test_a_column_that_the_file_lacks_or_has_in_halves_can_be_mended(client: Client, tmp_path: Path) -> None:
    organiser(client)
    kept = checked(client, "First name,Last name,e-mail,category\n,,lia@example.org,buyer\nBo,Ng,bo@example.org,buyer\n")
    assert kept.counts == {"fault": 2}
    save(client, kept, sent(client, kept, {"2 name": "Lia Tam", "2 site": "hk"}))
    assert kept.counts == {"new": 1, "fault": 1}
    (sheet,) = read_sheets(_written(tmp_path, download(client, "manage_import_report", kept.code)))
    assert [cells[:4] for _number, cells in sheet.rows] == [
        ["e-mail", "category", "name", "site"],
        ["lia@example.org", "buyer", "Lia Tam", "hk"],
        ["bo@example.org", "buyer", "Bo Ng", ""],
    ]
    take(client, kept)
    rest = SheetImport.objects.get(rest_of=kept)
    assert (people(), rest.counts) == ({"Lia Tam"}, {"fault": 1})
    save(client, rest, sent(client, rest, {"2 site": "hk"}))
    take(client, rest, only="")
    assert people() == {"Lia Tam", "Bo Ng"}


def _written(folder: Path, content: bytes) -> Path:
    path = folder / "report.xlsx"
    path.write_bytes(content)
    return path


def test_what_was_mended_holds_for_the_rest_too(client: Client) -> None:
    organiser(client)
    kept = checked(client, "name,e-mail,category,site\nMei,mei@example.org,buyer,hk\nJosé,jose@@example,Buyr,hk\n")
    save(client, kept, sent(client, kept, {"3 likely-category": "on"}))  # the address is as wrong as before
    assert kept.counts == {"new": 1, "fault": 1}
    take(client, kept)
    rest = SheetImport.objects.get(rest_of=kept)
    assert ("Buyr" in mend_page(client, rest), rest.counts) == (False, {"fault": 1})


def test_another_organiser_finishes_what_was_left_and_is_its_author_then(client: Client) -> None:
    edition = organiser(client)
    take(client, checked(client, MIXED))
    rest = SheetImport.objects.exclude(rest_of=None).get()
    colleague, their = make_team_member(edition), Client()
    sign_in(their, colleague)
    assert rest.name in their.get(reverse("manage_import", args=["fair"])).content.decode()
    assert "1 file of an import waits to be mended." in their.get(reverse("manage", args=["fair"])).content.decode()
    save(their, rest, sent(their, rest, {"2 email": "jose@example.org", "3 email": "ana@example.org"}))
    assert (rest.account, rest.counts) == (colleague, {"new": 2})
    take(their, rest, only="")
    assert people() == {"Mei Chan", "José", "Ana"}
    stranger = Client()
    sign_in(stranger, make_account())
    for route in ("manage_import_file", "manage_import_mend"):
        assert stranger.get(reverse(route, args=["fair", rest.code])).status_code == 404


def test_what_is_typed_while_a_colleague_changes_or_imports_the_file_is_shown_again(client: Client) -> None:
    edition = organiser(client)
    take(client, checked(client, MIXED))
    rest = SheetImport.objects.exclude(rest_of=None).get()
    colleague, their = make_team_member(edition), Client()
    sign_in(their, colleague)
    mine = sent(client, rest, {"2 email": "jose.mine@example.org", "3 email": "ana.mine@example.org"})
    save(their, rest, sent(their, rest, {"2 email": "jose@example.org"}))
    answer = save(client, rest, mine)
    shown = html.unescape(answer.content.decode())
    assert (answer.status_code, f"{colleague} has changed this file meanwhile." in shown) == (409, True)
    assert ("jose.mine@example.org" in shown, 'value="ana.mine@example.org"' in shown) == (True, True)
    assert len(rest.mends) == 1
    late = sent(client, rest, {"3 email": "ana.late@example.org"})
    save(their, rest, sent(their, rest, {"3 email": "ana@example.org"}))
    take(their, rest, only="")
    answer = save(client, rest, late)
    shown = html.unescape(answer.content.decode())
    assert (answer.status_code, f"{colleague} has imported this file meanwhile." in shown) == (409, True)
    assert "ana.late@example.org" in shown
    assert people() == {"Mei Chan", "José", "Ana"}


def test_rows_of_wishes_stay_with_whoever_brought_them(client: Client, tmp_path: Path) -> None:
    edition = organiser(client)
    assert (WISHES.is_secret, DELEGATES.is_secret) == (True, False)
    one, two = make_exhibitor(edition), make_exhibitor(edition)
    rows = [[one.organisation.name, two.organisation.name, "no"], [one.organisation.name, "nobody at all", "no"]]
    path = tmp_path / "wishes.xlsx"
    write_workbook([Sheet("wishes", ["from", "to", "wish"], rows)], path)
    upload(client, path.read_bytes(), "wishes.xlsx")
    work_off()
    take(client, SheetImport.objects.get())
    rest = SheetImport.objects.exclude(rest_of=None).get()
    their = Client()
    sign_in(their, make_team_member(edition))
    assert (rest.is_shared, rest.counts) == (False, {"fault": 1})
    for route in ("manage_import_file", "manage_import_mend", "manage_import_report"):
        assert their.get(reverse(route, args=["fair", rest.code])).status_code == 404
    assert rest.name not in their.get(reverse("manage_import", args=["fair"])).content.decode()


def test_a_cell_of_endless_length_is_refused_and_kept(client: Client) -> None:
    organiser(client)
    kept = checked(client, MIXED)
    answer = save(client, kept, sent(client, kept, {"3 email": "x" * 6000}))
    assert (answer.status_code, "x" * 6000 in answer.content.decode(), kept.mends) == (422, True, [])


def test_saving_without_a_change_says_so(client: Client) -> None:
    organiser(client)
    kept = checked(client, MIXED)
    answer = save(client, kept, sent(client, kept, {}))
    assert (answer.status_code, "Nothing was changed." in answer.content.decode()) == (409, True)


def table(*rows: list[str]) -> Table:
    raw = RawSheet("people", [(number, cells) for number, cells in enumerate(rows, start=1)])
    return Table(DELEGATES, raw, 1, {"name": 0, "email": 1}, rows[0])


def test_a_mend_touches_one_cell_and_neither_headings_nor_other_sheets() -> None:
    before = table(["name", "e-mail"], ["Mei", "m@"], ["Bo"])
    before.raw.errors[3, 2] = "#N/A"
    mends = [Mend("people", 3, "email", "old"), Mend("people", 3, "email", "bo@example.org"), Mend("others", 2, "name", "x")]
    after = mended(before, [*mends, Mend("people", 1, "name", "head"), Mend("people", 2, "unknown", "?")])
    assert [cells for _number, cells in after.raw.rows] == [["name", "e-mail"], ["Mei", "m@"], ["Bo", "bo@example.org"]]
    assert (after.raw.errors, before.raw.errors, before.raw.rows[2][1]) == ({}, {(3, 2): "#N/A"}, ["Bo"])
    assert mended(before, []).rows == before.rows
    assert [row for row, _cells in mended(before, [Mend("people", 2, "")]).rows] == [3]


def two_organisers(client: Client) -> tuple[SheetImport, Client]:
    """Leave a rest that both organisers may finish; return it and the second one's browser."""
    edition = organiser(client)
    take(client, checked(client, MIXED))
    their = Client()
    sign_in(their, make_team_member(edition))
    return SheetImport.objects.exclude(rest_of=None).get(), their


def test_a_button_of_before_a_colleagues_change_imports_and_throws_away_nothing(client: Client) -> None:
    rest, their = two_organisers(client)
    old = {"only": "good", "seen": rest.digest}
    thrown = {"seen": rest.job}
    columns = {"s0-kind": "", "seen": rest.job}
    save(their, rest, sent(their, rest, {"2 email": "jose@example.org"}))
    for route, words in (("confirm", old), ("discard", thrown), ("columns", columns)):
        client.post(reverse(f"manage_import_{route}", args=["fair", rest.code]), words)
        work_off()
    rest.refresh_from_db()
    assert (rest.status, rest.counts, people()) == ("checked", {"new": 1, "fault": 1}, {"Mei Chan"})
    client.post(reverse("manage_import_confirm", args=["fair", rest.code]), {**old, "seen": rest.digest})
    work_off()
    assert people() == {"Mei Chan", "José"}


def test_an_undo_takes_back_ones_own_saving_and_no_later_one(client: Client) -> None:
    rest, their = two_organisers(client)
    save(client, rest, sent(client, rest, {"2 email": "jose@example.org"}))
    save(their, rest, sent(their, rest, {"3 email": "ana@example.org"}))
    undo = reverse("manage_import_unmend", args=["fair", rest.code])
    said = client.post(f"{undo}?saving=1", follow=True).content.decode()
    work_off()
    rest.refresh_from_db()
    assert ("has changed this file meanwhile" in said, len(rest.mends), rest.counts) == (True, 2, {"new": 2})
    their.post(f"{undo}?saving=2")
    work_off()
    rest.refresh_from_db()
    assert (len(rest.mends), rest.counts) == (1, {"new": 1, "fault": 1})


def test_what_was_thrown_away_while_it_is_checked_stays_away(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    organiser(client)
    upload(client, MIXED)
    kept = SheetImport.objects.get()
    real = actions.plan_sheets

    def plan(*words: Any, **more: Any) -> Any:
        SheetImport.objects.all().delete()
        return real(*words, **more)

    monkeypatch.setattr(actions, "plan_sheets", plan)
    actions.check(kept.pk)
    assert SheetImport.objects.count() == 0


def test_what_was_typed_is_not_kept_once_it_stands_in_the_records(client: Client) -> None:
    organiser(client)
    kept = checked(client, MIXED)
    save(client, kept, sent(client, kept, {"3 email": "jose@example.org"}))
    take(client, kept)
    assert (kept.status, kept.mends) == ("applied", [])


def test_a_row_that_repeats_a_mended_one_follows_it(client: Client) -> None:
    organiser(client)
    row = "José,jose@@example,buyer,la\n"
    upload(client, f"name,e-mail,category,site\n{row}Mei,mei@example.org,buyer,hk\n{row}")
    work_off()
    kept = SheetImport.objects.get()
    mend_cells(kept, [Mend("delegates", 2, "email", "jose@example.org")], seen=kept.digest, by=kept.account)
    work_off()
    kept.refresh_from_db()
    assert kept.counts == {"new": 2, "duplicate": 1}


def test_a_repeated_row_of_which_something_is_said_itself_follows_nobody() -> None:
    rows = [(1, ["name"]), (2, ["Ana"]), (3, ["Ana", ""]), (4, ["Ana"]), (5, ["Bo"])]
    table = find_table(RawSheet("organisations", rows), [ORGANISATIONS])
    assert table is not None
    found = mended(table, [Mend("organisations", 2, "name", "Ana & Co"), Mend("organisations", 4, "name", "Ana Lda")])
    assert [cells[0] for _number, cells in found.rows] == ["Ana & Co", "Ana & Co", "Ana Lda", "Bo"]
    left = mended(table, [Mend("organisations", 2, LEFT_OUT)])
    assert [number for number, _cells in left.rows] == [5]


def test_no_fault_of_a_row_hides_another(client: Client) -> None:
    edition = organiser(client)
    firms = sheet("organisations", ("name", "country", "site"), ("", "Nowhere", "Mars"))
    crowd = sheet("delegates", ("name", "e-mail", "organisation reference", "site"), ("José", "jose@@example", "ORG-9", "Mars"))
    found = {fate.sheet: sorted({fault.key for fault in fate.faults}) for fate in plan(edition, firms, crowd).fates}
    assert found == {
        "organisations": ["country", "name", "site"],
        "delegates": ["email", "organisation_reference", "site"],
    }
