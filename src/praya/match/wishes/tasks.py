"""End requests whose time is over."""

from __future__ import annotations

from django.utils import timezone

from praya.core.jobs.context import JobContext
from praya.core.jobs.declaring import job
from praya.match.wishes import actions


@job(every_seconds=60)
def expire_requests(context: JobContext) -> int:
    """Expire due requests in portions, so that no transaction holds many rows for long."""
    ended = 0
    while count := actions.expire_requests(at=timezone.now(), most=200):
        ended += count
    return ended
