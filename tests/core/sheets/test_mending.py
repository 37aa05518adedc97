"""A mended cell stands in a column of its own where the file has none, and what other rows hold in halves comes along."""

from __future__ import annotations

from dataclasses import replace

from praya.core.sheets.columns import Table, find_table
from praya.core.sheets.faults import Fate
from praya.core.sheets.mending import Mend, mended
from praya.core.sheets.reading import RawSheet
from praya.core.sheets.rows import Row
from tests.core.sheets.test_other_headings import PEOPLE, table_of


def halved() -> Table:
    """Return a sheet of names in two halves, in which formulas and an error stand in either half and beside them."""
    table = table_of(
        ["First name", "Family name", "company"],
        ["Mei", "Chan", "Harbour"],
        ["Bo", "", "Cais"],
        ["", "Lima", "Praia"],
        ["Ana", "", "Norte"],
    )
    table.raw.formulas.update({(3, 2): "=B2", (4, 3): "=C2", (5, 2): "=B9"})
    table.raw.errors[4, 1] = "#N/A"
    return table


def told(table: Table, key: str) -> list[tuple[str, list[str]]]:
    """Return what a column says row by row, with what its faults quote."""
    rows = [Row(table, number, cells, Fate("x", number)).read() for number, cells in table.rows]
    return [(row[key], [fault.value for fault in row.fate.faults]) for row in rows]


def test_a_formula_and_an_error_in_a_half_stay_with_their_rows() -> None:
    before = halved()
    assert told(before, "name") == [("Mei Chan", []), ("", ["=B2"]), ("", ["#N/A"]), ("", ["=B9"])]
    after = mended(before, [Mend("x", 2, "name", "Mei Lo"), Mend("x", 5, "name", "Ana Norte")])
    assert told(after, "name") == [("Mei Lo", []), ("", ["=B2"]), ("", ["#N/A"]), ("Ana Norte", [])]
    assert told(after, "organisation") == [("Harbour", []), ("Cais", []), ("", ["=C2"]), ("Norte", [])]
    assert (after.raw.formulas, after.raw.errors) == ({(3, 4): "=B2", (4, 3): "=C2"}, {(4, 4): "#N/A"})
    assert (after.joins, [cells[:2] for _number, cells in after.rows]) == ({}, [["", ""]] * 4)


def test_a_formula_that_is_typed_into_a_mended_cell_is_one() -> None:
    after = mended(halved(), [Mend("x", 2, "email", "=D9"), Mend("x", 3, "email", "bo@example.org")])
    assert told(after, "email")[:2] == [("", ["=D9"]), ("bo@example.org", [])]
    assert after.raw.formulas[2, 4] == "=D9"


def test_columns_that_the_file_lacks_stand_behind_all_others() -> None:
    """Rows of every length, one of them longer than the headings; what was said for all rows holds no more for what is mended."""
    rows = [(1, ["Market 2027"]), (2, ["name", "company"]), (3, ["Mei"]), (4, ["Bo", "Cais", "note"]), (5, ["Ana", "Norte"])]
    table = find_table(RawSheet("x", rows), [PEOPLE], only="people")
    assert table is not None
    table = replace(table, constants={"category": "buyer", "status": "approved"})
    mends = [Mend("x", 3, "category", "seller"), Mend("x", 4, "email", "bo@example.org"), Mend("x", 3, "organisation", "Harbour")]
    after = mended(table, mends)
    assert after.raw.rows == [
        (1, ["Market 2027"]),
        (2, ["name", "company"]),
        (3, ["Mei", "Harbour", "", "seller", ""]),
        (4, ["Bo", "Cais", "note", "buyer", "bo@example.org"]),
        (5, ["Ana", "Norte", "", "buyer", ""]),
    ]
    assert (after.heads[:3], len(after.heads)) == (["name", "company", ""], 5)
    assert (after.places, after.constants) == (table.places | {"category": 3, "email": 4}, {"status": "approved"})
    assert (after.origin, len(set(after.heads[3:]) - {""})) == (table, 2)


def test_a_cell_beyond_the_end_of_its_row_is_mended_in_its_own_place() -> None:
    table = table_of(["name", "company", "e-mail"], ["Mei"], ["Bo", "Cais"])
    after = mended(table, [Mend("x", 2, "email", "mei@example.org")])
    assert [cells for _number, cells in after.rows] == [["Mei", "", "mei@example.org"], ["Bo", "Cais"]]
    assert after.heads == table.heads
