"""Columns are found under headings nobody has listed: words around a name, cells that tell, names by their family, totals."""

from __future__ import annotations

import pytest

from praya.core.sheets import fields
from praya.core.sheets.columns import Column, Table, find_table
from praya.core.sheets.countries import country_named
from praya.core.sheets.faults import Fate
from praya.core.sheets.kinds import SheetKind
from praya.core.sheets.order_of_names import names_turned, person_name
from praya.core.sheets.reading import RawSheet
from praya.core.sheets.rows import Row
from praya.core.sheets.totals import totals_of

PEOPLE = SheetKind(
    "people",
    "people, 人員, 人员",
    (
        Column(
            "name",
            "name, 姓名, 姓名, full name, nom, last first, attendee",
            is_required=True,
            has_tags=True,
            parts=("given name, 名, 名, first name, prénom", "family name, 姓, 姓, last name, nom"),
            read=person_name,
            looks=fields.has_letters,
        ),
        Column("email", "e-mail, 電郵, 邮箱, email", read=fields.email, looks=fields.holds_address, is_told_by_cells=True),
        Column("organisation", "organisation, 機構, 机构, company, 公司"),
        Column("category", "category, 類別, 类别, badge, accreditation"),
        Column("status", "status, 狀態, 状态, accreditation", looks=lambda cell: cell in {"approved", "applied"}),
        Column("job_title", "job title, 職銜, 职务, title"),
    ),
    label="people",
)


def table_of(heads: list[str], *rows: list[str]) -> Table:
    cells = [(number, list(row)) for number, row in enumerate((heads, *rows), start=1)]
    table = find_table(RawSheet("x", cells), [PEOPLE], only="people")
    assert table is not None
    return table


def keys_of(table: Table) -> dict[str, str]:
    joined = {f"{key}/{half}": place for key, pair in table.joins.items() for half, place in zip("gf", pair, strict=True)}
    return {table.heads[place]: key for key, place in {**table.places, **joined}.items()}


def reads(table: Table, key: str) -> list[str]:
    return [Row(table, number, cells, Fate("x", number)).read()[key] for number, cells in table.rows]


@pytest.mark.parametrize(
    ("head", "key"),
    [
        ("Attendee email", "email"),
        ("Contact e-mail (required)", "email"),
        ("3. E-mail of participant *", "email"),
        ("Question: Job title", "job_title"),
        ("參加者公司", "organisation"),
        ("与会者机构", "organisation"),
        ("公司（必填）", "organisation"),
        ("Company address", ""),
        ("Order company number", ""),
        ("Billing e-mail", ""),
    ],
)
def test_words_that_say_whose_a_field_is_do_not_hide_it(head: str, key: str) -> None:
    table = table_of(["name", head], ["Anna", "x"])
    assert {found for found, place in table.places.items() if place == 1} == ({key} if key else set())
    assert table.unknown == ([] if key else [head])


def test_of_two_addresses_the_one_that_is_the_participants_is_taken() -> None:
    table = table_of(["Order e-mail address of", "Attendee email", "Attendee name"], ["a@b.cd", "x@y.zz", "Lia"])
    assert (table.places["email"], table.places["name"]) == (1, 2)


def test_halves_behind_a_group_of_their_own_are_halves() -> None:
    table = table_of(["Attendee name: First name", "Attendee name: Last name"], ["Lia", "Tam"])
    assert (table.joins, reads(table, "name")) == ({"name": (0, 1)}, ["Lia Tam"])


def test_a_word_for_the_name_and_for_half_of_it_is_the_half_beside_the_other() -> None:
    assert reads(table_of(["Nom", "Prénom"], ["Tam", "Lia"]), "name") == ["Lia Tam"]
    assert reads(table_of(["Nom", "Société"], ["Lia Tam", "x"]), "name") == ["Lia Tam"]


@pytest.mark.parametrize(
    ("head", "key"),
    [
        ("Chinese name", "name:zh-Hant"),
        ("Name in Chinese", "name:zh-Hant"),
        ("中文姓名", "name:zh-Hant"),
        ("中文姓名 Name in Chinese", "name:zh-Hant"),
        ("英文姓名 Name in English", "name"),
        ("Name in Korean", "name:ko"),
    ],
)
def test_names_in_a_language_are_found_in_words(head: str, key: str) -> None:
    beside = "Latin letters" if key == "name" else "Full name"
    assert keys_of(table_of([beside, head], ["Anna", "x"]))[head] == key


