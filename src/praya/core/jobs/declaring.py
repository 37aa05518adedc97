"""Declare jobs, and find every declared one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from django.db.models import QuerySet
from django_tasks import task

from praya.core.accounts.models import Account
from praya.core.features.finding import modules_of_rooms
from praya.core.jobs.acting import Right
from praya.core.jobs.actions import enqueue
from praya.core.jobs.backend import JobTask
from praya.core.jobs.models import Job

_declared: dict[str, JobTask] = {}


def job(
    *,
    queue: str = "default",
    attempts: int = 3,
    delay_seconds: float = 5.0,
    priority: int = 0,
    final: tuple[type[Exception], ...] = (),
    when_failed: Callable[..., object] | None = None,
    every_seconds: int = 0,
    limit_seconds: float = 0.0,
    writing_seconds: float = 0.0,
    memory_mb: int = 1024,
    asks: Right | None = None,
    nobodys: str = "",
) -> Callable[[Callable[..., Any]], JobTask]:
    """Make a job of a function of a feature's tasks.py; its first parameter is `context`.

    Queues: "solve" for computing that takes long, "mail" for sending, "timed" for what must happen at its hour and is done
    in a moment, "default" for the rest. A periodic job (`every_seconds`) takes no argument beside its context. What one
    execution may take is said by the next three (`JobTask`); whoever writes much in one transaction gives `writing_seconds`. Who
    may have it done is said by the last two (`acting`): what is not periodic has one of them.
    """

    def declare(function: Callable[..., Any]) -> JobTask:
        declared = cast(
            "JobTask",
            task(
                queue_name=queue,
                priority=priority,
                takes_context=True,
                attempts=attempts,
                delay_seconds=delay_seconds,
                final=final,
                when_failed=when_failed,
                every_seconds=every_seconds,
                limit_seconds=limit_seconds,
                writing_seconds=writing_seconds,
                memory_mb=memory_mb,
                asks=asks,
                nobodys=nobodys,
            )(function),
        )
        _declared[declared.module_path] = declared
        return declared

    return declare


@dataclass(slots=True)
class Errand:
    """Name in a room's jobs.py a job on one record, so that actions start what the tasks.py above them runs.

    `key` has a %d for the record's number: of one record there is one unfinished job. `label` may have words in it.
    """

    key: str
    label: Any
    task: JobTask | None = None

    def runs(self, **rules: Any) -> Callable[[Callable[..., Any]], JobTask]:
        """Make a function of tasks.py the one that is run: it is given the context and the record's number.

        An errand is started in somebody's name, so it must say `asks=`, or why it acts for nobody: `nobodys=`.
        """
        if bool(rules.get("asks")) == bool(rules.get("nobodys")):
            raise TypeError(f"{self.key} says neither or both of: whom it asks again, why it acts for nobody")

        def take(function: Callable[..., Any]) -> JobTask:
            self.task = job(**rules)(function)
            return self.task

        return take

    def start(self, number: int, *, by: Account | None, edition: int, **words: object) -> Job:
        """Hand the record to the worker once the caller's transaction has committed; asked twice it is still one job."""
        if self.task is None:
            declared_jobs()
        if self.task is None:
            raise AssertionError(f"no tasks.py runs {self.key}")
        return enqueue(self.task, number, by=by, edition=edition, key=self.key % number, label=str(self.label) % words)

    def jobs(self, number: int) -> QuerySet[Job]:
        """Return the record's jobs of this kind, with how they ended."""
        return Job.objects.select_related("result").filter(key=self.key % number)


def declared_jobs() -> dict[str, JobTask]:
    """Import the tasks.py of every room and return all jobs by their path."""
    modules_of_rooms("tasks.py")
    return dict(_declared)
