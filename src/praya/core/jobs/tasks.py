"""Keep the jobs' own records short."""

from __future__ import annotations

from praya.core.jobs.actions import prune
from praya.core.jobs.context import JobContext
from praya.core.jobs.declaring import job


@job(every_seconds=24 * 3600)
def prune_jobs(context: JobContext) -> int:
    """Delete what finished more than thirty days ago."""
    return prune()
