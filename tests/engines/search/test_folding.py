"""One form for every width, case, mark and hyphen, and nothing that makes it fail."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from praya.engines.search.folding import HAN, HANGUL, KANA, LATIN, LONGEST, OTHER, THAI, Run, fold, runs, script_of

ANY_TEXT = st.text(alphabet=st.characters(), max_size=60)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("ＩＮ ＴＨＥ ＭＯＯＤ", "in the mood"),
        ("Kore'eda, Hirokazu", "koreeda hirokazu"),
        ("Tōhō", "toho"),
        ("R. W. Fassbinder", "r w fassbinder"),
        ("Faßbinder", "fassbinder"),
        ("Søren Łukasz Đặng Yılmaz Æon", "soren lukasz dang yilmaz aeon"),
        ("يُوسُف", "يوسف"),
        ("Потёмкин", "потемкин"),
        ("CJ E&M", "cj enm"),
        ("8½", "8 1 2"),
        ("(株)東宝", "株 东宝"),
        ("ﾄﾞﾗｲﾌﾞ･ﾏｲ･ｶｰ", "ドライブ マイ カー"),
        ("한국", "한국"),
        ("", ""),
        ("…!?—", ""),
    ],
)
def test_one_form(written: str, folded: str) -> None:
    assert fold(written) == folded


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("吳思遠", "吴思远"),
        ("濱口竜介", "滨口龙介"),
        ("杜琪峯", "杜琪峰"),
        ("活著", "活着"),
        ("哪咤", "哪吒"),
        ("宮﨑駿", "宮崎駿"),
    ],
)
def test_variants_of_characters_fold_together(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_what_may_not_stand_in_a_text_falls_out() -> None:
    assert fold("a\u202eb\x00c\ud800d\u200de") == "ab cde"


def test_only_the_beginning_of_a_long_text_is_read() -> None:
    assert fold("ab " * 5000) == " ".join(["ab"] * (LONGEST // 3)) + " ab"
    assert fold("e" + "\u0301" * 200_000) == "e"


@settings(deadline=None)
@given(ANY_TEXT)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@settings(deadline=None)
@given(ANY_TEXT)
def test_runs_hold_every_letter_in_order(text: str) -> None:
    folded = fold(text)
    assert "".join(run.text for run in runs(folded)) == folded.replace(" ", "")


def test_scripts() -> None:
    letters = {
        "a": LATIN,
        "7": LATIN,
        "ạ": LATIN,
        "吳": HAN,
        "々": HAN,
        "か": KANA,
        "ー": KANA,
        "한": HANGUL,
        "ก": THAI,
        "я": OTHER,
        "-": "",
        "·": "",
    }
    assert {letter: script_of(letter) for letter in letters} == letters


def test_runs_of_one_script() -> None:
    assert runs("tony梁朝偉 7 千と千尋") == [
        Run(LATIN, "tony"),
        Run(HAN, "梁朝偉"),
        Run(LATIN, "7"),
        Run(HAN, "千と千尋"),
    ]
    assert runs("ドライブ") == [Run(KANA, "ドライブ")]
