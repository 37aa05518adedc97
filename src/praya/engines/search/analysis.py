"""Analyse what is listed and what is asked."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from praya.engines.search.question import Lane, Part, Position, Question

VERSION = 1
LONGEST = 200
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Entry:
    """Hold what the index keeps of one listing."""

    names: tuple[str, ...]
    credits: tuple[str, ...]
    tokens: list[str]
    forms: str


def _words(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def analyse(names: Sequence[str], credits: Sequence[str] = (), words: str = "") -> Entry:
    """Return the tokens and forms of a listing."""
    tokens = [f"w:{word}" for name in names for word in _words(name)]
    tokens += [f"c:{word}" for name in credits for word in _words(name)]
    tokens += [f"t:{word}" for word in _words(words)]
    return Entry(tuple(names), tuple(credits), list(dict.fromkeys(tokens)), "")


def ask(text: str) -> Question:
    """Return the question a query asks."""
    parts = [
        Part(word, 1.0, (
            Lane("name", 1.0, (Position(1.0, (f"w:{word}",)),)), Lane("credit", 0.6, (Position(1.0, (f"c:{word}",)),)),
            Lane("words", 0.6, (Position(1.0, (f"t:{word}",)),)),
        ))
        for word in _words(text[:LONGEST])
    ]  # fmt: skip
    return Question(text[:LONGEST], tuple(parts), len(text) > LONGEST)
