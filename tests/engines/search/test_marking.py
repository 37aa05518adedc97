"""The part of a spelling that matched, and a better spelling of a query."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from praya.engines.search.marking import better, spans


def marked(query: str, text: str) -> list[str]:
    return [text[begin:end] for begin, end in spans(query, text)]


@pytest.mark.parametrize(
    ("query", "text", "parts"),
    [
        ("mood for love", "In the Mood for Love", ["Mood for Love"]),
        ("吴思", "吳思遠", ["吳思"]),
        ("樣華", "花樣年華", ["樣", "華"]),
        ("poulain", "Amélie Poulain", ["Poulain"]),
        ("Fa yeung nin wa", "花樣年華", ["花樣年華"]),
        ("Wang Jiawei", "王家衛", ["王家衛"]),
        ("Shinkai", "新海誠", ["新海誠"]),
        ("тарковский", "Andrei Tarkovsky", ["Tarkovsky"]),
        ("Tarkovskij", "Андрей Тарковский", ["Тарковский"]),
        ("ドライブ", "ドライブ・マイ・カー", ["ドライブ"]),
        ("tony 梁", "梁朝偉 Tony", ["梁", "Tony"]),
        ("nothing", "花樣年華", []),
        ("花", "In the Mood", []),
        ("", "In the Mood", []),
        ("x", "", []),
    ],
)
def test_marks(query: str, text: str, parts: list[str]) -> None:
    assert marked(query, text) == parts


ANY = st.text(alphabet=st.characters(exclude_categories=()), max_size=40)


@settings(deadline=None)
@given(ANY, ANY)
def test_marks_lie_in_the_text_in_order_and_apart(query: str, text: str) -> None:
    at = 0
    for begin, end in spans(query, text):
        assert at <= begin < end <= len(text)
        at = end + 1


def test_a_better_spelling() -> None:
    assert better("farewel my concubine", "Farewell My Concubine", ["farewel"]) == "Farewell my concubine"
    assert better("parasyte", "Parasite", ["parasyte"]) == "Parasite"


def test_no_better_spelling_for_words_that_are_known_or_like_nothing() -> None:
    assert better("farewel", "Farewell", []) is None
    assert better("zzz 花", "Farewell", ["zzz"]) is None
    assert better("zzz", "…", ["zzz"]) is None
