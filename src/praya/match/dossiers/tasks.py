"""Delete what was taken away."""

from __future__ import annotations

from django.utils import timezone

from praya.core.jobs.context import JobContext
from praya.core.jobs.declaring import job
from praya.match.dossiers import actions


@job(every_seconds=600)
def forget_notes(context: JobContext) -> int:
    """Delete the notes about delegates that nobody can bring back any more; return how many."""
    return actions.forget_notes(at=timezone.now())
