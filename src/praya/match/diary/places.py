"""Decide what kind of place a meeting needs: a stand, a table of a hall, or a link."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from praya.match.diary.queries import standing
from praya.meet.editions.models import Table
from praya.meet.parties.models import Party


@dataclass(frozen=True)
class Place:
    """Hold where a meeting happens: no site means online; a site without a stand needs a table, in a `hall` if one is chosen."""

    site: int | None
    stand: int | None = None
    hall: int | None = None

    @property
    def needs_table(self) -> bool:
        """Tell whether a table has to be found."""
        return self.site is not None and self.stand is None


def site_of(calendar: Party) -> int | None:
    """Return the site where a calendar's owner is, None for somebody remote."""
    owner = calendar.exhibitor or calendar.delegate
    return owner.site_id if owner is not None else None


def place_of(calendars: Sequence[Party]) -> Place:
    """Return the place of a meeting of these calendars, the host first.

    All at one site: at the host's stand, else at another party's stand, else at a table. Otherwise online.
    """
    sites = {site_of(calendar) for calendar in calendars}
    if len(sites) != 1 or None in sites:
        return Place(None)
    stands = [c.exhibitor.stand_id for c in calendars if c.exhibitor is not None and c.exhibitor.stand_id]
    return Place(sites.pop(), stands[0] if stands else None)


def tables_per_hall(edition: int) -> dict[int, dict[int, int]]:
    """Return for each site its halls with the number of their tables."""
    found: dict[int, dict[int, int]] = {}
    rows = Table.objects.filter(hall__site__edition=edition).values_list("hall__site_id", "hall_id")
    for site, hall, count in rows.annotate(count=Count("pk")).order_by("hall_id"):
        found.setdefault(site, {})[hall] = count
    return found


def free_table(site: int, starts_at: datetime, preferred: Sequence[int] = (), *, hall: int | None = None) -> int | None:
    """Return a table of the site, or of one `hall`, free in a slot, a preferred one first; None when all are taken."""
    taken = standing(table__isnull=False, starts_at=starts_at)
    tables = Table.objects.filter(hall__site=site) if hall is None else Table.objects.filter(hall__site=site, hall=hall)
    free = list(tables.exclude(pk__in=taken.values("table")).order_by("hall_id", "number").values_list("pk", flat=True))
    return next((table for table in preferred if table in free), free[0] if free else None)


def with_free_table(site: int, starts: Collection[datetime]) -> set[datetime]:
    """Return those of some slots in which a table of the site is free."""
    count = Table.objects.filter(hall__site=site).count()
    taken = standing(table__hall__site=site, starts_at__in=starts).order_by().values_list("starts_at")
    return set(starts) - {start for start, number in taken.annotate(number=Count("pk")) if number >= count}


def tables_left(halls: Collection[int], *, without: Collection[int] = ()) -> dict[int, tuple[int, Counter[datetime]]]:
    """Return for some halls how many tables each has, and how many are taken when; meetings `without` take none."""
    rows = Table.objects.filter(hall__in=halls).order_by().values_list("hall").annotate(count=Count("pk"))
    found: dict[int, tuple[int, Counter[datetime]]] = {hall: (count, Counter()) for hall, count in rows}
    taken = standing(table__hall__in=halls).exclude(pk__in=without).order_by()
    for hall, starts_at, count in taken.values_list("table__hall", "starts_at").annotate(count=Count("pk")):
        found[hall][1][starts_at] = count
    return found
