"""What makes a pair certain, a question, or nothing."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from praya.engines.duplicates import ALIKE, CLOSE, EQUAL, Facts, Verdict, judge


def facts(number: int, kind: str = "person", **more: Any) -> Facts:
    """Make a record of one name that says nothing else, but for what is given."""
    return Facts(kind, number, ("Ng See-yuen",), **more)


def verdict(one: dict[str, Any], other: dict[str, Any], score: float, kind: str = "person", **more: Any) -> str:
    """Return what follows from two records."""
    return judge(facts(1, kind, **one), facts(2, kind, **other), score, **more).verdict.value


def both(**more: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Say the same of two records."""
    return more, dict(more)


NUMBER = {"imdb": "nm0000001"}


@pytest.mark.parametrize(
    ("one", "other", "score", "expected"),
    [
        (*both(), 1.0, "ask"),
        (*both(country="HK"), 1.0, "ask"),
        (*both(country="HK"), CLOSE, "ask"),
        (*both(country="HK"), CLOSE - 0.01, "nothing"),
        (*both(domain="lantern.example"), ALIKE, "ask"),
        (*both(domain="lantern.example"), 1.0, "ask"),
        (*both(companies={7: "Lantern"}), 1.0, "ask"),
        (*both(year=1944), 1.0, "ask"),
        (*both(year=1944, country="HK"), EQUAL, "certain"),
        (*both(year=1944, country="HK"), EQUAL - 0.01, "ask"),
        (*both(credits={3: "Drunken Lantern"}), EQUAL, "certain"),
        (*both(credits={3: "Drunken Lantern"}), 0.62, "ask"),
        (*both(credits={3: "Drunken Lantern"}), 0.61, "nothing"),
        (*both(identifiers=NUMBER), 0.0, "certain"),
        ({"identifiers": NUMBER, "year": 1944}, {"identifiers": NUMBER, "year": 1945}, 1.0, "ask"),
        ({"identifiers": NUMBER}, {"identifiers": {"imdb": "nm0000002"}}, 1.0, "nothing"),
        ({"country": "HK"}, {"country": "FR"}, 1.0, "nothing"),
        ({"country": "HK", "domain": "a.example"}, {"country": "FR", "domain": "a.example"}, 0.9, "ask"),
        ({"year": 1944}, {"year": 1945}, 1.0, "nothing"),
        ({"editions": {1: ("Fair", "a@a.example")}}, {"editions": {1: ("Fair", "b@b.example")}}, 1.0, "nothing"),
        ({"editions": {1: ("Fair", "a@a.example")}}, {"editions": {2: ("Later", "b@b.example")}}, 1.0, "ask"),
        ({"editions": {1: ("Fair", "a@a.example")}}, {"editions": {1: ("Fair", "")}}, 1.0, "ask"),
    ],
)
def test_of_people(one: dict[str, Any], other: dict[str, Any], score: float, expected: str) -> None:
    assert verdict(one, other, score) == expected


def test_a_common_name_and_a_country_are_not_asked_about() -> None:
    assert verdict(*both(country="CN"), 1.0, is_common=True) == "nothing"
    assert verdict(*both(), 1.0, is_common=True) == "nothing"
    assert verdict(*both(country="CN", domain="studio.example"), 1.0, is_common=True) == "ask"


def test_of_companies_a_website_asks_whatever_they_are_called() -> None:
    assert verdict(*both(host="lantern.example"), 0.0, "organisation") == "ask"
    assert verdict(*both(host="lantern.example"), EQUAL, "organisation") == "certain"
    assert verdict(*both(domain="lantern.example"), EQUAL, "organisation") == "certain"
    assert verdict({"host": "a.example", "country": "HK"}, {"host": "a.example", "country": "US"}, 1.0, "organisation") == "ask"


def test_of_works_a_year_may_differ_by_one_and_says_little() -> None:
    assert verdict({"year": 2024}, {"year": 2025}, 1.0, "title") == "ask"
    assert verdict({"year": 2024}, {"year": 2026}, 1.0, "title") == "nothing"
    assert verdict(*both(year=2024, country="HK"), 1.0, "title") == "ask"
    assert verdict(*both(credits={5: "Ng See-yuen"}), 1.0, "title") == "certain"


def test_what_agrees_and_what_does_not_is_named() -> None:
    one = facts(
        1, country="HK", year=1944, domain="a.example", identifiers={"imdb": "nm1", "wikidata": "Q1"}, credits={3: "B", 4: "A"}
    )
    other = facts(
        2, country="MO", year=1945, domain="a.example", identifiers={"imdb": "nm1", "wikidata": "Q2"}, credits={3: "B", 4: "A"}
    )
    judged = judge(one, other, 0.9)
    assert [(fact.code, fact.words, fact.is_strong) for fact in judged.agreeing] == [
        ("identifier", ("imdb", "nm1"), True),
        ("domain", ("a.example",), False),
        ("credits", ("A", "B"), True),
    ]
    assert [(fact.code, fact.words) for fact in judged.contrary] == [
        ("identifier", ("wikidata", "Q1", "Q2")),
        ("year", ("1944", "1945")),
        ("country", ("HK", "MO")),
    ]
    assert ("identifier" in {fact.code for fact in judged.agreeing}, judged.verdict) == (True, Verdict.ASK)


@given(score=some.floats(0, 1), kind=some.sampled_from(["person", "organisation", "title"]), is_common=some.booleans())
def test_names_alone_are_never_certain(score: float, kind: str, is_common: bool) -> None:
    assert verdict({}, {}, score, kind, is_common=is_common) in {"ask", "nothing"}


_said = some.fixed_dictionaries(
    {},
    optional={
        "country": some.sampled_from(["HK", "MO"]),
        "year": some.integers(1944, 1946),
        "domain": some.sampled_from(["a.example", "b.example"]),
        "identifiers": some.dictionaries(some.sampled_from(["imdb", "wikidata"]), some.sampled_from(["1", "2"])),
    },
)


@given(one=_said, other=_said, score=some.floats(0, 1))
def test_judging_is_the_same_from_both_sides_and_certain_only_without_a_doubt(
    one: dict[str, Any], other: dict[str, Any], score: float
) -> None:
    there, back = judge(facts(1, **one), facts(2, **other), score), judge(facts(2, **other), facts(1, **one), score)
    assert there.verdict == back.verdict
    if there.verdict == Verdict.CERTAIN:
        assert (there.contrary, any(fact.is_strong for fact in there.agreeing)) == ((), True)
