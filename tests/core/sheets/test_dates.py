"""A date with its year at the end is read where it can mean one day only; else the page has a guess to offer."""

from __future__ import annotations

import pytest

from praya.core.sheets import fields
from tests.core.sheets.test_cells import row_of


@pytest.mark.parametrize(
    ("word", "meant"),
    [("15/03/2027", "2027-03-15"), ("3.15.2027", "2027-03-15"), ("5/5/2027", "2027-05-05"), ("１５-3-2027", "2027-03-15")],
)
def test_a_date_that_can_mean_one_day_only_is_read(word: str, meant: str) -> None:
    row = row_of("Anna", "", word)
    assert (f"{fields.civil_date(row, 'note')}", row.fate.faults) == (meant, [])


@pytest.mark.parametrize(
    ("word", "likely"),
    [("03/04/2027", "2027-04-03"), ("13/13/2027", ""), ("3/4/27", ""), ("soon", ""), ("2027-02-30", "")],
)
def test_any_other_is_a_fault_with_the_day_before_the_month_as_a_guess(word: str, likely: str) -> None:
    row = row_of("Anna", "", word)
    assert fields.civil_date(row, "note") is None
    assert [fault.likely for fault in row.fate.faults] == [likely]
