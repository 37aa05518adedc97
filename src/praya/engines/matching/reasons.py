"""Say why two parties should meet, from what the reader may know, as codes that any language can put into words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
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


def reasons_of(arrays: Arrays, reader: int, others: Iterable[int], most: int | None = None) -> Iterator[tuple[Reason, ...]]:
    """Yield the reasons for `reader` to meet each of `others` (places), strongest first, at most `most`.

    Ties go by the order of FEATURES.
    """
    for other, matches in zip(others, _matches(arrays, reader, others), strict=True):
        matches.sort(key=_by_points)
        yield tuple([_reason(match[1], _facts_of_pair(arrays, match, reader, other), -match[0]) for match in matches[:most]])


@lru_cache(maxsize=2**16)
def _reason(code: Code, facts: tuple[Fact, ...], points: int) -> Reason:
    """Return one record for all pairs that have the same reason: a market has a million reasons and few that differ."""
    return Reason(code, facts, points)


# Points below zero, so that the strongest come first, the code, what the reader and the other have, and tokens in common.
_Match = tuple[int, Code, Tokens, Tokens, set[Token]]


def _by_points(match: _Match) -> int:
    return match[0]


def _matches(arrays: Arrays, reader: int, others: Iterable[int]) -> Iterator[list[_Match]]:
    mine, rows = arrays.owned[reader], arrays.seen[arrays.parties[reader].clearance]
    ways = [(code, mine[mine_at], seen_at, weight) for code, mine_at, seen_at, weight in arrays.ways if mine[mine_at]]
    for other in others:
        seen = rows[other]
        found: list[_Match] = []
        for code, left, seen_at, weight in ways:
            right = seen[seen_at]
            if right and (shared := left.keys() & right.keys()):
                points = sum([left[token] * right[token] for token in shared])
                found.append((-weight * min(FULL, points), code, left, right, shared))
        yield found


def _facts_of_pair(arrays: Arrays, match: _Match, reader: int, other: int) -> tuple[Fact, ...]:
    """Return what to tell: the strongest tokens first, and of needs and rights those of one role or right only."""
    _, code, mine, seen, shared = match
    ranked = list(shared) if len(shared) == 1 else sorted(shared, key=lambda token: (-mine[token] * seen[token], str(token)))
    if code in _PAIRED:
        named = [token for token in ranked if isinstance(token, tuple)]
        first = named[0][0]
        if (first, WORLD) in shared:  # sold everywhere: the buyer's own territories tell more
            named = sorted(token for token in (mine if SIDES[code] else seen) if isinstance(token, tuple))
        return (first, *[place for name, place in named if name == first and place not in {"", WORLD}][:MOST_FACTS])
    if code in _COUNTED:
        counts: Mapping[str, int] = getattr(arrays.parties[other if SIDES[code] else reader], _COUNTED[code])
        return str(ranked[0]), counts[str(ranked[0])]
    return tuple([token if isinstance(token, int) else str(token) for token in ranked[:MOST_FACTS]])


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
    for points, code, *_ in next(_matches(arrays, reader, (other,))):
        sums[SIDES[code]] -= points
    answered = arrays.problem.weights.answered
    mine = FULL * (sums[True] + sums[None]) + answered * sums[False]
    theirs = FULL * (sums[False] + sums[None]) + answered * sums[True]
    return 2 * mine * theirs // (mine + theirs) if mine + theirs else 0
