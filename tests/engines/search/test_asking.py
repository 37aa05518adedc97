"""A query's parts, whatever is typed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from praya.engines.search.asking import MOST_PARTS, ask, ask_names, terms
from praya.engines.search.folding import LONGEST
from praya.engines.search.question import Question

NASTY = (
    "",
    " ",
    "…—!",
    "\x00\x01\x02",
    "\u202e\u202dabc",
    "\ud800\udfff",
    "\U000e0fff",
    "一",
    "e" + "\u0301" * 200_000,
    "x" * 5000,
    "a " * 2500,
)


@pytest.mark.parametrize("text", NASTY)
def test_nothing_typed_makes_it_fail(text: str) -> None:
    question = ask(text)
    assert len(question.parts) <= MOST_PARTS
    assert question.is_cut == (len(text) > LONGEST)
    assert all(lane.positions for part in question.parts for lane in part.lanes)


@settings(deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=80))
def test_any_text_asks_something(text: str) -> None:
    question = ask(text)
    assert sum(part.weight for part in question.parts) == pytest.approx(1.0 if question.parts else 0.0)
    assert all(isinstance(token, str) for token in question.tokens)


def lanes_of(question: Question) -> set[str]:
    return {lane.name for part in question.parts for lane in part.lanes}


def test_names_are_asked_among_names_only() -> None:
    [alone] = ask_names(["Ng See-yuen"])
    assert lanes_of(alone).isdisjoint({"credit", "words"}) and {"m", "c"} <= lanes_of(alone)


def test_beside_letters_words_are_not_guessed_at() -> None:
    letters, words = ask_names(["吳思遠", "Ng See-yuen", "吳思遠"])
    assert "c" in lanes_of(letters) and lanes_of(words) == {"name", "joined"}


def test_legal_forms_and_articles_weigh_little() -> None:
    weights = {term.word: round(term.weight, 2) for term in terms("The Universe Limited")}
    assert weights == {"the": 0.12, "universe": 2.67, "limited": 0.06}
    assert [term.letters for term in terms("寰宇娛樂有限公司")] == ["寰宇娛乐"]


def test_a_family_name_of_the_south_is_asked_in_chinese_lanes() -> None:
    khoo = next(term for term in terms("Khoo"))
    assert khoo.ways("m") and not khoo.ways("k")
    assert terms("θ")[0].ways("m") == ()


def test_neighbours_are_asked_together_too() -> None:
    assert {"w:nezha", "w:betafilm"} <= ask("ne zha").tokens | ask("beta film").tokens
    assert "w:drivemycar" in ask("drive my car").tokens
