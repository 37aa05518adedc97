"""Say what seats that were left empty cost next time: a ladder of rungs, stated before anybody climbs it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Rung:
    """State what comes after so many seats taken and left empty; a seat given back in time is none of them.

    In a draw everybody on a rung comes after all on lower ones; where the first come first, booking opens `wait_minutes` later.
    """

    no_shows: int
    wait_minutes: int = 0
    is_barred: bool = False


def rung_of(no_shows: int, ladder: Sequence[Rung]) -> int:
    """Return on which rung of a ladder, lowest first, somebody stands, counted from 1; 0 is the ground.

    >>> ladder = (Rung(1, wait_minutes=60), Rung(3, is_barred=True))
    >>> [rung_of(count, ladder) for count in range(5)]
    [0, 1, 1, 2, 2]
    """
    return sum(no_shows >= rung.no_shows for rung in ladder)


def opens_for(opens_at: datetime, rung: int, ladder: Sequence[Rung]) -> datetime | None:
    """Return when booking opens to somebody on a rung, None when it does not.

    Above the highest rung stands whoever was put on one that has been taken away since: for them it is the highest that is left.

    >>> from datetime import UTC
    >>> noon, ladder = datetime(2026, 10, 23, 12, tzinfo=UTC), (Rung(1, wait_minutes=60), Rung(3, is_barred=True))
    >>> [opening and opening.hour for opening in (opens_for(noon, rung, ladder) for rung in range(3))]
    [12, 13, None]
    >>> opens_for(noon, 3, ladder), opens_for(noon, 2, ladder[:1]).hour, opens_for(noon, 1, ()).hour
    (None, 13, 12)
    """
    if rung <= 0 or not ladder:
        return opens_at
    found = ladder[min(rung, len(ladder)) - 1]
    return None if found.is_barred else opens_at + timedelta(minutes=found.wait_minutes)
