"""Lay a day at a site out in hours, and sessions in it: what begins past midnight while the site is open is still of that day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from praya.core.charts.timeline import STEP, STEPS_PER_HOUR, looks
from praya.engines.programme import SiteDays
from praya.engines.zones import SiteHours, open_intervals

HOUR = timedelta(hours=1)
MOST_HOURS = 24
SHUT = (time(9), time(18))  # what is shown of a day on which a site is not open


@dataclass(frozen=True, slots=True)
class Window:
    """Hold the stretch of a day that is shown, from full hour to full hour on the clock of the site."""

    on: date
    zone: ZoneInfo
    begins_at: datetime
    hours: int

    @property
    def ends_at(self) -> datetime:
        """Return when it ends."""
        return self.begins_at + self.hours * HOUR

    @property
    def labels(self) -> list[datetime]:
        """Return the hours as the clock of the site shows them; where clocks change one is left out or comes twice."""
        return [(self.begins_at + number * HOUR).astimezone(self.zone) for number in range(self.hours)]

    def look(self, starts_at: datetime, ends_at: datetime) -> str:
        """Return the classes that put a session where its time is, to five minutes."""
        most = self.hours * STEPS_PER_HOUR
        at = min(max(0, (starts_at - self.begins_at) // STEP), most - 1)
        length = max(1, -(-(ends_at - starts_at) // STEP))
        return looks(at, min(length, most - at))


def window_of(on: date, hours: SiteHours, spans: Iterable[tuple[datetime, datetime]]) -> Window:
    """Return the stretch in which a site is open on a day and its sessions of that day are."""
    zone, opening = ZoneInfo(hours.zone), hours.opening.get(on, ())
    edges = [edge for one in open_intervals(SiteHours(hours.name, hours.zone, {on: opening})) for edge in (one.start, one.end)]
    edges += [edge for span in spans for edge in span]
    if not edges:
        edges = [datetime.combine(on, at, zone) for at in SHUT]
    first, last = min(edges).astimezone(zone), max(edges)
    begins_at = first - timedelta(minutes=first.minute, seconds=first.second, microseconds=first.microsecond)
    begins_at = begins_at.astimezone(ZoneInfo("UTC"))
    return Window(on, zone, begins_at, max(1, min(MOST_HOURS, -(-(last - begins_at) // HOUR))))


def around(on: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Return a stretch of time that holds every session that can belong to a day."""
    return datetime.combine(on, time(), zone), datetime.combine(on + timedelta(days=2), time(), zone)


def belongs(on: date, starts_at: datetime, days: SiteDays) -> bool:
    """Tell whether what begins then belongs to a day of the site."""
    return days.day_of(starts_at) == on
