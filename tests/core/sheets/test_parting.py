"""A column that holds several things is parted into columns of its own, and a table begins where somebody says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from praya.core.sheets.columns import Split
from praya.core.sheets.describing import Beginning, described, described_as, guessed
from praya.core.sheets.faults import Fate
from praya.core.sheets.layouts import Layout, columns_of, laid_out, remembered, signature
from praya.core.sheets.mending import Mend, mended
from praya.core.sheets.parting import MOST_PARTS, likely_between, offered, parts_of, usual_count
from praya.core.sheets.reading import RawSheet
from praya.core.sheets.remarks import remarks_on
from praya.core.sheets.rows import Row
from tests.core.sheets.test_other_headings import PEOPLE, reads

HEADS = ["Name, company", "email; phone"]
ROWS = [["Mei Chan, Harbour", "mei@example.org; +852 5550 0100"], ["José， Cais, Lda", "jose@example.org"], ["Bo", ""]]
SAID = Layout("people", 3, signature(HEADS), splits={0: Split(",", ("name", "organisation")), 1: Split(";", ("email", ""))})


def sheet(*rows: list[str], name: str = "x") -> RawSheet:
    return RawSheet(name, [(number, list(row)) for number, row in enumerate(rows, start=1)])


def titled() -> RawSheet:
    return sheet(["Market 2027", "people who come"], ["as of May", "by hand"], HEADS, *ROWS)


@pytest.mark.parametrize(
    ("cell", "by", "into", "parts"),
    [
        ("陳美、港灣", ",", 2, ["陳美", "港灣"]),
        ("澳門／葡萄牙", "/", 2, ["澳門", "葡萄牙"]),
        ("مي، الميناء", ",", 2, ["مي", "الميناء"]),
        ("Mei Chan — Harbour", "-", 2, ["Mei Chan", "Harbour"]),
        ("Jean-Luc Picard", "-", 2, ["Jean-Luc Picard", ""]),
        ("Mei\r\nHarbour\nHK", "\n", 2, ["Mei", "Harbour\nHK"]),
        ("Mei ex Harbour", "ex", 2, ["Mei", "Harbour"]),
        ("", ";", 3, ["", "", ""]),
    ],
)
def test_a_cell_falls_into_just_so_many_parts(cell: str, by: str, into: int, parts: list[str]) -> None:
    assert parts_of(cell, by, into) == parts


@pytest.mark.parametrize(
    ("head", "cells", "offer"),
    [
        ("City / Country", ["Macau / MO", "Porto / PT", "Paris"], ("/", True)),
        ("Surname, First name", ["Chan, Mei", "Lo, Bea"], (",", True)),
        ("Contact", ["a@b.cd; 555", "x@y.zz; 556", "c@b.cd; 557", "d@b.cd"], (";", False)),
        ("Who and where", ["Mei Chan, Harbour", "José, Cais, Lda", "Bo, North", "陳大文，海港"], (",", False)),
        ("Who", ["Mei | Harbour", "Bo | Cais", "Ana | Praia"], ("|", False)),
        ("Country/Region", ["Hong Kong", "Portugal", "Japan"], ("", False)),
        ("Day", ["1/6/2026", "2/6/2026", "3/6/2026"], ("", False)),
        ("Address", ["1 Rua, Macau, MO", "2 Road, HK", "3, Rua Velha, Porto, PT"], ("", False)),
        ("Who", [], ("", False)),
        ("Who", ["Mei, Harbour"] * 8 + ["Bo"] * 2, (",", False)),
        ("Who", ["Mei, Harbour"] * 7 + ["Bo"] * 3, ("", False)),
        ("Who", ["Mei, Harbour"] * 6 + ["Bo, Cais, PT"] * 4, (",", False)),
        ("Who", ["Mei, Harbour"] * 5 + ["Bo, Cais, PT"] * 5, ("", False)),
    ],
)
def test_what_looks_like_several_things_is_offered(head: str, cells: list[str], offer: tuple[str, bool]) -> None:
    assert offered(head, cells) == offer


def test_it_is_found_out_by_what_and_into_how_many() -> None:
    assert (likely_between(["a / b", "c / d", "e, f"]), likely_between(["Mei Chan"]), likely_between([])) == ("/", " ", ",")
    assert usual_count("x", ["a, b", "c, d", "e, f, g"], ",") == 2
    assert (usual_count("a, b, c", [], ","), usual_count("x", ["a"], ","), usual_count("", ["," * 20], ",")) == (3, 2, MOST_PARTS)


def test_parts_are_columns_and_the_rest_stays_in_the_last() -> None:
    table = laid_out(titled(), [PEOPLE], SAID)
    assert table is not None
    assert reads(table, "name") == ["Mei Chan", "José", "Bo"]
    assert reads(table, "organisation") == ["Harbour", "Cais, Lda", ""]
    assert (reads(table, "email"), table.unknown) == (["mei@example.org", "jose@example.org", ""], [])
    assert [table.head(key) for key in ("name", "email")] == ["Name, company: name", "email; phone: e-mail"]
    assert Layout.of(SAID.as_json()) == SAID
    told = remarks_on([table], [PEOPLE], is_kind_asked=True)
    assert told[0] == "The column Name, company was parted, as in “Mei Chan, Harbour”: Mei Chan | Harbour."


def test_halves_of_a_name_may_be_parts() -> None:
    layout = Layout("people", 1, "", splits={0: Split(",", ("name/family", "name/given"))})
    table = laid_out(sheet(["Surname, First name"], ["Chan, Mei"], ["陳，大文"]), [PEOPLE], layout)
    assert table is not None
    assert reads(table, "name") == ["Mei Chan", "陳大文"]


def test_a_formula_and_an_error_are_of_every_part() -> None:
    raw = titled()
    raw.formulas[5, 1], raw.errors[6, 2] = "=A1", "#N/A"
    table = laid_out(raw, [PEOPLE], SAID)
    assert table is not None
    rows = {number: Row(table, number, cells, Fate("x", number)).read() for number, cells in table.rows}
    asked = [(4, "name"), (5, "name"), (5, "organisation"), (6, "email")]
    told = [(rows[number][key], [fault.reason.split(";")[0] for fault in rows[number].fate.faults]) for number, key in asked]
    formula, error = "this cell holds a formula", "this cell holds an error of the spreadsheet"
    assert told == [("Mei Chan", []), ("", [formula]), ("", [formula, formula]), ("", [error])]


def test_a_part_is_mended_by_itself() -> None:
    table = laid_out(titled(), [PEOPLE], SAID)
    assert table is not None
    found = mended(table, [Mend("x", 6, "organisation", "Praia")])
    assert (reads(found, "organisation"), reads(found, "name")[2]) == (["Harbour", "Cais, Lda", "Praia"], "Bo")


def test_a_later_file_with_these_headings_is_parted_too_wherever_they_stand() -> None:
    raw = sheet(*[["note"]] * 14, HEADS, ROWS[0], ["Ana, Praia", "ana@example.org", "a further cell"])
    layout = remembered(raw, {SAID.signature: SAID})
    assert layout is not None
    table = laid_out(raw, [PEOPLE], layout)
    assert table is not None
    assert (layout.head_row, reads(table, "organisation")) == (15, ["Harbour", "Praia"])
    shown = described(raw, [PEOPLE], table)
    assert (shown["splits"], shown["columns"]) == (
        {"0": [",", 2], "1": [";", 2]},
        {"0": "*", "1": "*", "3": "name", "4": "organisation", "5": "email"},
    )
    assert columns_of(table) == {3: "name", 4: "organisation", 5: "email"}


def test_headings_that_begin_in_another_column_are_others() -> None:
    assert signature(["", "a", "b"]) != signature(["a", "b", ""]) == signature(["a", "b"])


def test_a_table_begins_in_the_row_that_is_said() -> None:
    shown = described_as(titled(), Beginning(3, splits={0: ("", 0)}))
    assert (shown["heads"], shown["samples"][0][2:]) == ([*HEADS, "Name", "company"], ["Mei Chan", "Harbour"])
    assert (shown["count"], guessed(shown, PEOPLE)) == (3, {1: "email", 2: "name", 3: "organisation"})
    assert shown["top"][2] == (3, "Name, company · email; phone")
    assert shown["offers"] == {"1": (";", True)}
    bare = described_as(titled(), Beginning(4, has_heads=False))
    assert (bare["heads"], bare["count"], bare["signature"]) == (["", ""], 3, "")
    none = described_as(titled(), Beginning(99))
    assert (none["head_row"], none["no_row"], "no_row" in shown) == (1, 99, False)


@pytest.mark.parametrize(("number", "is_read"), [(31, True), (1000, True), (1001, False), (1003, False)])
def test_a_row_far_down_is_named_by_its_number(number: int, is_read: bool) -> None:
    raw = sheet(*[["note"]] * (number - 1), HEADS, ROWS[0])
    shown = described_as(raw, Beginning(3, typed=number))
    assert (shown["head_row"], shown.get("no_row")) == ((number, None) if is_read else (3, number))
    assert (shown["heads"] == HEADS, (number, "Name, company · email; phone") in shown["top"]) == (is_read, is_read)
    layout = remembered(raw, {SAID.signature: SAID})
    assert (layout.head_row if layout is not None else None) == (number if is_read else None)


def test_a_table_without_headings_is_described_as_it_was_read() -> None:
    bare = replace(SAID, head_row=3, is_bare=True, signature="")
    table = laid_out(titled(), [PEOPLE], bare)
    assert table is not None
    assert (reads(table, "name")[0], table.heads[2:4], table.unknown) == ("Mei Chan", ["name", "organisation"], [])
    shown = described(titled(), [PEOPLE], table)
    assert Beginning.shown(shown) == Beginning(4, has_heads=False, splits={0: (",", 2), 1: (";", 2)})


@pytest.mark.parametrize("text", ["", "{}", "[1]", "[1, true, [[0]]]", '["x", true, []]', "[" * 5000])
def test_what_no_page_has_written_says_nothing(text: str) -> None:
    assert Beginning.of_text(text) is None


def test_what_a_page_has_written_is_read_again() -> None:
    said = Beginning(3, has_heads=False, splits={1: ("\n", 2), 0: (",", 3)})
    assert Beginning.of_text(said.as_text()) == said
