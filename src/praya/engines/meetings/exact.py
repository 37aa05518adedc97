"""Solve a small event as one whole-number programme (HiGHS), which proves its own optimum.

Needed only where the relaxation is split and rounding does not reach its bound. The bound it gives is the solver's word,
unlike that of prices; it is used for events small enough that the programme ends.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from praya.engines.meetings.arrays import UNPLACED, Arrays, Room
from praya.engines.meetings.bound import rounded_down
from praya.engines.meetings.fill import programme, slots_from
from praya.engines.meetings.model import Candidates, model_of

NODES = 20_000
SLACK = 1e-7  # what a solver's bound may be wrong by, as a share of it


@dataclass(frozen=True, slots=True)
class Proof:
    """Hold the best schedule found, the fixed meetings included, and what the programme says is the most possible."""

    slots: NDArray[np.int32]
    bound: float


def proved(arrays: Arrays, room: Room, candidates: Candidates, *, seconds: float) -> Proof | None:
    """Return the optimum and its bound, a schedule and a looser bound when the limits cut in, or None without either."""
    model = model_of(arrays, room, candidates)
    outcome = programme(model, gap=0.0, nodes=NODES, seconds=seconds)
    if outcome is None:
        return None
    is_fixed = arrays.fixed != UNPLACED
    slots = np.where(is_fixed, arrays.fixed, slots_from(arrays, candidates, outcome.shares))
    firsts = candidates.starts
    bonus = int((model.profits[firsts] - arrays.weights[candidates.requests[firsts]]).sum())
    most = outcome.bound - bonus + int(arrays.weights[is_fixed].sum())
    return Proof(slots=slots, bound=rounded_down(most + abs(most) * SLACK, arrays.weights))
