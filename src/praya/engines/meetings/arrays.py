"""Hold a problem as numpy arrays: the form that every fast algorithm of this engine works on.

Notation: C calendars, S slots, D days, P pools, R requests, K the most parties of one request. A schedule in this
form is an integer array `slots` of length R with the slot of each request, or UNPLACED. The tables of capacities have
one more row than there are calendars (pools): row C (row P) is boundless and stands for "no further party" ("no
pool"), so that code need not tell requests of two parties from larger ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from praya.engines.meetings.problem import Problem

UNPLACED = -1
BOUNDLESS = 10**9

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Arrays:
    """Hold a problem by index; all arrays are read-only by convention.

    days (S) day of each slot; capacity (C+1, S); pool_capacity (P+1, S); quota (C+1) and day_quota (C+1, D) with
    BOUNDLESS for no limit; weights (R); parties (R, K) calendar of each party, C where there is no further one; pools
    (R), P for none; fixed (R) slot or UNPLACED; must (R); allowed (R, S) where all parties are free, the pool is open
    and the request agrees (for a fixed request: that slot only).
    """

    problem: Problem
    days: Ints
    capacity: NDArray[np.int32]
    pool_capacity: NDArray[np.int32]
    quota: Ints
    day_quota: Ints
    weights: Ints
    parties: NDArray[np.int32]
    pools: NDArray[np.int32]
    fixed: NDArray[np.int32]
    must: NDArray[np.bool_]
    allowed: NDArray[np.bool_]

    @property
    def calendar_count(self) -> int:
        """Return C, also the index of the boundless calendar that pads `parties`."""
        return len(self.quota) - 1

    @property
    def pool_count(self) -> int:
        """Return P, also the index of the boundless pool."""
        return len(self.pool_capacity) - 1

    @property
    def slot_count(self) -> int:
        """Return S."""
        return len(self.days)

    @property
    def day_count(self) -> int:
        """Return D."""
        return int(self.day_quota.shape[1])

    @property
    def request_count(self) -> int:
        """Return R."""
        return len(self.weights)


@dataclass(slots=True)
class Room:
    """Hold what a partial schedule leaves free, in the shapes of Arrays; changed in place by `take` and `give`."""

    arrays: Arrays
    capacity: NDArray[np.int32]
    pool_capacity: NDArray[np.int32]
    quota: Ints
    day_quota: Ints

    def open_slots(self, request: int) -> NDArray[np.bool_]:
        """Return (S) where the request could be placed now."""
        arrays = self.arrays
        parties = arrays.parties[request]
        free: NDArray[np.bool_] = arrays.allowed[request] & (self.pool_capacity[arrays.pools[request]] > 0)
        if (self.quota[parties] <= 0).any():
            return np.zeros_like(free)
        free &= (self.capacity[parties] > 0).all(axis=0)
        free &= (self.day_quota[parties] > 0).all(axis=0)[arrays.days]
        return free

    def take(self, request: int, slot: int, count: int = 1) -> None:
        """Use up one place of everything the request needs in `slot`; a `count` of -1 gives it back."""
        arrays = self.arrays
        parties = arrays.parties[request]
        self.capacity[parties, slot] -= count
        self.pool_capacity[arrays.pools[request], slot] -= count
        self.quota[parties] -= count
        self.day_quota[parties, arrays.days[slot]] -= count

    def give(self, request: int, slot: int) -> None:
        """Undo `take`."""
        self.take(request, slot, -1)

    def take_all(self, requests: Ints, slots: NDArray[np.int32] | Ints, count: int = 1) -> None:
        """Do what `take` does for many requests at once, each in its own slot."""
        arrays = self.arrays
        np.subtract.at(self.pool_capacity, (arrays.pools[requests], slots), count)
        for column in arrays.parties[requests].T:
            np.subtract.at(self.capacity, (column, slots), count)
            np.subtract.at(self.quota, column, count)
            np.subtract.at(self.day_quota, (column, arrays.days[slots]), count)


def arrays_of(problem: Problem) -> Arrays:
    """Turn a problem into arrays."""
    calendars = {calendar.id: index for index, calendar in enumerate(problem.calendars)}
    pools = {pool.id: index for index, pool in enumerate(problem.pools)}
    days = np.array([slot.day for slot in problem.slots], np.int64)
    most = max((len(request.calendars) for request in problem.requests), default=2)
    padding = (len(calendars),) * most
    parties = np.array(
        [(*map(calendars.__getitem__, r.calendars), *padding[len(r.calendars) :]) for r in problem.requests], np.int32
    ).reshape(-1, most)
    fixed = [UNPLACED if r.fixed_slot is None else r.fixed_slot for r in problem.requests]
    capacity = _padded([calendar.capacity for calendar in problem.calendars], len(days))
    pool_capacity = _padded([pool.capacity for pool in problem.pools], len(days))
    pool_of = np.array([len(pools) if r.pool is None else pools[r.pool] for r in problem.requests], np.int32)
    return Arrays(
        problem=problem,
        days=days,
        capacity=capacity,
        pool_capacity=pool_capacity,
        quota=np.array([*(BOUNDLESS if c.quota is None else c.quota for c in problem.calendars), BOUNDLESS], np.int64),
        day_quota=_day_quotas(problem, int(days.max(initial=-1)) + 1),
        weights=np.array([request.weight for request in problem.requests], np.int64),
        parties=parties,
        pools=pool_of,
        fixed=np.array(fixed, np.int32),
        must=np.array([request.must for request in problem.requests], np.bool_),
        allowed=_allowed(problem, capacity > 0, pool_capacity > 0, parties, pool_of),
    )


def _padded(rows: list[tuple[int, ...]], slots: int) -> NDArray[np.int32]:
    table = np.full((len(rows) + 1, slots), BOUNDLESS, np.int32)
    if rows:
        table[:-1] = rows
    return table


def _day_quotas(problem: Problem, days: int) -> Ints:
    table = np.full((len(problem.calendars) + 1, days), BOUNDLESS, np.int64)
    for index, calendar in enumerate(problem.calendars):
        if calendar.day_quotas is not None:
            table[index] = [BOUNDLESS if limit is None else limit for limit in calendar.day_quotas]
    return table


def _allowed(
    problem: Problem,
    free: NDArray[np.bool_],
    open_pools: NDArray[np.bool_],
    parties: NDArray[np.int32],
    pools: NDArray[np.int32],
) -> NDArray[np.bool_]:
    allowed: NDArray[np.bool_] = open_pools[pools]
    for column in parties.T:
        allowed &= free[column]
    for index, request in enumerate(problem.requests):
        if request.allowed_slots is not None:
            wanted = np.zeros(allowed.shape[1], np.bool_)
            wanted[list(request.allowed_slots)] = True
            allowed[index] &= wanted
        if request.fixed_slot is not None:
            allowed[index, : request.fixed_slot] = False
            allowed[index, request.fixed_slot + 1 :] = False
    return allowed


def room_of(arrays: Arrays, slots: NDArray[np.int32]) -> Room:
    """Return what the schedule `slots` leaves free; negative numbers in it mean a broken rule."""
    room = Room(
        arrays=arrays,
        capacity=arrays.capacity.copy(),
        pool_capacity=arrays.pool_capacity.copy(),
        quota=arrays.quota.copy(),
        day_quota=arrays.day_quota.copy(),
    )
    placed = np.flatnonzero(slots != UNPLACED)
    room.take_all(placed, slots[placed])
    return room


def empty_room(arrays: Arrays) -> Room:
    """Return a Room of zeros, to be filled by giving."""
    return Room(
        arrays=arrays,
        capacity=np.zeros_like(arrays.capacity),
        pool_capacity=np.zeros_like(arrays.pool_capacity),
        quota=np.zeros_like(arrays.quota),
        day_quota=np.zeros_like(arrays.day_quota),
    )


def is_within(room: Room) -> bool:
    """Tell whether the schedule that `room` was made of keeps every capacity, pool and quota."""
    tables = (room.capacity, room.pool_capacity, room.quota, room.day_quota)
    return all(bool((table >= 0).all()) for table in tables)


def value_of(arrays: Arrays, slots: NDArray[np.int32]) -> int:
    """Return the points of all placed requests."""
    return int(arrays.weights[slots != UNPLACED].sum())


def assignments_of(arrays: Arrays, slots: NDArray[np.int32]) -> dict[str, int]:
    """Return {request id: slot} of the placed requests, in the problem's order."""
    requests = arrays.problem.requests
    return {requests[index].id: int(slots[index]) for index in np.flatnonzero(slots != UNPLACED)}


def slots_of(arrays: Arrays, assignments: Mapping[str, int]) -> NDArray[np.int32]:
    """Return {request id: slot} as an array."""
    return np.array([assignments.get(request.id, UNPLACED) for request in arrays.problem.requests], np.int32)
