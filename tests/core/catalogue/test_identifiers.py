"""Verify identifiers with their check characters, against real ones and by the law that one wrong digit never passes."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from praya.core.catalogue.identifiers import WrongIdentifier, check_character, eidr, imdb, isan, verified, wikidata

HEX = "0123456789ABCDEF"
REAL = (
    "7EC7-228A-510A-053E-CBB8-J",
    "354B-4B1D-02AA-068E-CDFD-3",
    "9450-3CB5-BB29-5430-CCDA-B",
    "1F2A-E1C5-680A-14C6-E76B-I",
    "8A35-3BEE-6497-5D12-9E4F-3",
)


@pytest.mark.parametrize("suffix", REAL)
def test_real_eidrs_pass(suffix: str) -> None:
    assert eidr(f"10.5240/{suffix}") == f"10.5240/{suffix}"
    assert eidr(f"https://doi.org/10.5240/{suffix.lower()}") == f"10.5240/{suffix}"
    assert eidr(f"doi:10.5240/{suffix.replace('-', '')}") == f"10.5240/{suffix}"


def test_a_wrong_check_character_is_named_with_the_right_one() -> None:
    with pytest.raises(WrongIdentifier) as refusal:
        eidr("10.5240/7EC7-228A-510A-053E-CBB8-K")
    assert str(refusal.value) == "The check character of this EIDR should be J, not K: one of its digits is mistyped."


@given(st.text(HEX, min_size=20, max_size=20), st.integers(0, 19), st.sampled_from(HEX))
def test_no_single_wrong_digit_passes(digits: str, place: int, other: str) -> None:
    changed = digits[:place] + other + digits[place + 1 :]
    assert (check_character(changed) == check_character(digits)) == (changed == digits)


def test_nearly_no_two_neighbours_changed_around_pass() -> None:
    """The standard promises every single wrong digit, and all but a few in a thousand of those changed around."""
    rng = Random(37)
    passed = tried = 0
    for _number in range(4000):
        digits = "".join(rng.choice(HEX) for _place in range(20))
        place = rng.randrange(19)
        changed = digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
        tried += changed != digits
        passed += changed != digits and check_character(changed) == check_character(digits)
    assert (tried, passed) == (3771, 9)


@given(st.text(HEX, min_size=24, max_size=24))
def test_an_isan_has_two_check_characters(digits: str) -> None:
    first, second = check_character(digits[:16]), check_character(digits)
    groups = [digits[place : place + 4] for place in range(0, 24, 4)]
    whole = "-".join([*groups[:4], first, *groups[4:], second])
    assert isan(whole) == isan(f"ISAN {whole.lower()}") == whole
    assert isan("-".join([*groups[:4], first])) == "-".join([*groups[:4], first])
    wrong = "A" if second != "A" else "B"
    with pytest.raises(WrongIdentifier, match=f"should be {second}, not {wrong}"):
        isan(whole[:-1] + wrong)


@pytest.mark.parametrize(
    ("scheme", "text", "found"),
    [
        ("imdb", " tt0118694 ", "tt0118694"),
        ("imdb", "https://www.imdb.com/title/tt0118694/", "tt0118694"),
        ("wikidata", "q223560", "Q223560"),
        ("wikidata", "https://www.wikidata.org/wiki/Q223560", "Q223560"),
    ],
)
def test_other_registers(scheme: str, text: str, found: str) -> None:
    assert verified(scheme, text) == found


@pytest.mark.parametrize(
    ("scheme", "text", "word"),
    [
        ("eidr", "10.5240/ZZZZ", "looks like 10.5240/"),
        ("isan", "0000-0000", "looks like 0000-0000-3A8D"),
        ("imdb", "118694", "looks like tt0118694"),
        ("wikidata", "Q0", "looks like Q223560"),
        ("upc", "1", "is no scheme we know"),
        ("eidr", "9" * 201, "too long"),
        ("eidr", "10.5240/7EC7\x00228A", "looks like"),
    ],
)
def test_what_is_no_identifier_is_told_how_one_looks(scheme: str, text: str, word: str) -> None:
    with pytest.raises(WrongIdentifier, match=word):
        verified(scheme, text)


def test_names_of_people_are_identifiers_too() -> None:
    assert (imdb("nm0939182"), wikidata("Q1")) == ("nm0939182", "Q1")


def test_each_check_character_of_an_isan_is_verified() -> None:
    with pytest.raises(WrongIdentifier) as refusal:
        isan("0000-0000-3A8D-0000-Y-0000-0000-6")
    assert str(refusal.value) == "The check character of this ISAN should be Z, not Y: one of its digits is mistyped."
    with pytest.raises(WrongIdentifier) as refusal:
        isan("0000-0000-3A8D-0000-Z-0000-0000-7")
    assert str(refusal.value) == "The check character of this ISAN should be 6, not 7: one of its digits is mistyped."


@pytest.mark.parametrize("dash", ["–", "‑"])
def test_dashes_of_printed_matter_are_hyphens(dash: str) -> None:
    assert eidr(f"10.5240/{REAL[0].replace('-', dash)}") == f"10.5240/{REAL[0]}"


def test_two_hundred_characters_are_read_and_one_more_is_not() -> None:
    for length, word in ((200, "looks like"), (201, "too long")):
        with pytest.raises(WrongIdentifier, match=word):
            verified("eidr", "9" * length)
