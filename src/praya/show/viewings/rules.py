"""Decide whose look at a work counts."""

from __future__ import annotations

from praya.meet.accreditation.visits import EditionVisit
from praya.meet.works.models import Work


def counts_as_view(visit: EditionVisit, work: Work) -> bool:
    """Count delegates; neither the work's own people nor the edition's team."""
    delegate = visit.delegate
    if delegate is None or visit.role:
        return False
    return delegate.organisation_id is None or delegate.organisation_id != work.title.owner_id
