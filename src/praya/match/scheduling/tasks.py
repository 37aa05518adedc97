"""Compute and publish runs in the job worker."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from praya.core.accounts.models import Account
from praya.core.actions.refusing import Refused
from praya.core.jobs.actions import enqueue
from praya.core.jobs.context import JobContext
from praya.core.jobs.declaring import job
from praya.core.jobs.models import Job
from praya.match.scheduling.models import Run
from praya.match.scheduling.publishing import publish_run
from praya.match.scheduling.queries_runs import publication_key
from praya.match.scheduling.runs import LIVE, execute_run


def mark_failed(fault: str, run: int) -> None:
    """Let a run whose job was given up say so."""
    Run.objects.filter(pk=run, status__in=LIVE).update(status=Run.Status.FAILED, fault=fault[:2000], finished_at=timezone.now())


@job(queue="solve", attempts=3, when_failed=mark_failed)
def compute_run(context: JobContext, run: int) -> None:
    """Compute one run; a worker that takes it over starts again from the stored problem."""
    execute_run(run, still_mine=context.still_mine)
    context.stop_if_asked()


def enqueue_run(run: Run) -> None:
    """Hand a run to the worker; pass this to `start_run`."""
    enqueue(
        compute_run,
        run.pk,
        by=run.started_by,
        edition=run.round.edition_id,
        key=f"run-{run.pk}",
        label=_("Computing the meeting schedule"),
    )


@job(attempts=3, final=(Refused,))
def publish(context: JobContext, run: int) -> dict[str, int] | None:
    """Publish a run, once, however often a worker is killed; return what was booked, moved and left out."""
    account = Job.objects.select_related("account").get(pk=context.job_id).account
    with context.effect() as is_due:
        if not is_due:
            return None
        done = publish_run(Run.objects.select_related("round").get(pk=run), by=account, at=timezone.now())
        return {"booked": len(done.slots), "moved": len(done.moved), "left_out": len(done.left_out)}


def enqueue_publication(run: Run, *, by: Account | None) -> Job:
    """Hand the publication of a run to the worker; asked twice it is still one."""
    label = _("Publishing the meeting schedule")
    return enqueue(publish, run.pk, by=by, edition=run.round.edition_id, key=publication_key(run), label=label)
