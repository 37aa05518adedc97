"""Know in which slots of the grid each delegate can meet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import OuterRef, QuerySet, Value

from praya.core.gathering import Gathered, gathered_instant
from praya.meet.accreditation.models import Availability, Delegate, Engagement
from praya.meet.editions.grid import Grid

MOST_NAMED = 500  # of more people a whole edition is read


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
    """Return delegates with what they said of their hours, and what else they attend, read beside them: nobody asks again."""
    return rows.annotate(
        own_spans=Gathered(Availability.objects.filter(delegate=OuterRef("pk")), "starts_at", "ends_at"),
        taken_spans=Gathered(_taking().filter(delegate=OuterRef("pk")), "starts_at", "ends_at"),
    )


def _taking() -> QuerySet[Engagement]:
    """Return what leaves no time for a meeting."""
    return Engagement.objects.filter(is_busy=True, is_gone=False)


def hours_of_delegates(delegates: Iterable[Delegate], grid: Grid) -> dict[int, int]:
    """Return for each delegate, by number, the slots in which they can meet, in one query; in none where they came with them.

    What they attend beside their meetings takes every slot that it touches.
    """
    return {pk: stated & ~taken for pk, (stated, taken) in stated_and_taken(delegates, grid).items()}


def stated_hours(delegate: Delegate, grid: Grid) -> int:
    """Return the slots in which somebody says that they can meet, whatever they attend beside their meetings."""
    return stated_and_taken([delegate], grid)[delegate.pk][0]


def stated_and_taken(delegates: Iterable[Delegate], grid: Grid) -> dict[int, tuple[int, int]]:
    """Return for each delegate, by number, the slots in which they say that they can, and those that something else takes."""
    people = list(delegates)
    own, taken = _spans_of(people, grid)
    return {one.pk: (hours_of(one, grid, own[one.pk]), taken[one.pk]) for one in people}


def _spans_of(people: Sequence[Delegate], grid: Grid) -> tuple[dict[int, int], dict[int, int]]:
    """Return the slots of which people say that they can, and those that something else takes, by their numbers."""
    own: dict[int, int] = defaultdict(int)
    taken: dict[int, int] = defaultdict(int)
    for delegate in people:
        for starts_at, ends_at in getattr(delegate, "own_spans", ()):
            own[delegate.pk] |= grid.within(gathered_instant(starts_at), gathered_instant(ends_at))
        for starts_at, ends_at in getattr(delegate, "taken_spans", ()):
            taken[delegate.pk] |= grid.overlapping(gathered_instant(starts_at), gathered_instant(ends_at))
    asked = [one.pk for one in people if not hasattr(one, "own_spans")]
    if not asked:
        return own, taken
    is_whole = len(asked) > MOST_NAMED
    chosen = {"delegate__edition": people[0].edition_id} if is_whole else {"delegate__in": asked}
    said = Availability.objects.filter(delegate__has_own_hours=True, **chosen).order_by()
    both = said.values_list("delegate_id", "starts_at", "ends_at", Value(0)).union(
        _taking().filter(**chosen).order_by().values_list("delegate_id", "starts_at", "ends_at", Value(1)), all=True
    )
    for number, starts_at, ends_at, is_taken in both:
        if is_taken:
            taken[number] |= grid.overlapping(starts_at, ends_at)
        else:
            own[number] |= grid.within(starts_at, ends_at)
    return own, taken
