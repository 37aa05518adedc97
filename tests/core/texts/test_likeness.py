"""Guess what somebody meant, and nothing when nothing is like it."""

from __future__ import annotations

import pytest

from praya.core.texts.likeness import likeliest

ZONES = ["asia/macau", "asia/hong_kong", "europe/lisbon"]


@pytest.mark.parametrize(
    ("word", "in_parts", "meant"),
    [("asia/makau", False, "asia/macau"), ("lisbon", False, ""), ("lisbon", True, "europe/lisbon"), ("", True, "")],
)
def test_the_likeliest_word_is_found(word: str, in_parts: bool, meant: str) -> None:
    assert likeliest(word, ZONES, at_least=75, in_parts=in_parts) == meant


def test_nothing_is_like_a_word_where_there_are_no_words() -> None:
    assert likeliest("asia", [], at_least=0) == ""
