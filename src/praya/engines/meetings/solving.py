"""Compute a meeting schedule with its proof: the one call that pages, command line and tests make.

The stages: check what was promised, greedy preview, bound and improvement (search.py), polish (fewest breaks at equal
value), explanation of every refusal, and the independent check, whose faults are errors.
"""

from __future__ import annotations

import platform
import threading
import time
from collections.abc import Callable, Generator, Iterator
from importlib.metadata import PackageNotFoundError, version
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from praya.engines.meetings import check
from praya.engines.meetings.arrays import Arrays, arrays_of, assignments_of, value_of
from praya.engines.meetings.musts import first_slots
from praya.engines.meetings.problem import Problem, Progress, Schedule
from praya.engines.meetings.promises import check_fixed, check_possible
from praya.engines.meetings.search import Effort, Search, Standing
from praya.engines.meetings.simplex import give_memory_back

SEARCH_SHARE = 0.7  # of the time limit; the rest is for polishing, explaining and checking
BEAT_SECONDS = 0.5
LIBRARIES = ("praya", "numpy", "scipy", "ortools")

Found = TypeVar("Found")


class FaultyScheduleError(RuntimeError):
    """Say that the independent checker refused a schedule: a fault of this engine, never of its input."""


def solve(
    problem: Problem, *, seconds: float = 90.0, seed: int = 1, threads: int = 2, target_gap: float = 0.0
) -> Iterator[Progress]:
    """Yield the progress of a run about twice a second; only the last item carries the schedule.

    `seconds` limits the run by the clock. Within it everything is counted in work, so that the same problem, seed and
    threads give the same schedule unless the clock cut the run short. `target_gap` is the share of the bound that may be
    missing (0: go on until the optimum is proved or nothing more is found). Raises ProblemError when fixed or must-place
    meetings cannot be kept, FaultyScheduleError when the independent check fails.
    """
    return _Run(problem, seconds, Effort(seed, max(1, threads), time.monotonic() + SEARCH_SHARE * seconds, target_gap)).run()


class _Run:
    def __init__(self, problem: Problem, seconds: float, effort: Effort) -> None:
        self.problem = problem
        self.effort = effort
        self.started = time.monotonic()
        self.ends_at = self.started + seconds
        self.value = 0
        self.bound = float(sum(request.weight for request in problem.requests))

    def run(self) -> Iterator[Progress]:
        """Go through the stages."""
        yield self._progress("check")
        arrays = arrays_of(self.problem)
        check_fixed(arrays)
        check_possible(arrays)
        slots = yield from self._beating("greedy", lambda: first_slots(arrays, self.effort))
        slots = yield from self._searched(arrays, slots)
        give_memory_back()
        unpolished = slots
        slots = yield from self._beating("polish", lambda: self._polished(arrays, unpolished))
        refusals = yield from self._beating("explain", lambda: _explained(arrays, slots))
        schedule = self._schedule(arrays, slots, unpolished, refusals)
        found = yield from self._beating("check", lambda: check.faults(self.problem, schedule))
        if found:
            raise FaultyScheduleError(f"{len(found)} rules are broken, first: {found[0]}")
        yield self._progress("done", schedule)

    def _searched(self, arrays: Arrays, slots: NDArray[np.int32]) -> Generator[Progress, None, NDArray[np.int32]]:
        search = Search(arrays, slots, self.effort).standings()
        stage = "greedy"
        while True:
            standing: Standing | None = yield from self._beating(stage, lambda: next(search, None))
            if standing is None:
                return slots
            slots, self.value, self.bound = standing.slots.copy(), standing.value, standing.bound
            yield self._progress(standing.stage)
            stage = "bound" if standing.stage == "greedy" else "improve"

    def _polished(self, arrays: Arrays, slots: NDArray[np.int32]) -> NDArray[np.int32]:
        from praya.engines.meetings.polishing import polish

        seconds = max(0.0, self.ends_at - time.monotonic()) * 0.8
        return polish(arrays, slots, seed=self.effort.seed, seconds=seconds)

    def _schedule(
        self, arrays: Arrays, slots: NDArray[np.int32], unpolished: NDArray[np.int32], refusals: dict[str, str]
    ) -> Schedule:
        assignments = assignments_of(arrays, slots)
        return Schedule(
            assignments=assignments,
            value=value_of(arrays, slots),
            bound=self.bound,
            seconds=round(time.monotonic() - self.started, 3),
            seed=self.effort.seed,
            breaks=check.breaks_of(self.problem, assignments)[0],
            breaks_unpolished=check.breaks_of(self.problem, assignments_of(arrays, unpolished))[0],
            refusals=refusals,
            versions=versions(),
        )

    def _beating(self, stage: str, work: Callable[[], Found]) -> Generator[Progress, None, Found]:
        """Do `work` in a thread, yield a Progress every half second meanwhile, and return what it returns."""
        task = _Task(work)
        while not task.is_done(BEAT_SECONDS):
            yield self._progress(stage)
        return task.result()

    def _progress(self, stage: str, schedule: Schedule | None = None) -> Progress:
        seconds = round(time.monotonic() - self.started, 3)
        return Progress(seconds=seconds, value=self.value, bound=self.bound, stage=stage, schedule=schedule)


class _Task(Generic[Found]):
    """Run a function in a daemon thread, which does not keep the program alive when the user interrupts it."""

    def __init__(self, work: Callable[[], Found]) -> None:
        self.found: list[Found] = []
        self.error: BaseException | None = None
        self.thread = threading.Thread(target=self._work, args=(work,), daemon=True)
        self.thread.start()

    def _work(self, work: Callable[[], Found]) -> None:
        try:
            self.found.append(work())
        except BaseException as error:  # handed to the waiting thread, which raises it
            self.error = error

    def is_done(self, seconds: float) -> bool:
        """Wait up to `seconds` and tell whether the work is over."""
        self.thread.join(seconds)
        return not self.thread.is_alive()

    def result(self) -> Found:
        """Return what the function returned, or raise what it raised."""
        if self.error is not None:
            raise self.error
        return self.found[0]


def _explained(arrays: Arrays, slots: NDArray[np.int32]) -> dict[str, str]:
    from praya.engines.meetings.explaining import explain

    return explain(arrays, slots)


def versions() -> dict[str, str]:
    """Return the versions of Python, of the program and of the libraries, which decide together what a run finds."""
    found = {"python": platform.python_version()}
    for name in LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "unknown"
    return found
