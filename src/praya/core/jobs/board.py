"""Share a few numbers between a process that does jobs and the one that keeps it, whatever happens to either."""

from __future__ import annotations

import mmap
import time
from collections.abc import Iterator
from contextlib import contextmanager

GO_ON, FINISH, INTERRUPT = 0.0, 1.0, 2.0
_ORDER, _JOB, _LIMIT, _WRITING, _WRITING_LIMIT, _MEMORY, _DONE, _SIGNED = range(8)


class Board:
    """Hold memory that a process forked later shares.

    Numbers are written whole. Moments are those of time.monotonic, which is one clock for all processes of a machine; nought
    is "not now".
    """

    def __init__(self) -> None:
        self._cells = memoryview(mmap.mmap(-1, 8 * 8)).cast("d")

    @property
    def order(self) -> float:
        """Return what the keeper wants: go on, finish the job at work, or interrupt it."""
        return self._cells[_ORDER]

    @order.setter
    def order(self, order: float) -> None:
        self._cells[_ORDER] = order

    @property
    def has_signed_on(self) -> bool:
        """Tell whether the process stands among the living workers."""
        return bool(self._cells[_SIGNED])

    @has_signed_on.setter
    def has_signed_on(self, has: bool) -> None:
        self._cells[_SIGNED] = float(has)

    @property
    def done(self) -> int:
        """Return how many jobs the process has executed."""
        return int(self._cells[_DONE])

    @property
    def busy_since(self) -> float:
        """Return when the job at work began."""
        return self._cells[_JOB]

    def is_set(self) -> bool:
        """Tell a job whether it shall stop: a board is the bell of its context."""
        return self.order == INTERRUPT

    @contextmanager
    def working(self, limit: float, writing: float, memory_mb: int) -> Iterator[None]:
        """Count the time of a job from here on."""
        self._cells[_LIMIT], self._cells[_WRITING_LIMIT], self._cells[_MEMORY] = limit, writing, memory_mb
        self._cells[_WRITING] = 0.0
        self._cells[_JOB] = time.monotonic()
        try:
            yield
        finally:
            self._cells[_JOB] = 0.0
            self._cells[_DONE] += 1

    def write(self, is_writing: bool) -> None:
        """Note that a transaction has begun, or is over."""
        self._cells[_WRITING] = time.monotonic() if is_writing else 0.0

    def excess(self) -> str:
        """Say what the job at work has taken too much of; nothing while it has not."""
        now, began, writing = time.monotonic(), self._cells[_JOB], self._cells[_WRITING]
        if not began:
            return ""
        if now - began > self._cells[_LIMIT]:
            return f"it took longer than {self._cells[_LIMIT]:g} s"
        if writing and now - writing > self._cells[_WRITING_LIMIT]:
            return f"it held a transaction for longer than {self._cells[_WRITING_LIMIT]:g} s"
        return ""

    @property
    def memory_mb(self) -> int:
        """Return how much memory the job at work may take."""
        return int(self._cells[_MEMORY])
