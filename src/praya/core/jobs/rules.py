"""Decide who may look at a job, and who may set it off again."""

from __future__ import annotations

from praya.core.jobs.belonging import belongs
from praya.core.jobs.visits import JobVisit


def may_follow_job(visit: JobVisit) -> bool:
    """Let in the one who asked for the job, whoever organises the edition of one that nobody asked for, and operators."""
    if visit.account is None:
        return False
    return visit.job.account_id == visit.account.pk or visit.account.is_operator or visit.is_team


def may_retry_job(visit: JobVisit) -> bool:
    """Let in who may look, but whoever asked for a job of an edition only as long as they belong to it."""
    if visit.account is None or not may_follow_job(visit):
        return False
    return not visit.job.edition or visit.is_team or visit.account.is_operator or belongs(visit.account, visit.job.edition)
