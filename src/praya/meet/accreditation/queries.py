"""Read the accreditation list of an edition, filtered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.http import Http404

from praya.core.audit.models import Entry
from praya.meet.accreditation.models import Category, Delegate
from praya.meet.editions.models import Edition

PER_PAGE = 50
DECIDE = "decide accreditations"

# The delegates who have meetings at all.
CAN_MEET = Q(status=Delegate.Status.APPROVED) & (Q(category__isnull=True) | Q(category__may_meet=True))


@dataclass(frozen=True, slots=True)
class DelegateFilter:
    """Say which delegates to show: by status, category slug, site slug ("remote": none) and words."""

    status: str = ""
    category: str = ""
    site: str = ""
    words: str = ""

    @property
    def facts(self) -> dict[str, str]:
        """Return the filter as an address carries it."""
        named = {"status": self.status, "category": self.category, "site": self.site, "q": self.words}
        return {name: value for name, value in named.items() if value}


def delegates_matching(edition: Edition, wanted: DelegateFilter) -> QuerySet[Delegate]:
    """Return the edition's delegates that a filter lets through."""
    rows = Delegate.objects.filter(edition=edition)
    if wanted.status:
        rows = rows.filter(status=wanted.status)
    if wanted.category:
        rows = rows.filter(category=None) if wanted.category == "none" else rows.filter(category__slug=wanted.category)
    if wanted.site:
        rows = rows.filter(site=None) if wanted.site == "remote" else rows.filter(site__slug=wanted.site)
    for word in wanted.words.split()[:6]:
        rows = rows.filter(_says(word))
    return rows


def numbers_matching(edition: Edition, wanted: DelegateFilter) -> list[int]:
    """Return the numbers of the edition's delegates that a filter lets through."""
    return list(delegates_matching(edition, wanted).order_by().values_list("pk", flat=True))


def numbers_ticked(edition: Edition, codes: Iterable[str]) -> list[int]:
    """Return the numbers of the edition's delegates of some codes."""
    return list(Delegate.objects.filter(edition=edition, code__in=list(codes)).order_by().values_list("pk", flat=True))


def _says(word: str) -> Q:
    found = Delegate.objects.annotate(
        variants=Cast("person__names", TextField()),
        of=Cast("organisation__names", TextField()),
        spellings=Cast("person__aliases", TextField()),
    )
    found = found.filter(
        Q(person__name__icontains=word)
        | Q(person__email__icontains=word)
        | Q(variants__icontains=word)
        | Q(spellings__icontains=word)
        | Q(organisation__name__icontains=word)
        | Q(of__icontains=word)
        | Q(job_title__icontains=word)
    )
    return Q(pk__in=found.order_by().values("pk"))


def delegate_rows(rows: QuerySet[Delegate]) -> QuerySet[Delegate, Any]:
    """Return of each delegate what the list shows."""
    return rows.values(
        "pk",
        "code",
        "status",
        "job_title",
        "site_id",
        "zone",
        name=F("person__name"),
        names=F("person__names"),
        email=F("person__email"),
        country=F("person__country"),
        organisation_name=F("organisation__name"),
        category_name=F("category__name"),
    )


def status_counts(edition: Edition) -> dict[str, int]:
    """Return how many delegates there are of each status."""
    counted = Delegate.objects.filter(edition=edition).order_by().values_list("status").annotate(n=Count("pk"))
    found = dict(counted)
    return {str(status): found.get(status, 0) for status in Delegate.Status.values}


def categories_of(edition: Edition) -> QuerySet[Category]:
    """Return the categories of an edition."""
    return Category.objects.filter(edition=edition)


def categories_with_counts(edition: Edition) -> QuerySet[Category]:
    """Return the categories of an edition with how many delegates have each."""
    return categories_of(edition).annotate(delegate_count=Count("delegates"))


def category_of(edition: Edition, slug: str) -> Category:
    """Return a category of the edition; Http404 for any other."""
    found = Category.objects.filter(edition=edition, slug=slug).first()
    if found is None:
        raise Http404
    return found


def delegate_of(edition: Edition, code: str) -> Delegate:
    """Return a delegate of the edition; Http404 for anybody else."""
    rows = Delegate.objects.filter(edition=edition, code=code)
    found = rows.select_related("edition", "person", "organisation", "category", "site").first()
    if found is None:
        raise Http404
    return found


def decision_of(edition: Edition, number: int) -> Entry:
    """Return the entry of a decision about the edition's delegates; Http404 for any other entry."""
    found = Entry.objects.filter(pk=number, edition=edition.pk, action=DECIDE).first()
    if found is None:
        raise Http404
    return found
