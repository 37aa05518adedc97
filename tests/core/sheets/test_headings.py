"""Columns are found under the headings that people write: in two languages, in two halves, beside salutations."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from praya.core.sheets.columns import Column, Kind, Table, find_table, joined_name
from praya.core.sheets.faults import Fate
from praya.core.sheets.kinds import SheetKind
from praya.core.sheets.reading import RawSheet
from praya.core.sheets.remarks import remarks_on
from praya.core.sheets.rows import Row

PEOPLE = SheetKind(
    "people",
    "people, 人員, 人员",
    (
        Column("reference", "reference, 編號, 编号, ref"),
        Column(
            "name",
            "name, 姓名, 姓名",
            is_required=True,
            parts=("given name, 名, 名, first name", "family name, 姓, 姓, last name"),
        ),
        Column("email", "e-mail, 電郵, 邮箱, email"),
        Column("organisation", "organisation, 機構, 机构, company, 公司"),
        Column("job_title", "job title, 職銜, 职务, title"),
    ),
    label="people",
)


def table_of(heads: Sequence[str], *rows: Sequence[str], name: str = "x", **facts: object) -> Table:
    cells = [(number, list(row)) for number, row in enumerate((heads, *rows), start=1)]
    table = find_table(RawSheet(name, cells, **facts), [PEOPLE], only="people")  # type: ignore[arg-type]
    assert table is not None
    return table


def row_of(table: Table, at: int = 0) -> Row:
    number, cells = table.rows[at]
    return Row(table, number, cells, Fate(table.sheet, number))


@pytest.mark.parametrize(
    ("head", "key"),
    [
        ("公司 Company", "organisation"),
        ("Company 公司", "organisation"),
        ("公司Company", "organisation"),
        ("Company\n公司", "organisation"),
        ("Company / 機構", "organisation"),
        ("電郵 E-mail", "email"),
        ("電郵（E-mail）", "email"),
        ("編號 Ref.", "reference"),
        ("職銜 Job title", "job_title"),
        ("公司 E-mail", ""),
        ("Company address", ""),
        ("公司地址 Company", ""),
    ],
)
def test_a_heading_in_two_languages_is_the_column_that_both_name(head: str, key: str) -> None:
    table = table_of(["name", head], ["Anna", "x"])
    assert {found for found, place in table.places.items() if place == 1} == ({key} if key else set())
    assert table.unknown == ([] if key else [head])


def test_an_exact_heading_is_preferred_to_one_in_two_languages() -> None:
    table = table_of(["公司 Company", "name", "Company"], ["x", "Anna", "y"])
    assert (table.places["organisation"], table.unknown) == (2, ["公司 Company"])


@pytest.mark.parametrize(
    ("given", "family", "name"),
    [
        ("Lia", "Tam", "Lia Tam"),
        ("大文", "陳", "陳大文"),
        ("민수", "김", "김민수"),
        ("", "Cher", "Cher"),
        ("太郎", "Yamada", "太郎 Yamada"),
    ],
)
def test_halves_of_a_name_are_joined_in_the_order_of_their_writing(given: str, family: str, name: str) -> None:
    assert joined_name(given, family) == name
    table = table_of(["Last Name", "E-mail", "First Name"], [family, "a@b.c", given])
    row = row_of(table)
    assert (row.text("name"), table.head("name"), table.unknown) == (name, "First Name + Last Name", [])


def test_halves_are_left_out_where_the_whole_stands_beside_them_or_one_lacks() -> None:
    assert table_of(["Name", "First Name", "Last Name"], ["Lia Tam", "Lia", "Tam"]).unknown == ["First Name", "Last Name"]
    assert table_of(["First Name", "E-mail"], ["Lia", "a@b.c"]).unknown == ["First Name"]


def test_a_formula_or_an_error_in_either_half_is_a_fault() -> None:
    for facts in ({"formulas": {(2, 2): "=A1"}}, {"errors": {(2, 2): "#N/A"}}):
        row = row_of(table_of(["First Name", "Last Name"], ["Lia", "Tam"], **facts))
        assert (row.text("name"), len(row.fate.faults)) == ("", 1)


@pytest.mark.parametrize(
    ("words", "is_job"), [(["Ms", "Mr."], False), (["Dr", ""], False), (["Producer", "Ms"], True), (["", ""], True)]
)
def test_titles_are_jobs_unless_all_are_salutations(words: list[str], is_job: bool) -> None:
    table = table_of(["name", "Title"], *(["Anna", word] for word in words))
    assert ("job_title" in table.places) is is_job


def test_remarks_tell_what_a_file_does_not_show() -> None:
    heads, row = ["First Name", "Last Name", "E-mail"], ["민수", "김", "a@b.c"]
    table = table_of(heads, row, row, row, encoding="cp949", hidden_rows=[2, 3, 9], hidden_columns=["B"])
    assert remarks_on([table], [PEOPLE], is_kind_asked=False) == [
        "The text was read as Korean (CP949), as in “김민수”. If that is not what you wrote, "
        "save the file as “CSV UTF-8” and upload it again.",
        "x: 2 rows are hidden in the file (2–3), and are taken like the others.",
        "x: column B is hidden in the file, and is taken like the others.",
        "The columns First Name, Last Name were put together as name, as in “김민수”.",
        "The sheet x was taken for people, by its columns First Name + Last Name, E-mail. "
        "You can say otherwise when you upload it.",
    ]
    assert remarks_on([table_of(["name"], ["Anna"], name="people")], [PEOPLE], is_kind_asked=False) == []


def test_kind_without_halves_is_as_before() -> None:
    plain = Kind("firms", "firms", (Column("name", "name, 名, 名"),))
    table = find_table(RawSheet("firms", [(1, ["First Name", "name"]), (2, ["a", "b"])]), [plain])
    assert table is not None
    assert (table.places, table.unknown) == ({"name": 1}, ["First Name"])
