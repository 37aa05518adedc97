"""Compare all the spellings of two records with each other, each analysed once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from praya.engines.search.alignment import Asked, Form


@dataclass(frozen=True, slots=True)
class Analysed:
    """Hold the spellings of a record as the search engine reads them: as queries, as listed forms, and by their tokens."""

    asked: tuple[Asked, ...]
    forms: tuple[Form, ...]
    tokens: frozenset[str]


def analysed(names: Sequence[str]) -> Analysed:
    """Return the spellings of a record ready for comparing."""
    from praya.engines.search.alignment import prepare, read_forms
    from praya.engines.search.entries import analyse

    entry = analyse(tuple(names))
    forms = read_forms(entry.forms) if entry.forms else []
    return Analysed(tuple(prepare(name) for name in entry.names), tuple(forms), frozenset(map(_untagged, entry.tokens)))


def _untagged(token: str) -> str:
    """Return a token that two records share whatever scripts their other spellings are in."""
    from praya.engines.search.syllables import LANES

    lane, colon, rest = token.partition(":")
    return f"{lane[:-1]}{colon}{rest}" if lane[:-1] in LANES else token


def compare(one: Analysed, other: Analysed) -> float:
    """Return how alike two records' names are, from 0 to 1: as much of either is found in the other.

    A part of a name is found whole in the full name, but not the full name in the part: the mean of both ways tells them apart.
    """
    there, back = _found(one, other), _found(other, one)
    return (there + back) / 2


def _found(one: Analysed, other: Analysed) -> float:
    from praya.engines.search.alignment import score

    return max((score(asked, other.forms).value for asked in one.asked), default=0.0)
