"""Decide when a letter is due, from how its reader wants to be written to."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from praya.core.letters.declaring import DAILY, NEVER, NOW, Kind

TOGETHER = timedelta(seconds=30)  # what one act tells somebody is gathered for so long, and comes as one letter
BACKOFF = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720, 1440))


class Habits(Protocol):
    """What is asked of somebody's habits."""

    chosen: dict[str, str]
    daily_hour: int
    quiet_from: int | None
    quiet_until: int | None


def way_of(kind: Kind, habits: Habits | None) -> str:
    """Return whether a letter comes at once, daily or never; what is owed to its reader always comes.

    What was chosen for the one kind goes before what was chosen for its group.
    """
    said = habits.chosen if habits is not None else {}
    chosen = said.get(kind.choice) or said.get(kind.group) or kind.usual
    if chosen == NEVER and kind.is_owed:
        return NOW
    return chosen if chosen in {NOW, DAILY, NEVER} else kind.usual


def due_at(way: str, habits: Habits | None, zone: str, *, at: datetime) -> datetime:
    """Return when a letter that is asked for now is sent: soon, or at its reader's hour, and never in their quiet hours.

    >>> from datetime import UTC
    >>> due_at("now", None, "Asia/Macau", at=datetime(2027, 3, 10, 1, 0, tzinfo=UTC)).isoformat()
    '2027-03-10T01:00:30+00:00'
    >>> due_at("daily", None, "Asia/Macau", at=datetime(2027, 3, 10, 1, 0, tzinfo=UTC)).isoformat()
    '2027-03-11T00:00:00+00:00'
    """
    local = ZoneInfo(zone or "UTC")
    if way == DAILY:
        due = _next_hour(at.astimezone(local), habits.daily_hour if habits is not None else 8)
    else:
        due = (at + TOGETHER).astimezone(local)
    if habits is not None and is_quiet(habits, due.hour):
        due = _next_hour(due, habits.quiet_until or 0)
    return due.astimezone(at.tzinfo)


def is_quiet_at(habits: Habits, zone: str, at: datetime) -> bool:
    """Tell whether it is a quiet hour of somebody's on the clock of a zone."""
    return is_quiet(habits, at.astimezone(ZoneInfo(zone or "UTC")).hour)


def is_quiet(habits: Habits, hour: int) -> bool:
    """Tell whether somebody wants no letter in an hour of their day; the hours may lead over midnight."""
    first, last = habits.quiet_from, habits.quiet_until
    if first is None or last is None or first == last:
        return False
    return first <= hour < last if first < last else hour >= first or hour < last


def _next_hour(local: datetime, hour: int) -> datetime:
    """Return the next moment at which a clock shows an hour; where it is skipped, the first that it shows after it."""
    due = local.replace(hour=hour, minute=0, second=0, microsecond=0, fold=0)
    if due <= local:
        due = (due + timedelta(days=1)).replace(fold=0)
    return due


def again_at(tries: int, at: datetime) -> datetime | None:
    """Return when a letter that could not be delivered is tried again; None when it was tried often enough."""
    return at + BACKOFF[tries - 1] if 0 < tries <= len(BACKOFF) else None
