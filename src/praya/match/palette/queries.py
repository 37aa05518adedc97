"""Find people and exhibitors by any of their names, in the same way whatever anybody wishes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from praya.match.meetings.occupancy import who_can_meet
from praya.match.wishes.models import Calendar
from praya.meet.accreditation.models import Delegate
from praya.meet.editions.models import Edition

MOST = 8


@dataclass(frozen=True, slots=True)
class Found:
    """Hold one calendar that was found; `of` is a person's organisation."""

    code: str
    name: str
    names: dict[str, str]
    of: str
    is_exhibitor: bool


def found_calendars(edition: Edition, words: Sequence[str]) -> list[Found]:
    """Return the exhibitors and then the people whose names hold every word, at most eight of each, in two queries."""
    if not words:
        return []
    calendars = Calendar.objects.filter(edition=edition.pk)
    exhibitors = _named(calendars.filter(exhibitor__isnull=False), "exhibitor__organisation", words).values_list(
        "code", "exhibitor__organisation__name", "exhibitor__organisation__names"
    )
    # Only who has meetings has a page to lead to.
    meeting = calendars.filter(delegate__in=Delegate.objects.filter(who_can_meet(), edition=edition.pk))
    people = _named(meeting, "delegate__person", words).values_list(
        "code", "delegate__person__name", "delegate__person__names", "delegate__organisation__name"
    )
    return [
        *(Found(code, name, names or {}, "", True) for code, name, names in exhibitors[:MOST]),
        *(Found(code, name, names or {}, of or "", False) for code, name, names, of in people[:MOST]),
    ]


def _named(calendars: QuerySet[Calendar], path: str, words: Sequence[str]) -> QuerySet[Calendar]:
    found = calendars.annotate(every_name=Cast(f"{path}__names", TextField()))
    for word in words:
        found = found.filter(Q(**{f"{path}__name__icontains": word}) | Q(every_name__icontains=word))
    return found.order_by(f"{path}__name", "pk")
