"""Find people and exhibitors by any of their names, in the same way whatever anybody wishes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils.translation import get_language

from praya.core.index.queries import find
from praya.meet.accreditation.models import Delegate
from praya.meet.accreditation.queries import CAN_MEET
from praya.meet.accreditation.visits import EditionVisit
from praya.meet.editions.models import Edition
from praya.meet.parties.models import Party
from praya.show.works.names import Heading, heading
from praya.show.works.places import place_of
from praya.show.works.queries import shown

MOST = 8


@dataclass(frozen=True, slots=True)
class Found:
    """Hold one calendar that was found; `of` is a person's organisation."""

    code: str
    name: str
    names: dict[str, str]
    of: str
    is_exhibitor: bool


@dataclass(frozen=True, slots=True)
class FoundWork:
    """Hold one work that was found; its page's address and its name as the visitor reads it."""

    address: str
    head: Heading


@dataclass(frozen=True, slots=True)
class Looked:
    """Hold what the index found: works, and the numbers of people and organisations."""

    works: Sequence[FoundWork] = ()
    people: Sequence[int] = ()
    organisations: Sequence[int] = ()


def looked_up(visit: EditionVisit, query: str) -> Looked:
    """Return what of the edition the index finds for the visitor, whatever the spelling, in a constant number of queries."""
    if not query:
        return Looked()
    place = place_of(visit)
    kinds = ("title", "person", "organisation")
    hits = find(query, audience=place.audience, kinds=kinds, scope=place.scope, per_page=3 * MOST).hits
    works = shown(place, [hit for hit in hits if hit.kind == "title"][:MOST])
    language = get_language() or "en"
    return Looked(
        [FoundWork(place.address(one.card.code), heading(one.card.document["names"], language)) for one in works],
        [hit.number for hit in hits if hit.kind == "person"],
        [hit.number for hit in hits if hit.kind == "organisation"],
    )


def found_calendars(edition: Edition, words: Sequence[str], looked: Looked | None = None) -> list[Found]:
    """Return the exhibitors and then the people whose names hold every word or were looked up, in two queries.

    At most eight of each are returned.
    """
    if not words:
        return []
    looked = looked or Looked()
    calendars = Party.objects.filter(edition=edition.pk)
    stands = calendars.filter(exhibitor__isnull=False)
    exhibitors = _named(stands, "exhibitor__organisation", words, looked.organisations).values_list(
        "code", "exhibitor__organisation__name", "exhibitor__organisation__names"
    )
    # Only who has meetings has a page to lead to.
    meeting = calendars.filter(delegate__in=Delegate.objects.filter(CAN_MEET, edition=edition.pk))
    people = _named(meeting, "delegate__person", words, looked.people).values_list(
        "code", "delegate__person__name", "delegate__person__names", "delegate__organisation__name"
    )
    return [
        *(Found(code, name, names or {}, "", True) for code, name, names in exhibitors[:MOST]),
        *(Found(code, name, names or {}, of or "", False) for code, name, names, of in people[:MOST]),
    ]


def _named(calendars: QuerySet[Party], path: str, words: Sequence[str], numbers: Sequence[int]) -> QuerySet[Party]:
    typed = Q()
    for word in words:
        typed &= Q(**{f"{path}__name__icontains": word}) | Q(every_name__icontains=word)
    found = calendars.annotate(every_name=Cast(f"{path}__names", TextField()))
    found = found.filter(typed | Q(**{f"{path}__in": list(numbers)}))
    return found.order_by(f"{path}__name", "pk")
