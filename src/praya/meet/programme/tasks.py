"""Tell of versions of the programme, and release what was planned, in the job worker."""

from __future__ import annotations

from django.utils import timezone

from praya.core.actions.refusing import Refused
from praya.core.jobs.context import JobContext
from praya.core.jobs.declaring import job
from praya.meet.programme import planning
from praya.meet.programme.jobs import RELEASE_AS_PLANNED, TELL_RELEASE, TELL_REVISION
from praya.meet.programme.releasing import tell_release, tell_revision


@TELL_RELEASE.runs(attempts=5, writing_seconds=60, nobodys="everybody is told what was released, whoever released it")
def tell_of_release(context: JobContext, number: int) -> int:
    """Tell everybody whom a version concerns, each once, however often a worker is killed; return how many people."""
    return tell_release(number, context.effect, context.progress, at=timezone.now())


@TELL_REVISION.runs(
    queue="timed", attempts=5, writing_seconds=60, nobodys="everybody is told what was told at once, whoever did so"
)
def tell_of_revision(context: JobContext, number: int) -> int:
    """Tell everybody whom a session concerns that was changed at once, each once; return how many people."""
    return tell_revision(number, context.effect, context.progress, at=timezone.now())


@job(queue="timed", every_seconds=60, writing_seconds=20)
def release_at_moments(context: JobContext) -> int:
    """Begin the releases whose moment has come, and tell of those that are not what was seen; return how many began."""
    now = timezone.now()
    planning.warn_of_changes(at=now)
    return planning.begin_due(at=now)


def miss_release(fault: str, plan: int) -> None:
    """Let a release whose job was given up say so, and tell the organisers."""
    planning.miss(plan, at=timezone.now())


@RELEASE_AS_PLANNED.runs(
    queue="timed",
    attempts=3,
    final=(Refused,),
    when_failed=miss_release,
    writing_seconds=60,
    nobodys="the organisers have chosen the moment, and can take it back until then",
)
def release_planned(context: JobContext, plan: int) -> int | None:
    """Release what was planned, once, however often a worker is killed; return the version's number."""
    with context.effect() as is_due:
        return planning.release_as_planned(plan, at=timezone.now()) if is_due else None
