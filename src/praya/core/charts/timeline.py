"""Lay out one day at one or more sites as a timeline in steps of five minutes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

STEP = timedelta(minutes=5)
STEPS_PER_HOUR = 12
LONGEST = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Item:
    """Name what fills a part of a lane; `kind` is open, shared, break, gone or nothing."""

    starts_at: datetime
    ends_at: datetime
    heading: str
    detail: str = ""
    kind: str = ""
    hue: int = 0


@dataclass(frozen=True, slots=True)
class Placed:
    """Hold an item with its place: `at` steps after the beginning, `length` steps long."""

    item: Item
    at: int
    length: int

    @property
    def looks(self) -> str:
        """Return the classes of praya/timeline.css that put it there."""
        return looks(self.at, self.length)


@dataclass(frozen=True, slots=True)
class Lane:
    """Hold the items of one site or person."""

    label: str
    items: list[Placed]


@dataclass(frozen=True, slots=True)
class Hour:
    """Label a full hour in the first and, when it differs, in the second zone."""

    at: int
    instant: datetime
    first: str
    second: str

    @property
    def looks(self) -> str:
        """Return the classes of praya/timeline.css that put it there."""
        return looks(self.at, 1)


@dataclass(frozen=True, slots=True)
class Timeline:
    """Hold a day ready to be drawn."""

    hours: list[Hour]
    lanes: list[Lane]
    has_second: bool


def timeline(lanes: Sequence[tuple[str, Iterable[Item]]], zone: ZoneInfo, second: ZoneInfo | None = None) -> Timeline | None:
    """Return the timeline from the hour before the first item to the hour after the last, at most 24 hours.

    `zone` labels the hours, `second` does so beside it; without any item there is nothing to draw.
    """
    listed = [(label, sorted(items, key=lambda item: (item.starts_at, item.ends_at))) for label, items in lanes]
    starts = [item.starts_at for _, items in listed for item in items]
    if not starts:
        return None
    begin = _hour_before(min(starts), zone)
    latest = max(max(item.ends_at, item.starts_at + STEP) for _, items in listed for item in items)
    end = min(latest, begin + LONGEST)
    has_second = second is not None and begin.astimezone(second).utcoffset() != begin.astimezone(zone).utcoffset()
    return Timeline(
        hours=_hours(begin, end, zone, second if has_second else None),
        lanes=[Lane(label, [_place(item, begin, end) for item in items if item.starts_at < end]) for label, items in listed],
        has_second=has_second,
    )


def looks(at: int, length: int) -> str:
    """Return classes for a place and a length in steps, both in whole hours and the steps beyond them; nought has no class."""
    parts = [(word, *divmod(steps, STEPS_PER_HOUR)) for word, steps in (("at", at), ("for", length))]
    return " ".join(f"{word}-{unit}{n}" for word, hours, steps in parts for unit, n in (("h", hours), ("s", steps)) if n)


def _hour_before(instant: datetime, zone: ZoneInfo) -> datetime:
    local = instant.astimezone(zone)
    return instant - timedelta(minutes=local.minute, seconds=local.second, microseconds=local.microsecond)


def _place(item: Item, begin: datetime, end: datetime) -> Placed:
    at = max(0, (item.starts_at - begin) // STEP)
    until = -((begin - min(item.ends_at, end)) // STEP)
    return Placed(item, at, max(1, until - at))


def _hours(begin: datetime, end: datetime, zone: ZoneInfo, second: ZoneInfo | None) -> list[Hour]:
    found: list[Hour] = []
    instant = begin
    while instant <= end:
        other = f"{instant.astimezone(second):%H:%M}" if second else ""
        found.append(Hour((instant - begin) // STEP, instant, f"{instant.astimezone(zone):%H:%M}", other))
        instant += timedelta(hours=1)
    return found
