"""Search for the best schedule and the tightest bound together, method after method, until they meet.

0. The event without its slots: a first bound. 1. The relaxation of the whole event by simplex: mostly a schedule and
its proof at once. 2. Where that is too much work, a first-order approximation: a good bound and a good guide. 3. A
small event as one whole-number programme. 4. Windows of slots, filled anew one after another. An event of vast size
goes from 0 to 4 at once. Every step is limited by counts of work, not by time, so that a run can be repeated exactly;
the clock only ends a run on a machine that is too slow for its limit.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from praya.engines.meetings.arrays import Arrays, Room, room_of, value_of
from praya.engines.meetings.bound import bound_from, no_prices, prices_of
from praya.engines.meetings.construct import rounded
from praya.engines.meetings.exact import proved
from praya.engines.meetings.first_order import approximate
from praya.engines.meetings.improve import improve
from praya.engines.meetings.model import Candidates, candidates_of, model_of
from praya.engines.meetings.preview import preview_prices
from praya.engines.meetings.relax import relaxations

SMALL = 20_000  # candidates that one whole-number programme can take
VAST = 3_000_000  # candidates beyond which the relaxation of the whole event takes gigabytes


@dataclass(frozen=True, slots=True)
class Effort:
    """Say how hard to search: `ends_at` is an instant of time.monotonic()."""

    seed: int
    threads: int
    ends_at: float
    target_gap: float

    @property
    def seconds_left(self) -> float:
        """Return the time that is left, never negative."""
        return max(0.0, self.ends_at - time.monotonic())


@dataclass(frozen=True, slots=True)
class Standing:
    """Hold the best schedule and the best bound so far, and the stage that brought them."""

    slots: NDArray[np.int32]
    value: int
    bound: float
    stage: str


class Search:
    """Keep the best schedule and bound while methods come and go."""

    def __init__(self, arrays: Arrays, slots: NDArray[np.int32], effort: Effort) -> None:
        self.arrays = arrays
        self.effort = effort
        self.room: Room = room_of(arrays, arrays.fixed)
        self.candidates: Candidates = candidates_of(arrays, self.room)
        self.slots = slots
        self.value = value_of(arrays, slots)
        self.bound = bound_from(arrays, self.room, no_prices(arrays), self.candidates)

    def standings(self) -> Iterator[Standing]:
        """Yield the standing after each step, until bound and value meet or nothing more can be done."""
        prices = preview_prices(self.arrays, self.room, self.candidates, seconds=self.effort.seconds_left)
        self._take_bound(bound_from(self.arrays, self.room, prices, self.candidates))
        yield self._standing("greedy")
        if len(self.candidates.requests) <= VAST:
            yield from self._bound()
        if not self.is_done() and len(self.candidates.requests) <= SMALL:
            yield from self._proved()
        if not self.is_done():
            yield from self._improved()

    def is_done(self) -> bool:
        """Tell whether value and bound are close enough, or the time is over."""
        return self.value >= self.bound * (1.0 - self.effort.target_gap) or self.effort.seconds_left <= 0.0

    def _bound(self) -> Iterator[Standing]:
        is_relaxed = False
        for standing in self._relaxed():
            is_relaxed = True
            yield standing
        if not is_relaxed and not self.is_done():
            yield from self._approximated()

    def _relaxed(self) -> Iterator[Standing]:
        started = time.monotonic()
        found = relaxations(self.arrays, self.room, self.candidates, seed=self.effort.seed, seconds=self.effort.seconds_left)
        for relaxation in found:
            self._take_bound(relaxation.bound)
            self._take_slots(rounded(self.arrays, relaxation.candidates, relaxation.shares))
            yield self._standing("bound")
            took, started = time.monotonic() - started, time.monotonic()
            if self.is_done() or took > self.effort.seconds_left:
                return

    def _approximated(self) -> Iterator[Standing]:
        model = model_of(self.arrays, self.room, self.candidates)
        found = approximate(model, threads=self.effort.threads, seconds=self.effort.seconds_left)
        if found is not None:
            prices = prices_of(self.arrays, model, found.duals)
            self._take_bound(bound_from(self.arrays, self.room, prices, self.candidates))
            self._take_slots(rounded(self.arrays, self.candidates, found.shares))
            yield self._standing("bound")

    def _proved(self) -> Iterator[Standing]:
        found = proved(self.arrays, self.room, self.candidates, seconds=self.effort.seconds_left)
        if found is not None:
            self._take_bound(found.bound)
            self._take_slots(found.slots)
            yield self._standing("improve")

    def _improved(self) -> Iterator[Standing]:
        for slots in improve(self.arrays, self.slots, seed=self.effort.seed, threads=self.effort.threads):
            self._take_slots(slots.copy())
            yield self._standing("improve")
            if self.is_done():
                return

    def _standing(self, stage: str) -> Standing:
        return Standing(slots=self.slots, value=self.value, bound=self.bound, stage=stage)

    def _take_bound(self, bound: float) -> None:
        self.bound = min(self.bound, bound)

    def _take_slots(self, slots: NDArray[np.int32]) -> None:
        value = value_of(self.arrays, slots)
        missing = (slots < 0)[self.arrays.must].sum()
        if missing <= (self.slots < 0)[self.arrays.must].sum() and value > self.value:
            self.slots, self.value = slots, value
