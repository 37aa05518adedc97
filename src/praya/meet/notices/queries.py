"""Read what a delegate was told."""

from __future__ import annotations

from praya.meet.accreditation.models import Delegate
from praya.meet.notices.models import Notice

MOST = 100


def notices_of(delegate: Delegate) -> list[Notice]:
    """Return the latest notices of a delegate, newest first."""
    return list(Notice.objects.filter(delegate=delegate.pk)[:MOST])
