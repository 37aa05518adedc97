"""Keep processes that do jobs: one a lane, another when one dies, none that takes more than it may."""

from __future__ import annotations

import contextlib
import gc
import logging
import os
import secrets
import signal
import sys
import time
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from types import FrameType

from django.db import connection, connections

from praya.core.jobs import reaping
from praya.core.jobs.board import FINISH, GO_ON, INTERRUPT, Board
from praya.core.jobs.declaring import declared_jobs
from praya.core.jobs.lane import NO_MEMORY, Lane, be_child, safely
from praya.core.jobs.parents import parent_lives
from praya.core.revocations.actions import write_out

logger = logging.getLogger(__name__)

TIMED = "timed"
LANES = ("solve", "default,mail", TIMED)
# What has its hour waits for nobody: another process takes it while those of its lane are at work.
MOST_TIMED, SPARE_SECONDS, SPARE_LIFE = 4, 0.5, 10.0
# A process that died before it had signed on is not replaced at once for ever.
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
INTERRUPT_SECONDS = 2.0


@dataclass(frozen=True)
class Pace:
    """Say how a worker times itself, in seconds; tests hurry."""

    idle: float = 0.25
    beat: float = 5.0
    round: float = 1.0
    silent: int = reaping.SILENT_SECONDS
    grace: float = 15.0
    look: float = 0.1


@dataclass
class Child:
    """Hold a process that does the jobs of a lane, and the board shared with it."""

    queues: list[str]
    code: str
    board: Board
    process: int
    began: float
    reason: str = ""
    ended_with: int | None = None
    told_at: float = 0.0

    @property
    def is_idle(self) -> bool:
        """Tell whether it could take a job now."""
        return not self.board.busy_since and self.board.order == GO_ON

    @property
    def is_long_at_work(self) -> bool:
        """Tell whether its job lets others wait; one that is about to end does none."""
        began = self.board.busy_since
        return bool(began) and time.monotonic() - began > SPARE_SECONDS


@dataclass
class _Pauses:
    """Remember when a lane whose processes die at once may have another."""

    seconds: float = FIRST_PAUSE
    until: float = 0.0


@dataclass
class _Due:
    """Tell when a thing that is done every so often is due."""

    every: float
    at: float = 0.0

    def now(self) -> bool:
        """Tell whether it is due, and count the time from here."""
        if (is_due := time.monotonic() >= self.at) is True:
            self.at = time.monotonic() + self.every
        return is_due


