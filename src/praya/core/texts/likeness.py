"""Guess which of some words somebody meant, to help with a fault."""

from __future__ import annotations

from collections.abc import Iterable


def likeliest(word: str, choices: Iterable[str], *, at_least: float, in_parts: bool = False) -> str:
    """Return the choice most like a word, or nothing when none is like it by so many of a hundred.

    `in_parts` also counts a choice that holds the word among others, or its parts in another order.

    >>> likeliest("frnace", ["france", "spain"], at_least=80)
    'france'
    """
    # Only a sheet with a fault asks: it is loaded then.
    from rapidfuzz import fuzz, process

    found = process.extractOne(word, list(choices), scorer=fuzz.WRatio if in_parts else fuzz.ratio, score_cutoff=at_least)
    return str(found[0]) if found else ""
