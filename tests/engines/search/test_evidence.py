"""Weighing by postings gives what weighing plainly gives, and hidden listings weigh nothing."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from praya.engines.search import evidence
from praya.engines.search.asking import ask
from praya.engines.search.check import exhaustive, plain_weights
from praya.engines.search.evidence import rarity, weigh
from praya.engines.search.question import Lane, Part, Position, Question
from tests.engines.search.listings import NAMES, catalogue, weighed

ENTRIES = catalogue()
QUERIES = (
    "Wu Siyuan",
    "吴思远",
    "mood for love",
    "Chahin",
    "花樣",
    "Hou",
    "Leung Chiu Wai",
    "tony 梁朝偉",
    "drive mycar",
    "왕가위",
    "カー",
    "",
)
WORDS = st.sampled_from(
    sorted({word for names in NAMES for name in names for word in name.split()} | {"Wang", "of", "カー", "遠"})
)


@settings(deadline=None)
@given(st.lists(WORDS, max_size=4).map(" ".join))
def test_postings_weigh_as_plain_reading_does(query: str) -> None:
    quick, plain = weighed(query, ENTRIES), plain_weights(ask(query), ENTRIES)
    assert quick.weights.tolist() == pytest.approx([weight for weight, _full in plain.values()], rel=1e-4, abs=1e-5)
    assert quick.is_full.tolist() == [is_full for _weight, is_full in plain.values()]


@pytest.mark.parametrize("many", [1, 10_000])
def test_few_and_many_places_weigh_alike(many: int, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = [weighed(query, ENTRIES).weights.tolist() for query in QUERIES]
    monkeypatch.setattr(evidence, "MANY", many)
    monkeypatch.setattr(evidence, "FEW", many // 100)
    assert [weighed(query, ENTRIES).weights.tolist() for query in QUERIES] == [pytest.approx(one, rel=1e-5) for one in expected]


def test_the_likest_of_all_is_among_the_heaviest() -> None:
    for query in QUERIES[:-2]:
        weights = weighed(query, ENTRIES).weights
        best, _likeness = exhaustive(query, ENTRIES)[0]
        assert weights[best] > 0.33 * weights.max() or not weights.any(), query


@pytest.mark.parametrize("few", [0, 6000])
def test_hidden_listings_change_no_weight(few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evidence, "FEW", few)
    question = Question("a", (Part("a", 1.0, (Lane("name", 1.0, (Position(1.0, ("w:a",)), Position(1.0, ("w:b", "w:c")))),)),))
    postings = {"w:a": np.array([0, 2, 3]), "w:b": np.array([2]), "w:c": np.array([0, 2])}
    masked = weigh(question, postings, np.array([True, True, False, False]))
    alone = weigh(question, {"w:a": np.array([0]), "w:c": np.array([0])}, np.array([True, True]))
    assert masked.weights.tolist() == [*alone.weights.tolist(), 0.0, 0.0]
    assert masked.is_full.tolist() == [True, False, False, False]


def test_a_query_without_parts_weighs_nothing() -> None:
    found = weigh(Question("", ()), {}, np.ones(3, dtype=bool))
    assert found.weights.tolist() == [0, 0, 0] and found.is_full.tolist() == [False] * 3


def test_rare_words_are_worth_more() -> None:
    assert rarity(1, 1000) > rarity(10, 1000) > rarity(1000, 1000) > 0
    assert rarity(0, 1000) == rarity(1, 1000)
