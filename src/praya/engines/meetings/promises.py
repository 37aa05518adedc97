"""Check that what was promised can be kept: fixed meetings first, then meetings that must be placed."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from praya.engines.meetings.arrays import UNPLACED, Arrays, Ints, room_of
from praya.engines.meetings.model import candidates_of
from praya.engines.meetings.problem import ProblemError

NAMED = 5  # as many names as a message can carry


def check_fixed(arrays: Arrays) -> None:
    """Raise ProblemError naming the fixed meetings that cannot all be held."""
    room = room_of(arrays, arrays.fixed)
    fixed = np.flatnonzero(arrays.fixed != UNPLACED)
    slots = arrays.fixed[fixed]
    for index, table in enumerate((room.capacity, room.pool_capacity)):
        for owner, slot in np.argwhere(table < 0):
            if index == 0:
                involved = fixed[(arrays.parties[fixed] == owner).any(axis=1) & (slots == slot)]
                place, limit = _calendar(arrays, int(owner)), arrays.capacity[owner, slot]
            else:
                involved = fixed[(arrays.pools[fixed] == owner) & (slots == slot)]
                place, limit = f'pool "{arrays.problem.pools[owner].id}"', arrays.pool_capacity[owner, slot]
            _refuse(arrays, involved, f"{place} has room for {limit} in slot {slot}")
    for owner in np.flatnonzero(room.quota < 0):
        involved = fixed[(arrays.parties[fixed] == owner).any(axis=1)]
        _refuse(arrays, involved, f"{_calendar(arrays, int(owner))} has a quota of {arrays.quota[owner]}")
    for owner, day in np.argwhere(room.day_quota < 0):
        involved = fixed[(arrays.parties[fixed] == owner).any(axis=1) & (arrays.days[slots] == day)]
        _refuse(arrays, involved, f"{_calendar(arrays, int(owner))} has a quota of {arrays.day_quota[owner, day]} on day {day}")
    for request, slot in zip(fixed, slots):
        if not arrays.allowed[request, slot]:
            _refuse(arrays, np.array([request]), f"its own allowed slots leave out slot {slot}")


def check_possible(arrays: Arrays) -> None:
    """Raise ProblemError naming the must-place meetings for which the fixed meetings leave no slot at all."""
    musts = np.flatnonzero(arrays.must & (arrays.fixed == UNPLACED))
    placeable = candidates_of(arrays, room_of(arrays, arrays.fixed), musts).requests
    stuck = np.setdiff1d(musts, placeable)
    if len(stuck):
        raise ProblemError(
            f"{names(arrays, stuck)} must be placed, but there is no slot in which all sides and a table are free; "
            "open more time, or lift the must"
        )


def names(arrays: Arrays, requests: Ints | NDArray[np.int32]) -> str:
    """Return the requests' ids for a sentence, at most NAMED of them.

    The rest are counted: "m1", "m2" and 3 more.
    """
    ids = [f'"{arrays.problem.requests[request].id}"' for request in requests]
    if len(ids) <= NAMED:
        return ", ".join(ids)
    return f"{', '.join(ids[:NAMED])} and {len(ids) - NAMED} more"


def _calendar(arrays: Arrays, index: int) -> str:
    return f'calendar "{arrays.problem.calendars[index].id}"'


def _refuse(arrays: Arrays, involved: Ints, limit: str) -> None:
    raise ProblemError(f"the fixed meetings {names(arrays, involved)} cannot all be held: {limit}; move or cancel one of them")
