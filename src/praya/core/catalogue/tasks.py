"""Empty photographs that organisers have taken off."""

from __future__ import annotations

from django.utils import timezone

from praya.core.catalogue import portraits
from praya.core.jobs.context import JobContext
from praya.core.jobs.declaring import job


@job(every_seconds=600)
def empty_portraits(context: JobContext) -> int:
    """Empty the photographs that were taken off and cannot be put back any more; return how many."""
    return portraits.empty_taken_off(at=timezone.now())
