"""Claim the next job, execute it, and settle how it ended."""

from __future__ import annotations

import logging
import secrets
import threading
from collections.abc import Set
from dataclasses import dataclass, field
from traceback import format_exception
from typing import Any, cast

from django.db import OperationalError, transaction
from django.db.models import F
from django.utils import timezone, translation
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from praya.core.audit.actions import record
from praya.core.jobs.acting import BARRED_WORDS, RightLost
from praya.core.jobs.actions import declared_task, give_up, put_back
from praya.core.jobs.context import Bell, ClaimLost, JobCancelled, JobContext, JobInterrupted
from praya.core.jobs.jobs import TELL_BARRED
from praya.core.jobs.models import BARRED, CANCELLED, UNKNOWN, HeldJob, Job
from praya.core.retrying import is_busy

logger = logging.getLogger(__name__)
# How often more a job is tried whose database was busy or away: that is no fault of the job.
MORE_WHEN_BUSY = 10


@dataclass(frozen=True)
class Execution:
    """Hold a claimed job."""

    result: DBTaskResult[Any, Any]
    claim: str
    number: int
    interrupt: Bell = field(default_factory=threading.Event)


class UnknownName(LookupError):  # noqa: N818 - an outcome, not a fault
    """Say that this version has no job of a name."""


def claim_next(worker: str, queues: list[str], unknown: Set[str] = frozenset()) -> Execution | None:
    """Claim the most urgent job of the queues; on PostgreSQL any number of workers claim at once without waiting.

    The attempt is counted before it begins. UnknownName, with the name, when no such job is in this version: it waits for
    one that has it, and those named in `unknown` are left alone from the start.
    """
    ready = DBTaskResult.objects.ready().filter(queue_name__in=queues).exclude(pk__in=HeldJob.objects.values("pk"))
    if unknown:
        ready = ready.exclude(task_path__in=unknown)
    if not ready.exists():
        return None
    with transaction.atomic():
        result = ready.get_locked()
        if result is None:
            return None
        if declared_task(result) is None:
            Job.objects.filter(pk=result.pk).update(fault=UNKNOWN)
        else:
            return _claim(result, worker)
    raise UnknownName(result.task_path)


def _claim(result: DBTaskResult[Any, Any], worker: str) -> Execution:
    with transaction.atomic():
        result.claim(worker)
        token = secrets.token_hex(16)
        Job.objects.get_or_create(pk=result.pk)
        Job.objects.filter(pk=result.pk).update(claim=token, worker=worker, attempts=F("attempts") + 1, done=0, note="")
        number = Job.objects.values_list("attempts", flat=True).get(pk=result.pk)
    return Execution(result, token, number)


def execute(execution: Execution) -> str:
    """Run a claimed job outside any transaction and settle it; return how it ended, for the log."""
    result = execution.result
    try:
        task = result.task
        context = JobContext(
            task_result=cast("Any", result.task_result),
            claim=execution.claim,
            number=execution.number,
            interrupt=execution.interrupt,
        )
        context.stop_if_asked()
        words = [context, *result.args_kwargs["args"]] if task.takes_context else result.args_kwargs["args"]
        value = task.call(*words, **result.args_kwargs["kwargs"])
    except ClaimLost:
        return "taken over"
    except (JobCancelled, JobInterrupted, RightLost) as fault:
        return end_badly(execution, fault)
    except MemoryError:
        raise  # the process is not to be trusted with another job: whoever runs it ends it, and the keeper counts a strike
    except Exception as fault:
        logger.warning("job %s failed", result.task_path, exc_info=True)
        return end_badly(execution, fault)
    return succeed(execution, value)


def succeed(execution: Execution, value: Any) -> str:
    """Record success, unless the job was taken over meanwhile."""
    with transaction.atomic():
        held = _held(execution)
        if held is None:
            return "taken over"
        result, row = held
        result.status, result.finished_at, result.return_value = TaskResultStatus.SUCCESSFUL, timezone.now(), value
        result.exception_class_path = result.traceback = ""
        result.save(update_fields=["status", "finished_at", "return_value", "exception_class_path", "traceback"])
        row.is_finished, row.claim, row.fault = True, "", ""
        row.save(update_fields=["is_finished", "claim", "fault"])
    return "done"


def end_badly(execution: Execution, fault: Exception) -> str:
    """Decide after a fault: try again later, hand back, or give up."""
    with transaction.atomic():
        held = _held(execution)
        if held is None:
            return "taken over"
        result, row = held
        task = declared_task(result)
        if isinstance(fault, JobInterrupted):
            row.attempts -= 1
            row.save(update_fields=["attempts"])
            put_back(result, row, after_seconds=0, fault=row.fault)
            return "handed back"
        if isinstance(fault, JobCancelled) or row.cancel_at is not None:
            give_up(result, row, fault="cancelled", kind=CANCELLED)
            return "cancelled"
        if isinstance(fault, RightLost):
            _bar(result, row)
            return "barred"
        reason = f"{type(fault).__name__}: {fault}"
        is_final = task is None or isinstance(fault, task.final)
        more = MORE_WHEN_BUSY if isinstance(fault, OperationalError) and is_busy(fault) else 0
        if is_final or task is None or row.attempts >= task.attempts + more:
            kind = f"{type(fault).__module__}.{type(fault).__qualname__}"
            give_up(result, row, fault=reason, kind=kind, traceback="".join(format_exception(fault)))
            return "failed"
        put_back(result, row, after_seconds=task.delay_after(row.attempts), fault=reason)
        return "to be tried again"


def _bar(result: DBTaskResult[Any, Any], row: Job) -> None:
    """End a job whose asker may no longer have it done, note it, and write to whoever organises."""
    with translation.override((row.account.language if row.account else "") or "en"):
        give_up(result, row, fault=str(BARRED_WORDS), kind=BARRED)
    record("bar job", row, by=None, edition=row.edition, after={"label": row.label, "account": row.account_id})
    TELL_BARRED.start(row.pk.int, by=None, edition=row.edition)


def _held(execution: Execution) -> tuple[DBTaskResult[Any, Any], Job] | None:
    """Lock the result, then its job (always in this order), if this execution still holds it."""
    result = DBTaskResult.objects.select_for_update().filter(pk=execution.result.pk).first()
    row = Job.objects.select_for_update().filter(pk=execution.result.pk, claim=execution.claim).first()
    return (result, row) if result is not None and row is not None else None
