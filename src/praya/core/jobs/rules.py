"""Decide who may look at a job."""

from __future__ import annotations

from praya.core.jobs.visits import JobVisit


def may_follow_job(visit: JobVisit) -> bool:
    """Let the one who asked for the job in, and system operators."""
    if visit.account is None:
        return False
    return visit.job.account_id == visit.account.pk or visit.account.is_operator
