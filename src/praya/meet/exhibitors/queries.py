"""Read an edition's exhibitors as organisers see them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, TextField
from django.db.models.functions import Cast, Coalesce

from praya.core.access.absence import existing
from praya.core.access.audiences import Audience
from praya.core.directory.ordering import names_of
from praya.core.index.matches import REST, Match, asked_words, match_name, match_stand
from praya.core.index.spellings import spelled
from praya.core.lists.ranked import typed_words
from praya.meet.accreditation.models import Delegate
from praya.meet.accreditation.queries import approved, delegates_matching
from praya.meet.accreditation.ranking import delegates_called
from praya.meet.editions.models import Edition, Stand
from praya.meet.editions.queries import stands_in
from praya.meet.exhibitors.models import Exhibitor


def exhibiting(edition: int, organisation: int) -> QuerySet[Exhibitor]:
    """Return an organisation's exhibitor at an edition; nothing where it does not exhibit."""
    return Exhibitor.objects.filter(edition=edition, organisation=organisation)


def exhibits_of(organisations: Iterable[int]) -> QuerySet[Exhibitor]:
    """Return where organisations exhibit, at whatever edition."""
    return Exhibitor.objects.filter(organisation__in=organisations)


def exhibitors_matching(edition: Edition, *, q: str = "", site: str = "", place: str = "") -> QuerySet[Exhibitor]:
    """Return exhibitors by words, site slug ("online": none) and whether they have a stand ("stand", "none")."""
    rows = Exhibitor.objects.filter(edition=edition).alias(variants=Cast("organisation__names", TextField()))
    for word in q.split()[:6]:
        rows = rows.filter(_says(word))
    if site:
        rows = rows.filter(site=None) if site == "online" else rows.filter(site__slug=site)
    if place:
        rows = rows.filter(stand__isnull=place != "stand")
    return rows


def _says(word: str) -> Q:
    return Q(organisation__name__icontains=word) | Q(variants__icontains=word) | Q(stand__number__iexact=word)


_ANSWERS = ("pk", "organisation", "organisation__name", "organisation__names", "stand__number")


def exhibitors_called(
    edition: Edition, words: Sequence[str], audience: Audience, **chosen: str
) -> tuple[QuerySet[Exhibitor], dict[int, Match]]:
    """Return the exhibitors that words name, by letters, by what sounds just so or by their stand, and how each does."""
    named, typed = spelled(words, audience, ("organisation",)).sure.organisations, Q()
    for word in words:
        typed &= _says(word)
    at_stand = Q(stand__number__istartswith="".join(words))
    found = exhibitors_matching(edition, **chosen).filter(typed | at_stand | Q(organisation__in=list(named)))
    asked, matches = asked_words(words), {}
    for number, company, name, names, stand in found.order_by().values_list(*_ANSWERS):
        called = match_name(asked, (name, *(names or {}).values()), named.get(company))
        ways = (one for one in (called, match_stand(asked, stand or "")) if one is not None)
        matches[number] = min(ways, default=REST, key=lambda one: one.place)
    return found, matches


def exhibitor_rows(rows: QuerySet[Exhibitor]) -> QuerySet[Any, Any]:
    """Return of each exhibitor what the list shows, with how many approved staff it has."""
    staff = (
        approved(edition=OuterRef("edition"), organisation=OuterRef("organisation"))
        .order_by()
        .values("organisation")
        .annotate(n=Count("pk"))
        .values("n")
    )
    rows = rows.order_by(names_of("organisation"), "pk")
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
    """Return an exhibitor of the edition; Absent for any other."""
    rows = Exhibitor.objects.select_related("edition", "organisation", "site", "stand__hall")
    return existing(rows.filter(edition=edition, code=code).first())


def staff_of(exhibitor: Exhibitor) -> QuerySet[Delegate]:
    """Return everybody who is accredited for an exhibitor's organisation."""
    rows = delegates_matching(exhibitor.edition_id).filter(organisation=exhibitor.organisation_id)
    return rows.select_related("person", "category")


def people_to_add(exhibitor: Exhibitor, words: str, audience: Audience = Audience.PUBLIC) -> list[Delegate]:
    """Return up to ten delegates without a company whom the words name, by name or address, the nearest first."""
    typed = typed_words(words)
    rows = delegates_matching(exhibitor.edition_id).filter(organisation=None)
    found, matches = delegates_called(rows, typed, audience) if typed else (rows.none(), {})
    best = sorted(matches, key=lambda number: matches[number].place)[:10]
    named = found.filter(pk__in=best).select_related("person", "category").in_bulk()
    return [named[number] for number in best]


def free_stands(edition: Edition, exhibitor: Exhibitor | None = None) -> QuerySet[Stand]:
    """Return the stands that nobody has, and the exhibitor's own."""
    rows = stands_in(edition).select_related("hall__site")
    free = Q(exhibitor=None)
    if exhibitor is not None and exhibitor.stand_id:
        free |= Q(pk=exhibitor.stand_id)
    return rows.filter(free).order_by("hall__site__position", "hall__name", "number")
