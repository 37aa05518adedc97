"""Shades say nothing, something, full."""

from hypothesis import given
from hypothesis import strategies as st

from praya.core.charts.heat import Cell, heat_map, shade


@given(st.integers(0, 500), st.integers(1, 500))
def test_only_nothing_is_0_and_only_full_is_9(count: int, most: int) -> None:
    assert (shade(count, most) == 0) == (count == 0)
    assert (shade(count, most) == 9) == (count >= most)


@given(st.integers(0, 500), st.integers(1, 500))
def test_more_is_never_lighter(count: int, most: int) -> None:
    assert shade(count, most) <= shade(count + 1, most)


def test_no_capacity_has_no_shade() -> None:
    assert shade(3, 0) == 0


def test_the_map_takes_its_scale_from_the_greatest_number_or_from_the_capacity() -> None:
    free = heat_map("Tables", ["9:00", "9:30"], [("Hall A", [0, 4]), ("Hall B", [2, 1])])
    capped = heat_map("Tables", ["9:00"], [("Hall A", [4])], most=8)
    assert (free.most, [row.cells for row in free.rows]) == (4, [[Cell(0, 0), Cell(4, 9)], [Cell(2, 5), Cell(1, 3)]])
    assert capped.rows[0].cells == [Cell(4, 5)]


def test_an_empty_map_is_empty() -> None:
    assert heat_map("Tables", [], []).most == 0
