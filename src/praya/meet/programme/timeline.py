"""Draw a day of a programme in true proportion: the rooms of a site side by side, the sessions of each as long as they last."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from praya.core.charts.timeline import STEP, STEPS_PER_HOUR, looks
from praya.meet.editions.models import Site
from praya.meet.programme.queries_released import Item

HOUR = timedelta(hours=1)
MOST_HOURS = 24


@dataclass(frozen=True, slots=True)
class Lane:
    """Hold what is in a room, earliest first, each with where it stands; without a room it is what is online."""

    room: str
    hall: str
    blocks: list[tuple[Item, str]]


@dataclass(frozen=True, slots=True)
class Picture:
    """Hold a day at a site: the full hours of the clock with where they stand, the rooms, and where the present moment is."""

    day: date
    site: Site | None
    count: int
    length: int
    hours: list[tuple[str, str]]
    lanes: list[Lane]
    now: str = ""
    is_now: bool = False


def pictures(items: Iterable[Item], sites: Sequence[Site], own: ZoneInfo | None, at: datetime) -> list[Picture]:
    """Return a picture for each site that has sessions, in the order of the sites; hours are those of `own`, else the site's."""
    order = {site.pk: number for number, site in enumerate(sites)}
    known = sorted(items, key=lambda one: (_place(one, order), one.day, one.starts_at, one.pk))
    return [_picture(list(some), own, at) for _key, some in groupby(known, key=lambda one: (_place(one, order), one.day))]


def _place(item: Item, order: dict[int, int]) -> int:
    return order[item.site.pk] if item.site is not None else len(order)


def _picture(items: list[Item], own: ZoneInfo | None, at: datetime) -> Picture:
    site = items[0].site
    zone = own or (site.zone_info if site is not None else ZoneInfo("UTC"))
    start = _hour_before(items[0].starts_at, zone)
    end = max(one.ends_at for one in items)
    length = min(MOST_HOURS, -(-(end - start) // HOUR))
    rooms = sorted({(not one.room, one.hall_name, one.room_name, one.room) for one in items})
    lanes = [
        Lane(name, hall, [(one, _looks(one, start, length)) for one in items if one.room == room])
        for _is_online, hall, name, room in rooms
    ]
    hours = [(looks(hour * STEPS_PER_HOUR, 0), f"{(start + hour * HOUR).astimezone(zone):%H:%M}") for hour in range(length)]
    is_now = start <= at < start + length * HOUR
    now = looks((at - start) // STEP, 0) if is_now else ""
    return Picture(items[0].day, site, len(items), length, hours, lanes, now, is_now)


def _hour_before(instant: datetime, zone: ZoneInfo) -> datetime:
    """Return the last full hour of a clock at or before an instant, in UTC: there the hours of a day are equally long."""
    local = instant.astimezone(zone)
    return (instant - timedelta(minutes=local.minute, seconds=local.second, microseconds=local.microsecond)).astimezone(UTC)


def _looks(item: Item, start: datetime, length: int) -> str:
    """Return where a session stands, in steps; one that lasts longer than the picture ends with it."""
    most = length * STEPS_PER_HOUR
    at = min((item.starts_at - start) // STEP, most - 1)
    until = min(-(-(item.ends_at - start) // STEP), most)
    return looks(at, max(until - at, 1))
