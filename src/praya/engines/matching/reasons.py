"""Say why two parties should meet, from what the reader may know, as codes that any language can put into words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from praya.engines.matching.arrays import Arrays
from praya.engines.matching.features import FULL, SIDES, WORLD, Code, Token, Tokens

MOST_FACTS = 3  # a sentence with more is not read

Fact = str | int


@dataclass(frozen=True, slots=True)
class Reason:
    """Name one reason, the facts it rests on and the points it adds.

    `facts` of a need are its role and the countries in common (none: sought anywhere), of a purchase the right and its
    territories, of a genre or format the word and how many titles the side that has it counts, of collaborators and
    languages those shared, of an activity and a site their names.
    """

    code: Code
    facts: tuple[Fact, ...]
    points: int


def reasons_of(arrays: Arrays, reader: int, other: int, most: int | None = None) -> tuple[Reason, ...]:
    """Return the reasons for `reader` to meet `other` (places), strongest first, at most `most`; ties go by FEATURES."""
    found = sorted(_matches(arrays, reader, other), key=lambda match: -match.points)
    return tuple(_reason(match.code, _facts(match, arrays), match.points) for match in found[:most])


@lru_cache(maxsize=2**16)
def _reason(code: Code, facts: tuple[Fact, ...], points: int) -> Reason:
    """Return one record for all pairs that have the same reason: a market has a million reasons and few that differ."""
    return Reason(code, facts, points)


@dataclass(slots=True)
class _Match:
    """Hold what one side wants and the other has in common, whose it is, and the points."""

    code: Code
    wants: Tokens
    has: Tokens
    shared: set[Token]
    owner: int
    points: int


def _matches(arrays: Arrays, reader: int, other: int) -> Iterator[_Match]:
    mine, seen = arrays.owned[reader], arrays.seen[arrays.parties[reader].clearance][other]
    for code, mine_at, seen_at, is_wanted, weight in arrays.ways:
        left, right = mine[mine_at], seen[seen_at]
        if left and right and (shared := left.keys() & right.keys()):
            points = min(FULL, sum([left[token] * right[token] for token in shared]))
            wants, has, owner = (left, right, other) if is_wanted else (right, left, reader)
            yield _Match(code, wants, has, shared, owner, weight * points)


def _facts(match: _Match, arrays: Arrays) -> tuple[Fact, ...]:
    """Return what to tell: the strongest tokens first, and of needs and rights those of one role or right only."""
    ranked = sorted(match.shared, key=lambda token: (-match.wants[token] * match.has[token], str(token)))
    if match.code in _PAIRED:
        named = [token for token in ranked if isinstance(token, tuple)]
        first = named[0][0]
        if (first, WORLD) in match.shared:  # sold everywhere: the buyer's own territories tell more
            named = sorted(token for token in match.wants if isinstance(token, tuple))
        return (first, *[place for name, place in named if name == first and place not in {"", WORLD}][:MOST_FACTS])
    if match.code in _COUNTED:
        counts: Mapping[str, int] = getattr(arrays.parties[match.owner], _COUNTED[match.code])
        return str(ranked[0]), counts[str(ranked[0])]
    return tuple(token if isinstance(token, int) else str(token) for token in ranked[:MOST_FACTS])


_PAIRED = frozenset({Code.YOUR_NEED, Code.THEIR_NEED, Code.YOUR_PURCHASE, Code.THEIR_PURCHASE})
_COUNTED: Mapping[Code, str] = {
    Code.YOUR_GENRE: "genres",
    Code.THEIR_GENRE: "genres",
    Code.YOUR_FORMAT: "formats",
    Code.THEIR_FORMAT: "formats",
}


def score_of(arrays: Arrays, reader: int, other: int) -> int:
    """Return what a pair is worth to `reader` by its reasons: the same as `arrays.scores`, kin and calendars apart."""
    sums = {True: 0, False: 0, None: 0}
    for match in _matches(arrays, reader, other):
        sums[SIDES[match.code]] += match.points
    answered = arrays.problem.weights.answered
    mine = FULL * (sums[True] + sums[None]) + answered * sums[False]
    theirs = FULL * (sums[False] + sums[None]) + answered * sums[True]
    return 2 * mine * theirs // (mine + theirs) if mine + theirs else 0
