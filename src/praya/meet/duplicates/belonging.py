"""Tell which records are a market's, and which of them other markets use as well.

The directory and the catalogue are one for a whole installation. An organiser compares and merges only records of their own
market, and nothing that they are shown or told depends on another market's rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db.models import Model, Q, QuerySet

from praya.core.catalogue.models import Credit, Title
from praya.core.duplicates.gathering import TABLES
from praya.meet.accreditation.models import Delegate
from praya.meet.exhibitors.models import Exhibitor
from praya.meet.works.models import Showcase, Work


def records_of(market: int, kind: str) -> QuerySet[Model]:
    """Return the records of a kind that belong to a market; merged ones are left out."""
    ours = Q()
    for rows, column in _uses(kind, Q(edition__market=market), is_told=True):
        ours |= Q(pk__in=rows.order_by().values(column))
    if kind != "title":
        ours |= Q(reference__startswith=f"{market}/")
    return TABLES[kind]._default_manager.filter(ours, merged_into=None)


def used_elsewhere(market: int, kind: str, numbers: Iterable[int]) -> set[int]:
    """Return which of these records another market uses too."""
    wanted = list(numbers)
    found: set[int] = set()
    for rows, column in _uses(kind, ~Q(edition__market=market)):
        found.update(rows.filter(**{f"{column}__in": wanted}).order_by().values_list(column, flat=True))
    if kind != "title":
        known = TABLES[kind]._default_manager.filter(pk__in=wanted, reference__contains="/")
        found.update(known.exclude(reference__startswith=f"{market}/").values_list("pk", flat=True))
    return found


def told_works(at: Q) -> QuerySet[Work]:
    """Return the works that organisers know of: whatever was submitted and not taken back."""
    return Work.objects.filter(at).exclude(status__in=[Work.Status.PREPARED, Work.Status.WITHDRAWN])


def _uses(kind: str, at: Q, *, is_told: bool = False) -> Iterator[tuple[QuerySet[Model], str]]:
    """Yield the rows that bring records of a kind to an edition, and the column that names the record.

    With `is_told` a title that its owners are only preparing does not count.
    """
    brought = told_works(at) if is_told else Work.objects.filter(at)
    works = brought.values("title")
    if kind == "title":
        yield brought, "title"
        return
    yield Delegate.objects.filter(at, **{f"{kind}__isnull": False}), kind
    yield Credit.objects.filter(title__in=works, **{f"{kind}__isnull": False}), kind
    if kind == "organisation":
        yield Exhibitor.objects.filter(at), kind
        yield Title.objects.filter(pk__in=works, owner__isnull=False), "owner"
        yield Showcase.objects.filter(at, curator__isnull=False), "curator"
