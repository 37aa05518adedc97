"""Try one fault in a process of its own: the tests that reach it, one after the other, until one fails."""

from __future__ import annotations

import ast
import os
import resource
import shutil
import signal
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from _pytest.runner import runtestprotocol

LONGER = 10  # times the usual
LEAST_SECONDS = 3
WAIT = 120.0  # seconds of the clock beyond which a trial waits for something that does not come
MEMORY = 2 << 30  # bytes beyond what the process has

KILLED, SURVIVED, OVERTIME = "killed", "survived", "timeout"
_SURVIVED, _KILLED, _UNPREPARED = 0, 1, 3


class Nobody:
    """Stand where pytest expects the test after the last one, so that what the whole run shares is kept."""

    def __init__(self, session: pytest.Session) -> None:
        self._session = session

    def listchain(self) -> list[pytest.Session]:
        """Return what is still needed."""
        return [self._session]


@dataclass(frozen=True)
class Outcome:
    """Hold how a trial ended, which test failed and how."""

    verdict: str
    test: str = ""
    told: str = ""


def try_out(items: Sequence[pytest.Item], usual: float, prepare: Callable[[], None]) -> Outcome:
    """Run tests after `prepare` in a child, at most ten times as long as usual (in seconds), and return how it went.

    The clock is given no less than that: a busy machine lets the child wait.
    """
    reading, writing = os.pipe()
    folder = tempfile.mkdtemp(prefix="mutant-")
    child = os.fork()
    if child == 0:
        os.close(reading)
        _live(items, usual, prepare, writing, Path(folder))  # never returns
    os.close(writing)
    try:
        status = _wait(child, max(WAIT, LONGER * usual))
        with os.fdopen(reading) as told:
            test, _, text = told.read().partition("\n")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    if status is not None and os.WIFEXITED(status) and os.WEXITSTATUS(status) == _UNPREPARED:
        raise RuntimeError(f"the fault could not be planted: {test}")
    if status is None or (os.WIFSIGNALED(status) and os.WTERMSIG(status) in {signal.SIGXCPU, signal.SIGKILL}):
        return Outcome(OVERTIME, test, text)
    return Outcome(SURVIVED if os.WIFEXITED(status) and os.WEXITSTATUS(status) == _SURVIVED else KILLED, test, text)


def _wait(child: int, patience: float) -> int | None:
    """Return the status of a child, or None when it had to be ended; what it started does not outlive it."""
    ends = time.monotonic() + patience
    pause = 0.002
    try:
        while time.monotonic() < ends:
            done, status = os.waitpid(child, os.WNOHANG)
            if done:
                return status
            time.sleep(pause)
            pause = min(pause * 1.3, 0.05)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return None


def _live(items: Sequence[pytest.Item], usual: float, prepare: Callable[[], None], writing: int, folder: Path) -> None:
    """Live as the child; never returns."""
    status = _UNPREPARED
    try:
        _settle(items[0].config, usual, folder)
        prepare()
        status = _KILLED
        noticed = _first_failure(items)
        os.write(writing, noticed.encode())
        status = _KILLED if noticed else _SURVIVED
    except BaseException as error:  # whatever a fault raises, the child ends here
        if status == _UNPREPARED:
            os.write(writing, repr(error).encode())
    finally:
        os._exit(status)


def _settle(config: pytest.Config, usual: float, folder: Path) -> None:
    """Bound what the child may take, and give it silence and a folder of its own."""
    os.setpgid(0, 0)
    seconds = int(max(LEAST_SECONDS, LONGER * usual)) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 2))
    status = Path("/proc/self/statm")
    if status.exists():
        most = int(status.read_text().split()[0]) * resource.getpagesize() + MEMORY
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    tempfile.tempdir = str(folder)
    (folder / "tmp").mkdir()
    config._tmp_path_factory._basetemp = folder / "tmp"  # type: ignore[attr-defined]


def _first_failure(items: Sequence[pytest.Item]) -> str:
    """Run tests until one fails, and return its name with the end of what it says."""
    for item, following in zip(items, [*items[1:], Nobody(items[0].session)], strict=True):
        reports = runtestprotocol(item, nextitem=following, log=False)  # type: ignore[arg-type]
        failed = [report for report in reports if report.failed]
        if failed:
            return f"{item.nodeid}\n{failed[0].longreprtext[-2000:]}"
    return ""


def read_tree(path: Path) -> ast.Module:
    """Return the tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))
