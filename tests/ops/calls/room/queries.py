"""Find calls."""

from __future__ import annotations

from django.db.models import OuterRef, QuerySet
from django.urls import reverse
from praya.make.calls.models import Call

from praya.core.access.absence import existing
from praya.core.features.palette import MOST, Asked, Find
from praya.meet.accreditation.rules import may_work_at_desk
from praya.meet.editions.models import Edition


def calls_of(edition: Edition, state: str = "") -> QuerySet[Call]:
    """Return the calls of an edition that stand, the latest first; "open" or "answered" ones alone, if asked."""
    found = (
        Call.objects.filter(edition=edition.pk, withdrawn_at=None).select_related("delegate__person").order_by("-rung_at", "-pk")
    )
    return found if not state else found.filter(answered_at__isnull=state == "open")


def call_of(edition: Edition, code: str) -> Call:
    """Return a call of an edition; Absent for any other."""
    return existing(Call.objects.filter(edition=edition.pk, withdrawn_at=None, code=code).first())


def waiting_calls(edition: Edition | OuterRef) -> QuerySet[Call]:
    """Return the calls that nobody has answered."""
    return Call.objects.filter(edition=edition, withdrawn_at=None, answered_at=None)


def found_calls(asked: Asked) -> list[Find]:
    """Return the calls about something that wait, to the desk alone."""
    edition = asked.visit.edition
    if not asked.words or not may_work_at_desk(asked.visit):
        return []
    address = reverse("manage_calls", args=[edition.slug]) + "?state=open"
    found = waiting_calls(edition).filter(about__icontains=" ".join(asked.words))
    names = found.values_list("about", "delegate__person__name")[:MOST]
    return [Find(address, "clock", about, note=caller) for about, caller in names]
