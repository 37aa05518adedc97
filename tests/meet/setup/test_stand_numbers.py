"""Stand numbers are read as people write them."""

import pytest

from praya.meet.setup.stand_numbers import StandNumberError, stand_numbers


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("A1-A3", ["A1", "A2", "A3"]),
        ("A1-3", ["A1", "A2", "A3"]),
        ("B08–B11", ["B08", "B09", "B10", "B11"]),
        ("1..3", ["1", "2", "3"]),
        ("C7, C7; C6", ["C7", "C6"]),
        ("A1、A2，B", ["A1", "A2", "B"]),
        (" , ", []),
    ],
)
def test_lists_and_ranges(text, numbers) -> None:
    assert stand_numbers(text) == numbers


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("A9-A1", "“A9-A1” runs backwards; write the lower number first."),
        ("A1-B4", "“A1-B4” runs from one row to another; write one range per row, such as A1-A40, B1-B40."),
        ("A1-A99999", "These are more than 2000 stands; add them in parts."),
        ("A1-A1500, B1-B900", "These are more than 2000 stands; add them in parts."),
        ("A-very-long-stand-number", "“A-very-long-stand-number” is too long for a stand number; write at most 20 signs."),
    ],
)
def test_what_cannot_be_read_is_named(text, sentence) -> None:
    with pytest.raises(StandNumberError) as refusal:
        stand_numbers(text)
    assert str(refusal.value) == sentence
