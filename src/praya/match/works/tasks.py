"""Tell people of new works, and print catalogues, in the job worker."""

from __future__ import annotations

from django.utils import timezone

from praya.core.jobs.context import JobContext
from praya.core.jobs.declaring import job
from praya.match.works import alerts


@job(queue="mail", every_seconds=1800)
def tell_of_new_works(context: JobContext) -> int:
    """Write to everybody whose saved searches find something new, once on each of their days."""
    now, written = timezone.now(), 0
    for delegate in alerts.due_delegates(now):
        context.stop_if_asked()
        written += alerts.write_to(delegate, now)
    return written
