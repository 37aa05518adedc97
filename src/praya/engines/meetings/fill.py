"""Fill a part of the event as well as possible: first as a relaxation, and as a whole-number programme when that is split."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from praya.engines.meetings.arrays import UNPLACED, Arrays, Room
from praya.engines.meetings.model import Candidates, Floats, Model, model_of
from praya.engines.meetings.simplex import corner_of

SPLIT = 1e-6  # a share further than this from 0 and 1 is a fraction
WORK_AT_LEAST, WORK_PER_CANDIDATE = 0.02, 5e-6  # simplex work for one window, in deterministic units
NODES = 100
GAP = 1e-4
LAST_RESORT_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Filling:
    """Hold the slots found (None: nothing within the limits), and whether the part was easy, so that a larger one may be."""

    slots: NDArray[np.int32] | None
    is_easy: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """Hold a whole-number solution and the solver's bound on its profits."""

    shares: Floats
    bound: float


def best_fill(arrays: Arrays, room: Room, candidates: Candidates) -> Filling:
    """Return the best choice among `candidates` within `room`."""
    model = model_of(arrays, room, candidates)
    work = max(WORK_AT_LEAST, WORK_PER_CANDIDATE * len(model.profits))
    corner = corner_of(model, work=work, seconds=LAST_RESORT_SECONDS)
    if corner is None:
        return Filling(slots=None, is_easy=False)
    if is_whole(corner.shares):
        return Filling(slots=slots_from(arrays, candidates, corner.shares), is_easy=True)
    outcome = programme(model, gap=GAP, nodes=NODES, seconds=LAST_RESORT_SECONDS)
    found = None if outcome is None else slots_from(arrays, candidates, outcome.shares)
    return Filling(slots=found, is_easy=False)


def is_whole(shares: Floats) -> bool:
    """Tell whether every share is 0 or 1."""
    return bool((np.minimum(shares, 1.0 - shares) < SPLIT).all())


def slots_from(arrays: Arrays, candidates: Candidates, shares: Floats) -> NDArray[np.int32]:
    """Return the slot of each request whose candidate has a share of 1; UNPLACED for all others."""
    slots = np.full(arrays.request_count, UNPLACED, np.int32)
    chosen = shares > 1.0 - SPLIT
    slots[candidates.requests[chosen]] = candidates.slots[chosen]
    return slots


def programme(model: Model, *, gap: float, nodes: int, seconds: float) -> Outcome | None:
    """Return the best whole-number solution found within the limits (HiGHS), or None; the model needs a row at least."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    outcome = milp(
        -model.profits.astype(np.float64),
        constraints=LinearConstraint(model.matrix, -np.inf, model.upper),
        bounds=Bounds(0, 1),
        integrality=np.ones(len(model.profits)),
        options={"mip_rel_gap": gap, "node_limit": nodes, "time_limit": max(seconds, 0.1)},
    )
    return None if outcome.x is None else Outcome(shares=np.round(outcome.x), bound=-float(outcome.mip_dual_bound))
