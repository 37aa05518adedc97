"""Names stand where their readers look for them, whatever database sorts the keys."""

from __future__ import annotations

import pytest

from praya.engines.search import COLLATIONS, order_key, order_letters

NAMES = (
    "Zoe Aster", "Álvaro Brito", "ana bela", "Émile Caron", "Östen Dahl", "Çağla Eren", "丁一", "王小明", "陳大文", "Łukasz Frąc",
    "de Vries Joke",
)  # fmt: skip  # a list of names, several to the line
LATIN = ["Álvaro Brito", "ana bela", "Çağla Eren", "de Vries Joke", "Émile Caron", "Łukasz Frąc", "Östen Dahl", "Zoe Aster"]


@pytest.mark.parametrize(
    ("collation", "expected"),
    [
        ("latin", [*LATIN, "陳大文", "丁一", "王小明"]),
        ("strokes", ["丁一", "王小明", "陳大文", *LATIN]),
        ("pinyin", ["陳大文", "丁一", "王小明", *LATIN]),
    ],
)
def test_a_collation_lists_names_as_its_readers_do(collation: str, expected: list[str]) -> None:
    assert sorted(NAMES, key=lambda name: order_key(name, collation)) == expected


@pytest.mark.parametrize("collation", COLLATIONS)
def test_a_key_is_made_of_digits_so_that_no_database_orders_it_otherwise(collation: str) -> None:
    odd = [*NAMES, "", " - ", "\ud800", "ＹＵＫＩ", "ゆき", "ユキ", "김민수", "ليلى", "วรรณ", "𠹝", "3 Dots", "x" * 500, "①②"]
    keys = [order_key(name, collation) for name in odd]
    assert all(not key or (key.isascii() and key.isdecimal() and len(key) <= 150) for key in keys)


def test_spaces_case_marks_and_width_never_tell_names_apart_but_a_shorter_word_comes_first() -> None:
    same = {order_key(name, "latin") for name in ("Ng Ka", "NG  KA", "ＮＧ ka", "N̈g Ká")}
    assert len(same) == 1
    assert sorted(["Ngo A", "Ng Z"], key=lambda name: order_key(name, "latin")) == ["Ng Z", "Ngo A"]
    assert order_key("ゆき", "latin") == order_key("ユキ", "latin")


@pytest.mark.parametrize("collation", COLLATIONS)
def test_letters_are_in_the_order_of_their_keys_and_words_are_theirs_alone(collation: str) -> None:
    letters = order_letters(collation)
    beginnings = [beginning for _word, _label, beginning in letters]
    assert beginnings == sorted(beginnings) and len({word for word, _label, _beginning in letters}) == len(letters)
    assert all(any(order_key(name, collation).startswith(one) for one in beginnings) for name in NAMES)
