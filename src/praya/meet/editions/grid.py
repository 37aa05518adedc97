"""Lay the meeting grid of an edition: one row of slots in UTC for all its sites.

Sets of slots are held as whole numbers with one bit per slot of the grid, lowest bit first: they are small, quick to
intersect and need no numerical library in the web process.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet, Value

from praya.core.prepared import Prepared
from praya.engines.zones import CivilHours, GridSlot, SiteHours, mask_of, open_slots, slot_grid
from praya.meet.editions.models import Break, Edition, OpeningHours, Site

REMOTE_HOURS = (time(9), time(18))
# A site, a day, and from when to when.
_Civil = tuple[int, date | None, time, time]


def slots_in(mask: int) -> Iterator[int]:
    """Return the numbers of the slots in a set, lowest first."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


@dataclass
class Grid:
    """Hold the slots of an edition, when each site is open, and the number of the slot that begins at an instant."""

    slots: tuple[GridSlot, ...]
    open_at: dict[int, int]
    number: dict[datetime, int]

    @cached_property
    def starts(self) -> list[datetime]:
        """Return the instants at which slots begin."""
        return [slot.start for slot in self.slots]

    @cached_property
    def everything(self) -> int:
        """Return the set of all slots."""
        return (1 << len(self.slots)) - 1

    @property
    def day_count(self) -> int:
        """Return how many days the grid has."""
        return max((slot.day for slot in self.slots), default=-1) + 1

    def day_of(self, day: int) -> int:
        """Return the set of one day's slots."""
        return mask_of(index for index, slot in enumerate(self.slots) if slot.day == day)

    def within(self, start: datetime, end: datetime) -> int:
        """Return the set of slots that lie wholly between two instants."""
        first = bisect_left(self.starts, start)
        last = bisect_right(self._ends, end)
        return ((1 << last) - 1) & ~((1 << first) - 1) if last > first else 0

    def overlapping(self, start: datetime, end: datetime) -> int:
        """Return the set of slots of which any part lies between two instants."""
        first = bisect_right(self._ends, start)
        last = bisect_left(self.starts, end)
        return ((1 << last) - 1) & ~((1 << first) - 1) if last > first else 0

    def after(self, instant: datetime) -> int:
        """Return the set of slots that begin at an instant or later."""
        first = bisect_left(self.starts, instant)
        return self.everything & ~((1 << first) - 1)

    @cached_property
    def _ends(self) -> list[datetime]:
        return [slot.end for slot in self.slots]

    def awake(self, zone: str) -> int:
        """Return the slots between 9:00 and 18:00 of a zone: when somebody remote can meet who has not said otherwise."""
        if zone not in self._awake:
            info = ZoneInfo(zone)
            begins, ends = REMOTE_HOURS
            self._awake[zone] = mask_of(
                index
                for index, slot in enumerate(self.slots)
                if slot.start.astimezone(info).time() >= begins and begins < slot.end.astimezone(info).time() <= ends
            )
        return self._awake[zone]

    @cached_property
    def _awake(self) -> dict[str, int]:
        return {}


def edition_grid(edition: Edition, sites: Sequence[Site]) -> Grid:
    """Return the grid of an edition, in one query."""
    opening, pauses = _civil_hours(edition)
    hours: dict[int, dict[date, list[CivilHours]]] = defaultdict(lambda: defaultdict(list))
    for site, day, opens, closes in opening:
        if day is not None:
            hours[site][day].append(CivilHours(opens, closes))
    breaks: dict[int, dict[date, list[CivilHours]]] = defaultdict(lambda: defaultdict(list))
    for site, day, begins, ends in pauses:
        for on in [day] if day else list(hours[site]):
            breaks[site][on].append(CivilHours(begins, ends))
    open_sites = [site_hours(site, hours[site.pk], breaks[site.pk]) for site in sites]
    slots = slot_grid(open_sites, edition.slot_minutes)
    open_at = {site.pk: mask_of(open_slots(own, slots)) for site, own in zip(sites, open_sites, strict=True)}
    return Grid(slots, open_at, {slot.start: number for number, slot in enumerate(slots)})


def _civil_hours(edition: Edition) -> tuple[list[_Civil], list[_Civil]]:
    """Return when the sites of an edition are open and when they pause, earliest first; without a day it is every day."""
    rows = sorted(_CIVIL(edition=edition.pk), key=lambda row: row[2])
    return [row[:4] for row in rows if not row[4]], [row[:4] for row in rows if row[4]]


def _civil(edition: int) -> QuerySet[Any, Any]:
    opening = OpeningHours.objects.filter(site__edition=edition).order_by()
    pauses = Break.objects.filter(site__edition=edition).order_by()
    both: QuerySet[Any, Any] = opening.values_list("site", "on", "opens", "closes", Value(0)).union(
        pauses.values_list("site", "on", "begins", "ends", Value(1)), all=True
    )
    return both


_CIVIL = Prepared(_civil)


def site_hours(site: Site, hours: dict[date, list[CivilHours]], breaks: dict[date, list[CivilHours]]) -> SiteHours:
    """Return the hours of one site as the engine takes them."""
    return SiteHours(
        site.short_name,
        site.zone,
        {on: tuple(spans) for on, spans in hours.items()},
        {on: tuple(spans) for on, spans in breaks.items()},
    )
