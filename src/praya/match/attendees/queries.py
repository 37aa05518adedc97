"""Read who exhibits and who takes part, in the few fields that lists show.

No query here knows what the listed people wish: a list must look alike to somebody they have refused.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, TextField
from django.db.models.functions import Cast, Coalesce

from praya.match.attendees.spellings import Spelled
from praya.meet.accreditation.models import Category, Delegate
from praya.meet.accreditation.queries import CAN_MEET
from praya.meet.editions.models import Edition
from praya.meet.parties.models import Party


@dataclass(frozen=True, slots=True)
class Sought:
    """Hold what a visitor looks for; empty words mean everything, and so does no number of a site (0: online)."""

    words: tuple[str, ...] = ()
    country: str = ""
    category: str = ""
    site: str = ""
    site_number: int | None = None
    activity: str = ""
    wish: str = ""


@dataclass(slots=True)
class ExhibitorLine:
    """Hold one line of the list of exhibitors."""

    calendar: int
    organisation: int
    code: str
    name: str
    names: dict[str, str]
    country: str
    activity: str
    site: int | None
    stand: str
    wish: str = ""
    site_name: str = ""


def exhibitor_lines(edition: Edition) -> list[ExhibitorLine]:
    """Return every exhibitor of an edition that can be met, by name, in one query."""
    rows = (
        Party.objects.filter(edition=edition, exhibitor__isnull=False)
        # As text: most companies have one name only, and seven hundred empty maps need no decoding.
        .annotate(names=Cast("exhibitor__organisation__names", TextField()))
        .order_by("exhibitor__organisation__name", "pk")
        .values_list(
            "pk",
            "exhibitor__organisation",
            "code",
            "exhibitor__organisation__name",
            "names",
            "exhibitor__organisation__country",
            "exhibitor__organisation__activity",
            "exhibitor__site",
            "exhibitor__stand__number",
        )
    )
    return [
        ExhibitorLine(
            pk, organisation, code, name, json.loads(names) if names != "{}" else {}, country, activity, site, stand or ""
        )
        for pk, organisation, code, name, names, country, activity, site, stand in rows
    ]


def matching(lines: Sequence[ExhibitorLine], filters: Sought, named: Collection[int] = ()) -> list[ExhibitorLine]:
    """Return the lines that fit.

    Words fit the stand, a part of a name, or, whatever the spelling, the organisations in `named`.
    """
    words, site = [word.casefold() for word in filters.words], filters.site_number
    if not (words or filters.country or filters.activity or filters.wish or site is not None):
        return list(lines)
    return [
        line
        for line in lines
        if (not filters.country or line.country == filters.country)
        and (not filters.activity or line.activity == filters.activity)
        and (site is None or (line.site or 0) == site)
        and (not filters.wish or line.wish == filters.wish)
        and (not words or line.organisation in named or _has_all(_spelt(line), words))
    ]


def _spelt(line: ExhibitorLine) -> str:
    return f"{line.name} {' '.join(line.names.values())} {line.stand}".casefold()


def _has_all(text: str, words: Sequence[str]) -> bool:
    return all(word in text for word in words)


_PERSON = (
    "pk",
    "code",
    "meets_on",
    "company",
    "calendar",
    "job_title",
    "site",
    "person__name",
    "person__names",
    "person__country",
    "organisation__name",
    "organisation__country",
    "category__name",
)


def people(edition: Edition, filters: Sought, named: Spelled | None = None) -> QuerySet[Any, Any]:
    """Return the delegates who have meetings, by name, as rows of values; `named` are those whom the index found."""
    shared = Party.objects.filter(exhibitor__edition=edition, exhibitor__organisation=OuterRef("organisation"))
    found = Delegate.objects.filter(CAN_MEET, edition=edition)
    if filters.country:
        found = found.filter(Q(person__country=filters.country) | Q(organisation__country=filters.country))
    if filters.category:
        found = found.filter(category__slug=filters.category)
    if filters.activity:
        found = found.filter(organisation__activity=filters.activity)
    if filters.site_number is not None:
        found = found.filter(site=filters.site_number or None)
    if filters.words:
        found = found.annotate(
            own_names=Cast("person__names", TextField()), company_names=Cast("organisation__names", TextField())
        )
        typed = Q()
        for word in filters.words:
            typed &= (
                Q(person__name__icontains=word)
                | Q(own_names__icontains=word)
                | Q(organisation__name__icontains=word)
                | Q(company_names__icontains=word)
                | Q(job_title__icontains=word)
            )
        named = named or Spelled()
        found = found.filter(typed | Q(person__in=named.people) | Q(organisation__in=named.organisations))
    rows: QuerySet[Any, Any] = (
        found.annotate(
            company=Subquery(shared.values("pk")[:1]),
            meets_on=Coalesce(Subquery(shared.values("code")[:1]), F("calendar__code")),
        )
        .filter(meets_on__isnull=False)
        .order_by("person__name", "pk")
        .values(*_PERSON)
    )
    return rows


def categories_that_meet(edition: Edition) -> list[tuple[str, dict[str, Any]]]:
    """Return the slugs and names of the categories that have meetings."""
    return list(Category.objects.filter(edition=edition, may_meet=True).values_list("slug", "name"))


def countries_of_people(edition: Edition) -> list[str]:
    """Return the countries that the people of an edition come from."""
    rows = Delegate.objects.filter(CAN_MEET, edition=edition).exclude(person__country="")
    return list(rows.order_by("person__country").values_list("person__country", flat=True).distinct())
