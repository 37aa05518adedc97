"""Know which day of an edition each of its sites shows, and its slots: before, now and after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from praya.engines.zones import GridSlot
from praya.meet.editions.grid import Grid, slots_in
from praya.meet.editions.models import Site

# How many slots ahead somebody without a meeting counts as idle.
AHEAD = 2


@dataclass(frozen=True)
class SiteDay:
    """Hold the civil day that is shown of a site, or of the online meetings (no site), with its slots in order.

    `clock` is the site on whose clock it is told. `whole` has all slots of the site: a session may go on after midnight.
    """

    site: Site | None
    clock: Site
    day: date
    at: datetime
    slots: tuple[GridSlot, ...] = field(repr=False)
    whole: tuple[GridSlot, ...] = field(repr=False)

    @property
    def zone(self) -> ZoneInfo:
        """Return the zone in which it is told."""
        return self.clock.zone_info

    @property
    def is_today(self) -> bool:
        """Tell whether it is this day there now."""
        return self.at.astimezone(self.zone).date() == self.day

    @cached_property
    def now(self) -> GridSlot | None:
        """Return the slot that is under way."""
        return next((slot for slot in self.whole if slot.start <= self.at < slot.end), None)

    @cached_property
    def ahead(self) -> tuple[GridSlot, ...]:
        """Return the slots of this day, and of a session that goes on after it, that have not begun."""
        last = self.slots[-1] if self.slots else self.now
        found = [slot for slot in self.slots if slot.start > self.at]
        for slot in self.whole:
            if last is not None and slot.start > last.start and (slot.day == last.day or slot.start == last.end):
                last = slot
                found += [slot] if slot.start > self.at else []
        return tuple(found)

    @property
    def next(self) -> GridSlot | None:
        """Return the slot that begins next."""
        return self.ahead[0] if self.ahead else None

    @property
    def beside(self) -> tuple[GridSlot, ...]:
        """Return the slots under way and next, where they are of a session that midnight parts from this day's slots."""
        found = (self.now, self.next) if self.is_today else ()
        return tuple(slot for slot in found if slot is not None and slot not in self.slots)

    @property
    def idle_in(self) -> tuple[datetime, ...]:
        """Return the instants of the slots in which somebody without a meeting counts as idle: the next ones of today."""
        return tuple(slot.start for slot in self.ahead[:AHEAD]) if self.is_today else ()


def market_days(grid: Grid, site: Site) -> list[date]:
    """Return the civil days on which a site is open."""
    slots = (grid.slots[number] for number in slots_in(grid.open_at.get(site.pk, 0)))
    return sorted({slot.start.astimezone(site.zone_info).date() for slot in slots})


def days_of(grid: Grid, sites: Sequence[Site]) -> list[date]:
    """Return the civil days on which any site is open."""
    return sorted({day for site in sites for day in market_days(grid, site)})


def shown_days(grid: Grid, sites: Sequence[Site], day: date | None, at: datetime) -> list[SiteDay]:
    """Return what each site shows: a day that was chosen, or its own today."""
    found = []
    for site in sites:
        mask = grid.open_at.get(site.pk, 0)
        found.append(_day(grid, mask, site, site, day or at.astimezone(site.zone_info).date(), at))
    return found


def online_day(grid: Grid, sites: Sequence[Site], day: date | None, at: datetime) -> SiteDay | None:
    """Return the day of the online meetings on the clock of the first site; they are held in every slot of the grid."""
    if not sites:
        return None
    return _day(grid, grid.everything, None, sites[0], day or at.astimezone(sites[0].zone_info).date(), at)


def next_day(days: Sequence[date], day: date) -> date | None:
    """Return the first of some days after one, where there is one."""
    return next((one for one in days if one > day), None)


def _day(grid: Grid, mask: int, site: Site | None, clock: Site, day: date, at: datetime) -> SiteDay:
    zone = clock.zone_info
    whole = tuple(grid.slots[number] for number in slots_in(mask))
    return SiteDay(site, clock, day, at, tuple(slot for slot in whole if slot.start.astimezone(zone).date() == day), whole)
