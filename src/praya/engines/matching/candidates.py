"""Find for each reader the parties most worth meeting, before anybody's exposure is counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from praya.engines.matching.arrays import READERS, SUGGESTED, Arrays, Ints, scores
from praya.engines.matching.facts import Channel

AT_ONCE = 256  # readers scored together: enough for the processor, little for the memory
WHOLE = 10**6  # a reader's best candidate has this standing
MASK = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Candidates:
    """List the candidates of one reader, best first: places in the arrays, scores, standing, and the best score there is.

    Standing says how good a candidate is for this very reader (a million: the best) and, in its lower 31 bits, settles
    ties without favour; so a newcomer's best match stands as high as that of somebody with a hundred facts.
    """

    reader: int
    places: Ints
    scores: Ints
    standing: Ints
    best: int


def mixed(first: Ints, second: Ints | int) -> Ints:
    """Return 31 bits that differ for different `first` with one `second`, in no order that anybody could profit from."""
    value = (first * 0x2C9277B5 + second * 0x5F356495) & MASK
    value = ((value ^ (value >> 15)) * 0x2C1B3C6D) & MASK
    return np.asarray(value ^ (value >> 13))


def rests(readers: Ints | int, others: Ints, turn: int, one_in: int) -> np.ndarray:
    """Tell which pairs pause this turn."""
    pairs = mixed(mixed(others, readers), turn * 2 + 1)
    return np.asarray((pairs >> 7) % one_in == 0) if one_in else np.zeros(len(others), np.bool_)


def all_candidates(arrays: Arrays, channel: Channel) -> Iterator[Candidates]:
    """Yield the candidates of every reader of a channel, in order of number."""
    readers, suggested = arrays.of_kinds(READERS[channel]), arrays.of_kinds(SUGGESTED[channel])
    yield from ranked_among(arrays, readers.tolist(), suggested)


def candidates_of(arrays: Arrays, channel: Channel, place: int) -> Candidates:
    """Return the candidates of one reader."""
    return next(ranked_among(arrays, [place], arrays.of_kinds(SUGGESTED[channel])))


def ranked_among(arrays: Arrays, readers: Sequence[int], suggested: Ints) -> Iterator[Candidates]:
    """Yield the candidates of some readers among some parties, in the order of readers."""
    found: dict[int, Candidates] = {}
    for audience in sorted(arrays.sides):
        alike = np.array([place for place in readers if arrays.parties[place].clearance == audience], np.int64)
        for start in range(0, len(alike), AT_ONCE):
            found |= {one.reader: one for one in _block(arrays, alike[start : start + AT_ONCE], suggested)}
    yield from (found[place] for place in readers)


def _block(arrays: Arrays, rows: Ints, columns: Ints) -> Iterator[Candidates]:
    considered = min(arrays.problem.limits.considered, len(columns))
    worth = scores(arrays, rows, columns, arrays.parties[int(rows[0])].clearance)
    for row, place in enumerate(rows.tolist()):
        least = int(np.partition(worth[row], -considered)[-considered]) if considered else 1
        chosen = np.flatnonzero(worth[row] >= max(1, least))
        yield ranked(arrays, place, columns[chosen], worth[row, chosen], int(worth[row].max(initial=1)))


def ranked(arrays: Arrays, reader: int, places: Ints, worth: Ints, best: int) -> Candidates:
    """Return the candidates in order of standing, without those that pause this turn or crowd one company in."""
    limits = arrays.problem.limits
    numbers = np.array([arrays.parties[place].number for place in places.tolist()], np.int64)
    number = arrays.parties[reader].number
    standing = (worth * WHOLE // best << 31) | mixed(numbers, number)
    order = np.argsort(-standing)
    order = order[~rests(number, numbers[order], arrays.problem.turn, limits.rests)]
    order = order[_few_of_each(arrays, places[order])]
    return Candidates(reader, places[order], worth[order], standing[order], best)


def _few_of_each(arrays: Arrays, places: Ints) -> np.ndarray:
    """Return which places to keep so that no company has more than its share of one list."""
    companies = arrays.companies[places]
    order = np.argsort(companies, kind="stable")
    ordered = companies[order]
    kept = np.ones(len(places), np.bool_)
    kept[order] = np.arange(len(places)) - np.searchsorted(ordered, ordered) < arrays.problem.limits.per_organisation
    return kept
