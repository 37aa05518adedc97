"""Tell to which day of a site's programme a moment belongs: what happens past midnight belongs to the evening it began in."""

from __future__ import annotations

from datetime import date, datetime

from praya.engines.zones import Interval, SiteHours, local_day, open_intervals


class SiteDays:
    """Know the days of one site; made once, asked for every session.

    >>> from datetime import UTC, time
    >>> from praya.engines.zones import CivilHours
    >>> evening = date(2026, 10, 23)
    >>> days = SiteDays(SiteHours("macau", "Asia/Macau", {evening: (CivilHours(time(10), time(2)),)}))
    >>> late_show = datetime(2026, 10, 23, 16, 30, tzinfo=UTC)  # half past midnight in Macau
    >>> days.day_of(late_show), days.day_of(late_show.replace(hour=19))
    (datetime.date(2026, 10, 23), datetime.date(2026, 10, 24))
    """

    def __init__(self, site: SiteHours) -> None:
        self.zone = site.zone
        self._days: list[tuple[Interval, date]] = [
            (interval, day)
            for day in sorted(site.opening)
            for interval in open_intervals(SiteHours(site.name, site.zone, {day: site.opening[day]}))
        ]

    def day_of(self, moment: datetime) -> date:
        """Return the day whose opening hours hold `moment`, the earliest of several; outside all hours the civil date."""
        for interval, day in self._days:
            if interval.start <= moment < interval.end:
                return day
        return local_day(moment, self.zone)
