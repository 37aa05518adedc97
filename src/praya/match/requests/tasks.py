"""End requests whose time is over."""

from __future__ import annotations

from django.utils import timezone

from praya.core.jobs.context import JobContext
from praya.core.jobs.declaring import job
from praya.match.requests import actions


@job(every_seconds=60)
def expire_requests(context: JobContext) -> int:
    """Expire all due requests, a portion per transaction; return how many."""
    ended = 0
    while count := actions.expire_requests(at=timezone.now()):
        ended += count
    return ended
