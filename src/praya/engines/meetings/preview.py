"""Bound an event within a second by leaving out when its meetings are: only how many each side can hold.

A side's limit is its quota or all its free time, whichever is less; the price of the limit lies on the quota, or evenly on
its free time. For an ordinary market this is less than one per cent above the optimum.
"""

from __future__ import annotations

import numpy as np

from praya.engines.meetings.arrays import Arrays, Ints, Room
from praya.engines.meetings.bound import GRAIN, Prices, no_prices
from praya.engines.meetings.model import Candidates, Floats, Limits, Model
from praya.engines.meetings.simplex import corner_of

WORK_AT_LEAST, WORK_PER_REQUEST = 0.1, 2e-5


def preview_prices(arrays: Arrays, room: Room, candidates: Candidates, *, seconds: float) -> Prices:
    """Return the prices of the event without its slots; zero prices when they are too much work."""
    prices = no_prices(arrays)
    once = candidates.chosen(candidates.starts)
    free = room.capacity.sum(axis=1, dtype=np.int64)
    model = _without_slots(arrays, once, np.minimum(room.quota, free))
    work = max(WORK_AT_LEAST, WORK_PER_REQUEST * len(model.profits))
    corner = corner_of(model, work=work, seconds=seconds)
    if corner is None:
        return prices
    per_side: Floats = np.zeros(len(free))
    per_side[model.quota.keys] = np.round(np.maximum(corner.duals, 0.0) * GRAIN) / GRAIN
    by_quota = room.quota <= free
    prices.quota[by_quota] = per_side[by_quota]
    prices.capacity[~by_quota] = per_side[~by_quota, None]
    return prices


def _without_slots(arrays: Arrays, once: Candidates, most: Ints) -> Model:
    parties = arrays.parties[once.requests].astype(np.int64)
    columns, places = np.nonzero(parties < arrays.calendar_count)
    owners = parties[columns, places]
    sides, rows = np.unique(owners, return_inverse=True)
    nothing = Limits(*(np.zeros(0, np.int64) for _ in range(4)))
    return Model(
        candidates=once,
        profits=arrays.weights[once.requests],
        once=nothing,
        capacity=nothing,
        pool=nothing,
        quota=Limits(rows=rows, columns=columns, keys=sides, most=most[sides]),
        day=nothing,
    )
