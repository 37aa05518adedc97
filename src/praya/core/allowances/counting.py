"""Count how often a caller has tried within a minute, or in the last hour: one count for all processes, kept in the database.

A minute is one of the clock. An hour is the one before each try, whatever the clock says: nobody has two allowances at its turn.
It is counted in parts of five minutes, each a row, which are used again an hour later. A part counts until it is over
as a whole, so an hour is up to five minutes longer and never shorter.
"""

from __future__ import annotations

from datetime import datetime

from django.db import connection
from django.db.models import F, Sum
from django.utils.crypto import salted_hmac

from praya.core.allowances.models import Allowance

HOUR, PART = 60, 5
PARTS = HOUR // PART + 1
LONGEST = PARTS * PART
_TABLE = Allowance._meta.db_table
# One statement counts and tells, so that two processes never read the same number.
_COUNT = (
    f"INSERT INTO {_TABLE} (caller, minute, used) VALUES (%s, %s, 1) "  # noqa: S608 - the table's own name
    f"ON CONFLICT (caller) DO UPDATE SET minute = excluded.minute, "
    f"used = CASE WHEN {_TABLE}.minute = excluded.minute THEN {_TABLE}.used + 1 ELSE 1 END RETURNING used"
)


def count(caller: str, *, at: datetime) -> int:
    """Count one try of a caller and return which one it is of its minute."""
    return _counted(caller, minute_of(at))


def count_in_hour(caller: str, *, at: datetime) -> int:
    """Count one try of a caller and return which one it is of the hour before it."""
    name, began = _part(caller, at)
    mine = _counted(name, began)
    others = [f"{caller} {number}" for number in range(PARTS) if f"{caller} {number}" != name]
    within = Allowance.objects.filter(caller__in=others, minute__gt=began - LONGEST, minute__lt=began)
    return mine + (within.aggregate(all=Sum("used"))["all"] or 0)


def give_back(caller: str, *, at: datetime) -> None:
    """Take a try out of the hour again: it was refused, and is not to be counted against those that follow."""
    name, began = _part(caller, at)
    Allowance.objects.filter(caller=name, minute=began, used__gt=0).update(used=F("used") - 1)


def _part(caller: str, at: datetime) -> tuple[str, int]:
    """Return the name and the first minute of the part of an hour in which a caller tries."""
    minute = minute_of(at)
    return f"{caller} {minute // PART % PARTS}", minute - minute % PART


def _counted(name: str, minute: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [name, minute])
        return int(cursor.fetchone()[0])


def nameless(kind: str, *parts: str) -> str:
    """Return a caller's name that tells nobody who it is: an address that somebody typed is not kept."""
    return f"{kind} {salted_hmac('praya.allowances', chr(0).join(parts), algorithm='sha256').hexdigest()[:40]}"


def minute_of(at: datetime) -> int:
    """Return the number of a minute."""
    return int(at.timestamp()) // 60


def forget(*, at: datetime) -> int:
    """Delete the counts that nobody asks for any more; return how many."""
    return Allowance.objects.filter(minute__lt=minute_of(at) - LONGEST).delete()[0]
