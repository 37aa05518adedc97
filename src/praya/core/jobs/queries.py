"""Read how jobs fare."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, UUIDField
from django.db.models.functions import Coalesce
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from praya.core.accounts.models import Account
from praya.core.accounts.queries import operators
from praya.core.features.teams import organised_by, organisers_of
from praya.core.jobs.models import BARRED, CANCELLED, UNKNOWN, HeldJob, Job
from praya.core.prepared import moved

# For how long a job that failed for good is told of.
TOLD_FOR = timedelta(days=7)
ENDS = {CANCELLED: "cancelled", BARRED: "barred"}
STATES = {TaskResultStatus.READY: "waiting", TaskResultStatus.RUNNING: "running", TaskResultStatus.SUCCESSFUL: "done"}


@dataclass(frozen=True)
class JobProgress:
    """Show a job: state is waiting, running, held (in quarantine), done, failed, cancelled or barred; share is of 100."""

    job_id: UUID
    state: str
    label: str
    done: int
    total: int
    note: str
    fault: str
    attempts: int
    is_stopping: bool
    asked_at: datetime
    finished_at: datetime | None

    @property
    def share(self) -> int:
        """Return how much is done, in per cent."""
        if self.state == "done":
            return 100
        return min(100 * self.done // self.total, 100) if self.total else 0

    @property
    def is_moving(self) -> bool:
        """Tell whether looking again soon may show something else."""
        return self.state in {"waiting", "running"}

    @property
    def is_over(self) -> bool:
        """Tell whether nothing will happen any more."""
        return self.state in {"done", "failed", *ENDS.values()}


def job_progress(job_id: UUID) -> JobProgress | None:
    """Return how far a job is, in one query."""
    job = Job.objects.select_related("result").filter(pk=job_id).first()
    return progress_of(job) if job else None


def progress_of(job: Job) -> JobProgress:
    """Return how far a job is whose result is read already."""
    result = job.result
    state = STATES.get(TaskResultStatus(result.status), ENDS.get(result.exception_class_path, "failed"))
    if job.held_at is not None:
        state = "held"
    return JobProgress(
        job_id=result.pk,
        state=state,
        label=job.label,
        done=job.done,
        total=job.total,
        note=job.note,
        fault=job.fault,
        attempts=job.attempts,
        is_stopping=job.cancel_at is not None and state == "running",
        asked_at=result.enqueued_at,
        finished_at=result.finished_at,
    )


def oldest_waiting_seconds() -> float:
    """Return for how long the job has waited that has been due longest; nought when none waits, or all are held.

    One that no worker knows is left out: it waits for a version that does.
    """
    ready = DBTaskResult.objects.ready().exclude(job__fault=UNKNOWN).exclude(pk__in=HeldJob.objects.values("pk"))
    oldest = ready.order_by("enqueued_at").values_list("enqueued_at", "run_after").first()
    if oldest is None:
        return 0.0
    now = timezone.now()
    due = max((moment for moment in oldest if moment is not None and moment <= now), default=now)
    return (now - due).total_seconds()


def held_jobs() -> QuerySet[Job]:
    """Return the jobs in quarantine, the latest first."""
    return Job.objects.filter(held_at__isnull=False).select_related("result").order_by("-held_at")


def held_jobs_for(account: Account) -> QuerySet[Job]:
    """Return those that an account may let out: its own, those nobody asked for in its editions, for operators all."""
    if account.is_operator:
        return held_jobs()
    nobodys = Q(account=None, edition__in=organised_by(account))
    return held_jobs().filter(Q(account=account) | nobodys)


def _has_failed(at: datetime) -> Q:
    """Choose the jobs of the last days that failed for good, as long as nobody has started the same work again."""
    again = Job.objects.filter(key=OuterRef("key"), result__enqueued_at__gt=OuterRef("result__enqueued_at")).exclude(key="")
    lately = Q(is_finished=True, result__status=TaskResultStatus.FAILED, result__finished_at__gt=moved(at, -TOLD_FOR))
    return lately & ~Q(fault="") & ~Q(result__exception_class_path__in=list(ENDS)) & Q(~Exists(again.order_by()))


def failed_jobs_for(account: Account, at: datetime) -> QuerySet[Job]:
    """Return the jobs that failed lately and that an account started, or nobody did in its editions, the latest first."""
    own = Job.objects.filter(Q(account=account) | Q(account=None, edition__in=organised_by(account)))
    return own.filter(_has_failed(at)).select_related("result").order_by("-result__finished_at")


def troubled_jobs(edition: Any, at: datetime, account: int) -> QuerySet[Job]:
    """Return the jobs of an edition in quarantine or failed that the account of a number started, or nobody did."""
    rows = Job.objects.filter(Q(account=account) | Q(account=None), Q(held_at__isnull=False) | _has_failed(at), edition=edition)
    # Of a foreign key that is a key itself, a subquery returns what the database holds, and no UUID.
    number = ExpressionWrapper(F("result"), output_field=UUIDField())
    return rows.annotate(waits_since=Coalesce("held_at", "result__finished_at"), number=number)


def unknown_jobs() -> QuerySet[Job]:
    """Return the jobs that wait because no worker has known them yet."""
    return Job.objects.filter(fault=UNKNOWN, is_finished=False, result__status=TaskResultStatus.READY)


def concerned(job: Job) -> list[Account]:
    """Return who is told that a job is in quarantine: whoever asked for it, else who organises its edition; and operators."""
    asked = [job.account] if job.account is not None else organisers_of(job.edition)
    return _written_to([*asked, *operators()])


def barred_job(number: UUID) -> Job | None:
    """Return a job that was not done because its asker may no longer."""
    return Job.objects.select_related("account").filter(pk=number, result__exception_class_path=BARRED).first()


def told_of_barred(job: Job) -> list[Account]:
    """Return who is told that a job was not done: the others who organise its edition, else the operators."""
    others = [account for account in organisers_of(job.edition) if account.pk != job.account_id]
    return _written_to(others or operators())


def _written_to(accounts: Iterable[Account]) -> list[Account]:
    return list({account.pk: account for account in accounts if account.is_active and account.email}.values())
