"""Say when a site is open, in its own civil time, and when several sites are open at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from praya.engines.zones.civil import CivilTimeError, instant


@dataclass(frozen=True, slots=True)
class CivilHours:
    """Hold hours as a wall clock shows them; `closes` not after `opens` means the next day.

    >>> CivilHours(time(20), time(2)).crosses_midnight
    True
    """

    opens: time
    closes: time

    @property
    def crosses_midnight(self) -> bool:
        """Tell whether the hours end on the day after they begin."""
        return self.closes <= self.opens


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """Hold the instants from `start` up to, not including, `end`, both in UTC."""

    start: datetime
    end: datetime

    def __str__(self) -> str:
        ends = f"{self.end:%H:%M}Z" if self.end.date() == self.start.date() else f"{self.end:%Y-%m-%d %H:%M}Z"
        return f"{self.start:%Y-%m-%d %H:%M}Z to {ends}"

    def covers(self, other: Interval) -> bool:
        """Tell whether all of `other` lies within this interval."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class SiteHours:
    """Hold a site's opening hours and breaks per civil date at the site.

    A break after midnight is written under the date on which it happens, not under the date its session opened.
    """

    name: str
    zone: str
    opening: Mapping[date, tuple[CivilHours, ...]]
    breaks: Mapping[date, tuple[CivilHours, ...]] = field(default_factory=dict)


def open_intervals(site: SiteHours) -> tuple[Interval, ...]:
    """Return when `site` is open, breaks taken out, merged and earliest first.

    >>> day, lunch = date(2027, 3, 15), CivilHours(time(12), time(13))
    >>> site = SiteHours("Macau", "Asia/Macau", {day: (CivilHours(time(9), time(18)),)}, {day: (lunch,)})
    >>> [str(hours) for hours in open_intervals(site)]
    ['2027-03-15 01:00Z to 04:00Z', '2027-03-15 05:00Z to 10:00Z']
    """
    return tuple(_without(merged(_intervals(site, site.opening)), merged(_intervals(site, site.breaks))))


def shared_hours(sites: Sequence[SiteHours], day: date) -> list[Interval]:
    """Return the hours of `day` when every site is open, earliest first.

    `day` is the civil date on which the first site opens, so a session past midnight belongs to the date it began;
    the other sites follow from their own zones.
    """
    if not sites:
        return []
    first, *others = sites
    shared = _without(merged(_intervals(first, {day: first.opening.get(day, ())})), merged(_intervals(first, first.breaks)))
    for site in others:
        shared = _both(shared, open_intervals(site))
    return shared


def _intervals(site: SiteHours, hours: Mapping[date, tuple[CivilHours, ...]]) -> list[Interval]:
    return [_interval(site, day, civil) for day in sorted(hours) for civil in hours[day]]


def _interval(site: SiteHours, day: date, hours: CivilHours) -> Interval:
    try:
        start = instant(datetime.combine(day, hours.opens), site.zone)
        last_day = day + timedelta(days=1) if hours.crosses_midnight else day
        end = instant(datetime.combine(last_day, hours.closes), site.zone)
    except CivilTimeError as error:
        raise type(error)(f"{site.name}, {day.isoformat()}: {error}") from error
    return Interval(start, end)


def merged(intervals: Iterable[Interval]) -> list[Interval]:
    """Return the same instants as disjoint intervals that do not touch, earliest first."""
    stretches: list[Interval] = []
    for interval in sorted(intervals):
        if stretches and interval.start <= stretches[-1].end:
            stretches[-1] = Interval(stretches[-1].start, max(stretches[-1].end, interval.end))
        else:
            stretches.append(interval)
    return stretches


def _without(intervals: Sequence[Interval], breaks: Sequence[Interval]) -> list[Interval]:
    """Return the parts of `intervals` outside all `breaks`; both are disjoint and sorted."""
    left = []
    for interval in intervals:
        start = interval.start
        for pause in breaks:
            if start < pause.start < interval.end:
                left.append(Interval(start, pause.start))
            if pause.start < interval.end and pause.end > start:
                start = pause.end
        if start < interval.end:
            left.append(Interval(start, interval.end))
    return left


def _both(ones: Iterable[Interval], others: Sequence[Interval]) -> list[Interval]:
    """Return the instants in both sets of disjoint intervals, earliest first."""
    pairs = ((max(a.start, b.start), min(a.end, b.end)) for a in ones for b in others)
    return sorted(Interval(start, end) for start, end in pairs if start < end)
