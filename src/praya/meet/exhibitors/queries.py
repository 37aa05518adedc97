"""Read an edition's exhibitors as organisers see them."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, TextField
from django.db.models.functions import Cast, Coalesce
from django.http import Http404

from praya.meet.accreditation.models import Delegate
from praya.meet.editions.models import Edition, Stand
from praya.meet.exhibitors.models import Exhibitor


def exhibitors_matching(edition: Edition, *, q: str = "", site: str = "", place: str = "") -> QuerySet[Exhibitor]:
    """Return exhibitors by words, site slug ("online": none) and whether they have a stand ("stand", "none")."""
    rows = Exhibitor.objects.filter(edition=edition)
    for word in q.split()[:6]:
        by_name = Q(organisation__name__icontains=word) | Q(variants__icontains=word) | Q(stand__number__iexact=word)
        rows = rows.alias(variants=Cast("organisation__names", TextField())).filter(by_name)
    if site:
        rows = rows.filter(site=None) if site == "online" else rows.filter(site__slug=site)
    if place:
        rows = rows.filter(stand__isnull=place != "stand")
    return rows


def exhibitor_rows(rows: QuerySet[Exhibitor]) -> QuerySet[Any, Any]:
    """Return of each exhibitor what the list shows, with how many approved staff it has."""
    staff = (
        Delegate.objects.filter(edition=OuterRef("edition"), organisation=OuterRef("organisation"), status="approved")
        .order_by()
        .values("organisation")
        .annotate(n=Count("pk"))
        .values("n")
    )
    return rows.annotate(staff=Coalesce(Subquery(staff), 0)).values(
        "pk",
        "code",
        "site_id",
        "staff",
        name=F("organisation__name"),
        names=F("organisation__names"),
        country=F("organisation__country"),
        stand_number=F("stand__number"),
        hall=F("stand__hall__name"),
    )


def exhibitor_of(edition: Edition, code: str) -> Exhibitor:
    """Return an exhibitor of the edition; Http404 for any other."""
    rows = Exhibitor.objects.filter(edition=edition, code=code)
    found = rows.select_related("edition", "organisation", "site", "stand__hall").first()
    if found is None:
        raise Http404
    return found


def staff_of(exhibitor: Exhibitor) -> QuerySet[Delegate]:
    """Return everybody who is accredited for an exhibitor's organisation."""
    rows = Delegate.objects.filter(edition=exhibitor.edition_id, organisation=exhibitor.organisation_id)
    return rows.select_related("person", "category")


def people_to_add(exhibitor: Exhibitor, words: str) -> QuerySet[Delegate]:
    """Return up to ten delegates without a company whose name or address has all the words."""
    rows = Delegate.objects.filter(edition=exhibitor.edition_id, organisation=None)
    for word in words.split()[:6]:
        rows = rows.filter(Q(person__name__icontains=word) | Q(person__email__icontains=word))
    return rows.select_related("person", "category")[:10]


def free_stands(edition: Edition, exhibitor: Exhibitor | None = None) -> QuerySet[Stand]:
    """Return the stands that nobody has, and the exhibitor's own."""
    rows = Stand.objects.filter(hall__site__edition=edition).select_related("hall__site")
    free = Q(exhibitor=None)
    if exhibitor is not None and exhibitor.stand_id:
        free |= Q(pk=exhibitor.stand_id)
    return rows.filter(free).order_by("hall__site__position", "hall__name", "number")
