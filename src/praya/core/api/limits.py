"""Let no caller ask more often than others can bear: one count for all processes, kept in the database.

A market sits behind one address, so strangers of one address together may ask more often than one token.
"""

from __future__ import annotations

from datetime import datetime

from django.db import connection

from praya.core.api.models import Allowance

PER_MINUTE = 300
STRANGERS_PER_MINUTE = 600
_TABLE = Allowance._meta.db_table
# One statement counts and tells, so that two processes never read the same number.
_COUNT = (
    f"INSERT INTO {_TABLE} (caller, minute, used) VALUES (%s, %s, 1) "  # noqa: S608 - the table's own name
    f"ON CONFLICT (caller) DO UPDATE SET minute = excluded.minute, "
    f"used = CASE WHEN {_TABLE}.minute = excluded.minute THEN {_TABLE}.used + 1 ELSE 1 END RETURNING used"
)


def count(caller: str, *, at: datetime) -> int:
    """Count one request of a caller and return which one of its minute it is."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [caller, minute_of(at)])
        return int(cursor.fetchone()[0])


def minute_of(at: datetime) -> int:
    """Return the number of a minute."""
    return int(at.timestamp()) // 60


def forget(*, at: datetime) -> int:
    """Delete the counts of callers who have not asked for an hour; return how many."""
    return Allowance.objects.filter(minute__lt=minute_of(at) - 60).delete()[0]
