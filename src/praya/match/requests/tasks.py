"""Open, remind of and close rounds at their moments, end requests whose time is over, and forget who looked at whose slots."""

from __future__ import annotations

from django.utils import timezone

from praya.core.jobs.context import JobContext
from praya.core.jobs.declaring import job
from praya.match.requests import actions, looking, reminding, rounds


@job(every_seconds=6 * 3600)
def forget_looks(context: JobContext) -> int:
    """Delete what was counted of looks at slots on the days before yesterday."""
    return looking.forget_looks(at=timezone.now())


@job(queue="timed", every_seconds=60, writing_seconds=20)
def expire_requests(context: JobContext) -> int:
    """Expire all due requests, a portion per transaction; return how many."""
    ended = 0
    while count := actions.expire_requests(at=timezone.now()):
        ended += count
    return ended


@job(queue="timed", every_seconds=60, writing_seconds=60)
def open_rounds(context: JobContext) -> int:
    """Open the planned rounds whose moment has come; return how many."""
    return rounds.open_due(at=timezone.now())


@job(queue="timed", every_seconds=60, writing_seconds=20)
def close_rounds(context: JobContext) -> int:
    """Freeze the rounds whose time is over; return how many."""
    return rounds.close_due(at=timezone.now())


@job(queue="timed", every_seconds=60, writing_seconds=60)
def remind_of_closing(context: JobContext) -> int:
    """Write to everybody who can ask in a round that reminds now; return to how many."""
    return reminding.remind_of_closing(at=timezone.now())
