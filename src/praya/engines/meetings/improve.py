"""Improve a schedule window by window: free a few slots, and fill them anew as well as possible.

A window is a set of slots. All its meetings (but the fixed ones) and all unplaced requests compete for it again; as only
meetings of the window move, the rest of the schedule stays right. Several windows are worked on at once by threads: each
has its own slots, its own unplaced requests and its own part of the quotas that are left, and results are taken in the
order in which the windows were handed out, so that the outcome does not depend on which thread is faster.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from praya.engines.meetings.arrays import UNPLACED, Arrays, Ints, Room, empty_room, room_of
from praya.engines.meetings.fill import best_fill
from praya.engines.meetings.model import Candidates, candidates_of

MOST_CANDIDATES, LEAST_CANDIDATES = 20_000, 1_000  # of one window
GROW, SHRINK = 1.1, 0.8  # after an easy window and after a hard one
PATIENCE = 4.0  # times through all slots without any gain


@dataclass(frozen=True, slots=True)
class _Window:
    """Hold one part of the event while it is being filled anew: who may be placed, where they are now, and the room."""

    requests: Ints
    before: NDArray[np.int32]
    chosen: Ints
    candidates: Candidates
    room: Room


@dataclass(frozen=True, slots=True)
class _Outcome:
    after: NDArray[np.int32]
    gain: int
    is_easy: bool


def improve(arrays: Arrays, slots: NDArray[np.int32], *, seed: int, threads: int) -> Iterator[NDArray[np.int32]]:
    """Yield the schedule after each window, never worse than before, until several rounds of all slots gained nothing.

    The array yielded is the same object, changed in place.
    """
    candidates = int(arrays.allowed.sum())
    threads = max(1, min(threads, arrays.slot_count - 1, candidates // MOST_CANDIDATES))
    board = _Board(arrays, slots.copy(), seed)
    running: deque[tuple[_Window, Future[_Outcome]]] = deque()
    with ThreadPoolExecutor(threads) as pool:
        while board.idle < PATIENCE * arrays.slot_count:
            while len(running) < threads:
                window = board.cut(threads - len(running), threads)
                running.append((window, pool.submit(_refill, arrays, window)))
            window, future = running.popleft()
            board.put_back(window, future.result())
            yield board.slots


def _refill(arrays: Arrays, window: _Window) -> _Outcome:
    """Return new slots for the window's requests, in its order; the old ones when nothing better was found."""
    unchanged = _Outcome(after=window.before, gain=0, is_easy=False)
    filling = best_fill(arrays, window.room, window.candidates)
    if filling.slots is None:
        return unchanged
    after = filling.slots[window.requests]
    musts = arrays.must[window.requests]
    lost = int((after[musts] == UNPLACED).sum() - (window.before[musts] == UNPLACED).sum())
    weights = arrays.weights[window.requests]
    gain = int(weights[after != UNPLACED].sum() - weights[window.before != UNPLACED].sum())
    is_worse = (lost, -gain) > (0, 0)
    return unchanged if is_worse else _Outcome(after=after, gain=gain - lost, is_easy=filling.is_easy)


class _Board:
    """Keep the schedule, what it leaves free, and what is out in windows."""

    def __init__(self, arrays: Arrays, slots: NDArray[np.int32], seed: int) -> None:
        self.arrays = arrays
        self.slots = slots
        self.room = room_of(arrays, slots)
        self.generator = np.random.default_rng(seed)
        self.size = float(MOST_CANDIDATES)
        self.idle = 0
        self.is_out = np.zeros(arrays.slot_count, np.bool_)
        self.is_busy = np.zeros(arrays.request_count, np.bool_)
        self.queue: list[int] = []
        self.width = arrays.slot_count * min(1.0, self.size / max(1, int(arrays.allowed.sum()))) ** 0.5

    def cut(self, shares: int, threads: int) -> _Window:
        """Cut the next window out of the schedule; it gets one of `shares` equal parts of the quotas that are left."""
        arrays = self.arrays
        chosen = self._next_slots(threads)
        movable = np.zeros(arrays.request_count, np.bool_)
        placed = np.flatnonzero((self.slots != UNPLACED) & (arrays.fixed == UNPLACED))
        movable[placed] = np.isin(self.slots[placed], chosen)
        waiting = (self.slots == UNPLACED) & ~self.is_busy
        waiting &= self.generator.integers(shares, size=len(waiting)) == 0
        requests = np.flatnonzero(movable | waiting)
        before = self.slots[requests].copy()
        room = self._room_for(chosen, np.flatnonzero(movable), shares)
        candidates = candidates_of(arrays, room, requests)
        self.width *= min(1.5, max(0.7, (self.size / max(1, len(candidates.requests))) ** 0.5))
        self.is_busy[requests] = True
        self.is_out[chosen] = True
        return _Window(requests=requests, before=before, chosen=chosen, candidates=candidates, room=room)

    def put_back(self, window: _Window, outcome: _Outcome) -> None:
        """Write a window's outcome into the schedule and take what it did not use back."""
        after = outcome.after
        self.idle = 0 if outcome.gain else self.idle + len(window.chosen)
        change = GROW if outcome.is_easy else SHRINK
        self.size = min(MOST_CANDIDATES, max(LEAST_CANDIDATES, self.size * change))
        self.slots[window.requests] = after
        self.is_busy[window.requests] = False
        self.is_out[window.chosen] = False
        self.room.quota += window.room.quota
        self.room.day_quota += window.room.day_quota
        placed = after != UNPLACED
        self.room.take_all(window.requests[placed], after[placed])

    def _next_slots(self, threads: int) -> Ints:
        """Return the next slots of an endless row of shuffled decks, leaving out what other windows hold."""
        most = self.arrays.slot_count // (threads + 1 if threads > 1 else 1)  # some slots must stay free to choose from
        wanted = max(1, min(round(self.width), most))
        chosen: list[int] = []
        held_back: list[int] = []
        while len(chosen) < wanted:
            if not self.queue:
                self.queue = self.generator.permutation(self.arrays.slot_count).tolist()
            slot = self.queue.pop()
            if self.is_out[slot] or slot in chosen:
                held_back.append(slot)
            else:
                chosen.append(slot)
        self.queue += held_back
        return np.sort(np.array(chosen, np.int64))

    def _room_for(self, chosen: Ints, movable: Ints, shares: int) -> Room:
        """Return what a window may use: its slots, the quotas its meetings held, and its part of the quotas left."""
        arrays, board = self.arrays, self.room
        odd = int(self.generator.integers(shares))
        quota, day_quota = (board.quota + odd) // shares, (board.day_quota + odd) // shares
        board.quota -= quota
        board.day_quota -= day_quota
        released = empty_room(arrays)
        released.take_all(movable, self.slots[movable], -1)
        capacity, pool_capacity = np.zeros_like(board.capacity), np.zeros_like(board.pool_capacity)
        board.capacity[:, chosen] += released.capacity[:, chosen]
        board.pool_capacity[:, chosen] += released.pool_capacity[:, chosen]
        capacity[:, chosen] = board.capacity[:, chosen]
        pool_capacity[:, chosen] = board.pool_capacity[:, chosen]
        return Room(arrays, capacity, pool_capacity, quota + released.quota, day_quota + released.day_quota)
