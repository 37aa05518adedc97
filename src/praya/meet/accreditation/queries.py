"""Read the accreditation list of an edition, filtered."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, F, Q, QuerySet, TextField
from django.db.models.functions import Cast

from praya.core.access.absence import existing
from praya.core.audit.models import Entry
from praya.core.directory.ordering import names_of
from praya.meet.accreditation.models import Category, Delegate
from praya.meet.editions.models import Edition

DECIDE = "decide accreditations"


def can_meet(prefix: str = "") -> Q:
    """Choose the delegates who have meetings at all; `prefix` leads to the delegate ("calendar__delegate__")."""
    is_open = Q(**{f"{prefix}category__isnull": True}) | Q(**{f"{prefix}category__may_meet": True})
    return Q(**{f"{prefix}status": Delegate.Status.APPROVED}) & is_open


CAN_MEET = can_meet()


def approved(**chosen: Any) -> QuerySet[Delegate]:
    """Return approved delegates, chosen by their fields."""
    return Delegate.objects.filter(status=Delegate.Status.APPROVED, **chosen)


def able_to_meet(**chosen: Any) -> QuerySet[Delegate]:
    """Return the delegates who have meetings at all, chosen by their fields."""
    return Delegate.objects.filter(CAN_MEET, **chosen)


def delegates_numbered(numbers: Iterable[int]) -> QuerySet[Delegate]:
    """Return delegates by their numbers, whatever has become of them."""
    return Delegate.objects.filter(pk__in=list(numbers))


def delegates_of(people: Iterable[int], **chosen: Any) -> QuerySet[Delegate]:
    """Return the delegates that some people are, whatever has become of them, chosen by their fields."""
    return Delegate.objects.filter(person__in=list(people), **chosen)


def delegates_chosen(**chosen: Any) -> QuerySet[Delegate]:
    """Return delegates, whatever has become of them, chosen by their fields."""
    return Delegate.objects.filter(**chosen)


def delegates_matching(
    edition: Edition | int, *, q: str = "", status: str = "", category: str = "", site: str = ""
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
        rows = rows.filter(says(word))
    return rows


def says(word: str) -> Q:
    """Choose the delegates of whom a word stands in a name, the address, the company's name or the job title."""
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


def delegates_with_account(account: int, **chosen: Any) -> QuerySet[Delegate]:
    """Return the delegates that the holder of an account is, whatever has become of them, chosen by their fields."""
    return Delegate.objects.filter(person__account=account, **chosen)


def delegate_rows(rows: QuerySet[Delegate]) -> QuerySet[Delegate, Any]:
    """Return of each delegate what the list shows."""
    return rows.order_by(names_of("person"), "pk").values(
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
        organisation_names=F("organisation__names"),
        category_name=F("category__name"),
        # What an applicant wrote, where the room of the front door keeps it.
        applied_company=F("application__company"),
        applied_reason=F("application__reason"),
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
    """Return a category of the edition; Absent for any other."""
    return existing(Category.objects.filter(edition=edition, slug=slug).first())


def delegate_of(edition: Edition, code: str) -> Delegate:
    """Return a delegate of the edition; Absent for anybody else."""
    rows = Delegate.objects.select_related("edition", "person", "organisation", "category", "site", "application")
    return existing(rows.filter(edition=edition, code=code).first())


def delegate_numbered(number: Any, *, edition: Any, company: Any) -> Delegate:
    """Return a delegate of whom only numbers are known, or what stands for them: to put a query together, never to keep."""
    return Delegate(pk=number, edition_id=edition, organisation_id=company)


def decision_of(edition: Edition, number: int) -> Entry:
    """Return the entry of a decision about the edition's delegates; Absent for any other entry."""
    return existing(Entry.objects.filter(pk=number, edition=edition.pk, action=DECIDE).first())
