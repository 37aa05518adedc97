"""Bring agendas up to date in the job worker."""

from __future__ import annotations

from django.utils import timezone

from praya.core.jobs.context import JobContext
from praya.core.portions import portions
from praya.meet.editions.queries import editions_numbered
from praya.meet.planner.actions import BATCH, plan_again, planners_in
from praya.meet.planner.jobs import FOLLOW


@FOLLOW.runs(attempts=5, nobodys="what is released is in everybody's agenda, whoever released it", writing_seconds=60)
def follow(context: JobContext, number: int) -> int:
    """Bring the agendas of an edition to its released programme, some people at a time; done again it changes nothing."""
    edition = next(iter(editions_numbered([number])), None)
    if edition is None:
        return 0
    people = planners_in(edition)
    for done, some in enumerate(portions(people, BATCH), start=1):
        plan_again(edition, some, at=timezone.now())
        context.progress(min(done * BATCH, len(people)), len(people))
    return len(people)
