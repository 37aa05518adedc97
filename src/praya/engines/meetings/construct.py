"""Construct a schedule in a fraction of a second: take the best hints first, then fill by weight.

Free slots are kept as one whole number per calendar, a bit per slot, so that the slots open to a request are the AND of a
few numbers. Slots in which few calendars are free are filled first: they cannot serve many others.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from praya.engines.meetings.arrays import UNPLACED, Arrays, Ints, Room, room_of
from praya.engines.meetings.model import Candidates, Floats

HINT = 0.02  # a share below this says nothing about where a meeting should go


def greedy(arrays: Arrays, slots: NDArray[np.int32]) -> NDArray[np.int32]:
    """Return `slots` with more requests placed: those that must be, then by weight, each where fewest calendars are free."""
    flexibility = arrays.allowed.sum(axis=1)
    order = np.lexsort((flexibility, -arrays.weights, np.where(arrays.must, flexibility, arrays.slot_count), ~arrays.must))
    return filled(arrays, slots, [int(request) for request in order if slots[request] == UNPLACED])


def filled(arrays: Arrays, slots: NDArray[np.int32], order: Sequence[int]) -> NDArray[np.int32]:
    """Return `slots` with the unplaced requests of `order` placed one after another wherever there is still room."""
    scarcest_first = np.argsort(arrays.capacity[:-1].sum(axis=0), kind="stable")
    board = _Board(room_of(arrays, slots), scarcest_first)
    result = slots.copy()
    for request in order:
        place = board.place(request)
        if place is not None:
            result[request] = scarcest_first[place]
    return result


def rounded(arrays: Arrays, candidates: Candidates, shares: Floats) -> NDArray[np.int32]:
    """Return a schedule that follows a relaxed solution: the largest shares first, where there is room, then greedily."""
    order = np.argsort(-shares, kind="stable")
    order = order[shares[order] > HINT]
    slots = arrays.fixed.copy()
    room = room_of(arrays, slots)
    capacity, pool, quota = room.capacity.tolist(), room.pool_capacity.tolist(), room.quota.tolist()
    day_quota, days = room.day_quota.tolist(), arrays.days.tolist()
    parties, pools = arrays.parties.tolist(), arrays.pools.tolist()
    for request, slot in zip(candidates.requests[order].tolist(), candidates.slots[order].tolist()):
        table, day = pool[pools[request]], days[slot]
        if slots[request] != UNPLACED or table[slot] <= 0:
            continue
        sides = parties[request]
        if all(quota[side] > 0 and capacity[side][slot] > 0 and day_quota[side][day] > 0 for side in sides):
            slots[request] = slot
            table[slot] -= 1
            for side in sides:
                capacity[side][slot] -= 1
                quota[side] -= 1
                day_quota[side][day] -= 1
    return greedy(arrays, slots)


class _Board:
    """Keep what is free as bits; slot `places[k]` is bit k."""

    def __init__(self, room: Room, places: Ints) -> None:
        arrays = room.arrays
        self.allowed = _bits(arrays.allowed[:, places])
        self.free = _bits(room.capacity[:, places] > 0)
        self.tables = _bits(room.pool_capacity[:, places] > 0)
        self.capacity: list[list[int]] = room.capacity[:, places].tolist()
        self.pool: list[list[int]] = room.pool_capacity[:, places].tolist()
        self.quota: list[int] = room.quota.tolist()
        self.day_quota: list[list[int]] = room.day_quota.tolist()
        self.parties: list[list[int]] = arrays.parties.tolist()
        self.pools: list[int] = arrays.pools.tolist()
        self.days: list[int] = arrays.days[places].tolist()
        day_bits = [_number(arrays.days[places] == day) for day in range(arrays.day_count)]
        full_days = room.day_quota <= 0
        for calendar, day in zip(*np.nonzero(full_days)):
            self.free[calendar] &= ~day_bits[day]
        for calendar in np.flatnonzero(room.quota <= 0):
            self.free[calendar] = 0
        self.day_bits = day_bits

    def place(self, request: int) -> int | None:
        """Place a request in the lowest bit open to it and return that bit, or None."""
        pool, sides = self.pools[request], self.parties[request]
        open_bits = self.allowed[request] & self.tables[pool]
        for side in sides:
            open_bits &= self.free[side]
        if not open_bits:
            return None
        lowest = open_bits & -open_bits
        place = lowest.bit_length() - 1
        self.pool[pool][place] -= 1
        if self.pool[pool][place] <= 0:
            self.tables[pool] &= ~lowest
        for side in sides:
            self._use(side, place, lowest)
        return place

    def _use(self, side: int, place: int, bit: int) -> None:
        self.capacity[side][place] -= 1
        if self.capacity[side][place] <= 0:
            self.free[side] &= ~bit
        self.quota[side] -= 1
        if self.quota[side] <= 0:
            self.free[side] = 0
        day = self.days[place]
        self.day_quota[side][day] -= 1
        if self.day_quota[side][day] <= 0:
            self.free[side] &= ~self.day_bits[day]


def _bits(table: NDArray[np.bool_]) -> list[int]:
    return [_number(row) for row in table]


def _number(row: NDArray[np.bool_]) -> int:
    return int.from_bytes(np.packbits(row, bitorder="little").tobytes(), "little")
