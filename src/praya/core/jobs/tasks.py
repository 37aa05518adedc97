"""Keep the jobs' own records short, and write to people about jobs that have stopped."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.core.mail import EmailMessage

from praya.core.accounts.models import Account
from praya.core.jobs.actions import prune
from praya.core.jobs.context import JobContext
from praya.core.jobs.declaring import job
from praya.core.jobs.jobs import TELL, TELL_BARRED
from praya.core.jobs.letters import letter, letter_of_barred
from praya.core.jobs.models import Job
from praya.core.jobs.queries import barred_job, concerned, held_jobs, told_of_barred


@job(every_seconds=24 * 3600, writing_seconds=120)
def prune_jobs(context: JobContext) -> int:
    """Delete what finished more than thirty days ago."""
    return prune()


@TELL.runs(queue="mail", attempts=5, nobodys="tells of a job that has stopped")
def tell_of_held(context: JobContext, number: int) -> int:
    """Write to everybody whom a job in quarantine concerns; none is written once it is out again."""
    found = held_jobs().select_related("account").filter(pk=UUID(int=number)).first()
    return _write(context, found, concerned, letter)


@TELL_BARRED.runs(queue="mail", attempts=5, nobodys="tells organisers of what was not done")
def tell_of_barred(context: JobContext, number: int) -> int:
    """Write to the organisers that a job was not done, because whoever asked for it may no longer."""
    return _write(context, barred_job(UUID(int=number)), told_of_barred, letter_of_barred)


Readers = Callable[[Job], list[Account]]
Writer = Callable[[Job, Account], EmailMessage]


def _write(context: JobContext, found: Job | None, readers: Readers, letter: Writer) -> int:
    written = 0
    for account in readers(found) if found is not None else []:
        with context.effect(f"letter {account.pk}") as is_due:
            pass
        if is_due and found is not None:
            # Taken before it is sent: one may be lost by a broken post office, but nobody gets two.
            written += letter(found, account).send(fail_silently=True)
    return written
