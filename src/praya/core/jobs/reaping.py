"""Show that a worker lives, take over the jobs of dead ones, and queue what is due."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models.functions import Now
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from praya.core.jobs.actions import declared_task, enqueue, give_up, put_back
from praya.core.jobs.backend import JobTask
from praya.core.jobs.machines import began, this_machine
from praya.core.jobs.models import Job, Timetable, Worker

SILENT_SECONDS = 60
# A worker's death is more often the machine's fault than the job's: it may happen oftener than a fault.
MORE_DEATHS = 2
DEAD = "praya.core.jobs.reaping.WorkerDied"


def sign_on(queues: list[str]) -> Worker:
    """Register this process as a worker."""
    import os

    return Worker.objects.create(
        code=secrets.token_hex(8),
        machine=this_machine(),
        process=os.getpid(),
        process_began=began(os.getpid()),
        queues=",".join(queues)[:200],
        started_at=Now(),
        beat_at=Now(),
    )


def beat(worker: Worker) -> bool:
    """Move the worker's beat on; False when others thought it dead and took its jobs."""
    return bool(Worker.objects.filter(pk=worker.pk).update(beat_at=Now()))


def sign_off(worker: Worker) -> None:
    """Remove the worker's row; jobs it still holds go to others."""
    Worker.objects.filter(pk=worker.pk).delete()
    take_over_from_dead()


def take_over_from_dead(*, silent_seconds: int = SILENT_SECONDS) -> int:
    """Put the jobs of dead workers back into the queue, or give them up after too many attempts; return how many.

    A worker is dead when its process on this machine is gone, or when its beat has been silent too long; one on this
    machine whose process lives is given ten times as long, because a solver may keep the interpreter to itself.
    """
    _dismiss_dead(silent_seconds)
    running = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING)
    living = Worker.objects.values("pk")
    lost = running.exclude(job__worker__in=living).values_list("pk", flat=True)
    return sum(_take_over(pk) for pk in list(lost))


def _dismiss_dead(silent_seconds: int) -> None:
    now = database_now()
    here = this_machine()
    for worker in Worker.objects.all():
        silent = (now - worker.beat_at).total_seconds()
        if worker.machine == here:
            is_dead = began(worker.process) != worker.process_began or silent > 10 * silent_seconds
        else:
            is_dead = silent > silent_seconds
        if is_dead:
            # Compare the beat again: a worker that spoke meanwhile lives.
            Worker.objects.filter(pk=worker.pk, beat_at__lte=worker.beat_at).delete()


def _take_over(pk: Any) -> bool:
    with transaction.atomic():
        rows = DBTaskResult.objects.select_for_update(skip_locked=connection.features.has_select_for_update_skip_locked)
        result = rows.filter(pk=pk, status=TaskResultStatus.RUNNING).first()
        if result is None:
            return False
        row, _ = Job.objects.select_for_update().get_or_create(pk=pk)
        if Worker.objects.filter(pk=row.worker).exists():
            return False
        task = declared_task(result)
        most = (task.attempts if task is not None else 1) + MORE_DEATHS
        if row.cancel_at is not None:
            give_up(result, row, fault="cancelled", kind="praya.core.jobs.context.JobCancelled")
        elif row.attempts >= most:
            give_up(result, row, fault=f"its worker died, {row.attempts} times", kind=DEAD)
        else:
            put_back(result, row, after_seconds=0, fault="its worker died")
        return True


def queue_due(tasks: dict[str, JobTask]) -> int:
    """Queue every periodic job that is due, once whoever looks; return how many."""
    periodic = {path: task for path, task in tasks.items() if task.every_seconds}
    known = {row.task: row.next_at for row in Timetable.objects.filter(task__in=periodic)}
    now = timezone.now()
    queued = 0
    for path, task in periodic.items():
        if path not in known:
            Timetable.objects.get_or_create(task=path, defaults={"next_at": now})
            known[path] = now
        if known[path] <= now:
            queued += _queue_when_due(path, task, now)
    return queued


def _queue_when_due(path: str, task: JobTask, now: datetime) -> bool:
    with transaction.atomic():
        rows = Timetable.objects.select_for_update(skip_locked=connection.features.has_select_for_update_skip_locked)
        row = rows.filter(pk=path, next_at__lte=now).first()
        if row is None:
            return False
        row.last_at, row.next_at = now, now + timedelta(seconds=task.every_seconds)
        row.save(update_fields=["last_at", "next_at"])
        enqueue(task, key=f"periodic {path}"[:120])
    return True


def database_now() -> datetime:
    """Return the database's clock: beats of several machines are compared by it alone."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT clock_timestamp()")
            return cursor.fetchone()[0]  # type: ignore[no-any-return]
        cursor.execute("SELECT STRFTIME('%%Y-%%m-%%dT%%H:%%M:%%f+00:00', 'NOW')", [])
        return datetime.fromisoformat(cursor.fetchone()[0])
