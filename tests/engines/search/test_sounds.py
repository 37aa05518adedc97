"""Spellings of one sound share a key."""

from __future__ import annotations

import pytest

from praya.engines.search.sounds import skeleton, sound


@pytest.mark.parametrize(
    "spellings",
    [
        ("tarkovsky", "tarkovskij", "tarkovskiy", "tarkovski", "tarkowski"),
        ("oshima", "ooshima", "ohshima"),
        ("shahin", "chahine", "shaheen"),
        ("eisenstein", "eizenshtein", "ejzenstejn"),
        ("solaris", "soljaris", "solyaris"),
        ("nugroho", "noegroho"),
        ("muller", "mueller"),
        ("mummia", "mumya", "momia"),
        ("banjong", "banchong"),
    ],
)
def test_one_key(spellings: tuple[str, ...]) -> None:
    assert len({sound(spelling) for spelling in spellings}) == 1


def test_different_names_have_different_keys() -> None:
    assert len({sound(name) for name in ("fellini", "bergman", "godard", "kurosawa", "varda")}) == 5


def test_a_word_that_would_vanish_is_its_own_key() -> None:
    assert sound("h") == "h"


def test_the_skeleton_keeps_consonants_and_a_mark_for_a_first_vowel() -> None:
    assert skeleton(sound("tarkovsky")) == skeleton(sound("tarukofusuki")) == "trkpsk"
    assert skeleton(sound("omar")) == skeleton(sound("umar")) == "amr"
    assert skeleton(sound("singsi")) == skeleton(sound("sinsi"))
