"""Lay an agenda out by days: each meeting stands under the day of its own site, or the viewer's day when it is online."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from praya.core.charts.lanes import lanes_of
from praya.core.charts.timeline import STEP, looks
from praya.core.texts.reading import read
from praya.match.agenda.queries import Item
from praya.meet.editions.cities import city_of, offset_words
from praya.meet.editions.models import Site
from praya.show.works.queries_named import NamedWork

SiteFinder = Callable[[int | None], Site | None]
ASKED_FOR = timedelta(hours=2)
MOST_LANES = 3
MOST_COLUMNS = 7  # days that fit beside each other on a desk; more are a list there, too


@dataclass(frozen=True, slots=True)
class Clock:
    """Hold a time as it is read at one place: its city, how far that is from UTC, and the viewer's own time where it differs."""

    day: date
    time: str
    city: str
    offset: str
    own: str = ""


@dataclass(slots=True)
class Line:
    """Hold one meeting with what a page says about it; `free` is how long nothing is planned before it on its day."""

    item: Item
    site: Site | None
    place: str
    clock: Clock
    is_now: bool
    is_next: bool
    has_begun: bool
    about: NamedWork | None = None
    free: str = ""
    grid: str = ""
    was: Clock | None = None

    @property
    def hue(self) -> str:
        """Return the class of the hue of its site."""
        return f"hue-{self.site.hue}" if self.site is not None else ""

    @property
    def looks(self) -> str:
        """Return the classes of the line: the hue of its site, whether it is on, changed or gone, and its place in the week."""
        state = "is-cancelled" if self.item.is_gone else "is-changed" if self.item.change else ""
        return " ".join(word for word in (self.hue, state, "is-now" if self.is_now else "", self.grid) if word)


@dataclass(slots=True)
class Day:
    """Hold the meetings of one civil day; `rows` are they as a page shows them."""

    on: date
    lines: list[Line] = field(default_factory=list)
    is_today: bool = False
    rows: str = ""


@dataclass(frozen=True, slots=True)
class Hour:
    """Label an hour of the week's grid on the clocks of its places and, where that differs, on the viewer's own."""

    time: str
    own: str
    looks: str


def place_words(item: Item) -> str:
    """Write where a meeting takes place: hall and table, hall and stand, or online; a session, its room and hall.

    >>> from datetime import UTC
    >>> moment = datetime(2027, 3, 16, tzinfo=UTC)
    >>> place_words(Item("m", moment, moment, 1, "Hall 1", None, "A12", 0, moment))
    'Hall 1, stand A12'
    """
    if item.session is not None:
        return item.session.place
    if item.table is not None:
        return _("%(hall)s, table %(table)s") % {"hall": item.hall, "table": item.table}
    if item.stand:
        return _("%(hall)s, stand %(stand)s") % {"hall": item.hall, "stand": item.stand}
    return _("on site") if item.site is not None else _("online")


def clock_at(instant: datetime, site: Site | None, viewer: ZoneInfo, sites: Iterable[Site] = ()) -> Clock:
    """Return an instant as the clocks of a site show it; without a site, as the viewer's own do."""
    zone = ZoneInfo(site.zone) if site is not None else viewer
    local, own = instant.astimezone(zone), instant.astimezone(viewer)
    city = (read(site.name, get_language() or "en").text or site.short_name) if site is not None else city_of(zone.key, sites)
    turns = "" if own.date() == local.date() else " −1" if own.date() < local.date() else " +1"
    differs = own.utcoffset() != local.utcoffset()
    return Clock(local.date(), f"{local:%H:%M}", city, offset_words(local), f"{own:%H:%M}{turns}" if differs else "")


