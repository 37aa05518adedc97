"""What the index keeps of a record."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from praya.engines.search.alignment import read_forms
from praya.engines.search.entries import LARGEST, analyse, stem


def test_names_that_say_nothing_are_left_out() -> None:
    entry = analyse(["In the Mood\n for\tLove\x00", "", "  ", "In the Mood for Love"], ["", "Wong"])
    assert entry.names == ("In the Mood for Love",)
    assert entry.credits == ("Wong",)


def test_names_credits_and_words_are_kept_apart() -> None:
    tokens = set(analyse(["花樣年華", "Mood"], ["王家衛", "Wong"], "A spy in 1930s Macau: 諜戰 шпион").tokens)
    assert {"h:花", "h:年华", "w:mood", "cw:wong", "o:spy", "o:1930", "o:macau"} <= tokens
    assert any(token.startswith("ch:") for token in tokens) and any(token.startswith("oh:") for token in tokens)
    assert "o:a" not in tokens and "o:шпион" in tokens


def test_lanes_are_tagged_by_what_the_record_is_written_in() -> None:
    assert "mH:wu" in analyse(["吳思遠"]).tokens
    assert "kG:cang" in analyse(["이창동"]).tokens
    assert "kL:cang" in analyse(["Lee Chang-dong"]).tokens


def test_latin_names_of_a_record_with_letters_are_not_guessed_at() -> None:
    assert not any(token.startswith(("mL:", "mH:cai")) for token in analyse(["吳思遠", "Cai Ming"]).tokens)


def test_the_size_of_the_shortest_name() -> None:
    assert analyse(["Le Fabuleux Destin d'Amélie Poulain", "Amélie"]).size == 1
    assert analyse(["花樣年華"]).size == 2
    assert analyse(["one two three four five six seven eight nine"]).size == analyse([]).size == LARGEST


@settings(deadline=None)
@given(st.lists(st.text(max_size=40), max_size=4))
def test_forms_are_one_line_a_name(names: list[str]) -> None:
    entry = analyse(names, names)
    forms = read_forms(entry.forms)
    assert len(forms) == max(1, len(entry.names) + len(entry.credits))
    assert sum(form.is_credit for form in forms) == len(entry.credits)


@pytest.mark.parametrize(
    ("word", "stemmed"), [("spies", "spy"), ("dramas", "drama"), ("glass", "glass"), ("gas", "gas"), ("1930s", "1930")]
)
def test_endings(word: str, stemmed: str) -> None:
    assert stem(word) == stemmed


def test_only_the_beginning_of_long_text_is_read() -> None:
    assert len(analyse(["x"], words="word7 " * 100_000).tokens) < 10
