"""Run a worker as a process beside a test."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from django.db import connection

from praya.core.jobs.models import Worker
from tests.ops.killing import environment_of_worker

SCRIPT = """
import django
django.setup()
from praya.core.jobs import lane, worker
lane.FAULT_PAUSE = 0.05
engine = worker.JobWorker({lanes}, worker.Pace(**{pace}))
engine.stop_on_signals()
engine.run()
"""
QUICK = {"idle": 0.02, "beat": 0.05, "round": 0.1, "silent": 60, "grace": 0.3, "look": 0.02}


def wait_until(is_true, seconds=20.0):
    limit = time.monotonic() + seconds
    while not is_true() and time.monotonic() < limit:
        time.sleep(0.02)
    assert is_true()


def lives(process: int) -> bool:
    """Tell whether a process runs: one that has ended and that nobody has asked about does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] not in {"Z", "X"}
    except FileNotFoundError:
        return False


class Working:
    """Let a worker work on this test's database until the block ends."""

    def __init__(self, *lanes, **pace):
        words = {"lanes": repr(list(lanes or ("solve", "default,mail", "timed"))), "pace": repr({**QUICK, **pace})}
        self.script = SCRIPT.format(**words)

    def __enter__(self):
        self.process = subprocess.Popen([sys.executable, "-c", self.script], env=environment_of_worker())
        return self

    def children(self) -> list[int]:
        """Return the processes that do the jobs."""
        return list(Worker.objects.filter(keeper=self.process.pid).values_list("process", flat=True))

    def end(self, number: int = signal.SIGTERM) -> int:
        """Send a signal and return what the worker ended with."""
        if self.process.poll() is None:
            os.kill(self.process.pid, number)
        return self.process.wait(30)

    def __exit__(self, *words):
        try:
            self.end()
        finally:
            if self.process.poll() is None:
                self.process.kill()
                self.process.wait()
            connection.close()
