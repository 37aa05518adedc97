"""Read the accreditation list of an edition, filtered."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, F, Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.http import Http404

from praya.core.audit.models import Entry
from praya.meet.accreditation.models import Category, Delegate
from praya.meet.editions.models import Edition

DECIDE = "decide accreditations"

# The delegates who have meetings at all.
CAN_MEET = Q(status=Delegate.Status.APPROVED) & (Q(category__isnull=True) | Q(category__may_meet=True))


def delegates_matching(
    edition: Edition, *, q: str = "", status: str = "", category: str = "", site: str = ""
) -> QuerySet[Delegate]:
    """Return an edition's delegates by status, category slug ("none"), site slug ("remote": none) and words."""
    rows = Delegate.objects.filter(edition=edition)
    if status:
        rows = rows.filter(status=status)
    if category:
        rows = rows.filter(category=None) if category == "none" else rows.filter(category__slug=category)
    if site:
        rows = rows.filter(site=None) if site == "remote" else rows.filter(site__slug=site)
    for word in q.split()[:6]:
        rows = rows.filter(_says(word))
    return rows


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
