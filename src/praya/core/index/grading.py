"""Say how a name answers what was typed: called just so, begun so, sounding so, or only having the letters within a word."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from functools import lru_cache

from praya.engines.search import fold

# What is this like a spelling, by the index, is called so in another way: romanised otherwise, or with a letter mistyped.
SURE = 0.72
# Fewer letters within a word say nothing.
FEWEST_WITHIN = 3
_EAST_ASIAN = 0x2E80


class Grade(IntEnum):
    """List how near a name is to what was typed, the nearest first; the words stand together, or apart or in another order."""

    EXACT = 0
    WORDS = 1
    APART = 2
    BEGUN = 3
    ALIKE = 4
    WITHIN = 5
    LOOSE = 6


@lru_cache(maxsize=1 << 15)
def folded(text: str) -> str:
    """Return a name as it is compared."""
    return fold(text)


def is_compared(word: str) -> bool:
    """Tell whether a typed word holds anything by which names are compared: signs alone do not, and count as not typed."""
    return bool(folded(word))


def grade_of(words: list[str], spellings: Iterable[str]) -> Grade | None:
    """Return how one of the spellings answers all of the words (folded), in any order; None when none does, or none is asked.

    >>> grade_of(["chan"], ["Chan Tai Man"]), grade_of(["cha"], ["Chan Tai Man"]), grade_of(["chan"], ["Marchand"])
    (<Grade.WORDS: 1>, <Grade.BEGUN: 3>, <Grade.WITHIN: 5>)
    """
    best: Grade | None = None
    for spelling in spellings if words else ():
        grade = _grade(words, folded(spelling))
        if grade is not None and (best is None or grade < best):
            best = grade
    return best


def _grade(words: list[str], name: str) -> Grade | None:
    theirs = name.split()
    if words == theirs or "".join(words) == "".join(theirs):
        return Grade.EXACT
    if all(any(_begins(word, other) for other in theirs) for word in words):
        if not all(word in theirs or (len(word) > 1 and is_dense(word)) for word in words):
            return Grade.BEGUN
        return Grade.WORDS if f" {' '.join(words)} " in f" {name} " or is_dense(words[0]) else Grade.APART
    if all(word in name and (len(word) >= FEWEST_WITHIN or is_dense(word)) for word in words):
        return Grade.WITHIN
    return None


def _begins(word: str, other: str) -> bool:
    # Where words are not set apart by spaces, a family name and a given name both begin one.
    return word in other if is_dense(word) and len(word) > 1 else other.startswith(word)


def is_dense(word: str) -> bool:
    """Tell whether a word is of a script that sets no spaces, in which two letters say as much as a word."""
    return ord(word[0]) >= _EAST_ASIAN
