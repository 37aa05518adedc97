"""Reasons in words: every code has its sentence, and a name that is gone leaves none."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.utils import translation

from praya.engines.matching import Audience, Code, Need, Right, Taste
from praya.match.suggestions.portraits import Portrait
from praya.match.suggestions.reasons import Reason, Standing, Words, declare_reasons, declared_reasons, may_be_told, sentence
from praya.match.suggestions.wording import SOUGHT

WORDS = Words("en", {8: "Wong Kar Wai", 9: "Jet Tone"}, {"hk": "Hong Kong"})
WORK = Words("en", {8: "Wong Kar Wai"}, {"hk": "Hong Kong"}, is_work=True)


@pytest.mark.parametrize(
    ("code", "facts", "words", "expected"),
    [
        ("their_need", ("coproducer", "CA"), WORDS, "Seeks a co-producer in Canada, and that is what you offer"),
        ("their_need", ("finance",), WORDS, "Seeks finance, and that is what you offer"),
        ("your_need", ("sales_agent", "JP", "KR"), WORDS, "Offers what you seek: a sales agent in Japan, South Korea"),
        ("your_need", ("location",), WORDS, "Offers what you seek: a location"),
        ("their_purchase", ("svod", "TH"), WORDS, "Buys SVOD rights for Thailand, and you have rights on offer"),
        ("their_purchase", ("theatrical",), WORDS, "Buys theatrical rights, and you have rights on offer"),
        ("your_purchase", ("svod",), WORDS, "Has rights on offer, and you buy: SVOD"),
        ("your_genre", ("horror", 2), WORDS, "You look for horror, and 2 of their titles are that"),
        ("your_format", ("series", 1), WORK, "You look for this: series"),
        ("their_genre", ("horror", 1), WORDS, "Looks for horror, and 1 of your titles is that"),
        ("their_format", ("documentary", 2), WORDS, "Looks for documentary, and 2 of your titles are that"),
        ("your_stage", ("completed",), WORK, "At a stage you look for: completed"),
        ("their_stage", ("financing",), WORDS, "Looks for works at your stage: financing"),
        ("your_budget", ("under_1m",), WORK, "A budget you look for: US$250,000 – 1 million"),
        ("their_budget", ("over_30m",), WORDS, "Looks for budgets like yours: over US$30 million"),
        ("your_country", ("MO", "HK"), WORDS, "From where you look for works: Macao, Hong Kong"),
        ("their_country", ("PT",), WORDS, "Looks for works from where you are: Portugal"),
        ("collaborator", (8, 9), WORDS, "You have both worked with Wong Kar Wai, Jet Tone"),
        ("collaborator", (8, 77), WORK, "Made with Wong Kar Wai, with whom you have worked"),
        ("collaborator", (77,), WORDS, ""),
        ("language", ("yue", "pt"), WORDS, "Speaks a language of yours: Cantonese, Portuguese"),
        ("language", ("yue",), WORK, "Its language is one of yours: Cantonese"),
        ("activity", ("fund",), WORDS, "A business that suits yours: fund"),
        ("site", ("hk",), WORDS, "At your site: Hong Kong"),
        ("site", ("online",), WORDS, "Takes part online, as you do"),
        ("site", ("closed",), WORDS, ""),
        ("unheard_of", ("x",), WORDS, ""),
        ("site", (), WORDS, ""),
    ],
)
def test_a_reason_has_its_sentence(code: str, facts: tuple[str | int, ...], words: Words, expected: str) -> None:
    with translation.override("en"):
        assert sentence(code, facts, words) == expected


def test_every_reason_and_every_role_has_words() -> None:
    assert set(declared_reasons()) == set(Code)
    from praya.core.catalogue.vocabulary import WANTS

    assert set(SOUGHT) == set(WANTS)


OPEN = dict.fromkeys(("languages", "activities", "countries", "prefers"), Audience.BADGES)
KNOWN = Portrait(
    country="CA",
    languages=("fr",),
    activities=("fund",),
    offers=(Need("finance"),),
    seeks=(Need("location"),),
    buys=(Right("svod"),),
    taste=Taste(genres=("horror",), formats=("film",), countries=("HK",)),
    audiences=OPEN,
)
CLOSED = Portrait()
STANDING = [
    (Code.LANGUAGE, ("fr",)),
    (Code.ACTIVITY, ("fund",)),
    (Code.YOUR_COUNTRY, ("CA",)),
    (Code.YOUR_NEED, ("finance",)),
    (Code.THEIR_NEED, ("location",)),
    (Code.THEIR_PURCHASE, ("svod",)),
    (Code.THEIR_GENRE, ("horror",)),
    (Code.THEIR_FORMAT, ("film",)),
    (Code.THEIR_COUNTRY, ("HK",)),
]


@pytest.mark.parametrize(("code", "facts"), STANDING)
def test_what_a_record_still_says_may_be_told(code: Code, facts: tuple[str, ...]) -> None:
    assert may_be_told(code, facts, Standing(KNOWN, Audience.BADGES, is_fresh=False))
    assert not may_be_told(code, facts, Standing(KNOWN, Audience.EVERYONE, is_fresh=False)) or code is Code.SITE
    assert not may_be_told(code, facts, Standing(CLOSED, Audience.BUYERS, is_fresh=False))


MANY = Portrait(
    country="CA",
    languages=("fr", "en"),
    activities=("fund", "press"),
    offers=(Need("finance"), Need("location", ("HK", "MO"))),
    seeks=(Need("writer", ("HK", "MO")),),
    buys=(Right("svod", ("CA", "US")),),
    taste=Taste(countries=("HK", "MO")),
    audiences=OPEN,
)
# What a sentence says, and the same sentence once one thing that it says has gone from the record or been hidden.
OUTDATED = [
    (Code.LANGUAGE, ("fr", "en"), {"languages": ("fr",)}),
    (Code.ACTIVITY, ("fund", "press"), {"activities": ("fund",)}),
    (Code.YOUR_COUNTRY, ("CA",), {"country": "JP"}),
    (Code.THEIR_COUNTRY, ("HK", "MO"), {"taste": Taste(countries=("HK",))}),
    (Code.YOUR_NEED, ("finance", "CA"), {"country": "JP"}),
    (Code.YOUR_NEED, ("finance", "CA"), {"audiences": {"activities": Audience.BADGES}}),
    (Code.YOUR_NEED, ("location", "HK", "MO"), {"offers": (Need("location", ("HK",)),)}),
    (Code.THEIR_NEED, ("writer", "HK", "MO"), {"seeks": (Need("writer", ("HK",)), Need("talent", ("MO",)))}),
    (Code.THEIR_PURCHASE, ("svod", "CA", "US"), {"buys": (Right("svod", ("CA",)), Right("avod", ("US",)))}),
    (Code.THEIR_PURCHASE, ("svod", "US"), {"buys": (Right("svod", ("US",), Audience.BUYERS),)}),
]


@pytest.mark.parametrize(("code", "facts", "change"), OUTDATED)
def test_a_sentence_is_told_only_while_all_that_it_says_stands(
    code: Code, facts: tuple[str, ...], change: dict[str, Any]
) -> None:
    assert may_be_told(code, facts, Standing(MANY, Audience.BADGES, is_fresh=False))
    assert not may_be_told(code, facts, Standing(replace(MANY, **change), Audience.BADGES, is_fresh=False))


@pytest.mark.parametrize("code", [Code.THEIR_GENRE, Code.THEIR_FORMAT])
def test_how_many_titles_the_reader_has_is_no_word_of_the_record(code: Code) -> None:
    assert may_be_told(
        code, ("horror" if code is Code.THEIR_GENRE else "film", 2), Standing(KNOWN, Audience.BADGES, is_fresh=False)
    )


@pytest.mark.parametrize("code", [Code.YOUR_GENRE, Code.YOUR_PURCHASE, Code.COLLABORATOR, Code.THEIR_NEED])
def test_what_follows_from_titles_may_be_told_as_long_as_they_are_unchanged(code: Code) -> None:
    assert may_be_told(code, ("horror", 1), Standing(CLOSED, Audience.BADGES, is_fresh=True))
    assert not may_be_told(code, ("horror", 1), Standing(CLOSED, Audience.BADGES, is_fresh=False))


def test_the_site_may_always_be_told() -> None:
    assert may_be_told(Code.SITE, ("hk",), Standing(CLOSED, Audience.EVERYONE, is_fresh=False))


def test_a_reason_is_declared_once_and_an_unknown_one_is_not_told() -> None:
    another = Reason("another", lambda _facts, _words: "Another", lambda _facts, _now: True)
    with pytest.raises(ValueError, match="declared twice: site"):
        declare_reasons({"site": another, "treaty": another})
    assert "treaty" not in declared_reasons()
    assert not may_be_told("treaty", ("FR",), Standing(KNOWN, Audience.BUYERS, is_fresh=True))
