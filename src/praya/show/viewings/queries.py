"""Read how many people have looked at works, from five up."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count

from praya.show.viewings.models import Viewing

FEWEST_TOLD = 5


def views_of(works: Iterable[int]) -> dict[int, int | None]:
    """Return how many people have looked at each work by its number, in one query; None where there were fewer than five.

    Nobody reads a sum of these: with one that is told beside it, it would tell of the others.
    """
    numbers = list(works)
    rows = Viewing.objects.filter(work__in=numbers).order_by().values_list("work").annotate(n=Count("pk"))
    found = dict(rows)
    return {number: count if (count := found.get(number, 0)) >= FEWEST_TOLD else None for number in numbers}
