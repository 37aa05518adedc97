"""Let the palette find people and exhibitors by any of their names, in the same way whatever anybody wishes."""

from __future__ import annotations

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from praya.core.features.palette import MOST, Asked, Find
from praya.core.templatetags.frame import way
from praya.meet.accreditation.models import Delegate
from praya.meet.accreditation.queries import CAN_MEET
from praya.meet.parties.models import Party


def found_exhibitors(asked: Asked) -> list[Find]:
    """Return the exhibitors whose names hold every word or were looked up, in one query."""
    stands = Party.objects.filter(edition=asked.visit.edition.pk, exhibitor__isnull=False)
    wanted = ("code", "exhibitor__organisation__name", "exhibitor__organisation__names")
    rows = _named(asked, stands, "exhibitor__organisation", "organisation").values_list(*wanted)[:MOST]
    return [_find(asked, code, "stand", name, names, _("exhibitor")) for code, name, names in rows]


def found_people(asked: Asked) -> list[Find]:
    """Return the people whose names hold every word or were looked up, with their organisations, in one query."""
    # Only who has meetings has a page to lead to.
    edition = asked.visit.edition.pk
    meeting = Party.objects.filter(edition=edition, delegate__in=Delegate.objects.filter(CAN_MEET, edition=edition))
    wanted = ("code", "delegate__person__name", "delegate__person__names", "delegate__organisation__name")
    rows = _named(asked, meeting, "delegate__person", "person").values_list(*wanted)[:MOST]
    return [_find(asked, code, "person", name, names, of or "") for code, name, names, of in rows]


def _find(asked: Asked, code: str, icon: str, name: str, names: dict[str, str] | None, note: str) -> Find:
    return Find(way("calendar", asked.visit.edition.slug, code), icon, name, names or {}, note)


def _named(asked: Asked, parties: QuerySet[Party], path: str, kind: str) -> QuerySet[Party]:
    if not asked.words:
        return parties.none()
    typed = Q()
    for word in asked.words:
        typed &= Q(**{f"{path}__name__icontains": word}) | Q(every_name__icontains=word)
    found = parties.annotate(every_name=Cast(f"{path}__names", TextField()))
    found = found.filter(typed | Q(**{f"{path}__in": [hit.number for hit in asked.hits.get(kind, ())]}))
    return found.order_by(f"{path}__name", "pk")
