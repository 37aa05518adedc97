"""Keep the jobs' own records short, and write to people about jobs that have stopped."""

from __future__ import annotations

from uuid import UUID

from praya.core.jobs.actions import prune
from praya.core.jobs.context import JobContext
from praya.core.jobs.declaring import job
from praya.core.jobs.jobs import TELL
from praya.core.jobs.letters import letter
from praya.core.jobs.queries import concerned, held_jobs


@job(every_seconds=24 * 3600, writing_seconds=120)
def prune_jobs(context: JobContext) -> int:
    """Delete what finished more than thirty days ago."""
    return prune()


@TELL.runs(queue="mail", attempts=5)
def tell_of_held(context: JobContext, number: int) -> int:
    """Write to everybody whom a job in quarantine concerns; none is written once it is out again."""
    found = held_jobs().select_related("account").filter(pk=UUID(int=number)).first()
    written = 0
    for account in concerned(found) if found is not None else []:
        with context.effect(f"letter {account.pk}") as is_due:
            pass
        if is_due and found is not None:
            # Taken before it is sent: one may be lost by a broken post office, but nobody gets two.
            written += letter(found, account).send(fail_silently=True)
    return written
