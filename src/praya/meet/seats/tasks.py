"""Keep the hours of the rules, and what versions of the programme say, in the lane of what is timed."""

from __future__ import annotations

from django.utils import timezone

from praya.core.jobs.context import JobContext
from praya.core.jobs.declaring import job
from praya.meet.seats import actions, moments, plans
from praya.meet.seats.jobs import FOLLOW


@job(queue="timed", every_seconds=60, writing_seconds=60)
def keep_seat_moments(context: JobContext) -> int:
    """Draw, release and end claims where that is due; return at how many sessions."""
    return moments.keep_moments(at=timezone.now())


@job(every_seconds=60, writing_seconds=60)
def plan_seats(context: JobContext) -> int:
    """Bring agendas up to date with seats that many were given at once; return how many."""
    return plans.plan_left()


@job(queue="timed", every_seconds=60, writing_seconds=60)
def follow_moved_sessions(context: JobContext) -> int:
    """Tell those with seats what has been moved or cancelled, and give back what people have who take part no more."""
    now = timezone.now()
    return moments.follow_programme(at=now) + actions.give_back_of_ended(now)


@FOLLOW.runs(
    queue="timed", attempts=5, nobodys="what is released is told to those with seats, whoever released it", writing_seconds=60
)
def follow_released(context: JobContext, number: int) -> int:
    """Tell those with seats at an edition what its new programme says of them; done again it changes nothing."""
    return moments.follow_programme(at=timezone.now(), edition=number)
