"""Count what happens at the sites of an edition on one of its days; no number hangs on what a side keeps to itself."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, QuerySet
from django.utils.translation import ngettext

from praya.core.prepared import Prepared
from praya.engines.zones import GridSlot
from praya.match.board.days import SiteDay, days_of, market_days, next_day, online_day, shown_days
from praya.match.board.queries_idle import idle_counts, spans_of
from praya.match.diary.models import Meeting
from praya.match.diary.queries import attending, standing
from praya.match.repairs.models import Repair
from praya.match.repairs.queries import away_between
from praya.meet.accreditation.visits import EditionVisit
from praya.meet.editions.grid import edition_grid
from praya.meet.editions.models import Hall

# Of the places where somebody is late, and of those who are away, so many are named.
MOST_NAMED = 12


@dataclass(frozen=True, slots=True)
class Room:
    """Say of a hall how many tables it has, and how many are free now and in the next slot (None: there is no such slot)."""

    hall: str
    tables: int
    free_now: int | None
    free_next: int | None


@dataclass(frozen=True, slots=True)
class Line:
    """Hold one slot, the times at which it begins and ends on its site's clock, and how many meetings it has.

    `late` counts meetings to which somebody comes late, `missed` those of which somebody said so.
    """

    slot: GridSlot
    clock: str
    until: str
    meetings: int
    late: int
    missed: int


@dataclass(frozen=True)
class SiteBoard:
    """Show a site's day: its slots, its halls, who is late and away, and how many people are idle (None: nobody can say).

    The first of those who are late and of those who are away are named, the `unnamed` are counted. The slots `beside` the day's
    are those of a session that midnight parts: the one under way and the next.
    """

    day: SiteDay
    lines: list[Line]
    beside: list[Line]
    rooms: list[Room]
    late: list[dict[str, Any]]
    away: list[Repair]
    unnamed: int
    idle: int | None
    next_day: date | None

    @property
    def now(self) -> Line | None:
        """Return the slot that is under way."""
        return self._line(self.day.now)

    @property
    def next(self) -> Line | None:
        """Return the slot that begins next."""
        return self._line(self.day.next) if self.day.is_today else None

    @property
    def meetings(self) -> int:
        """Return how many meetings the day has."""
        return sum(line.meetings for line in self.lines)

    @property
    def missed(self) -> int:
        """Return how many meetings of the day somebody has said to be missed."""
        return sum(line.missed for line in self.lines)

    @property
    def later(self) -> int:
        """Return how many meetings of the day have not begun."""
        return sum(line.meetings for line in self.lines if line.slot.start > self.day.at)

    @property
    def more(self) -> str:
        """Return in words how many more are late or away than are named."""
        words = ngettext("and %(count)d more", "and %(count)d more", self.unnamed)
        return words % {"count": self.unnamed} if self.unnamed else ""

    def _line(self, slot: GridSlot | None) -> Line | None:
        return next((line for line in (*self.lines, *self.beside) if slot is not None and line.slot.start == slot.start), None)


@dataclass(frozen=True)
class Board:
    """Hold the boards of the sites, that of the online meetings where there are any, and the days that can be shown."""

    sites: list[SiteBoard]
    online: SiteBoard | None
    days: list[date]
    chosen: date | None
    at: datetime

    @property
    def is_open(self) -> bool:
        """Tell whether any site is open on the day it shows."""
        return any(one.day.slots for one in self.sites)

    @property
    def next_day(self) -> date | None:
        """Return the next day on which any site is open."""
        return min((one.next_day for one in self.sites if one.next_day is not None), default=None)

    @property
    def is_over(self) -> bool:
        """Tell whether the last day of every site has passed."""
        return bool(self.days) and not self.is_open and self.next_day is None


@dataclass
class _Day:
    """Gather what was read of some days: meetings by site, slot and status, taken tables, who is late and away."""

    meetings: Counter[tuple[int | None, datetime]] = field(default_factory=Counter)
    missed: Counter[tuple[int | None, datetime]] = field(default_factory=Counter)
    taken: Counter[tuple[int, datetime]] = field(default_factory=Counter)
    late: dict[int | None, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    away: dict[int | None, list[Repair]] = field(default_factory=lambda: defaultdict(list))


def board_of(visit: EditionVisit, day: date | None, at: datetime) -> Board:
    """Return the board of an edition, in six queries however large it is; of another day than today it knows no now."""
    grid = edition_grid(visit.edition, visit.sites)
    days = days_of(grid, visit.sites)
    day = day if day in days else None
    shown, online = shown_days(grid, visit.sites, day, at), online_day(grid, visit.sites, day, at)
    halls = list(_HALLS(edition=visit.edition.pk)) if any(one.slots for one in shown) else []
    read = _read(visit, [*shown, *([online] if online is not None else [])], at)
    idle = idle_counts(visit.edition.pk, spans_of(shown))
    sites = [
        _site_board(one, halls, read, idle.get(one.site.pk), next_day(market_days(grid, one.site), one.day))
        for one in shown
        if one.site is not None
    ]
    apart = _site_board(online, [], read, None, None) if online is not None else None
    return Board(sites, apart if apart is not None and apart.meetings else None, days, day, at)


def _site_board(day: SiteDay, halls: Sequence[Any], read: _Day, idle: int | None, following: date | None) -> SiteBoard:
    number = day.site.pk if day.site is not None else None
    own = {slot.start for slot in (*day.slots, *day.beside, *day.ahead)}
    late = [row for row in read.late[number] if day.is_today and row["starts_at"] in own]
    by_slot = Counter(starts_at for _meeting, starts_at in {(row["meeting"], row["starts_at"]) for row in late})
    lines, beside = (
        [
            Line(
                slot,
                *_clock(slot, day),
                read.meetings[number, slot.start],
                by_slot[slot.start],
                read.missed[number, slot.start],
            )
            for slot in slots
        ]
        for slots in (day.slots, day.beside)
    )
    rooms = [_room(hall, day, read) for hall in halls if hall["site"] == number]
    away = [one for one in read.away[number] if day.is_today]
    unnamed = max(0, len(late) - MOST_NAMED) + max(0, len(away) - MOST_NAMED)
    return SiteBoard(day, lines, beside, rooms, late[:MOST_NAMED], away[:MOST_NAMED], unnamed, idle, following)


def _clock(slot: GridSlot, day: SiteDay) -> tuple[str, str]:
    return f"{slot.start.astimezone(day.zone):%H:%M}", f"{slot.end.astimezone(day.zone):%H:%M}"


def _room(hall: dict[str, Any], day: SiteDay, read: _Day) -> Room:
    def free(slot: GridSlot | None) -> int | None:
        return None if slot is None or not day.is_today else hall["count"] - read.taken[hall["pk"], slot.start]

    return Room(hall["name"], hall["count"], free(day.now), free(day.next))


def _halls(edition: int) -> QuerySet[Any, Any]:
    rows = Hall.objects.filter(site__edition=edition).annotate(count=Count("tables"))
    return rows.filter(count__gt=0).order_by("site", "name", "pk").values("pk", "site", "name", "count")


_HALLS = Prepared(_halls)


def _read(visit: EditionVisit, days: Sequence[SiteDay], at: datetime) -> _Day:
    """Read what happens between the first and the last slot of some days, in three queries; in none where they have no slot."""
    found = _Day()
    slots = [slot for day in days for slot in (*day.slots, *day.beside)]
    if not slots:
        return found
    first, last = min(slot.start for slot in slots), max(slot.end for slot in slots)
    for site, starts_at, status, hall, count in _MEETINGS(edition=visit.edition.pk, first=first, last=last):
        found.meetings[site, starts_at] += count
        found.missed[site, starts_at] += count if status == Meeting.Status.NO_SHOW else 0
        if hall is not None:
            found.taken[hall, starts_at] += count
    if any(day.is_today for day in days):
        for row in _LATE(edition=visit.edition.pk, at=at, last=last):
            found.late[row["site"]].append(row)
        for repair in away_between(visit.edition.pk, at, last):
            found.away[repair.delegate.site_id if repair.delegate is not None else None].append(repair)
    return found


def _meetings(edition: int, first: datetime, last: datetime) -> QuerySet[Any, Any]:
    rows = standing(edition=edition, starts_at__gte=first, starts_at__lt=last).order_by()
    return rows.values_list("site", "starts_at", "status", "table__hall").annotate(count=Count("pk"))


_MEETINGS = Prepared(_meetings)


def _late(edition: int, at: datetime, last: datetime) -> QuerySet[Any, Any]:
    """Return who has said that they come late to a meeting that is not over, the next meeting first."""
    rows = attending(meeting__edition=edition, meeting__ends_at__gt=at, meeting__starts_at__lt=last)
    rows = rows.filter(late_minutes__isnull=False, meeting__status=Meeting.Status.SCHEDULED).order_by("starts_at", "pk")
    return rows.values(
        "meeting",
        "starts_at",
        minutes=F("late_minutes"),
        site=F("meeting__site"),
        code=F("delegate__code"),
        name=F("delegate__person__name"),
        names=F("delegate__person__names"),
        hall=F("meeting__table__hall__name"),
        table=F("meeting__table__number"),
        stand=F("meeting__stand__number"),
    )


_LATE = Prepared(_late)
