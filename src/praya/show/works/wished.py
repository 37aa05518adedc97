"""Know which works are presented by those of whom the visitor's own side has said this, or nothing yet.

Nobody else's wishes are looked at. Whoever is not named to readers as the presenter of a work counts as one of whom nothing was
said: else one's own wish would tell who it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import F, FilteredRelation, Q, QuerySet

from praya.core.access.audiences import Level
from praya.meet.accreditation.visits import EditionVisit
from praya.meet.works.indexing import presenter_value
from praya.meet.works.models import Work
from praya.show.works.meeting import own_wishes
from praya.show.works.wanted import UNDECIDED


@dataclass(frozen=True, slots=True)
class Presented:
    """Hold a work's entry and who presents it, as the index names them."""

    work: int
    presenter: str


def presented_as_wished(visit: EditionVisit, wish: str, **chosen: Any) -> list[Presented]:
    """Return the works, of all or some chosen by their fields, of whose presenters the visitor's side has said this."""
    said, wanted = own_wishes(visit), "" if wish == UNDECIDED else wish
    rows = _presenting(visit.edition.pk).filter(**chosen)
    return [
        Presented(row["pk"], presenter_value(row["exhibitor"], row["contact"]))
        for row in rows.values("pk", "exhibitor", "contact", "at_stand", "at_desk", "with_company", "contact__person__level")
        if _said_of(row, said) == wanted
    ]


def _presenting(edition: int) -> QuerySet[Any, Any]:
    """Return the works that somebody presents, with whom one meets about each: a stand, or a contact, or the contact's stand."""
    here = Q(contact__organisation__exhibits__edition=edition)
    company = FilteredRelation("contact__organisation__exhibits", condition=here)
    rows: QuerySet[Any] = Work.objects.filter(edition=edition, status=Work.Status.ACCEPTED).annotate(
        company=company, at_stand=F("exhibitor__calendar"), at_desk=F("contact__calendar"), with_company=F("company__calendar")
    )
    return rows.exclude(exhibitor=None, contact=None).order_by()


def _said_of(row: Mapping[str, Any], said: Mapping[int, str]) -> str:
    if row["exhibitor"] is not None:
        return said.get(row["at_stand"], "")
    if row["contact__person__level"] == Level.PRIVATE:
        return ""
    return said.get(row["with_company"] or row["at_desk"], "")
