"""Extend the Tasks API's database backend: tasks know how to be retried, and every result has its job row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django_tasks.base import Task
from django_tasks_db import DatabaseBackend

from praya.core.jobs.acting import Right

if TYPE_CHECKING:
    from django_tasks_db.models import DBTaskResult

# How long a job of a queue may take, in seconds: longer than any has ever needed.
LIMITS = {"timed": 60.0, "default": 900.0, "mail": 900.0, "solve": 7200.0}
# How long one transaction may be open. SQLite has one writer: all others wait meanwhile, also those whose hour has come.
WRITING = {"sqlite": 3.0, "postgresql": 20.0}


@dataclass(frozen=True, slots=True, kw_only=True)
class JobTask(Task):  # type: ignore[type-arg]
    """Hold a task with its rules of repetition.

    `attempts` counts executions in all; `delay_seconds` doubles from one to the next; `final` are the exceptions after
    which trying again is pointless; `when_failed(fault, *args, **kwargs)` runs in the transaction that gives a job up;
    `every_seconds` makes it periodic. An execution that takes longer than `limit_seconds`, or keeps a transaction open for
    longer than `writing_seconds`, is ended with its process; one that needs more than `memory_mb` of its own too. Nought
    stands for what is usual: LIMITS of the queue, and what a database bears. `asks` is asked again, when it runs, of whoever
    asked for it; `nobodys` says why it acts for nobody (`acting`).
    """

    attempts: int = 3
    delay_seconds: float = 5.0
    final: tuple[type[Exception], ...] = ()
    when_failed: Callable[..., object] | None = None
    every_seconds: int = 0
    limit_seconds: float = 0.0
    writing_seconds: float = 0.0
    memory_mb: int = 1024
    asks: Right | None = None
    nobodys: str = ""

    def longest(self) -> float:
        """Return after how many seconds an execution is ended.

        A job of one queue may be put into another; what it may take is its own.
        """
        return self.limit_seconds or LIMITS.get(self.queue_name, LIMITS["default"])

    def longest_writing(self, vendor: str) -> float:
        """Return after how many seconds of one transaction an execution is ended."""
        return self.writing_seconds or WRITING.get(vendor, max(WRITING.values()))

    def delay_after(self, attempt: int) -> float:
        """Return the seconds to wait after the given attempt, at most an hour.

        >>> [delay_after_seconds(5.0, attempt) for attempt in (1, 2, 3)]
        [5.0, 10.0, 20.0]
        """
        return delay_after_seconds(self.delay_seconds, attempt)


def delay_after_seconds(first: float, attempt: int) -> float:
    """Double the first delay with every attempt, up to an hour."""
    return float(min(first * 2 ** min(attempt - 1, 20), 3600.0))


class JobBackend(DatabaseBackend):
    """Queue tasks in the database with a job row beside each, in the caller's transaction."""

    task_class = JobTask  # type: ignore[assignment]

    def _task_to_db_task(self, task: Any, args: Any, kwargs: Any) -> DBTaskResult[Any, Any]:
        from praya.core.jobs.models import Job

        with transaction.atomic():
            result: DBTaskResult[Any, Any] = super()._task_to_db_task(task, args, kwargs)
            Job.objects.create(result=result)
        return result

    async def _atask_to_db_task(self, task: Any, args: Any, kwargs: Any) -> DBTaskResult[Any, Any]:
        from asgiref.sync import sync_to_async

        return await sync_to_async(self._task_to_db_task)(task, args, kwargs)
