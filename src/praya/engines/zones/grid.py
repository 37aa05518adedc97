"""Lay one grid of UTC slots over the opening hours of all sites of an edition.

One grid for all, because a person at one site meets a person at another: their slots must start at the same instant.
Where zones differ by a part of a slot (Kathmandu is 45 minutes off the hour), the start that opens most slots wins.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from praya.engines.zones.civil import local_day
from praya.engines.zones.hours import Interval, SiteHours, merged, open_intervals

MINUTES_PER_DAY = 24 * 60
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class GridSlot:
    """Name one slot of the grid; `day` counts the market's days from 0 and never splits a session."""

    start: datetime
    end: datetime
    day: int

    @property
    def interval(self) -> Interval:
        """Return the instants of the slot."""
        return Interval(self.start, self.end)


def slot_grid(sites: Sequence[SiteHours], slot_minutes: int) -> tuple[GridSlot, ...]:
    """Return the slots in which at least one site is open throughout, earliest first.

    Within a stretch in which some site is always open, slots follow each other without a gap. A day ends in the middle
    of the widest part of the UTC clock in which no site is ever open; without one, at the first site's midnight.
    """
    if slot_minutes < 1:
        raise ValueError(f"a slot of {slot_minutes} minutes cannot hold a meeting; write at least 1")
    hours = [open_intervals(site) for site in sites]
    stretches = merged(interval for site in hours for interval in site)
    length = timedelta(minutes=slot_minutes)
    slots = [slot for stretch in stretches for slot in _slots_of(stretch, hours, length)]
    cut = _closed_minute(stretches)
    days = [_day(slot, sites, cut) for slot in slots]
    order = {day: number for number, day in enumerate(sorted(set(days)))}
    return tuple(GridSlot(slot.start, slot.end, order[day]) for slot, day in zip(slots, days, strict=True))


def open_slots(site: SiteHours, grid: Sequence[GridSlot]) -> tuple[int, ...]:
    """Return the indices in `grid` of the slots during all of which `site` is open."""
    hours = open_intervals(site)
    return tuple(number for number, slot in enumerate(grid) if _is_open(slot.interval, hours))


def mask_of(slots: Iterable[int]) -> int:
    """Return a set of slots as a whole number with one bit per slot, lowest first."""
    mask = 0
    for slot in slots:
        mask |= 1 << slot
    return mask


def _slots_of(stretch: Interval, hours: Sequence[Sequence[Interval]], length: timedelta) -> list[Interval]:
    """Return the open slots of `stretch`, begun at the phase that opens most slots over all sites."""
    starts = {interval.start for site in hours for interval in site if stretch.covers(interval)}
    phases = sorted({(start - stretch.start) % length for start in starts})
    best: list[Interval] = []
    most = 0
    for phase in phases:
        cells = _cells(Interval(stretch.start + phase, stretch.end), length)
        openings = [sum(_is_open(cell, site) for site in hours) for cell in cells]
        if sum(openings) > most:
            most = sum(openings)
            best = [cell for cell, opening in zip(cells, openings, strict=True) if opening]
    return best


def _cells(stretch: Interval, length: timedelta) -> list[Interval]:
    count = (stretch.end - stretch.start) // length
    return [Interval(stretch.start + k * length, stretch.start + (k + 1) * length) for k in range(count)]


def _is_open(cell: Interval, hours: Sequence[Interval]) -> bool:
    return any(interval.covers(cell) for interval in hours)


def _closed_minute(stretches: Sequence[Interval]) -> int | None:
    """Return the middle of the widest gap in the UTC day that no stretch touches, in minutes, None without a gap."""
    opens = [False] * MINUTES_PER_DAY
    for stretch in stretches:
        first = (stretch.start - _EPOCH) // timedelta(minutes=1)
        minutes = min(MINUTES_PER_DAY, (stretch.end - stretch.start) // timedelta(minutes=1))
        for minute in range(first, first + minutes):
            opens[minute % MINUTES_PER_DAY] = True
    if all(opens) or not any(opens):
        return None
    first_open = opens.index(True)
    widest = current = end = 0
    for minute in range(first_open, first_open + MINUTES_PER_DAY):
        current = 0 if opens[minute % MINUTES_PER_DAY] else current + 1
        if current > widest:
            widest, end = current, minute
    return (end + 1 - widest + widest // 2) % MINUTES_PER_DAY


def _day(slot: Interval, sites: Sequence[SiteHours], cut: int | None) -> int:
    """Return a number that grows from one market day to the next."""
    if cut is None:
        return local_day(slot.start, sites[0].zone).toordinal()
    return (slot.start - _EPOCH - timedelta(minutes=cut)) // timedelta(days=1)