def test_a_name_that_is_only_there_in_a_language_is_the_name() -> None:
    assert keys_of(table_of(["中文姓名", "e-mail"], ["陳大文", "a@b.cd"])) == {"中文姓名": "name", "e-mail": "email"}


def test_cells_choose_between_columns_that_share_a_name() -> None:
    rows = [["Anna", "Buyer"], ["Bea", "Guest"], ["Cleo", "Buyer"]]
    assert keys_of(table_of(["name", "Accreditation"], *rows))["Accreditation"] == "category"
    rows = [["Anna", "approved"], ["Bea", "applied"], ["Cleo", "approved"]]
    assert keys_of(table_of(["name", "Status"], *rows))["Status"] == "status"
    assert "Status" not in keys_of(table_of(["name", "Status"], ["A", "Paid"], ["B", "Paid"], ["C", "Paid"]))


def test_a_number_beside_a_word_for_people_is_no_name() -> None:
    rows = [["701", "Lia", "Tam"], ["702", "Bea", "Lo"], ["703", "Cleo", "Ip"]]
    assert reads(table_of(["Attendee #", "First name", "Last name"], *rows), "name") == ["Lia Tam", "Bea Lo", "Cleo Ip"]


def test_addresses_are_known_without_a_heading_that_says_so() -> None:
    rows = [["Anna", "office@x.yz", "anna@x.yz"], ["Bea", "office@x.yz", "bea@x.yz"]]
    assert table_of(["name", "Kontor", "Epost"], *rows).places["email"] == 2
    assert "email" not in table_of(["name", "Epost"], ["Anna", "anna@x.yz"], ["Bea", "none"]).places


@pytest.mark.parametrize(
    ("cells", "read"),
    [
        (["Müller, Jürgen", "O’Brien, Zoë"], ["Jürgen Müller", "Zoë O’Brien"]),
        (["陳，大文", "李，美玲"], ["陳大文", "李美玲"]),
        (["Anna Chan, Producer", "Bea Lo, Head of sales"], ["Anna Chan, Producer", "Bea Lo, Head of sales"]),
        (["Robert Downey, Jr.", "Lia Tam"], ["Robert Downey, Jr.", "Lia Tam"]),
        (["Tam, Lia", "Anna Chan", "Bea Lo", "Cleo Ip"], ["Tam, Lia", "Anna Chan", "Bea Lo", "Cleo Ip"]),
    ],
)
def test_names_with_the_family_before_a_comma_are_turned_round_where_the_whole_column_is_so(
    cells: list[str], read: list[str]
) -> None:
    table = table_of(["Last, First"], *([cell] for cell in cells))
    assert reads(table, "name") == read
    assert list(names_turned([table])) == ([("Last, First", cells[0], read[0])] if read != cells else [])


@pytest.mark.parametrize(
    ("cell", "read", "likely"),
    [
        ("Mei Chan <Mei@Example.org>", "mei@example.org", []),
        ("mailto:mei@example.org", "mei@example.org", []),
        ("mei@example.org; office@example.org", "", ["mei@example.org"]),
        ("ask her", "", [""]),
    ],
)
def test_an_address_is_read_from_what_stands_around_it(cell: str, read: str, likely: list[str]) -> None:
    table = table_of(["name", "e-mail"], ["Mei", cell])
    number, cells = table.rows[0]
    row = Row(table, number, cells, Fate("x", number)).read()
    assert (row["email"], [fault.likely for fault in row.fate.faults]) == (read, likely)


def test_rows_below_a_table_that_only_count_it_are_totals() -> None:
    rows = [["Anna", "a@b.cd"], ["Total", "b@b.cd"], ["Subtotal", "2"], ["合計：", "2"]]
    assert totals_of(table_of(["name", "e-mail"], *rows)) == [4, 5]
    assert totals_of(table_of(["name", "e-mail"], ["Total", "5"], ["Anna", ""])) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [("香港 Hong Kong", "HK"), ("日本（Japan）", "JP"), ("France / FR", "FR"), ("France / Japan", ""), ("Atlantis 香港", "")],
)
def test_a_country_may_be_said_twice(text: str, code: str) -> None:
    assert country_named(text) == code
