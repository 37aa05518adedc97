"""Count how full tables and calendars are."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet, TextField
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext as _

from praya.core.charts.heat import HeatMap, heat_map
from praya.core.directory.names import lead_name
from praya.core.texts.days import day_text
from praya.core.texts.joining import joined
from praya.match.diary.models import Meeting
from praya.match.diary.queries import attending, standing
from praya.meet.editions.grid import Grid
from praya.meet.editions.models import Edition, Hall, Site, Table
from praya.meet.parties.models import Party
from praya.meet.parties.names import party_fields, party_name_of

STEPS = {0: "0", 1: "1–4", 5: "5–9", 10: "10–19", 20: "20–39", 40: "40+"}


@dataclass(frozen=True)
class HallLoad:
    """Hold a hall with the number of its tables and its picture."""

    hall: Hall
    site: Site
    tables: int
    map: HeatMap


def halls_with_tables(edition: Edition) -> list[Hall]:
    """Return the halls that have tables, by site, with how many."""
    rows = Hall.objects.filter(site__edition=edition).annotate(table_count=Count("tables")).filter(table_count__gt=0)
    return list(rows.order_by("site__position", "name", "pk"))


def site_days(grid: Grid, site: Site) -> list[tuple[str, list[int]]]:
    """Return the site's civil days with the numbers of the slots in which it is open."""
    days: dict[Any, list[int]] = defaultdict(list)
    for number, slot in enumerate(grid.slots):
        if grid.open_at[site.pk] >> number & 1:
            days[slot.start.astimezone(site.zone_info).date()].append(number)
    return [(day_text(day, "D j M"), numbers) for day, numbers in sorted(days.items())]


def hall_loads(edition: Edition, grid: Grid, sites: Sequence[Site]) -> list[HallLoad]:
    """Return for each site how many tables of each hall are taken in each slot, a row per day."""
    taken: Counter[tuple[int, Any]] = Counter()
    rows = standing(edition=edition, table__isnull=False).order_by().values_list("table__hall", "starts_at")
    for hall, starts_at, count in rows.annotate(n=Count("pk")):
        taken[hall, starts_at] = count
    places = {site.pk: site for site in sites}
    found = []
    for hall in halls_with_tables(edition):
        site, tables = places[hall.site_id], hall.table_count  # type: ignore[attr-defined]
        found.append(HallLoad(hall, site, tables, _hall_days(grid, site, hall, tables, taken)))
    return found


def _hall_days(grid: Grid, site: Site, hall: Hall, tables: int, taken: Counter[tuple[int, Any]]) -> HeatMap:
    """Return one picture of a hall: a row per civil day, a column per time of day."""
    days = site_days(grid, site)
    clock = {n: f"{slot.start.astimezone(site.zone_info):%H:%M}" for n, slot in enumerate(grid.slots)}
    columns = sorted({clock[number] for _day, numbers in days for number in numbers})
    rows = []
    for label, numbers in days:
        counts = {clock[number]: taken[hall.pk, grid.slots[number].start] for number in numbers}
        rows.append((label, [counts.get(column, 0) for column in columns]))
    caption = _("%(hall)s: tables taken, of %(tables)d") % {"hall": hall.name, "tables": tables}
    return heat_map(caption, columns, rows, most=tables)


def table_map(edition: Edition, grid: Grid, site: Site, hall: Hall, day: int) -> HeatMap:
    """Return one of the site's days in a hall: a row per table, a column per slot, 1 where a meeting takes place."""
    days = site_days(grid, site)
    label, numbers = days[day] if days else ("", [])
    starts = [grid.slots[number].start for number in numbers]
    taken = set(standing(edition=edition, table__hall=hall, starts_at__in=starts).values_list("table", "starts_at"))
    tables = Table.objects.filter(hall=hall).order_by("number", "pk").values_list("pk", "number")
    rows = [(str(number), [int((pk, start) in taken) for start in starts]) for pk, number in tables]
    columns = [f"{start.astimezone(site.zone_info):%H:%M}" for start in starts]
    return heat_map(joined([hall.name, label]), columns, rows, most=1)


def calendar_loads(edition: Edition, words: str = "") -> QuerySet[Any, Any]:
    """Return calendars with how many meetings each has, the fullest first; of whom all the words are in any script."""
    rows = Party.objects.filter(edition=edition).annotate(owner=name_of_calendar(), meetings=Count("attendances", filter=_kept()))
    names = (Cast(f"{owner}__names", TextField()) for owner in ("exhibitor__organisation", "delegate__person"))
    rows = rows.alias(variants=Coalesce(*names))
    for word in words.split()[:6]:
        rows = rows.filter(Q(owner__icontains=word) | Q(variants__icontains=word))
    found: QuerySet[Any, Any] = rows.order_by("-meetings", "owner", "pk").values("pk", "owner", "meetings", *party_fields(""))
    return found


def name_of_calendar() -> Coalesce:
    """Return the expression of a calendar's own name."""
    return Coalesce(F("exhibitor__organisation__name"), F("delegate__person__name"))


def _kept() -> Q:
    return Q(attendances__is_released=False) & ~Q(attendances__meeting__status=Meeting.Status.CANCELLED)


def calendar_map(grid: Grid, rows: Sequence[dict[str, Any]]) -> HeatMap:
    """Return one page of calendars: a row per calendar, a column per market day, the meetings of that day in it."""
    wanted = [row["pk"] for row in rows]
    loads: Counter[tuple[int, int]] = Counter()
    attended = attending(calendar__in=wanted).exclude(meeting__status=Meeting.Status.CANCELLED)
    for calendar, starts_at in attended.order_by().values_list("calendar", "starts_at"):
        slot = grid.number.get(starts_at)
        if slot is not None:
            loads[calendar, grid.slots[slot].day] += 1
    columns = [_("Day %(number)d") % {"number": day + 1} for day in range(grid.day_count)]
    shown = [(lead_name(party_name_of(row, "")), [loads[row["pk"], day] for day in range(grid.day_count)]) for row in rows]
    return heat_map(_("Meetings per calendar and market day"), columns, shown)


def load_distribution(edition: Edition) -> list[tuple[str, int]]:
    """Return how many calendars have how many meetings, in steps."""
    counted = Party.objects.filter(edition=edition).annotate(n=Count("attendances", filter=_kept()))
    found = Counter(max(low for low in STEPS if low <= n) for n in counted.order_by().values_list("n", flat=True))
    return [(label, found[low]) for low, label in STEPS.items()]
