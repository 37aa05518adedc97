"""Close the gaps in everybody's day without losing a meeting: the second objective, at equal value.

Chains of meetings change places between two slots (see chains.py): those that save breaks always, those that change
nothing on the toss of a coin, and while it is warm a few that cost. This is simulated annealing with a fixed number of
rounds; a round tries every pair of slots within each day, every second round pairs across days.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from itertools import zip_longest

import numpy as np
from numpy.typing import NDArray

from praya.engines.meetings.arrays import UNPLACED, Arrays
from praya.engines.meetings.chains import chains_between, judge, one_chain_each, swap, within_pools
from praya.engines.meetings.seats import Ints, Seats, reseat, seats_of

TOLERATED_BREAKS = 2
ROUNDS = 26
WARMTH = 2.0  # the mean loss accepted in the first round, where a break costs BREAK
COOLED = 0.8  # the share of the rounds after which no loss is accepted
BREAK = 10
UNFAIR = 60  # what each break of one calendar beyond the tolerated costs in addition
WORTHWHILE = 6000  # the meetings in first slots of a batch that repay the cost of starting it


def polish(
    arrays: Arrays,
    slots: NDArray[np.int32],
    *,
    seed: int = 1,
    seconds: float = 60.0,
    rounds: int = ROUNDS,
) -> NDArray[np.int32]:
    """Return the same meetings in slots that leave fewer breaks, nobody with more than two where possible.

    `slots` must keep every rule; the result then does too, and never costs more than `slots` did. `rounds` decides how
    long to try (about half a second each for 40,000 requests); `seconds` only cuts a run short on a machine too slow
    for them. The same arguments give the same result unless the clock cuts in.
    """
    deadline = time.monotonic() + seconds
    rng = np.random.default_rng(seed)
    seats = seats_of(arrays, slots)
    cost_of = cost_by_breaks(arrays.slot_count)
    together = max(1, WORTHWHILE * arrays.slot_count // max(1, int((slots != UNPLACED).sum()) * arrays.day_count))
    best, least = seats.slots.copy(), int(cost_of[seats.breaks].sum())
    for number in range(rounds):
        if least == 0 or time.monotonic() > deadline:
            break
        warmth = WARMTH * max(0.0, 1.0 - (number + 1) / (COOLED * rounds))
        for pairs in _round(arrays, rng, number, together):
            _swap_some(seats, pairs, cost_of, warmth, rng)
        cost = int(cost_of[seats.breaks].sum())
        if cost < least:
            best, least = seats.slots.copy(), cost
    return best


def cost_by_breaks(most: int) -> Ints:
    """Return what a calendar with 0, 1, 2 … breaks costs: growing, and steeply beyond two.

    >>> cost_by_breaks(4).tolist()
    [0, 11, 24, 99, 176]
    """
    breaks = np.arange(most + 1)
    cost: Ints = BREAK * breaks + breaks * breaks + UNFAIR * np.maximum(breaks - TOLERATED_BREAKS, 0)
    return cost


def _round(arrays: Arrays, rng: np.random.Generator, number: int, together: int) -> Iterator[tuple[Ints, Ints]]:
    """Yield pairs of slots in batches, as first and second slots, `together` pairs of each day with no slot twice."""
    slots_of_day = [rng.permutation(np.flatnonzero(arrays.days == day)).tolist() for day in range(arrays.day_count)]
    if number % 2 == 1 and arrays.day_count > 1:
        order = rng.permutation(arrays.day_count).tolist()
        couples = zip(order[::2], order[1::2], strict=False)  # an odd day out waits for the next round
        rounds = [_between(slots_of_day[a], slots_of_day[b]) for a, b in couples]
    else:
        rounds = [_within(slots) for slots in slots_of_day]
    batches = [[one[k : k + together] for one in pairings for k in range(0, len(one), together)] for pairings in rounds]
    for of_day in batches:
        rng.shuffle(of_day)
    for batch in zip_longest(*batches, fillvalue=()):
        first, second = np.array([pair for pairs in batch for pair in pairs], np.int64).T
        yield first, second


def _within(slots: list[int]) -> list[list[tuple[int, int]]]:
    """Return all pairs of slots as pairings in which no slot is twice: a tournament in which everybody meets everybody.

    >>> _within([1, 2, 3])
    [[(2, 3)], [(1, 3)], [(1, 2)]]
    """
    ring = [*slots, None] if len(slots) % 2 else [*slots]
    pairings = []
    for _ in range(len(ring) - 1):
        half = len(ring) // 2
        faced = zip(ring[:half], reversed(ring[half:]), strict=True)
        pairings.append([(min(a, b), max(a, b)) for a, b in faced if a is not None and b is not None])
        ring = [ring[0], ring[-1], *ring[1:-1]]
    return pairings


def _between(ones: list[int], others: list[int]) -> list[list[tuple[int, int]]]:
    """Return all pairs of a slot of one day and a slot of another as pairings in which no slot is twice.

    >>> _between([1, 2], [7, 8, 9])
    [[(1, 7), (2, 8)], [(1, 8), (2, 9)], [(1, 9), (2, 7)]]
    """
    few, many = sorted((ones, others), key=len)
    return [[(one, many[(k + shift) % len(many)]) for k, one in enumerate(few)] for shift in range(len(many))]


def _swap_some(seats: Seats, pairs: tuple[Ints, Ints], cost_of: Ints, warmth: float, rng: np.random.Generator) -> None:
    first, second = pairs
    for slot in second.tolist():
        reseat(seats, slot, rng)
    chains = chains_between(seats, first, second)
    verdict = judge(seats, chains, cost_of)
    coin = rng.permutation(chains.count) / max(chains.count, 1)  # no two alike, so neither are two ranks
    bearable = rng.exponential(warmth, chains.count)
    welcome = np.where(verdict.cost == 0, coin < 0.5, verdict.cost < bearable)
    rank = verdict.cost + coin
    chosen = one_chain_each(seats, chains, verdict.is_possible & welcome, rank)
    swap(seats, chains, verdict, within_pools(seats, chains, chosen, rank))
