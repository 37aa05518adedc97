"""Find calls."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404
from praya.make.calls.models import Call

from praya.meet.editions.models import Edition


def calls_of(edition: Edition, state: str = "") -> QuerySet[Call]:
    """Return the calls of an edition, the latest first; "open" or "answered" ones alone, if asked."""
    found = Call.objects.filter(edition=edition.pk).select_related("delegate__person").order_by("-rung_at", "-pk")
    return found if not state else found.filter(answered_at__isnull=state == "open")


def call_of(edition: Edition, code: str) -> Call:
    """Return a call of an edition, or raise Http404."""
    found = Call.objects.filter(edition=edition.pk, code=code).first()
    if found is None:
        raise Http404
    return found
