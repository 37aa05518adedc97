"""Run an action again when the database undid it through no fault of its own.

PostgreSQL ends one of two transactions that wait for each other (40P01), and one that cannot be put in order with the
others (40001). Our lock order makes both rare; this makes them harmless.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import OperationalError, transaction

UNDONE = {"40001", "40P01"}
TRIES = 6
# SQLite's words, and those of PostgreSQL, for a lock that was not given in time, a server that is full, and one that is away.
LOCKED = ("database is locked", "database table is locked", "lock timeout", "statement timeout")
BUSY = (
    *LOCKED,
    "deadlock detected",
    "too many clients",
    "remaining connection slots",
    "connection failed",
    "server closed the connection",
)

Words = ParamSpec("Words")
Result = TypeVar("Result")


def was_undone(fault: OperationalError) -> bool:
    """Tell whether the database undid a transaction that may simply be tried again."""
    return getattr(fault.__cause__, "sqlstate", None) in UNDONE


def is_busy(fault: OperationalError) -> bool:
    """Tell whether the database was busy or away, so that the same is right a little later."""
    return was_undone(fault) or any(words in str(fault) for words in BUSY)


def is_locked(fault: OperationalError) -> bool:
    """Tell whether another held what was asked for, longer than the asking waited."""
    return any(words in str(fault) for words in LOCKED)


def retried(action: Callable[Words, Result]) -> Callable[Words, Result]:
    """Let an action be tried again after a deadlock or serialisation failure.

    Inside a larger transaction it is not: there the whole transaction is what has to be repeated.
    """

    @wraps(action)
    def repeated(*words: Words.args, **named: Words.kwargs) -> Result:
        for attempt in range(TRIES):
            try:
                return action(*words, **named)
            except OperationalError as fault:
                if not was_undone(fault) or attempt == TRIES - 1 or transaction.get_connection().in_atomic_block:
                    raise
                time.sleep(random.uniform(0, 0.02) * 2**attempt)  # noqa: S311 - spreads retries, guards nothing
        raise AssertionError("the last try returns or raises")

    return repeated
