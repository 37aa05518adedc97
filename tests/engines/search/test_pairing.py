"""Look-alikes meet across scripts, romanisations and typing errors; everybody else does not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from praya.engines.search import alike_pairs, analysed, compare, likeness, telling

PAIRS = [
    ("吳思遠", "Ng See-yuen"),
    ("吳思遠", "吴思远"),
    ("梁朝偉", "Tony Leung Chiu-wai"),
    ("金基德", "Kim Ki-duk"),
    ("박찬욱", "Park Chan-wook"),
    ("Андрей Звягинцев", "Andrei Zvyagintsev"),
    ("عمر الشريف", "Omar Sharif"),
    ("José Núñez", "Nunez, Jose"),
    ("Zoë Brûlé", "ZOE BRULE"),
    ("Kwok Ka-ling", "Ka-ling Kwok"),
    ("Blue Kite Pictures Pvt. Ltd.", "Blue Kite Pictures Private Limited"),
    ("Lua Nova Filmes, Lda.", "Lua Nova Filmes Unipessoal Lda"),
    ("Sao Mai Pictures Co Ltd", "Công ty TNHH Sao Mai Pictures"),
    ("OOO Vostok", "Vostok"),
    ("Estúdio Praia Grande, Lda.", "Estudio Praia Grande"),
]
OTHERS = ["Inês Vaz", "山本千尋", "Łukasz Żak", "Nguyễn Thị Hoa", "한소율", "Møllehjul Kino", "陳美"]


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_a_look_alike_is_found_among_others(one: str, other: str) -> None:
    names = {"known": [one], "new": [other], **{name: [name] for name in OTHERS}}
    found = list(alike_pairs(names, ["new"], least=0.7))
    assert [(fresh, known) for fresh, known, _score in found] == [("new", "known")]


@pytest.mark.parametrize(("one", "other"), [pair for pair in PAIRS if "Lda" in pair[0] or "Pictures" in pair[0]])
def test_companies_that_differ_in_their_legal_form_only_are_close(one: str, other: str) -> None:
    assert likeness([one], [other]) >= 0.94


def test_others_are_not() -> None:
    assert list(alike_pairs({name: [name] for name in OTHERS}, OTHERS, least=0.6)) == []


def test_of_two_new_records_the_later_one_looks_like_the_earlier() -> None:
    names = {1: ["Zoë Brûlé"], 2: ["Zoe Brule"], 3: ["ZOË BRÛLÉ"]}
    pairs = {(one, other) for one, other, _score in alike_pairs(names, [1, 2, 3], least=0.9)}
    assert pairs == {(2, 1), (3, 1), (3, 2)}
    assert {(one, other) for one, other, _score in alike_pairs(names, [2], least=0.9)} == {(2, 1), (2, 3)}


@pytest.mark.parametrize("names", [{}, {1: ["Ana"]}, {1: [""], 2: ["…"]}, {1: [], 2: ["\u202e"]}])
def test_nothing_to_compare(names: dict[int, list[str]]) -> None:
    assert list(alike_pairs(names, list(names), least=0.5)) == []


def test_a_crowd_of_one_name_is_compared_with_its_nearest_only() -> None:
    names = {number: [f"Chan Tai-man {number % 7}"] for number in range(200)}
    found = [known for _fresh, known, _score in alike_pairs(names, [199], least=0.5)]
    assert 0 < len(found) <= 20


def test_progress_ends_where_it_should() -> None:
    told: list[tuple[int, int]] = []
    names = {number: [f"Person {number}"] for number in range(700)}
    list(alike_pairs(names, list(names), least=2.0, progress=lambda done, total: told.append((done, total))))
    assert told == [(250, 700), (500, 700), (700, 700)]


def test_syllables_count_in_pairs_unless_there_is_only_one() -> None:
    assert telling(["cH:ng", "cH:si", "cH:ng si", "h:吳", "h:吳思", "w:ng"]) == {"c:ng si", "h:吳思", "w:ng"}
    assert telling(["cL:ng", "h:吳", "w:n"]) == {"w:n"}
    assert telling(["cL:ng", "h:吳"]) == {"c:ng", "h:吳"}


_names = some.lists(some.text(some.sampled_from("吳思遠家衛明 aeknořNW-"), min_size=1, max_size=8), min_size=1, max_size=3)


@settings(max_examples=60, deadline=None)
@given(one=_names, other=_names)
def test_comparing_analysed_names_is_the_engines_likeness(one: list[str], other: list[str]) -> None:
    score = compare(analysed(one), analysed(other))
    assert score == pytest.approx(compare(analysed(other), analysed(one)))
    if all(any(map(str.isalnum, name)) for name in (*one, *other)):
        assert score == pytest.approx(likeness(one, other))
