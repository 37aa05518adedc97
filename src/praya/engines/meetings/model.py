"""Build the linear model of choosing meetings and their slots, for the whole event or for a part of it.

One variable per (request, slot) that may be used; one row per limit that could be exceeded: a request once, a calendar in a
slot, a pool in a slot, a calendar's quota in total and per day. Rows that cannot bind are left out, which at the size of a
large market halves the model.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from praya.engines.meetings.arrays import Arrays, Ints, Room

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Model:
    """Hold a sparse 0/1 model: maximise profits·x subject to A x <= limits, 0 <= x <= 1.

    Variable j places `requests[j]` in `slots[j]`; the variables of one request are adjacent. A has a one at (rows[k],
    columns[k]). The first `once` rows say that a request is placed at most once.
    """

    requests: Ints
    slots: Ints
    profits: Ints
    rows: NDArray[np.int32]
    columns: NDArray[np.int32]
    limits: Ints
    once: int

    @property
    def variable_count(self) -> int:
        """Return the number of columns of A."""
        return len(self.requests)

    @property
    def row_count(self) -> int:
        """Return the number of rows of A."""
        return len(self.limits)


def model_of(arrays: Arrays, room: Room, requests: Ints, slots: Ints) -> Model:
    """Return the model over the given (request, slot) pairs, sorted by request, within what `room` leaves free.

    Pairs must be free one by one: `room` has at least one place in every limit each of them touches, apart from the quotas.
    """
    parts = [_once(requests)]
    for column in arrays.parties.T:
        parties = column[requests]
        parts.append((parties.astype(np.int64) * arrays.slot_count + slots, np.ones(0, np.int64)))
    return _assembled(arrays, room, requests, slots)


def _once(requests: Ints) -> tuple[Ints, Ints]:
    return requests, np.ones(0, np.int64)
