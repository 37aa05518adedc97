"""Hold a schedule as sets of slots, whole numbers with one bit per slot, so that one meeting can be moved in microseconds.

Where a request could go is the AND of a few numbers: the slots it allows, those where each side has staff and quota left,
and those where its pool has a table. Built once from a schedule and changed in place from then on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from praya.engines.meetings.arrays import UNPLACED, Arrays, assignments_of, room_of


@dataclass(slots=True)
class Board:
    """Hold one schedule; indices are those of Arrays.

    slots: the slot of each request or UNPLACED. left, day_left, seats_left: free staff per calendar and slot, meetings
    left per calendar and day, free tables per pool and slot. has_staff, has_days, has_table: the same as sets of slots.
    sitting and seated: the requests of each (calendar, slot) and (pool, slot). accepted: the sets `allowed` has made.
    """

    arrays: Arrays
    index: dict[str, int]
    parties: list[tuple[int, ...]]
    pools: list[int]
    slots: list[int]
    left: list[list[int]]
    has_staff: list[int]
    quota_left: list[int]
    day_left: list[list[int]]
    has_days: list[int]
    seats_left: list[list[int]]
    has_table: list[int]
    day_of: list[int]
    slots_of_day: list[int]
    sitting: dict[tuple[int, int], list[int]]
    seated: dict[tuple[int, int], list[int]]
    accepted: dict[int, int]

    def allowed(self, request: int) -> int:
        """Return the slots that a request would accept in an empty market."""
        found = self.accepted.get(request)
        if found is None:
            found = self.accepted[request] = _as_sets(self.arrays.allowed[request][None])[0]
        return found

    def free(self, request: int, within: int) -> int:
        """Return the slots of `within` in which a request that is not placed could be put as things stand."""
        found = within & self.allowed(request) & self.has_table[self.pools[request]]
        for party in self.parties[request]:
            if self.quota_left[party] <= 0:
                return 0
            found &= self.has_staff[party] & self.has_days[party]
        return found

    def elsewhere(self, request: int, within: int) -> int:
        """Return the slots of `within` into which a placed request could go from where it is."""
        slot = self.slots[request]
        found = within & self.allowed(request) & self.has_table[self.pools[request]] & ~(1 << slot)
        own_day = self.slots_of_day[self.day_of[slot]]  # a day it leaves has room for it again
        for party in self.parties[request]:
            found &= self.has_staff[party] & (self.has_days[party] | own_day)
        return found

    def place(self, request: int, slot: int) -> None:
        """Put a request into a slot."""
        self.slots[request] = slot
        self._count(request, slot, -1)
        for party in self.parties[request]:
            self.sitting[party, slot].append(request)
        self.seated[self.pools[request], slot].append(request)

    def lift(self, request: int) -> int:
        """Take a request out of its slot and return which it was."""
        slot = self.slots[request]
        self.slots[request] = UNPLACED
        self._count(request, slot, 1)
        for party in self.parties[request]:
            self.sitting[party, slot].remove(request)
        self.seated[self.pools[request], slot].remove(request)
        return slot

    def cut(self, calendar: int, slot: int) -> None:
        """Take one member of staff away from a calendar in a slot."""
        self.left[calendar][slot] -= 1
        if self.left[calendar][slot] <= 0:
            self.has_staff[calendar] &= ~(1 << slot)

    def _count(self, request: int, slot: int, change: int) -> None:
        day = self.day_of[slot]
        for party in self.parties[request]:
            self.quota_left[party] += change
            self.left[party][slot] += change
            self.has_staff[party] = _with(self.has_staff[party], 1 << slot, self.left[party][slot] > 0)
            self.day_left[party][day] += change
            self.has_days[party] = _with(self.has_days[party], self.slots_of_day[day], self.day_left[party][day] > 0)
        pool = self.pools[request]
        self.seats_left[pool][slot] += change
        self.has_table[pool] = _with(self.has_table[pool], 1 << slot, self.seats_left[pool][slot] > 0)

    def assignments(self) -> dict[str, int]:
        """Return {request id: slot} of the placed requests."""
        return assignments_of(self.arrays, np.array(self.slots, np.int32))


def board_of(arrays: Arrays, slots: NDArray[np.int32]) -> Board:
    """Return the board of a schedule."""
    room = room_of(arrays, slots)
    days = room.day_quota > 0
    board = Board(
        arrays=arrays,
        index={request.id: number for number, request in enumerate(arrays.problem.requests)},
        parties=list(map(tuple, arrays.parties.tolist())),
        pools=arrays.pools.tolist(),
        slots=slots.tolist(),
        left=room.capacity.tolist(),
        has_staff=_as_sets(room.capacity > 0),
        quota_left=room.quota.tolist(),
        day_left=room.day_quota.tolist(),
        has_days=_as_sets(days[:, arrays.days]),
        seats_left=room.pool_capacity.tolist(),
        has_table=_as_sets(room.pool_capacity > 0),
        day_of=arrays.days.tolist(),
        slots_of_day=_as_sets(arrays.days == np.arange(arrays.day_count)[:, None]),
        sitting=defaultdict(list),
        seated=defaultdict(list),
        accepted={},
    )
    for request in np.flatnonzero(slots != UNPLACED).tolist():
        slot = board.slots[request]
        for party in board.parties[request]:
            board.sitting[party, slot].append(request)
        board.seated[board.pools[request], slot].append(request)
    return board


def _as_sets(flags: NDArray[np.bool_]) -> list[int]:
    """Return each row of flags as a set of slots."""
    return [int.from_bytes(row.tobytes(), "little") for row in np.packbits(flags, axis=1, bitorder="little")]


def _with(slots: int, bits: int, on: bool) -> int:
    return slots | bits if on else slots & ~bits


def members(slots: int) -> Iterator[int]:
    """Yield the slots of a set, earliest first.

    >>> list(members(0b10110))
    [1, 2, 4]
    """
    while slots:
        lowest = slots & -slots
        yield lowest.bit_length() - 1
        slots ^= lowest
