"""Do jobs in a process of its own, one after the other: whatever a job does to its process, it does to itself alone."""

from __future__ import annotations

import contextlib
import logging
import os
import resource
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from django.db import DatabaseError, InterfaceError, OperationalError, close_old_connections, connection, connections
from django.utils.module_loading import import_string

from praya.core.jobs import reaping
from praya.core.jobs.backend import JobTask
from praya.core.jobs.board import GO_ON, Board
from praya.core.jobs.executing import Execution, UnknownName, claim_next, end_badly, execute
from praya.core.jobs.models import Worker
from praya.core.jobs.parents import die_with_parent, parent_lives
from praya.core.retrying import is_locked

logger = logging.getLogger(__name__)

FAULT_PAUSE = 2.0
# What the process ends with when a job has asked for more memory than it may have, and when nobody keeps it any more.
NO_MEMORY, NO_PARENT = 77, 78
# The machine's memory is short: the kernel shall end a job rather than the pages.
OFFERED = "500"


@dataclass
class Lane:
    """Take jobs of some queues from the database until the board says otherwise."""

    board: Board
    queues: list[str]
    code: str
    idle: float = 0.25
    is_draining: bool = False
    keeper: int = 0
    worker: Worker | None = None
    unknown: set[str] = field(default_factory=set)

    def run(self) -> int:
        """Work, and return what the process ends with: nought when it was told to end, or nothing is left."""
        while self.board.order == GO_ON:
            if self.keeper and not parent_lives(self.keeper):
                return NO_PARENT
            try:
                was_busy = safely(self._once)
            except MemoryError:
                return NO_MEMORY
            if was_busy is None:
                self._wait(FAULT_PAUSE)
            elif not was_busy:
                if self.is_draining:
                    break
                self._wait(self.idle)
        safely(self._sign_off)
        return 0

    def _once(self) -> bool:
        if self.worker is None:
            self.worker = reaping.sign_on(self.queues, code=self.code, keeper=self.keeper)
            self.board.has_signed_on = True
        try:
            execution = claim_next(self.code, self.queues, self.unknown)
        except UnknownName as fault:
            logger.warning("no job of this version is called %s; it waits for one that has it", fault)
            self.unknown.add(str(fault))
            return True
        if execution is None:
            return False
        began = time.monotonic()
        outcome = self._execute(Execution(execution.result, execution.claim, execution.number, self.board))
        logger.info("job %s %s after %.2f s", execution.result.task_path, outcome, time.monotonic() - began)
        return True

    def _execute(self, execution: Execution) -> str:
        task = cast("JobTask", import_string(execution.result.task_path))
        limits = task.longest(), task.longest_writing(connection.vendor), task.memory_mb
        try:
            with self.board.working(*limits), watched_transactions(self.board), limited_memory(task.memory_mb):
                return execute(execution)
        except (OperationalError, InterfaceError) as fault:
            return self._settle_later(execution, fault)

    def _settle_later(self, execution: Execution, fault: Exception) -> str:
        """Give a job back whose end could not be written, as soon as the database answers again."""
        while self.board.order == GO_ON:
            self._wait(FAULT_PAUSE)
            if outcome := safely(lambda: end_badly(execution, fault)):
                return str(outcome)
        return "left to whoever takes over"

    def _wait(self, seconds: float) -> None:
        limit = time.monotonic() + seconds
        while self.board.order == GO_ON and (left := limit - time.monotonic()) > 0:
            time.sleep(min(left, 0.25))

    def _sign_off(self) -> None:
        if self.worker is not None:
            self.board.has_signed_on = False
            reaping.sign_off(self.code, is_interrupted=True)


def be_child(lane: Lane) -> int:
    """Settle into a process forked for a lane, work, and return what it ends with."""
    die_with_parent(lane.keeper, signal.SIGKILL)
    for number in (signal.SIGTERM, signal.SIGINT):
        # Ctrl-C and a service's stop reach the whole group; the keeper says on the board what follows from it. Not SIG_IGN,
        # which programs started by a job would inherit.
        signal.signal(number, _leave_to_keeper)
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text(OFFERED)
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
    connections.close_all()
    return lane.run()


def _leave_to_keeper(number: int, frame: object) -> None:
    return


@contextlib.contextmanager
def watched_transactions(board: Board) -> Iterator[None]:
    """Note on the board when this connection begins and ends a transaction."""
    usual = connection.set_autocommit

    def watched(autocommit: bool, *words: Any, **named: Any) -> None:
        usual(autocommit, *words, **named)
        board.write(not autocommit)

    connection.set_autocommit = watched  # type: ignore[method-assign]
    try:
        yield
    finally:
        connection.set_autocommit = usual  # type: ignore[method-assign]


@contextlib.contextmanager
def limited_memory(megabytes: int) -> Iterator[None]:
    """Let this process take so much memory more than it has, and no more."""
    before = resource.getrlimit(resource.RLIMIT_DATA)
    limit = _held_bytes() + (megabytes << 20)
    if before[1] != resource.RLIM_INFINITY:
        limit = min(limit, before[1])
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_DATA, (limit, before[1]))
    try:
        yield
    finally:
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_DATA, before)


def _held_bytes() -> int:
    """Return how much of its own this process holds, as RLIMIT_DATA counts it; nought where the kernel does not tell."""
    with contextlib.suppress(OSError, ValueError, IndexError):
        return int(Path("/proc/self/statm").read_text().split()[5]) * os.sysconf("SC_PAGE_SIZE")
    return 0


def safely(act: Callable[[], object], *, warns_of_locks: bool = True) -> object:
    """Survive a database that is away or locked: None means that it was.

    Whoever asks without waiting long meets a lock every other day; that is nothing to warn of.
    """
    close_old_connections()
    try:
        return act() or False
    except (OperationalError, InterfaceError) as fault:
        is_usual = not warns_of_locks and isinstance(fault, OperationalError) and is_locked(fault)
        logger.log(logging.INFO if is_usual else logging.WARNING, "the database does not answer: %s", fault)
    except DatabaseError:
        logger.exception("the database refused")
    with contextlib.suppress(Exception):
        connection.close()
    return None
