"""Show how far a job is, and let it be cancelled."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from praya.core.access.gate import gate
from praya.core.jobs import actions
from praya.core.jobs.queries import progress_of
from praya.core.jobs.rules import may_follow_job
from praya.core.jobs.visits import JobVisit, visit_job


@gate(may_follow_job, visit=visit_job)
def job(request: HttpRequest, visit: JobVisit) -> HttpResponse:
    """Show the job's progress; asked by htmx, only the part that changes."""
    progress = progress_of(visit.job)
    name = "_progress.html" if getattr(request, "htmx", False) else "job.html"
    return render(request, f"core/jobs/{name}", {"job": progress, "title": progress.label or _("Background work")})


@gate(may_follow_job, visit=visit_job, methods=("POST",))
def job_cancel(request: HttpRequest, visit: JobVisit) -> HttpResponse:
    """Cancel the job and show it again."""
    actions.cancel(visit.job, by=visit.account)
    return redirect("job", job=visit.job.pk)
