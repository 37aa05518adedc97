"""Know who looks at which job."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from praya.core.access.absence import existing
from praya.core.accounts.models import Account
from praya.core.features.teams import organised_by
from praya.core.jobs.models import Job


@dataclass(frozen=True)
class JobVisit:
    """Hold a job and the account that looks at it; `is_team` is said of jobs that nobody asked for."""

    job: Job
    account: Account | None
    is_team: bool = False


def visit_job(request: HttpRequest, words: dict[str, Any]) -> JobVisit:
    """Resolve the word `job` of an address; Absent when there is none."""
    job = existing(Job.objects.select_related("result").filter(pk=words.pop("job")).first())
    return visit_of(job, request.user if isinstance(request.user, Account) else None)


def visit_of(job: Job, account: Account | None) -> JobVisit:
    """Return how an account looks at a job."""
    if account is None:
        return JobVisit(job, None)
    is_nobodys = job.account_id is None and bool(job.edition)
    return JobVisit(job, account, is_nobodys and job.edition in organised_by(account))
