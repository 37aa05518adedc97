"""A number of a request is a key or nothing, however long or strange the word."""

from __future__ import annotations

import pytest

from praya.core.texts.plain import in_one_line, number_in, without_controls


@pytest.mark.parametrize("word", ["", "-1", "1.0", " 1", "1e3", "٣", "²", "9" * 19, "9" * 5000, "x"])
def test_what_is_no_number_is_none(word) -> None:
    assert number_in(word) is None


def test_numbers_are_read() -> None:
    assert [number_in(word) for word in ("0", "007", "9" * 18)] == [0, 7, 10**18 - 1]


def test_controls_go_and_the_rest_stays() -> None:
    assert without_controls("a\x00b\x1b\x7f\x9fc\td\n花") == "abc\td\n花"


def test_halves_of_characters_go_which_no_file_can_hold() -> None:
    assert without_controls("a\ud83db") == "ab"


@pytest.mark.parametrize("mark", ["\r\n", *(sign for sign in map(chr, range(0x3000)) if len(f"a{sign}b".splitlines()) > 1)])
def test_whatever_ends_a_line_is_a_space(mark) -> None:
    assert in_one_line(f" a{mark}b{mark}") == "a b"
