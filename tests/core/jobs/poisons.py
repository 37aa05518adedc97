"""Declare jobs that harm whatever runs beside them, and those that must not be harmed."""

from __future__ import annotations

import faulthandler
import os
import signal
import sys
import time
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from praya.core.audit.actions import record
from praya.core.jobs.context import JobContext
from praya.core.jobs.declaring import job


@job(attempts=20)
def aborts(context: JobContext) -> None:
    """End the process as a native library does that finds its memory broken."""
    faulthandler.disable()  # pytest's own, which would print where
    os.abort()


@job(attempts=20)
def is_killed(context: JobContext) -> None:
    """Be killed by the kernel for memory."""
    os.kill(os.getpid(), signal.SIGKILL)


@job(attempts=20)
def grows(context: JobContext) -> None:
    """Take all the memory there is."""
    held = []
    while True:
        held.append(bytearray(16 << 20))


@job(attempts=20)
def leaves(context: JobContext) -> None:
    """End the process as if all were well."""
    os._exit(0)


@job(attempts=20)
def exits(context: JobContext) -> None:
    """Ask the interpreter to end."""
    sys.exit("enough")


@job(attempts=20)
def holds_a_transaction(context: JobContext) -> None:
    """Write, and sleep for an hour before the end of the transaction."""
    with transaction.atomic():
        record("poison", "written by halves", by=None)
        time.sleep(3600)


@job(attempts=20, limit_seconds=0.5)
def sleeps(context: JobContext) -> None:
    """Sleep for longer than it may."""
    time.sleep(3600)


@job(queue="timed", attempts=20)
def dawdles(context: JobContext, seconds: float) -> None:
    """Take longer than what is timed should."""
    time.sleep(seconds)


@job(attempts=20, memory_mb=64)
def grows_beyond_its_share(context: JobContext) -> None:
    """Take more memory than it said."""
    grows.func(context)


@job(queue="solve", attempts=20)
def innocent(context: JobContext, number: int, seconds: float) -> None:
    """Compute for a while in the lane of long work, then write one entry."""
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        time.sleep(0.01)
    with context.effect() as is_due:
        if is_due:
            record("innocent", str(number), by=None)


@job(attempts=20)
def punctual(context: JobContext, number: int, due: str) -> None:
    """Write how late it is."""
    with context.effect() as is_due:
        if is_due:
            late = (timezone.now() - datetime.fromisoformat(due)).total_seconds()
            record("punctual", str(number), by=None, after={"late": late})
