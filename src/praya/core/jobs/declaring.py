"""Declare jobs, and find every declared one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django_tasks import task

from praya.core.features.finding import modules_of_rooms
from praya.core.jobs.backend import JobTask

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
) -> Callable[[Callable[..., Any]], JobTask]:
    """Make a job of a function of a feature's tasks.py; its first parameter is `context`.

    Queues: "solve" for computing that takes long, "mail" for sending, "default" for the rest. A periodic job
    (`every_seconds`) takes no argument beside its context.
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
            )(function),
        )
        _declared[declared.module_path] = declared
        return declared

    return declare


def declared_jobs() -> dict[str, JobTask]:
    """Import the tasks.py of every room and return all jobs by their path."""
    modules_of_rooms("tasks.py")
    return dict(_declared)
