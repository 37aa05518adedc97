"""Erase people away from the request: somebody with many years of meetings takes a while."""

from __future__ import annotations

from django.utils import timezone

from praya.core.accounts.models import Account
from praya.core.accounts.queries import active_account
from praya.core.actions.refusing import Refused
from praya.core.jobs.actions import enqueue
from praya.core.jobs.context import JobContext
from praya.core.jobs.declaring import job
from praya.core.jobs.models import Job
from praya.core.personal.erasing import erase, require_erasable
from praya.core.personal.queries import subject_of


@job(attempts=5, final=(Refused,), writing_seconds=120, nobodys="somebody's own wish, kept while their account is open")
def erase_account(context: JobContext, account: int) -> None:
    """Erase whoever has an account, once, however often a worker is killed."""
    with context.effect() as is_due:
        found = active_account(account)
        if is_due and found is not None:
            erase(subject_of(found), at=timezone.now())


def start_erasure(account: Account) -> Job:
    """Queue the erasure of an account, unless something must be handed over first; the job holds a number and no name."""
    require_erasable(subject_of(account))
    return enqueue(erase_account, account.pk, key=f"erase-{account.pk}")
