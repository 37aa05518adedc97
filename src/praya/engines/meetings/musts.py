"""Place the meetings that must take place before anything else is weighed, or prove that they cannot all be placed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from praya.engines.meetings.arrays import UNPLACED, Arrays
from praya.engines.meetings.construct import greedy
from praya.engines.meetings.problem import ProblemError
from praya.engines.meetings.promises import names
from praya.engines.meetings.search import Effort, Search


def first_slots(arrays: Arrays, effort: Effort) -> NDArray[np.int32]:
    """Return a schedule with every must-place meeting in it, the rest filled greedily; raise ProblemError when there is none.

    The error names meetings that were left over and says whether it is proved that some must be.
    """
    slots = greedy(arrays, arrays.fixed.copy())
    if not _missing(arrays, slots).any():
        return slots
    only = replace(
        arrays,
        weights=arrays.must.astype(np.int64),
        must=np.zeros_like(arrays.must),
        allowed=arrays.allowed & arrays.must[:, None],
    )
    start = np.where(arrays.must, slots, arrays.fixed).astype(np.int32)
    count = int(only.weights.sum())
    best, bound = start, float(count)
    for standing in Search(only, start, effort).standings():
        best, bound = standing.slots, standing.bound
        if standing.value == count or bound < count:
            break
    missing = np.flatnonzero(_missing(arrays, best))
    if len(missing):
        raise ProblemError(_sentence(arrays, missing, count, bound))
    return greedy(arrays, best)


def _missing(arrays: Arrays, slots: NDArray[np.int32]) -> NDArray[np.bool_]:
    missing: NDArray[np.bool_] = arrays.must & (slots == UNPLACED)
    return missing


def _sentence(arrays: Arrays, missing: NDArray[np.int64], count: int, bound: float) -> str:
    if bound < count:
        found = f"no schedule can place more than {int(bound)} of the {count} meetings that must be placed; left over"
    else:
        found = f"no schedule with all {count} meetings that must be placed was found in time; left over"
    return f"{found}: {names(arrays, missing)}; open more time or tables, or lift a must"
