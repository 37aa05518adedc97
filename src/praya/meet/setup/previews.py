"""Draw one market day of all sites on one line of time, with the slots that sites share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from praya.meet.editions.grid import Grid
from praya.meet.editions.models import Site


@dataclass(frozen=True, slots=True)
class Bar:
    """Place something on the line of time: where it starts and how long it is, in minutes."""

    x: int
    width: int
    starts_at: datetime
    ends_at: datetime
    is_shared: bool


@dataclass(frozen=True, slots=True)
class Lane:
    """Hold one site's bars of a day; slots that follow each other are one bar."""

    site: Site
    y: int
    bars: list[Bar]
    slot_count: int
    hours: list[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class DayPreview:
    """Hold one market day: its lanes, the length of the longest day in minutes, and how many slots any two sites share."""

    number: int
    starts_at: datetime
    width: int
    height: int
    lanes: list[Lane]
    shared: list[Bar]
    shared_count: int


LANE_HEIGHT = 62


def day_previews(grid: Grid, sites: Sequence[Site]) -> list[DayPreview]:
    """Return every market day of the grid, in order."""
    days = [_day(grid, sites, day) for day in range(grid.day_count)]
    # One scale for all days: an hour is as long on the short ones as on the long ones.
    longest = max((day.width for day in days), default=0)
    return [replace(day, width=longest) for day in days]


def _day(grid: Grid, sites: Sequence[Site], day: int) -> DayPreview:
    numbers = [number for number, slot in enumerate(grid.slots) if slot.day == day]
    begin = grid.slots[numbers[0]].start
    open_sites = {n: sum(grid.open_at.get(site.pk, 0) >> n & 1 for site in sites) for n in numbers}
    shared = [n for n in numbers if open_sites[n] > 1]
    lanes = []
    for index, site in enumerate(sites):
        own = [n for n in numbers if grid.open_at.get(site.pk, 0) >> n & 1]
        lanes.append(Lane(site, index * LANE_HEIGHT, _bars(grid, own, begin, set(shared)), len(own), _hours(grid, numbers, site)))
    end = grid.slots[numbers[-1]].end
    return DayPreview(
        day, begin, _minutes(begin, end), len(sites) * LANE_HEIGHT, lanes, _bars(grid, shared, begin, set(shared)), len(shared)
    )


def _bars(grid: Grid, numbers: Sequence[int], begin: datetime, shared: set[int]) -> list[Bar]:
    bars = []
    runs = groupby(enumerate(numbers), key=lambda pair: (pair[1] - pair[0], pair[1] in shared, _gap_before(grid, pair[1])))
    for (_offset, is_shared, _gap), pairs in runs:
        run = [number for _position, number in pairs]
        start, end = grid.slots[run[0]].start, grid.slots[run[-1]].end
        bars.append(Bar(_minutes(begin, start), _minutes(start, end), start, end, is_shared))
    return bars


def _gap_before(grid: Grid, number: int) -> int:
    """Return how many pauses of the grid lie before a slot, so that a bar never spans one."""
    return sum(grid.slots[n].start != grid.slots[n - 1].end for n in range(1, number + 1))


def _hours(grid: Grid, numbers: Sequence[int], site: Site) -> list[tuple[int, str]]:
    """Return where the site's full hours stand, every second one."""
    begin, end = grid.slots[numbers[0]].start, grid.slots[numbers[-1]].end
    found = []
    for minute in range(0, _minutes(begin, end) + 1, 5):
        local = datetime.fromtimestamp(begin.timestamp() + minute * 60, site.zone_info)
        if local.minute == 0 and local.hour % 2 == 0:
            found.append((minute, f"{local:%H:%M}"))
    return found


def _minutes(start: datetime, end: datetime) -> int:
    return int((end - start).total_seconds() // 60)
