"""Names compared in every script they share, in any order."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from praya.engines.search.alignment import letters_likeness, prepare, read_forms, score, word_likeness
from praya.engines.search.check import exhaustive
from praya.engines.search.entries import analyse
from praya.engines.search.likening import likeness
from tests.engines.search.listings import NAMES, catalogue

ENTRIES = catalogue()


def like(query: str, *names: str) -> float:
    return score(prepare(query), read_forms(analyse(names).forms)).value


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("吴思远", 0), ("Ng Si-Yuen", 0), ("See-Yuen NG", 0), ("N.G. See Yuen", 0), ("왕가위", 2), ("Wang Jiawei", 2),
        ("蔡明亮", 3),
        ("Cai Mingliang", 3), ("Tony 梁朝偉", 4), ("Liang Chaowei", 4), ("Pak Ch'anuk", 5), ("朴贊郁", 5), ("이창동", 6),
        ("これえだ ひろかず", 7),
        ("Koreeda", 7), ("Makoto Shinkai", 8), ("シンカイ マコト", 8), ("Tarkovskij Andrej", 9), ("タルコフスキー", 9),
        ("Yusuf Shahin", 10),
        ("Apichatphong Wirasetthakun", 11), ("Fa yeung nin wa", 12), ("in the mood of love", 12), ("Doraibu mai kā", 14),
        ("drive mycar", 14), ("Betafilm", 15), ("寰宇娱乐", 16), ("Univers Entertainment", 16), ("Ba wang bie ji", 17),
        ("Farewel my concubine", 17),
    ],
)  # fmt: skip  # a table of cases, several to the line
def test_the_one_meant_is_the_likest(query: str, number: int) -> None:
    assert exhaustive(query, ENTRIES)[0][0] == number


def test_han_is_compared_as_it_is_written_where_both_have_it() -> None:
    assert like("裕和", "雨荷") == 0.0
    assert like("裕和", "Yu He") > 0.7
    assert like("왕가위", "왕가이") < 0.7


def test_kanji_are_compared_with_latin_words_as_the_japanese_read_them() -> None:
    assert like("是枝裕和", "Hirokazu Kore-eda") > 0.9
    assert like("河瀨直美", "Naomi Kawase") > 0.9
    assert like("新海誠", "Ingmar Bergman") == 0.0


def test_a_word_cut_into_syllables_on_both_sides_is_less_sure_than_letters_read() -> None:
    assert like("Cai Mingliang", "Tsai Ming-liang") < like("Cai Mingliang", "蔡明亮")


def test_word_order_and_marks_cost_nothing() -> None:
    assert like("KIEŚLOWSKI, Krzysztof", "Krzysztof Kieślowski") == 1.0


@settings(deadline=None)
@given(st.sampled_from([name for names in NAMES for name in names]))
def test_every_name_is_wholly_like_itself(name: str) -> None:
    assert like(name, name) == pytest.approx(1.0)


@settings(deadline=None)
@given(st.lists(st.sampled_from([name for names in NAMES for name in names]), min_size=1, max_size=4), st.randoms())
def test_the_order_of_a_record_s_names_does_not_matter(names: list[str], random) -> None:
    shuffled = list(names)
    random.shuffle(shuffled)
    assert like("Wu Siyuan 花樣", *names) == pytest.approx(like("Wu Siyuan 花樣", *shuffled))


@settings(deadline=None)
@given(st.text(max_size=30), st.text(max_size=30))
def test_likeness_is_a_share_and_the_same_from_both_sides(one: str, other: str) -> None:
    assert 0.0 <= likeness([one], [other]) <= 1.0
    assert likeness([one], [other]) == pytest.approx(likeness([other], [one]))


def test_a_credit_counts_less_than_a_name_and_says_which_spelling() -> None:
    forms = read_forms(analyse(["花樣年華", "In the Mood for Love"], ["王家衛", "Wong Kar-wai"]).forms)
    found = score(prepare("Wong Kar-wai"), forms)
    assert (found.value, found.spelling, found.is_credit) == (pytest.approx(0.7), 3, True)
    named = score(prepare("mood for love"), forms)
    assert (named.spelling, named.is_credit) == (1, False)


def test_words_of_one_name_and_letters_of_another_add_up() -> None:
    assert like("花樣年華 Mood", "花樣年華", "In the Mood for Love") > 0.9


@pytest.mark.parametrize(
    ("word", "other", "least", "most"),
    [
        ("mood", "mood", 1.0, 1.0),
        ("g", "garin", 0.7, 0.7),
        ("g", "g", 1.0, 1.0),
        ("g", "nugroho", 0.0, 0.0),
        ("1", "12", 0.0, 0.0),
        ("2046", "2047", 0.0, 0.0),
        ("eisenstien", "eisenstein", 0.85, 0.97),
        ("lungbunmi", "lungbunmiraluekchat", 0.85, 0.95),
        ("bunmi", "lungbunmiraluekchat", 0.75, 0.9),
        ("hsu", "shu", 0.6, 0.85),
        ("ab", "concubine", 0.0, 0.0),
        ("fassbinder", "bergman", 0.0, 0.0),
        ("tarukofusukii", "tarkovsky", 0.6, 0.9),
    ],
)
def test_likeness_of_words(word: str, other: str, least: float, most: float) -> None:
    assert least <= word_likeness(word, other) <= most


def test_words_written_together_or_apart() -> None:
    assert like("Betafilm", "Beta Film GmbH") > 0.9
    assert like("Ne Zha zhi", "Nezha zhi") > 0.9
    assert like("Beta Film Zoo", "Betafilm") > 0.6


def test_a_query_without_words_is_like_nothing() -> None:
    assert like("…", "Beta Film") == 0.0


def test_most_syllables_in_their_order_are_enough() -> None:
    assert like("Chongqing senlin wu", "重慶森林舞") > like("Chongqing senlin", "重慶森林舞會") > 0.7
    assert like("Bawangbieqi", "霸王別姬") > 0.8
    assert like("Wangba", "霸王別姬") < 0.5
    assert like("Wang", "王旺") == like("Wang", "王明")


def test_likeness_of_letters() -> None:
    assert letters_likeness("花樣", "花樣年華") == 1.0
    assert letters_likeness("上影", "上海电影") == 0.93
    assert letters_likeness("華年", "年華") == 0.9
    assert letters_likeness("花", "年") == letters_likeness("花樣", "") == letters_likeness("一二三", "四五六") == 0.0


def test_records_that_may_be_one() -> None:
    assert likeness(["吳思遠", "Ng See-yuen"], ["Wu Siyuan"]) > 0.8
    assert likeness(["Hou Hsiao-hsien"], ["侯孝賢"]) > 0.8
    assert likeness(["Beta Film GmbH"], ["Beta Cinema GmbH"]) < 0.85
    assert likeness(["  "], ["a"]) == likeness([], []) == 0.0
    assert likeness(["Ingmar Bergman"], ["花樣年華"], least=0.7) == 0.0
