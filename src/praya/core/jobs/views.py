"""Show how far a job is, and let it be cancelled."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from praya.core.access.gate import POST, gate, plain, signed_in
from praya.core.actions.answering import is_part
from praya.core.jobs import actions
from praya.core.jobs.quarantine import release
from praya.core.jobs.queries import failed_jobs_for, held_jobs_for, progress_of
from praya.core.jobs.rules import may_follow_job, may_retry_job
from praya.core.jobs.visits import JobVisit, visit_job, visit_of

MOST_FAILED = 50


@gate(signed_in, visit=plain)
def jobs_held(request: HttpRequest, visit: Any) -> HttpResponse:
    """Show the jobs in quarantine that concern this account, each with a button where it may let it out, and what failed."""
    held = [(progress_of(one), not may_retry_job(visit_of(one, visit.user))) for one in held_jobs_for(visit.user)]
    failed = [progress_of(one) for one in failed_jobs_for(visit.user, timezone.now())[:MOST_FAILED]]
    return render(request, "core/jobs/held.html", {"jobs": held, "failed": failed})


@gate(may_retry_job, visit=visit_job, methods=POST)
def job_retry(request: HttpRequest, visit: JobVisit) -> HttpResponse:
    """Let a job out of quarantine and show it."""
    if release(visit.job, by=visit.account):
        messages.success(request, _("It is tried again."))
    return redirect("job", job=visit.job.pk)


@gate(may_follow_job, visit=visit_job)
def job(request: HttpRequest, visit: JobVisit) -> HttpResponse:
    """Show the job's progress; asked by htmx, only the part that changes."""
    progress = progress_of(visit.job)
    name = "_progress.html" if is_part(request) else "job.html"
    facts = {"job": progress, "title": progress.label or _("Background work")}
    return render(request, f"core/jobs/{name}", {**facts, "has_left": progress.state == "held" and not may_retry_job(visit)})


@gate(may_follow_job, visit=visit_job, methods=POST)
def job_cancel(request: HttpRequest, visit: JobVisit) -> HttpResponse:
    """Cancel the job and show it again."""
    actions.cancel(visit.job, by=visit.account)
    return redirect("job", job=visit.job.pk)