@dataclass
class JobWorker:
    """Run jobs of several lanes at once: a long solve does not keep short jobs waiting, nor one that dies take others along.

    It has no thread, so that it may fork, and waits for nothing long, so that it sees at once who dies or takes too much.
    """

    lanes: Sequence[str] = LANES
    pace: Pace = field(default_factory=Pace)
    is_draining: bool = False
    parent: int = 0

    def __post_init__(self) -> None:
        queues = [[word.strip() for word in lane.split(",")] for lane in self.lanes]
        if any("default" in lane for lane in queues) and not any(TIMED in lane for lane in queues):
            queues.append([TIMED])
        self.queues = queues
        self.is_stopping = False
        self.finished = 0
        self.children: list[Child] = []
        self.dead: list[Child] = []
        self.pauses = [_Pauses() for _ in queues]
        self.drained: list[list[str]] = []

    def run(self) -> int:
        """Work until stopped (or, when draining, until nothing is left); return the number of jobs executed."""
        self.tasks = declared_jobs()
        safely(lambda: reaping.take_over_from_dead(silent_seconds=self.pace.silent))
        rounds, beats = _Due(self.pace.round), _Due(self.pace.beat)
        self._staff()
        while not self.is_stopping and (self.children or len(self.drained) < len(self.queues)):
            self._look()
            if rounds.now():
                self._softly(self._round)
            if beats.now():
                self._softly(self._beat)
            if self.parent and not parent_lives(self.parent):
                self._kill_all()
                break
            time.sleep(self.pace.look)
        self._end()
        connection.close()
        return self.finished

    def stop(self) -> None:
        """Take no further job; those at work may finish within the grace and are handed back after it."""
        self.is_stopping = True

    def stop_on_signals(self) -> None:
        """Stop at SIGTERM and SIGINT: a plain flag, which may be set anywhere and twice."""

        def obey(number: int, frame: FrameType | None) -> None:
            self.stop()

        signal.signal(signal.SIGTERM, obey)
        signal.signal(signal.SIGINT, obey)

    def _look(self) -> None:
        """See who has died or takes too much, settle what they held, and put others in their places."""
        self._reap()
        for child in self.children:
            began = child.board.busy_since
            reason = child.board.excess()
            # Looked at twice: the job may have ended, and an innocent one begun, between the two.
            if reason and child.board.busy_since == began and not child.reason:
                child.reason = reason
                _kill(child)
        self._reap()
        for child in list(self.dead):
            if self._softly(lambda one=child: self._settle(one)) is not None:  # type: ignore[misc]
                self.dead.remove(child)
        self._staff()

    def _reap(self) -> None:
        for child in list(self.children):
            with contextlib.suppress(ChildProcessError):
                process, status = os.waitpid(child.process, os.WNOHANG)
                if not process:
                    continue
                child.ended_with = os.waitstatus_to_exitcode(status)
            self.children.remove(child)
            self.finished += child.board.done
            if child.ended_with or child.board.busy_since:
                self.dead.append(child)
                self._note_death(child)
            elif self.is_draining and child.queues not in self.drained:
                self.drained.append(child.queues)

    def _note_death(self, child: Child) -> None:
        pauses = self.pauses[self.queues.index(child.queues)]
        if child.board.has_signed_on:
            pauses.seconds, pauses.until = FIRST_PAUSE, 0.0
        else:
            logger.error("a process for %s died before its first job: %s", ",".join(child.queues), _reason(child))
            pauses.until = time.monotonic() + pauses.seconds
            pauses.seconds = min(2 * pauses.seconds, LONGEST_PAUSE)

    def _settle(self, child: Child) -> bool:
        reaping.sign_off(child.code, "" if child.board.order == INTERRUPT else _reason(child), is_interrupted=True)
        return True

    def _staff(self) -> None:
        """Let each lane have its process, and that of what is timed one more while it is at work."""
        for queues, pauses in zip(self.queues, self.pauses, strict=True):
            own = [child for child in self.children if child.queues == queues]
            free = [child for child in own if child.is_idle]
            if queues in self.drained:
                continue
            if not own and time.monotonic() >= pauses.until:
                self._start(queues)
            elif queues == [TIMED] and own and not free and len(own) < MOST_TIMED:
                if all(child.is_long_at_work for child in own):
                    self._start(queues)
            elif len(free) > 1 and time.monotonic() - free[-1].began > SPARE_LIFE:
                free[-1].board.order = FINISH

    def _start(self, queues: list[str]) -> None:
        lane = Lane(Board(), queues, secrets.token_hex(8), self.pace.idle, self.is_draining, os.getpid())
        connections.close_all()  # a connection must not be in two processes
        sys.stdout.flush()
        sys.stderr.flush()
        gc.freeze()  # what is loaded stays shared memory
        with warnings.catch_warnings():
            # Of threads in the forking process: a worker has none; a test's own do not hold what a lane needs.
            warnings.simplefilter("ignore", DeprecationWarning)
            process = os.fork()
        if not process:
            _leave(lane)
        gc.unfreeze()
        self.children.append(Child(queues, lane.code, lane.board, process, time.monotonic()))

    def _round(self) -> bool:
        if not self.is_draining:
            reaping.queue_due(self.tasks)
        reaping.take_over_from_dead(silent_seconds=self.pace.silent)
        write_out()
        return True

    def _beat(self) -> bool:
        """Beat for all processes, whatever they compute; one that others thought dead ends, and its place is taken."""
        signed = {child.code: child for child in self.children if child.board.has_signed_on and child.board.order == GO_ON}
        if signed and not reaping.beat(*signed):
            # One that has signed off meanwhile is missing because nothing is left for it to do.
            for code in (code for code in reaping.missing(signed) if signed[code].board.has_signed_on):
                logger.warning("a process of this worker was thought dead; another signs on")
                signed[code].board.order = INTERRUPT
                signed[code].told_at = time.monotonic()
        for child in self.children:
            if child.told_at and time.monotonic() - child.told_at > self.pace.grace:
                _kill(child)
        return True

    def _end(self) -> None:
        """Wait for the grace, then interrupt what still runs, and hand back what does not listen."""
        for order, seconds in ((FINISH, self.pace.grace), (INTERRUPT, INTERRUPT_SECONDS)):
            limit = time.monotonic() + seconds
            for child in self.children:
                child.board.order = order
            while self.children and time.monotonic() < limit:
                self._reap()
                time.sleep(min(self.pace.look, 0.05))
        self._kill_all()
        for child in self.dead:
            self._softly(lambda one=child: self._settle(one))  # type: ignore[misc]
        self._softly(lambda: reaping.take_over_from_dead(silent_seconds=self.pace.silent) + 1)

    def _kill_all(self) -> None:
        for child in self.children:
            child.board.order = INTERRUPT
            _kill(child)
        limit = time.monotonic() + INTERRUPT_SECONDS
        while self.children and time.monotonic() < limit:
            self._reap()
            time.sleep(0.01)

    def _softly(self, act: Callable[[], object]) -> object:
        """Ask the database without waiting long: meanwhile nobody would see who dies. None means that it did not answer."""
        return safely(lambda: _impatient(act), warns_of_locks=False)


def _impatient(act: Callable[[], object]) -> object:
    words = ["PRAGMA busy_timeout = 500"]
    if connection.vendor == "postgresql":
        words = ["SET lock_timeout = '1s'", "SET statement_timeout = '5s'"]
    with connection.cursor() as cursor:
        for word in words:
            cursor.execute(word)
    return act()


def _leave(lane: Lane) -> None:
    """Be the child: whatever happens, it never returns into the keeper's own work."""
    status = 70
    try:
        status = be_child(lane)
    except BaseException:
        logger.exception("a process for jobs failed")
    finally:
        with contextlib.suppress(Exception):
            connections.close_all()
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(status)


def _kill(child: Child) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(child.process, signal.SIGKILL)


def _reason(child: Child) -> str:
    """Say of what a process died, for people."""
    if child.reason:
        return child.reason
    status = child.ended_with or 0
    if status == NO_MEMORY:
        return f"it needed more than {child.board.memory_mb} MB of memory"
    if status < 0:
        return f"its process was ended by {_signal_name(-status)}"
    return f"its process ended with {status}"


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
