"""Read what a delegate was told."""

from __future__ import annotations

from django.db.models import Q

from praya.meet.accreditation.models import Delegate
from praya.meet.notices.models import Notice

MOST = 100


def notices_of(delegate: Delegate) -> list[Notice]:
    """Return the latest notices of a delegate, newest first, without those of a company that they have left."""
    told = Q(company__isnull=True) | Q(company=delegate.organisation_id or 0)
    return list(Notice.objects.filter(told, delegate=delegate.pk)[:MOST])
