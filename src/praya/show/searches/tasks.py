"""Tell people of new works, in the job worker."""

from __future__ import annotations

from django.utils import timezone

from praya.core.jobs.context import JobContext
from praya.core.jobs.declaring import job
from praya.show.searches import actions


@job(queue="mail", every_seconds=1800)
def tell_of_new_works(context: JobContext) -> int:
    """Write to everybody whose saved searches find something new, once on each of their days."""
    now, written = timezone.now(), 0
    for delegate in actions.due_delegates(now):
        context.stop_if_asked()
        written += actions.tell_of_news(delegate, now)
    return written
