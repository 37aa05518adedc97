"""Know in which slots of the grid each delegate can meet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import OuterRef, QuerySet

from praya.core.gathering import Gathered, gathered_instant
from praya.meet.accreditation.models import Availability, Delegate
from praya.meet.editions.grid import Grid


def hours_of(delegate: Delegate, grid: Grid, own: int) -> int:
    """Return the slots in which a delegate can meet: their own hours, else their site's, else 9 to 18 in their zone.

    `own` is what their rows of Availability cover. Nobody meets while their site is closed.
    """
    if delegate.has_own_hours:
        return own & (grid.open_at.get(delegate.site_id, 0) if delegate.site_id else grid.everything)
    return usual_hours(delegate, grid)


def usual_hours(delegate: Delegate, grid: Grid) -> int:
    """Return the slots in which a delegate could meet whatever they say: while their site is open, or 9 to 18 in their zone."""
    return grid.open_at.get(delegate.site_id, 0) if delegate.site_id else grid.awake(delegate.zone or "UTC")


def with_own_hours(rows: QuerySet[Delegate]) -> QuerySet[Any, Any]:
    """Return delegates with what they said of their hours read beside them, so that nobody asks for it again."""
    return rows.annotate(own_spans=Gathered(Availability.objects.filter(delegate=OuterRef("pk")), "starts_at", "ends_at"))


def hours_of_delegates(delegates: Iterable[Delegate], grid: Grid) -> dict[int, int]:
    """Return for each delegate, by number, the slots in which they can meet, in one query; in none where they came with them."""
    people = list(delegates)
    own: dict[int, int] = defaultdict(int)
    for delegate in people:
        for starts_at, ends_at in getattr(delegate, "own_spans", ()):
            own[delegate.pk] |= grid.within(gathered_instant(starts_at), gathered_instant(ends_at))
    wanted = [delegate.pk for delegate in people if delegate.has_own_hours and not hasattr(delegate, "own_spans")]
    rows = Availability.objects.filter(delegate__has_own_hours=True)
    if people and len(wanted) > 500:
        rows = rows.filter(delegate__edition=people[0].edition_id)
    else:
        rows = rows.filter(delegate__in=wanted)
    for number, starts_at, ends_at in rows.order_by().values_list("delegate_id", "starts_at", "ends_at"):
        own[number] |= grid.within(starts_at, ends_at)
    return {delegate.pk: hours_of(delegate, grid, own[delegate.pk]) for delegate in people}
