"""Work off queues until told to stop: one thread per lane, one for the beat, the main one for signals."""

from __future__ import annotations

import contextlib
import logging
import signal
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from queue import SimpleQueue
from types import FrameType

from django.db import DatabaseError, InterfaceError, OperationalError, close_old_connections, connection

from praya.core.jobs import reaping
from praya.core.jobs.declaring import declared_jobs
from praya.core.jobs.executing import Execution, claim_next, execute, settle
from praya.core.jobs.models import Worker

logger = logging.getLogger(__name__)

LANES = ("solve", "default,mail")
LONGEST_PAUSE = 0.5
FAULT_PAUSE = 2.0


@dataclass(frozen=True)
class Pace:
    """Say how a worker times itself, in seconds; tests hurry."""

    idle: float = 0.25
    beat: float = 5.0
    round: float = 5.0
    silent: int = reaping.SILENT_SECONDS
    grace: float = 15.0


class JobWorker:
    """Run jobs of several lanes at once: a long solve does not keep short jobs waiting."""

    def __init__(self, lanes: Sequence[str] = LANES, *, pace: Pace | None = None, is_draining: bool = False) -> None:
        self.lanes = [[word.strip() for word in lane.split(",")] for lane in lanes]
        self.pace = pace or Pace()
        self.is_draining = is_draining
        self.stopping = threading.Event()
        self.current: dict[int, Execution] = {}
        self.finished = 0
        self.worker: Worker | None = None

    def run(self) -> int:
        """Work until stopped (or, when draining, until nothing is left); return the number of jobs executed."""
        self.tasks = declared_jobs()
        self.worker = reaping.sign_on([name for lane in self.lanes for name in lane])
        reaping.take_over_from_dead(silent_seconds=self.pace.silent)
        threads = [threading.Thread(target=self._lane, args=(number,), daemon=True) for number in range(len(self.lanes))]
        beating = threading.Thread(target=self._beat, daemon=True)
        for thread in (*threads, beating):
            thread.start()
        self._watch(threads)
        self.stopping.set()
        self._hand_back(threads)
        # A last beat must not sign a worker on again that has just signed off.
        beating.join(self.pace.grace)
        reaping.sign_off(self.worker)
        return self.finished

    def stop(self) -> None:
        """Take no further job; those at work may finish within the grace and are handed back after it."""
        self.stopping.set()

    def stop_on_signals(self) -> None:
        """Stop at SIGTERM and SIGINT.

        A signal interrupts the main thread anywhere, also where it holds the lock of `stopping`; were that set there and then,
        the thread would wait for itself. So the signal is only put into a queue that may be entered twice, and a thread reads it.
        """
        signals: SimpleQueue[int] = SimpleQueue()

        def keep(number: int, frame: FrameType | None) -> None:
            signals.put(number)

        def obey() -> None:
            signals.get()
            self.stop()

        threading.Thread(target=obey, daemon=True).start()
        signal.signal(signal.SIGTERM, keep)
        signal.signal(signal.SIGINT, keep)

    def _watch(self, lanes: Sequence[threading.Thread]) -> None:
        """Queue what is due and take over from the dead, until it is time to stop."""
        next_round = 0.0
        while not self.stopping.is_set() and any(lane.is_alive() for lane in lanes):
            if time.monotonic() >= next_round:
                next_round = time.monotonic() + self.pace.round
                self._safely(self._round)
            self.stopping.wait(LONGEST_PAUSE if not self.is_draining else 0.05)

    def _round(self) -> None:
        if not self.is_draining:
            reaping.queue_due(self.tasks)
        reaping.take_over_from_dead(silent_seconds=self.pace.silent)

    def _beat(self) -> None:
        while not self.stopping.wait(self.pace.beat):
            self._safely(self._beat_once)
        connection.close()

    def _beat_once(self) -> None:
        if self.worker is not None and not reaping.beat(self.worker):
            logger.warning("this worker was thought dead and signs on again")
            for execution in list(self.current.values()):
                execution.interrupt.set()
            self.worker = reaping.sign_on([name for lane in self.lanes for name in lane])

    def _lane(self, number: int) -> None:
        while not self.stopping.is_set():
            was_busy = self._safely(lambda: self._work_once(number))
            if was_busy is None:
                self.stopping.wait(FAULT_PAUSE)
            elif not was_busy:
                if self.is_draining:
                    break
                self.stopping.wait(self.pace.idle)
        connection.close()

    def _work_once(self, number: int) -> bool:
        assert self.worker is not None  # noqa: S101 - signed on before the lanes start
        execution = claim_next(self.worker.pk, self.lanes[number])
        if execution is None:
            return False
        self.current[number] = execution
        began = time.monotonic()
        try:
            outcome = execute(execution)
        except (OperationalError, InterfaceError) as fault:
            outcome = self._settle_later(execution, fault)
        finally:
            self.current.pop(number, None)
        self.finished += 1
        logger.info("job %s %s after %.2f s", execution.result.task_path, outcome, time.monotonic() - began)
        return True

    def _settle_later(self, execution: Execution, fault: Exception) -> str:
        """Give a job back whose end could not be written, as soon as the database answers again."""
        while not self.stopping.wait(FAULT_PAUSE):
            outcome = self._safely(lambda: settle(execution, fault))
            if outcome:
                return str(outcome)
        return "left to whoever takes over"

    def _hand_back(self, lanes: Sequence[threading.Thread]) -> None:
        """Wait for the grace, then interrupt what still runs; the rest falls to whoever takes over."""
        limit = time.monotonic() + self.pace.grace
        for lane in lanes:
            lane.join(max(0.0, limit - time.monotonic()))
        for execution in list(self.current.values()):
            execution.interrupt.set()
        for lane in lanes:
            lane.join(2.0)

    def _safely(self, act: Callable[[], object]) -> object:
        """Survive a database that is away or locked: None means that it was."""
        close_old_connections()
        try:
            return act() or False
        except (OperationalError, InterfaceError) as fault:
            logger.warning("the database does not answer: %s", fault)
        except DatabaseError:
            logger.exception("the database refused")
        with contextlib.suppress(Exception):
            connection.close()
        return None