def countdown(starts_at: datetime, now: datetime) -> str:
    """Say how long it is until a meeting begins, in minutes on the day, in days before it.

    >>> from datetime import UTC
    >>> countdown(datetime(2027, 3, 16, 12, tzinfo=UTC), datetime(2027, 3, 16, 11, 46, tzinfo=UTC))
    'in 14 min'
    """
    minutes = -((now - starts_at) // timedelta(minutes=1))
    if minutes < 60:
        return ngettext("in %(n)d min", "in %(n)d min", minutes) % {"n": minutes}
    hours, rest = divmod(minutes, 60)
    if hours < 24:
        return _("in %(hours)d h %(minutes)02d min") % {"hours": hours, "minutes": rest}
    return ngettext("in %(n)d day", "in %(n)d days", hours // 24) % {"n": hours // 24}


def span_words(span: timedelta) -> str:
    """Say how long a time is.

    >>> span_words(timedelta(minutes=30)), span_words(timedelta(minutes=90))
    ('30 min', '1 h 30 min')
    """
    hours, minutes = divmod(int(span.total_seconds()) // 60, 60)
    words = [_("%(n)d h") % {"n": hours}] * bool(hours) + [_("%(n)d min") % {"n": minutes}] * bool(minutes)
    return " ".join(words)


def days_of(
    items: Sequence[Item],
    site: SiteFinder,
    viewer: ZoneInfo,
    now: datetime,
    works: Mapping[int, NamedWork] | None = None,
    sites: Sequence[Site] = (),
) -> list[Day]:
    """Return the days of an agenda, earliest first, with the meeting that is on and the one that is next marked."""
    upcoming = next((item for item in items if not item.is_gone and item.starts_at > now), None)
    found: dict[date, Day] = {}
    for item in items:
        place = site(item.site)
        zone = ZoneInfo(place.zone) if place is not None else viewer
        on = item.starts_at.astimezone(zone).date()
        is_now = not item.is_gone and item.starts_at <= now < item.ends_at
        clock = clock_at(item.starts_at, place, viewer, sites)
        about = (works or {}).get(item.title or 0)
        line = Line(item, place, place_words(item), clock, is_now, item is upcoming, item.starts_at <= now, about)
        line.was = clock_at(item.was, place, viewer, sites) if item.was is not None else None
        day = found.setdefault(on, Day(on, is_today=on == now.astimezone(zone).date()))
        day.lines.append(line)
    days = [found[on] for on in sorted(found)]
    for day in days:
        _say_gaps(day.lines)
    return days


def _say_gaps(lines: Sequence[Line]) -> None:
    ends: datetime | None = None
    for line in lines:
        if line.item.is_gone:
            continue
        if ends is not None and line.item.starts_at > ends:
            line.free = span_words(line.item.starts_at - ends)
        ends = max(ends or line.item.ends_at, line.item.ends_at)


def next_line(days: Sequence[Day]) -> Line | None:
    """Return the meeting that is on, or else the one that is next."""
    lines = [line for day in days for line in day.lines if line.is_now or line.is_next]
    return min(lines, key=lambda line: not line.is_now, default=None)


def line_over(days: Sequence[Day], now: datetime) -> Line | None:
    """Return the meeting that was over last, within two hours, and of which the own side has not said how it went."""
    own = (line for day in days for line in day.lines if line.item.session is None)
    lines = [line for line in own if not line.item.is_gone and not line.item.outcome]
    over = [line for line in lines if line.item.ends_at <= now < line.item.ends_at + ASKED_FOR]
    return max(over, key=lambda line: line.item.ends_at, default=None)


def lay_out_week(days: Sequence[Day], viewer: ZoneInfo) -> list[Hour]:
    """Give each meeting its place in a grid of days and hours, on its own place's clock; return the hours of the grid.

    Nothing where there are more days than fit beside each other.
    """
    spans = {id(line): _steps(line, viewer) for day in days for line in day.lines}
    if not spans or len(days) > MOST_COLUMNS:
        return []
    hour = timedelta(hours=1) // STEP
    first = min(at for at, _length in spans.values()) // hour * hour
    last = max(at + length for at, length in spans.values())
    for day in days:
        for line in day.lines:
            at, length = spans[id(line)]
            line.grid = looks(at - first, min(length, 24 * hour))
        _part_lanes(day.lines)
    begins = days[0].lines[0]
    zone = ZoneInfo(begins.site.zone) if begins.site is not None else viewer
    midnight = datetime.combine(days[0].on, datetime.min.time(), zone)
    return [_hour(midnight, at, first, viewer) for at in range(first, -(-last // hour) * hour, hour)]


def _part_lanes(lines: Sequence[Line]) -> None:
    """Let what is at the same time stand side by side, three next to each other at most."""
    lanes = lanes_of([(line.item.starts_at, line.item.ends_at) for line in lines])
    for line, (lane, count) in zip(lines, lanes, strict=True):
        most = min(count, MOST_LANES)
        if most > 1:
            line.grid += f" lane-{lane % most + 1}-of-{most}"


def _steps(line: Line, viewer: ZoneInfo) -> tuple[int, int]:
    local = line.item.starts_at.astimezone(ZoneInfo(line.site.zone) if line.site is not None else viewer)
    length = max(1, (line.item.ends_at - line.item.starts_at) // STEP)
    return (local.hour * 60 + local.minute) // 5, length


def _hour(midnight: datetime, at: int, first: int, viewer: ZoneInfo) -> Hour:
    local = midnight + STEP * at  # on the clock of the wall, as the day's own places are
    own = local.astimezone(viewer)
    return Hour(f"{local:%H:%M}", f"{own:%H:%M}" if own.utcoffset() != local.utcoffset() else "", looks(at - first, 12))
