"""Keep the counts of callers short."""

from __future__ import annotations

from django.utils import timezone

from praya.core.allowances.counting import forget
from praya.core.jobs.context import JobContext
from praya.core.jobs.declaring import job


@job(every_seconds=3600, writing_seconds=60)
def forget_callers(context: JobContext) -> int:
    """Delete the counts of callers who have not asked for an hour."""
    return forget(at=timezone.now())
