"""Compute and publish runs in the job worker."""

from __future__ import annotations

from django.utils import timezone

from praya.core.actions.refusing import Refused
from praya.core.jobs.context import JobContext
from praya.core.jobs.declaring import job
from praya.core.jobs.models import Job
from praya.match.requests.models import RoundStep
from praya.match.scheduling import appointed
from praya.match.scheduling.jobs import COMPUTE, PUBLISH, PUBLISH_AS_PLANNED
from praya.match.scheduling.models import Run
from praya.match.scheduling.publishing import publish_run
from praya.match.scheduling.runs import LIVE, execute_run
from praya.meet.accreditation.rules import may_organise
from praya.meet.accreditation.visits import in_edition


def mark_failed(fault: str, run: int) -> None:
    """Let a run whose job was given up say so."""
    Run.objects.filter(pk=run, status__in=LIVE).update(status=Run.Status.FAILED, fault=fault[:2000], finished_at=timezone.now())


@COMPUTE.runs(
    queue="solve", attempts=3, when_failed=mark_failed, writing_seconds=300, memory_mb=4096, asks=in_edition(may_organise)
)
def compute_run(context: JobContext, run: int) -> None:
    """Compute one run; a worker that takes it over starts again from the stored problem."""
    execute_run(run, still_mine=context.still_mine)
    context.stop_if_asked()


@PUBLISH.runs(attempts=3, final=(Refused,), writing_seconds=300, asks=in_edition(may_organise))
def publish(context: JobContext, run: int) -> dict[str, int] | None:
    """Publish a run, once, however often a worker is killed; return what was booked, moved and left out."""
    account = Job.objects.select_related("account").get(pk=context.job_id).account
    with context.effect() as is_due:
        if not is_due:
            return None
        done = publish_run(Run.objects.select_related("round").get(pk=run), by=account, at=timezone.now())
        return {"booked": len(done.slots), "moved": len(done.moved), "left_out": len(done.left_out)}


@job(queue="timed", every_seconds=60, writing_seconds=20)
def publish_at_moments(context: JobContext) -> int:
    """Begin to publish the rounds whose moment has come, and tell of those that lack something; return how many began."""
    now = timezone.now()
    appointed.warn_of_lacking(at=now)
    return appointed.publish_due(at=now)


def miss_step(fault: str, step: int) -> None:
    """Let a publication whose job was given up say so, and tell the organisers."""
    appointed.miss(step, RoundStep.Reason.REFUSED, at=timezone.now())


@PUBLISH_AS_PLANNED.runs(
    attempts=3,
    final=(Refused,),
    when_failed=miss_step,
    writing_seconds=300,
    nobodys="the organisers have chosen the run and the moment, and can take both back until then",
)
def publish_as_planned(context: JobContext, step: int) -> dict[str, int] | None:
    """Publish what was chosen for a round's moment, once, however often a worker is killed."""
    with context.effect() as is_due:
        return appointed.publish_step(step, at=timezone.now()) if is_due else None
