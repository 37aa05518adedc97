"""Show that a worker lives, take over the jobs of dead ones, and queue what is due."""

from __future__ import annotations

import os
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models.functions import Now
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from praya.core.jobs.actions import enqueue, put_back
from praya.core.jobs.backend import JobTask
from praya.core.jobs.machines import began, this_machine
from praya.core.jobs.models import Job, Timetable, Worker
from praya.core.jobs.quarantine import bereave, let_out_rested, strike
from praya.core.revocations.standing import standing_row

SILENT_SECONDS = 60


def sign_on(queues: list[str], *, code: str = "", keeper: int = 0) -> Worker:
    """Register this process as a worker, under a code given to it and with the process that keeps it."""
    return Worker.objects.create(
        code=code or secrets.token_hex(8),
        machine=this_machine(),
        process=os.getpid(),
        process_began=began(os.getpid()),
        keeper=keeper,
        keeper_began=began(keeper) if keeper else "",
        queues=",".join(queues)[:200],
        started_at=Now(),
        beat_at=Now(),
    )


def beat(*codes: str) -> bool:
    """Move the beat of living workers on; False when others thought one of them dead and took its jobs."""
    return Worker.objects.filter(pk__in=codes).update(beat_at=Now()) == len(codes)


def missing(codes: Collection[str]) -> set[str]:
    """Return the workers that others thought dead."""
    return set(codes) - set(Worker.objects.filter(pk__in=codes).values_list("pk", flat=True))


def sign_off(code: str, reason: str = "", *, is_interrupted: bool = False) -> None:
    """Remove a worker whose process has ended, or is about to be, and settle the jobs it still holds.

    With a reason they have ended it, alone, and each gets a strike; interrupted ones go back to the queue as they were.
    """
    held = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING, job__worker=code).values_list("pk", flat=True)
    for pk in list(held):
        _settle(pk, code, reason, is_interrupted=is_interrupted)
    Worker.objects.filter(pk=code).delete()


def _settle(pk: Any, code: str, reason: str, *, is_interrupted: bool) -> None:
    with transaction.atomic():
        result = DBTaskResult.objects.select_for_update().filter(pk=pk, status=TaskResultStatus.RUNNING).first()
        row = Job.objects.select_for_update().filter(pk=pk, worker=code).first()
        if result is None or row is None:
            return
        if reason:
            strike(result, row, reason)
        elif is_interrupted and row.cancel_at is None:
            row.attempts = max(row.attempts - 1, 0)
            row.save(update_fields=["attempts"])
            put_back(result, row, after_seconds=0, fault=row.fault)
        else:
            bereave(result, row)


def take_over_from_dead(*, silent_seconds: int = SILENT_SECONDS) -> int:
    """Put the jobs of dead workers back into the queue, or into quarantine after too many deaths; return how many.

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
            # A keeper that lives has seen its process die, and knows better of what.
            is_kept = worker.keeper and began(worker.keeper) == worker.keeper_began
            has_ended = began(worker.process) != worker.process_began and not is_kept
            is_dead = has_ended or silent > 10 * silent_seconds
        else:
            is_dead = silent > silent_seconds
        if is_dead:
            # Compare the beat again: a worker that spoke meanwhile lives. SQLite compares texts, and its own clock writes .000 of
            # a whole second where Django writes nothing: the half of a millisecond is a fraction, and less than it tells apart.
            Worker.objects.filter(pk=worker.pk, beat_at__lt=worker.beat_at + timedelta(microseconds=500)).delete()


def _take_over(pk: Any) -> bool:
    with transaction.atomic():
        rows = DBTaskResult.objects.select_for_update(skip_locked=connection.features.has_select_for_update_skip_locked)
        result = rows.filter(pk=pk, status=TaskResultStatus.RUNNING).first()
        if result is None:
            return False
        row, _ = Job.objects.select_for_update().get_or_create(pk=pk)
        if Worker.objects.filter(pk=row.worker).exists():
            return False
        bereave(result, row)
        return True


def queue_due(tasks: dict[str, JobTask]) -> int:
    """Queue every periodic job that is due, once whoever looks; return how many.

    After a restore none is while the installation may only be read, and no letters until a person has let them go.
    """
    standing = standing_row()
    if standing.reason:
        return 0
    periodic = {path: task for path, task in tasks.items() if task.every_seconds}
    if standing.is_mail_held:
        periodic = {path: task for path, task in periodic.items() if task.queue_name != "mail"}
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
        key = f"periodic {path}"[:120]
        if not let_out_rested(key):
            enqueue(task, key=key)
    return True


def database_now() -> datetime:
    """Return the database's clock: beats of several machines are compared by it alone."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT clock_timestamp()")
            return cursor.fetchone()[0]  # type: ignore[no-any-return]
        cursor.execute("SELECT STRFTIME('%%Y-%%m-%%dT%%H:%%M:%%f+00:00', 'NOW')", [])
        return datetime.fromisoformat(cursor.fetchone()[0])
