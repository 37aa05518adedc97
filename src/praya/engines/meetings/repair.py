"""Answer a change on the day with the smallest rearrangement: late, gone, left, called off.

Every meeting that has lost its slot gets another one if that is possible without moving anybody, else by moving one
other meeting that has a free slot of its own, else by moving two, as long as on average no more than one is moved for
each meeting saved. Slots before `open_from` are frozen: people are already on their way. What becomes free goes to the
waiting requests of the calendars concerned, the weightiest first. Deterministic: nothing is drawn by chance.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from praya.engines.meetings.arrays import UNPLACED, Arrays, Room, assignments_of, room_of

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Change:
    """Say what happened: `lost` requests have no slot any more, `cuts` name (calendar, slot) with one staff member fewer.

    `ended` requests are called off for good.
    """

    lost: tuple[str, ...] = ()
    cuts: tuple[tuple[str, int], ...] = ()
    ended: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Move:
    """Say that a request goes from one slot to another; `was` is None for one that waited."""

    request: str
    was: int | None
    now: int


@dataclass(frozen=True, slots=True)
class Repair:
    """Hold the answer: lost meetings with a new slot, others that make way, waiting requests placed, and what is lost."""

    saved: tuple[Move, ...]
    others: tuple[Move, ...]
    placed: tuple[Move, ...]
    unplaceable: tuple[str, ...]
    assignments: dict[str, int]


@dataclass(slots=True)
class Board:
    """Hold a schedule so that it can be changed meeting by meeting: built once, copied for each repair.

    `sitting` lists the requests of each (calendar, slot), `seated` of each (pool, slot).
    """

    arrays: Arrays
    slots: NDArray[np.int32]
    room: Room
    index: dict[str, int]
    sitting: dict[tuple[int, int], list[int]] = field(default_factory=lambda: defaultdict(list))
    seated: dict[tuple[int, int], list[int]] = field(default_factory=lambda: defaultdict(list))

    def place(self, request: int, slot: int) -> None:
        """Put a request into a slot."""
        for there in self._seats(request, slot):
            there.append(request)
        self.room.take(request, slot)
        self.slots[request] = slot

    def lift(self, request: int) -> int:
        """Take a request out of its slot and return which it was."""
        slot = int(self.slots[request])
        for there in self._seats(request, slot):
            there.remove(request)
        self.room.give(request, slot)
        self.slots[request] = UNPLACED
        return slot

    def _seats(self, request: int, slot: int) -> list[list[int]]:
        arrays = self.arrays
        parties, pool = arrays.parties[request].tolist(), int(arrays.pools[request])
        found = [self.sitting[party, slot] for party in parties if party < arrays.calendar_count]
        return [*found, self.seated[pool, slot]] if pool < arrays.pool_count else found

    def free(self, request: int, is_open: Flags) -> list[int]:
        """Return the slots in which a request could be put as things stand."""
        return [int(slot) for slot in np.flatnonzero(self.room.open_slots(request) & is_open)]


def board_of(arrays: Arrays, slots: NDArray[np.int32]) -> Board:
    """Return the board of a schedule."""
    index = {request.id: number for number, request in enumerate(arrays.problem.requests)}
    board = Board(arrays, slots.astype(np.int32).copy(), room_of(arrays, slots), index)
    for request in np.flatnonzero(slots != UNPLACED).tolist():
        for there in board._seats(request, int(slots[request])):
            there.append(request)
    return board


def repair(board: Board, change: Change, *, open_from: int, waiting: Iterable[str] = ()) -> Repair:
    """Change the board for what happened and return what was done; slots before `open_from` take nothing new.

    Names that the problem does not know are a KeyError. A lost request that has no slot is simply unplaceable.
    """
    work = _Work(board, np.arange(board.arrays.slot_count) >= open_from)
    for name in change.ended:
        work.lift(board.index[name])
    lost = [board.index[name] for name in change.lost]
    for request in lost:
        work.lift(request)
    calendars = {calendar.id: number for number, calendar in enumerate(board.arrays.problem.calendars)}
    for name, slot in change.cuts:
        board.room.capacity[calendars[name], slot] -= 1
    for request in sorted(lost, key=lambda one: (-int(board.arrays.weights[one]), one)):
        work.save(request)
    for name in sorted(waiting, key=lambda one: (-int(board.arrays.weights[board.index[one]]), board.index[one])):
        work.offer(board.index[name])
    return work.result(lost)


@dataclass(slots=True)
class _Work:
    """Follow one repair."""

    board: Board
    is_open: Flags
    was: dict[int, int] = field(default_factory=dict)
    others: dict[int, int] = field(default_factory=dict)
    saved: list[int] = field(default_factory=list)
    placed: list[int] = field(default_factory=list)

    def lift(self, request: int) -> None:
        """Take a lost or ended request out, once."""
        if self.board.slots[request] != UNPLACED:
            self.was[request] = self.board.lift(request)

    def save(self, request: int) -> None:
        """Give a lost request a slot: a free one, else one that a single other meeting leaves, else two."""
        board, before = self.board, self.was.get(request, 0)
        free = board.free(request, self.is_open)
        if free:
            board.place(request, self._nearest(free, before))
            self.saved.append(request)
            return
        best: tuple[tuple[int, int, int], int, list[tuple[int, int]]] | None = None
        for slot in np.flatnonzero(board.arrays.allowed[request] & self.is_open).tolist():
            moves = self._clear(request, slot)
            if moves is not None:
                rank = (len(moves), self._distance(slot, before), slot)
                if best is None or rank < best[0]:
                    best = rank, slot, moves
        if best is not None:
            for other, _target in best[2]:
                self.others.setdefault(other, board.lift(other))
            for other, target in best[2]:
                board.place(other, target)
            board.place(request, best[1])
            self.saved.append(request)

    def _clear(self, request: int, slot: int) -> list[tuple[int, int]] | None:
        """Return the moves of other meetings that would let the request into the slot, None when there are none."""
        board, arrays = self.board, self.board.arrays
        parties = [p for p in arrays.parties[request].tolist() if p < arrays.calendar_count]
        if any(board.room.quota[p] <= 0 or board.room.day_quota[p, arrays.days[slot]] <= 0 for p in parties):
            return None
        blocked = [board.sitting[p, slot] for p in parties if board.room.capacity[p, slot] <= 0]
        pool = int(arrays.pools[request])
        if board.room.pool_capacity[pool, slot] <= 0:
            blocked.append(board.seated[pool, slot])
        is_short = any(board.room.capacity[p, slot] < 0 for p in parties) or board.room.pool_capacity[pool, slot] < 0
        if is_short or not blocked or any(not meetings for meetings in blocked):
            return None
        for other in blocked[0]:
            if all(other in meetings for meetings in blocked) and (target := self._other_slot(other, slot)) is not None:
                return [(other, target)]
        return self._clear_two(blocked, slot) if len(blocked) == 2 else None

    def _clear_two(self, blocked: Sequence[Sequence[int]], slot: int) -> list[tuple[int, int]] | None:
        if len(self.others) + 2 > len(self.saved) + 1:
            return None
        moves: list[tuple[int, int]] = []
        for meetings in blocked:
            found = next(((o, t) for o in meetings if (t := self._other_slot(o, slot)) is not None), None)
            if found is None:
                return None
            moves.append(found)
        return moves if self._are_apart(moves) else None

    def _are_apart(self, moves: Sequence[tuple[int, int]]) -> bool:
        """Tell whether two moves do not get in each other's way: other people and tables, or other slots."""
        (first, here), (second, there) = moves
        arrays = self.board.arrays
        shared = set(arrays.parties[first].tolist()) & set(arrays.parties[second].tolist()) - {arrays.calendar_count}
        same_pool = arrays.pools[first] == arrays.pools[second] < arrays.pool_count
        return first != second and not shared and not (here == there and same_pool)

    def _other_slot(self, other: int, slot: int) -> int | None:
        """Return where another meeting could go; fixed and frozen ones, and those moved already, stay."""
        if self.board.arrays.fixed[other] != UNPLACED or not self.is_open[slot] or other in self.others or other in self.saved:
            return None
        board = self.board
        board.lift(other)
        free = [one for one in board.free(other, self.is_open) if one != slot]
        board.place(other, slot)
        return self._nearest(free, slot) if free else None

    def offer(self, request: int) -> None:
        """Give a waiting request a free slot, if there is one."""
        if self.board.slots[request] == UNPLACED and request not in self.was:
            free = self.board.free(request, self.is_open)
            if free:
                self.board.place(request, free[0])
                self.placed.append(request)

    def _nearest(self, slots: Sequence[int], before: int) -> int:
        return min(slots, key=lambda slot: (self._distance(slot, before), slot))

    def _distance(self, slot: int, before: int) -> int:
        """Return how far a slot is from where a meeting was; another day is further than any slot of the same."""
        days = self.board.arrays.days
        return abs(slot - before) + len(days) * abs(int(days[slot]) - int(days[before]))

    def result(self, lost: Sequence[int]) -> Repair:
        """Return what was done, in the problem's names."""
        board = self.board
        names = [request.id for request in board.arrays.problem.requests]
        gone = [one for one in lost if board.slots[one] == UNPLACED]
        return Repair(
            saved=tuple(Move(names[one], self.was.get(one), int(board.slots[one])) for one in self.saved),
            others=tuple(Move(names[one], was, int(board.slots[one])) for one, was in self.others.items()),
            placed=tuple(Move(names[one], None, int(board.slots[one])) for one in self.placed),
            unplaceable=tuple(names[one] for one in gone),
            assignments=assignments_of(board.arrays, board.slots),
        )
