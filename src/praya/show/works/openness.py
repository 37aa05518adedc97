"""Know which pages of credited people and organisations a reader may open."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from praya.core.access.audiences import Audience, may_read
from praya.core.directory.models import Organisation, Person
from praya.meet.accreditation.models import Delegate
from praya.meet.exhibitors.models import Exhibitor
from praya.show.works.places import Place


def addresses_of(place: Place, credits: Iterable[Mapping[str, Any]]) -> dict[tuple[str, str], str]:
    """Return the pages of credited people and organisations that the reader may open, in two queries."""
    rows = list(credits)
    if place.edition is None:
        return {}
    people = {str(row["person"]) for row in rows if row.get("person")}
    companies = {str(row["organisation"]) for row in rows if row.get("organisation")}
    found = {("person", code): place.person(code) for code in _open_people(place, people)}
    return found | {("organisation", code): place.organisation(code) for code in _open_organisations(place, companies)}


def _open_people(place: Place, codes: Collection[str]) -> list[str]:
    rows: QuerySet[Any, Any] = _with_presence(Person.objects.filter(code__in=codes), place)
    return [
        code for code, level, is_here in rows.values_list("code", "level", "is_here") if is_open(place, level, is_here=is_here)
    ]


def _open_organisations(place: Place, codes: Collection[str]) -> list[str]:
    rows = Organisation.objects.filter(code__in=codes).annotate(is_here=_exhibits(place))
    return [
        code
        for code, level, is_here in rows.values_list("code", "level", "is_here")
        if may_read(level, place.audience) or is_here
    ]


def _with_presence(rows: QuerySet[Person], place: Place) -> QuerySet[Person, Any]:
    edition = place.edition.pk if place.edition is not None else 0
    coming = Delegate.objects.filter(edition=edition, person=OuterRef("pk"), status=Delegate.Status.APPROVED)
    return rows.annotate(is_here=Exists(coming))


def _exhibits(place: Place) -> Exists:
    edition = place.edition.pk if place.edition is not None else 0
    return Exists(Exhibitor.objects.filter(edition=edition, organisation=OuterRef("pk")))


def is_open(place: Place, level: str, *, is_here: bool) -> bool:
    """Tell whether a person's page may be opened: by whom they chose, and by badge holders of an edition they come to."""
    if level == "private":
        return False
    return may_read(level, place.audience) or (is_here and place.audience >= Audience.BADGE)
