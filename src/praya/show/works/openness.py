"""Know which pages of credited people and organisations a reader may open."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from praya.core.access.audiences import Audience, may_read
from praya.core.directory.models import Organisation, Person
from praya.meet.accreditation.models import Delegate
from praya.meet.exhibitors.models import Exhibitor
from praya.show.works.readers import WorksReader


def addresses_of(reader: WorksReader, credits: Iterable[Mapping[str, Any]]) -> dict[tuple[str, str], str]:
    """Return the pages of credited people and organisations that the reader may open, in two queries."""
    rows = list(credits)
    if reader.edition is None:
        return {}
    people = {str(row["person"]) for row in rows if row.get("person")}
    companies = {str(row["organisation"]) for row in rows if row.get("organisation")}
    found = {("person", code): reader.person(code) for code in _open_people(reader, people)}
    return found | {("organisation", code): reader.organisation(code) for code in _open_organisations(reader, companies)}


def _open_people(reader: WorksReader, codes: Collection[str]) -> list[str]:
    rows: QuerySet[Any, Any] = _with_presence(Person.objects.filter(code__in=codes), reader)
    return [
        code for code, level, is_here in rows.values_list("code", "level", "is_here") if is_open(reader, level, is_here=is_here)
    ]


def _open_organisations(reader: WorksReader, codes: Collection[str]) -> list[str]:
    rows = Organisation.objects.filter(code__in=codes).annotate(is_here=_exhibits(reader))
    return [
        code
        for code, level, is_here in rows.values_list("code", "level", "is_here")
        if may_read(level, reader.audience) or is_here
    ]


def _with_presence(rows: QuerySet[Person], reader: WorksReader) -> QuerySet[Person, Any]:
    edition = reader.edition.pk if reader.edition is not None else 0
    coming = Delegate.objects.filter(edition=edition, person=OuterRef("pk"), status=Delegate.Status.APPROVED)
    return rows.annotate(is_here=Exists(coming))


def _exhibits(reader: WorksReader) -> Exists:
    edition = reader.edition.pk if reader.edition is not None else 0
    return Exists(Exhibitor.objects.filter(edition=edition, organisation=OuterRef("pk")))


def is_open(reader: WorksReader, level: str, *, is_here: bool) -> bool:
    """Tell whether a person's page may be opened: by whom they chose, and by badge holders of an edition they come to."""
    if level == "private":
        return False
    return may_read(level, reader.audience) or (is_here and reader.audience >= Audience.BADGE)
