"""Count how often a caller has tried within a minute, or a few of them: one count for all processes, kept in the database."""

from __future__ import annotations

from datetime import datetime

from django.db import connection
from django.utils.crypto import salted_hmac

from praya.core.allowances.models import Allowance

LONGEST = 60
_TABLE = Allowance._meta.db_table
# One statement counts and tells, so that two processes never read the same number.
_COUNT = (
    f"INSERT INTO {_TABLE} (caller, minute, used) VALUES (%s, %s, 1) "  # noqa: S608 - the table's own name
    f"ON CONFLICT (caller) DO UPDATE SET minute = excluded.minute, "
    f"used = CASE WHEN {_TABLE}.minute = excluded.minute THEN {_TABLE}.used + 1 ELSE 1 END RETURNING used"
)


def count(caller: str, *, at: datetime, minutes: int = 1) -> int:
    """Count one try of a caller and return which one it is of its minute, or of as many, an hour at most."""
    minute = minute_of(at)
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [caller, minute - minute % minutes])
        return int(cursor.fetchone()[0])


def nameless(kind: str, *parts: str) -> str:
    """Return a caller's name that tells nobody who it is: an address that somebody typed is not kept."""
    return f"{kind} {salted_hmac('praya.allowances', chr(0).join(parts), algorithm='sha256').hexdigest()[:40]}"


def minute_of(at: datetime) -> int:
    """Return the number of a minute."""
    return int(at.timestamp()) // 60


def forget(*, at: datetime) -> int:
    """Delete the counts of callers who have not tried for an hour; return how many."""
    return Allowance.objects.filter(minute__lt=minute_of(at) - LONGEST).delete()[0]
