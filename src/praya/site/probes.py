"""Look at what a process needs to serve: its database, the tables in it, jobs that move."""

from __future__ import annotations

import time
from dataclasses import dataclass

from django.db import DatabaseError, connection

LONGEST_WAIT_SECONDS = 600.0
RECHECK_SECONDS = 60.0


@dataclass
class Migrations:
    """Remember that the tables are as this version wants them: they change with a new start only."""

    complete_at: float = -RECHECK_SECONDS


_migrations = Migrations()


def database_answers() -> bool:
    """Tell whether the database answers a question."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return bool(cursor.fetchone() == (1,))
    except DatabaseError:
        return False


def migrations_complete() -> bool:
    """Tell whether every migration is applied, looking at most once a minute while all are."""
    from praya.site.readiness import unapplied_migrations

    now = time.monotonic()
    if now - _migrations.complete_at < RECHECK_SECONDS:
        return True
    is_complete = not unapplied_migrations()
    if is_complete:
        _migrations.complete_at = now
    return is_complete


def jobs_move() -> bool:
    """Tell whether no job has been due for longer than ten minutes."""
    from praya.core.jobs.queries import oldest_waiting_seconds

    return oldest_waiting_seconds() <= LONGEST_WAIT_SECONDS


def reason_to_read_only() -> str:
    """Return why the installation may only be read, or what the journal of revocations lacks; nothing when all is well."""
    from praya.core.revocations.standing import state_now

    state = state_now()
    if state.reason:
        return str(state.why)
    return "Revocations wait to be written into the journal; see praya doctor." if state.is_behind else ""
