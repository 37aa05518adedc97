"""Names cut into the syllables of Mandarin, Cantonese and Korean, and characters read in them."""

from __future__ import annotations

import pytest

from praya.engines.search import hangul
from praya.engines.search.folding import fold
from praya.engines.search.syllables import Sequence, cut, family_classes, read, read_han


def agree(spelled: str, written: str, lane: str) -> bool:
    """Tell whether a spelling and characters share a class in every syllable."""
    ways: list[Sequence] = [()]
    for word in fold(spelled).split():
        ways = [(*way, *one) for way in ways for one in cut(word, lane)]
    syllables = read(fold(written), lane)
    return any(len(way) == len(syllables) and all(set(a) & set(b) for a, b in zip(way, syllables, strict=True)) for way in ways)


@pytest.mark.parametrize(
    ("spelled", "written"),
    [
        ("Wu Siyuan", "吳思遠"), ("Wu Ssu-yuan", "吳思遠"), ("Hou Hsiao-hsien", "侯孝賢"), ("Hou Shiao-shien", "侯孝贤"),
        ("Chang I-mou", "张艺谋"), ("Tsai Ming-liang", "蔡明亮"), ("Pa-wang pieh-chi", "霸王別姬"),
        ("Pei-ch'ing ch'eng-shih", "悲情城市"),
        ("Zeng Zhiwei", "曾志偉"), ("Lü Yue", "吕乐"), ("Lu Yue", "吕乐"), ("Tan", "陳"), ("Chen", "陳"),
    ],
)  # fmt: skip  # a table of cases, several to the line
def test_mandarin_in_several_romanisations(spelled: str, written: str) -> None:
    assert agree(spelled, written, "m")


@pytest.mark.parametrize(
    ("spelled", "written"),
    [
        ("Ng See-yuen", "吳思遠"), ("Ng Si-Yuen", "吳思遠"), ("Tsui Hark", "徐克"), ("Chui Hak", "徐克"),
        ("Choi Ian Sin", "徐欣羨"),
        ("Leung Chiu-wai", "梁朝偉"), ("Leong", "梁"), ("Fa yeung nin wa", "花樣年華"), ("Mou gaan dou", "無間道"),
        ("Mo kan do", "無間道"),
        ("Cheong Kuok Keong", "張國強"), ("Ho Chio I", "何超儀"), ("Lao", "劉"), ("Ieong", "楊"), ("Goh", "吳"),
    ],
)  # fmt: skip  # a table of cases, several to the line
def test_cantonese_of_hong_kong_macau_and_further_south(spelled: str, written: str) -> None:
    assert agree(spelled, written, "c")


@pytest.mark.parametrize(
    ("spelled", "written"),
    [
        ("Park Chan-wook", "박찬욱"),
        ("Pak Ch'anuk", "박찬욱"),
        ("Bak Chanuk", "박찬욱"),
        ("Yi Ch'angdong", "이창동"),
        ("I Changdong", "이창동"),
        ("Im Kwŏnt'aek", "임권택"),
        ("Choi Minshik", "최민식"),
        ("Ch'oe Minsik", "최민식"),
        ("Kisaengch'ung", "기생충"),
        ("Bong Joon-ho", "奉俊昊"),
        ("Lee Chang-dong", "李滄東"),
    ],
)
def test_korean_in_several_romanisations_and_han(spelled: str, written: str) -> None:
    assert agree(spelled, written, "k")


def test_hangul_and_han_are_read_alike() -> None:
    for written, read_as in (("王家衛", "왕가위"), ("梁朝偉", "양조위"), ("劉德華", "유덕화")):
        pairs = zip(read(fold(written), "k"), read(read_as, "k"), strict=True)
        assert all(set(one) & set(other) for one, other in pairs)


def test_what_is_no_name_of_the_lane_is_not_cut() -> None:
    assert cut("fassbinder", "k") == cut("bergman", "m") == cut("zażółć", "m") == cut("ma" * 13, "m") == ()
    assert read("ab", "m") == () and read_han("ア", "c") == ()


def test_family_names_spelled_in_other_languages_of_the_south() -> None:
    assert family_classes("khoo", "m") == read_han(fold("邱"), "m")[:1]
    assert family_classes("khoo", "k") == family_classes("bergman", "m") == ()


def test_the_head_of_a_word_may_lose_its_consonant() -> None:
    assert hangul.classes("량", is_first=True) == ("ryang", "yang")
    assert hangul.classes("라", is_first=True) == ("ra", "na")
    assert hangul.classes("라") == ("ra",)
    assert hangul.romanise("기생충!펠리니") == "gisaengchungpellini"
