"""Compare all the spellings of two records with each other; what comparing needs is worked out once, when it is needed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from praya.engines.search.alignment import Asked, Form, prepare, read_forms, score
from praya.engines.search.entries import analyse
from praya.engines.search.syllables import LANES

# The way of Han characters and Hangul themselves.
LETTER = "h"


@dataclass(frozen=True)
class Analysed:
    """Hold the spellings of a record as the search engine reads them: `written` for ranking, and by their tokens."""

    names: tuple[str, ...]
    written: str
    tokens: frozenset[str]

    @cached_property
    def ready(self) -> tuple[tuple[Asked, ...], Sequence[Form]]:
        """Return every spelling as a query, and as it is listed."""
        return tuple(map(prepare, self.names)), read_forms(self.written) if self.written else []


def analysed(names: Sequence[str]) -> Analysed:
    """Return the spellings of a record ready for comparing."""
    entry = analyse(tuple(names))
    return Analysed(entry.names, entry.forms, telling(entry.tokens))


def telling(tokens: Iterable[str]) -> frozenset[str]:
    """Return the tokens by which two records can meet, whatever scripts their other spellings are in.

    Single syllables and East Asian letters are shared by too many; their pairs say as much, but for names of one alone.
    """
    ways: dict[str, list[str]] = {}
    for token in tokens:
        lane, _colon, rest = token.partition(":")
        ways.setdefault(lane[:-1] if lane[:-1] in LANES else lane, []).append(rest)
    pairs = {
        f"{way}:{part}"
        for way, parts in ways.items()
        for part in parts
        if (" " in part if way in LANES else way != LETTER or len(part) > 1)
    }
    return frozenset(pairs or {f"{way}:{part}" for way, parts in ways.items() for part in parts})


def compare(one: Analysed, other: Analysed) -> float:
    """Return how alike two records' names are, from 0 to 1: as much of either is found in the other.

    A part of a name is found whole in the full name, but not the full name in the part: the mean of both ways tells them apart.
    """
    there, back = _found(one, other), _found(other, one)
    return (there + back) / 2


def _found(one: Analysed, other: Analysed) -> float:
    forms = other.ready[1]
    return max((score(asked, forms).value for asked in one.ready[0] if asked.terms), default=0.0)
