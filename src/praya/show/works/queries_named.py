"""Name the works that requests and meetings are about, as far as their reader may know of them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.utils.translation import get_language

from praya.core.catalogue.models import Title
from praya.core.catalogue.queries import names_read
from praya.meet.accreditation.visits import EditionVisit
from praya.meet.works.models import Work
from praya.show.works.headings import Heading, heading
from praya.show.works.readers import works_reader
from praya.show.works.wanted import is_code


@dataclass(frozen=True, slots=True)
class NamedWork:
    """Hold a work's number, code and name as one reader sees it; `address` is its page, or nothing for its owners alone."""

    number: int
    code: str
    head: Heading
    address: str = ""


def works_named(visit: EditionVisit, titles: Collection[int | None]) -> dict[int, NamedWork]:
    """Return the works that the visitor may know of, by number: those shown here to them, and their own organisation's.

    No query without titles, one with any.
    """
    numbers = sorted({number for number in titles if number is not None})
    if not numbers:
        return {}
    reader, language, found = works_reader(visit), get_language() or "en", {}
    own = visit.delegate.organisation_id if visit.delegate is not None else None
    accepted = Work.objects.filter(edition=visit.edition.pk, title=OuterRef("pk"), status=Work.Status.ACCEPTED)
    for title in Title.objects.filter(pk__in=numbers).annotate(is_here=Exists(accepted)).order_by():
        names = names_read(title, reader.audience) if title.is_here else None
        if names is not None:
            found[title.pk] = NamedWork(title.pk, title.code, heading(names, language), reader.address(title.code))
        elif own is not None and title.owner_id == own:
            found[title.pk] = NamedWork(title.pk, title.code, heading(title.names, language))
    return found


def work_named(visit: EditionVisit, code: str) -> NamedWork | None:
    """Return the work of a code that a visitor would like to talk about; None when they may not know of it."""
    if not is_code(code):
        return None
    number = Title.objects.filter(code=code).values_list("pk", flat=True).first()
    return works_named(visit, [number]).get(number) if number is not None else None
