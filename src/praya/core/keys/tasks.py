"""Send the letters about accounts away from the request; a letter that does not go out is tried again and again."""

from __future__ import annotations

from django.utils import timezone

from praya.core.accounts.actions_ways import forget_changes
from praya.core.accounts.queries import found_change
from praya.core.jobs.context import JobContext
from praya.core.jobs.declaring import job
from praya.core.keys.jobs import TELL, TELL_BACK
from praya.core.keys.letters import letters_of

ATTEMPTS = 12


@TELL.runs(nobodys="tells of what an account has done", queue="mail", attempts=ATTEMPTS, delay_seconds=30.0)
def tell_of_change(context: JobContext, number: int) -> None:
    """Write of a change to whoever it concerns."""
    change = found_change(number)
    if change is not None and change.account.is_active:
        for letter in letters_of(change):
            letter.send()


@TELL_BACK.runs(nobodys="tells of what an account has done", queue="mail", attempts=ATTEMPTS, delay_seconds=30.0)
def tell_back(context: JobContext, number: int) -> None:
    """Write that a change was taken back."""
    tell_of_change.func(context, number)


@job(every_seconds=24 * 3600)
def forget_old_changes(context: JobContext) -> int:
    """Delete the changes that nobody can take back any more."""
    return forget_changes(at=timezone.now())
