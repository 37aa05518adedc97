"""Know who looks at which job."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest

from praya.core.accounts.models import Account
from praya.core.jobs.models import Job


@dataclass(frozen=True)
class JobVisit:
    """Hold a job and the account that looks at it."""

    job: Job
    account: Account | None


def visit_job(request: HttpRequest, words: dict[str, Any]) -> JobVisit:
    """Resolve the word `job` of an address; Http404 when there is none."""
    job = Job.objects.select_related("result").filter(pk=words.pop("job")).first()
    if job is None:
        raise Http404
    return JobVisit(job, request.user if isinstance(request.user, Account) else None)
