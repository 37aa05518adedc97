"""Queue, cancel and prune jobs; what workers do with them is in `executing` and `reaping`."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from praya.core.accounts.models import Account
from praya.core.audit.actions import record
from praya.core.jobs.acting import is_barred
from praya.core.jobs.backend import JobTask
from praya.core.jobs.models import CANCELLED, HeldJob, Job


def enqueue(
    task: JobTask,
    *words: Any,
    by: Account | None = None,
    edition: int = 0,
    key: str = "",
    label: str = "",
    run_after: datetime | None = None,
    priority: int | None = None,
    **named: Any,
) -> Job:
    """Queue a job; it starts after the caller's transaction has committed, and never when that is rolled back.

    With a `key`, an unfinished job of the same key is returned instead of a second one. `by` may look at the job's
    progress and cancel it; `label` is the sentence that the page shows. What is to begin at an hour (`run_after`) is timed,
    and does not wait behind what has none.
    """
    if key and (waiting := _unfinished(key, by)):
        return waiting
    try:
        with transaction.atomic():
            is_timed = run_after is not None and task.queue_name == "default"
            queue = "timed" if is_timed else task.queue_name
            chosen = task.using(run_after=run_after, priority=priority, queue_name=queue)
            result = chosen.enqueue(*words, **named)
            job = Job.objects.get(pk=UUID(str(result.id)))
            job.key, job.label, job.account, job.edition = key, label[:200], by, edition
            job.save(update_fields=["key", "label", "account", "edition"])
    except IntegrityError:
        # Somebody queued the same key between our look and our write.
        if key and (waiting := _unfinished(key, by)):
            return waiting
        raise
    return job


def _unfinished(key: str, by: Account | None) -> Job | None:
    found = Job.objects.select_related("result", "account").filter(key=key, is_finished=False).first()
    if found is not None:
        task = declared_task(found.result)
        if task is not None and is_barred(found, task.asks, tuple(found.result.args_kwargs["args"])):
            # Whoever asked for it first may no longer: it is done for whoever asks now.
            found.account = by
            found.save(update_fields=["account"])
        # Whoever asks for it now wants it done, also where a restore holds it back.
        HeldJob.objects.filter(pk=found.pk).delete()
    return found


def cancel(job: Job, *, by: Account | None) -> bool:
    """Cancel a job that waits or is in quarantine at once, and ask a running one to stop; False when it had finished."""
    with transaction.atomic():
        result = DBTaskResult.objects.select_for_update().get(pk=job.pk)
        row = Job.objects.select_for_update().get(pk=job.pk)
        if row.is_finished or row.cancel_at is not None:
            return False
        row.cancel_at = timezone.now()
        row.save(update_fields=["cancel_at"])
        record("cancel job", row, by=by, edition=row.edition, after={"label": row.label})
        if result.status == TaskResultStatus.READY or row.held_at is not None:
            give_up(result, row, fault="cancelled", kind=CANCELLED)
    return True


def give_up(result: DBTaskResult[Any, Any], row: Job, *, fault: str, kind: str, traceback: str = "") -> None:
    """Mark a job failed for good and tell its feature; both rows are locked by the caller."""
    result.status = TaskResultStatus.FAILED
    result.finished_at = timezone.now()
    result.exception_class_path, result.traceback = kind, traceback
    result.save(update_fields=["status", "finished_at", "exception_class_path", "traceback"])
    row.is_finished, row.claim, row.fault, row.held_at = True, "", fault[:2000], None
    row.save(update_fields=["is_finished", "claim", "fault", "held_at"])
    task = declared_task(result)
    if task is not None and task.when_failed is not None:
        task.when_failed(fault, *result.args_kwargs["args"], **result.args_kwargs["kwargs"])


def put_back(result: DBTaskResult[Any, Any], row: Job, *, after_seconds: float, fault: str = "") -> None:
    """Let another execution try a job later; both rows are locked by the caller."""
    result.status = TaskResultStatus.READY
    result.run_after = timezone.now() + timedelta(seconds=after_seconds)
    result.save(update_fields=["status", "run_after"])
    row.claim, row.worker, row.fault = "", "", fault[:2000]
    row.save(update_fields=["claim", "worker", "fault"])


def declared_task(result: DBTaskResult[Any, Any]) -> JobTask | None:
    """Return the task of a result; None when its function is gone or is no job."""
    try:
        task = result.task
    except Exception:  # a result of an older version may point to anything
        return None
    return task if isinstance(task, JobTask) else None


def prune(*, days: int = 30) -> int:
    """Delete the records of jobs that finished longer ago, not those in quarantine; return how many."""
    limit = timezone.now() - timedelta(days=days)
    old = DBTaskResult.objects.finished().filter(finished_at__lt=limit).exclude(job__held_at__isnull=False)
    return old.delete()[1].get("django_tasks_database.DBTaskResult", 0)
