"""Declare the jobs that the tests and the kill benchmark run; each effect is an entry of the trail."""

from __future__ import annotations

import time
from pathlib import Path

from praya.core.audit.actions import record
from praya.core.jobs.context import JobContext
from praya.core.jobs.declaring import Errand, job

PROBE = Errand("probe-%d", "Probing %(what)s")


class HopelessError(ValueError):
    """Stand for a fault that trying again cannot mend."""


def note_failure(fault, *words, **named):
    record("probe gave up", "probe", by=None, after={"fault": fault, "words": list(words)})


@job(attempts=20)
def add_entry(context: JobContext, number: int, seconds: float = 0.0) -> int:
    """Work for a while, then write one entry."""
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        context.stop_if_asked()
        time.sleep(0.01)
    with context.effect() as is_due:
        if is_due:
            record("probe", str(number), by=None)
    return number


@PROBE.runs(attempts=2, nobodys="a probe")
def run_errand(context: JobContext, number: int) -> None:
    """Write one entry."""
    with context.effect():
        record("probe", str(number), by=None)


@job(attempts=3, delay_seconds=0, when_failed=note_failure)
def always_fails(context: JobContext, number: int) -> None:
    """Write, then fail: what was written must be undone."""
    with context.effect():
        record("probe", str(number), by=None)
        raise RuntimeError(f"attempt {context.number}")


@job(attempts=5, final=(HopelessError,), when_failed=note_failure)
def fails_for_good(context: JobContext) -> None:
    """Fail once and for all."""
    raise HopelessError("no remedy")


@job(attempts=3, delay_seconds=0)
def fails_after_effect(context: JobContext) -> int:
    """Fail at the first attempt, after the effect was written."""
    with context.effect() as is_due:
        if is_due:
            record("probe", "once", by=None)
    if context.number == 1:
        raise RuntimeError("after the effect")
    return context.number


@job(writing_seconds=300)
def writes_for_long(context: JobContext, seconds: float, mark: str) -> None:
    """Hold a transaction for a while, as what writes a whole schedule does, and say by a file that it is held."""
    with context.effect() as is_due:
        if is_due:
            record("probe", "before", by=None)
            Path(mark).touch()
            time.sleep(seconds)
            record("probe", "after", by=None)


@job(every_seconds=60)
def each_minute(context: JobContext) -> None:
    """Write one entry a minute."""
    record("probe", "minute", by=None)


@job(queue="solve")
def long_work(context: JobContext, steps: int) -> int:
    """Tell how far it is, for as long as it takes."""
    for step in range(steps):
        context.progress(step, steps, f"step {step}")
        context.stop_if_asked()
        time.sleep(0.01)
    return steps
