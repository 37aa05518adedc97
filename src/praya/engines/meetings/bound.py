"""Bound what any schedule can be worth, from prices that need not be right to be safe.

Put a price on every scarce thing: a calendar's slot, a table in a slot, a calendar's quota. Whatever the prices are, no
schedule is worth more than the price of everything there is, plus what each request gains over the prices it would pay at
the place where it gains most (weak duality). Good prices make the bound sharp, bad ones only make it loose, so a solver
that stops early or errs can never make it false. Prices are rounded to 1/65536, so that every sum here is exact in binary
arithmetic; as weights are whole, the bound is rounded down to a whole multiple of their common divisor.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from praya.engines.meetings.arrays import UNPLACED, Arrays, Ints, Room
from praya.engines.meetings.model import Candidates, Floats, Limits, Model

GRAIN = 65536.0
EXACT_BELOW = 2.0**36  # above, sums of multiples of 1/65536 may be rounded; a margin far above that error is added


@dataclass(frozen=True, slots=True)
class Prices:
    """Hold a price of zero or more for each place of Room: capacity (C+1, S), pool (P+1, S), quota (C+1), day (C+1, D)."""

    capacity: Floats
    pool: Floats
    quota: Floats
    day: Floats


def no_prices(arrays: Arrays) -> Prices:
    """Return prices of zero, whose bound is the sum of the weights of all requests that could be placed at all."""
    return Prices(
        capacity=np.zeros(arrays.capacity.shape),
        pool=np.zeros(arrays.pool_capacity.shape),
        quota=np.zeros(arrays.quota.shape),
        day=np.zeros(arrays.day_quota.shape),
    )


def prices_of(arrays: Arrays, model: Model, duals: Floats) -> Prices:
    """Return the duals of a model's rows as prices; negative ones become zero."""
    rounded = np.round(np.maximum(duals, 0.0) * GRAIN) / GRAIN
    ends = np.cumsum([len(kind.keys) for kind in model.kinds])
    _, capacity, pool, quota, day = np.split(rounded, ends[:-1])
    prices = no_prices(arrays)

    def write(table: Floats, kind: Limits, found: Floats) -> None:
        table.reshape(-1)[kind.keys] = found

    write(prices.capacity, model.capacity, capacity)
    write(prices.pool, model.pool, pool)
    write(prices.quota, model.quota, quota)
    write(prices.day, model.day, day)
    return prices


def gains(arrays: Arrays, prices: Prices, candidates: Candidates) -> Floats:
    """Return what each candidate is worth above the prices it would pay."""
    requests, slots = candidates.requests, candidates.slots
    left = arrays.weights[requests] - prices.pool[arrays.pools[requests], slots]
    by_slot = prices.capacity + prices.quota[:, None]
    by_slot += prices.day[:, arrays.days]
    for column in arrays.parties.T:
        left -= by_slot[column[requests], slots]
    return left


def best_gains(arrays: Arrays, candidates: Candidates, found: Floats) -> Floats:
    """Return what each request of `candidates` gains at best: at least 0, except that one that must be placed may lose."""
    starts = candidates.starts
    if not len(starts):
        return np.zeros(0)
    best: Floats = np.maximum.reduceat(found, starts)
    return np.where(arrays.must[candidates.requests[starts]], best, np.maximum(best, 0.0))


def bound_from(arrays: Arrays, room: Room, prices: Prices, candidates: Candidates) -> float:
    """Return the bound that `prices` prove: the fixed meetings' value, and what can be made of `room` at most.

    `room` is what the fixed meetings leave, `candidates` all that could be placed in it.
    """
    found = gains(arrays, prices, candidates)
    worth = float((prices.capacity * room.capacity).sum() + (prices.pool * room.pool_capacity).sum())
    worth += float((prices.quota * room.quota).sum() + (prices.day * room.day_quota).sum())
    fixed = int(arrays.weights[arrays.fixed != UNPLACED].sum())
    return rounded_down(fixed + worth + float(best_gains(arrays, candidates, found).sum()), arrays.weights)


def rounded_down(bound: float, weights: Ints) -> float:
    """Return the largest value up to `bound` that whole weights can add up to.

    >>> rounded_down(19.999, np.array([6, 9]))
    18.0
    """
    step = max(1, math.gcd(*(int(weight) for weight in np.unique(weights))))
    if bound > EXACT_BELOW:
        bound += bound * 1e-9
    return float(math.floor(bound / step) * step)
