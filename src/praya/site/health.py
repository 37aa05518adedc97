"""Answer the two questions of a machine room: does this process live, and may it be sent visitors."""

from __future__ import annotations

import shutil
import time
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.urls import path

from praya.core.access.gate import anyone, gate, plain

LEAST_FREE_BYTES = 200_000_000
LONGEST_WAIT_SECONDS = 600.0
RECHECK_SECONDS = 60.0


@dataclass
class Migrations:
    """Remember that the tables are as this version wants them: they change with a new start only."""

    complete_at: float = -RECHECK_SECONDS


_migrations = Migrations()


@gate(anyone, visit=plain)
def health(request: HttpRequest, visit: Any) -> JsonResponse:
    """Say that this process answers."""
    return JsonResponse({"alive": True})


@gate(anyone, visit=plain)
def ready(request: HttpRequest, visit: Any) -> JsonResponse:
    """Say whether database, tables, jobs and disk are as they should be; 503 when one is not. It tells no secrets."""
    answers = {"database": database_answers()}
    if answers["database"]:
        answers["migrations"] = migrations_complete()
        answers["jobs"] = answers["migrations"] and jobs_move()
    answers["disk"] = shutil.disk_usage(settings.VAR_FOLDER).free >= LEAST_FREE_BYTES
    is_ready = all(answers.values())
    return JsonResponse({"ready": is_ready, **answers}, status=200 if is_ready else 503)


def database_answers() -> bool:
    """Tell whether the database answers a question."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return bool(cursor.fetchone() == (1,))
    except DatabaseError:
        return False


def migrations_complete() -> bool:
    """Tell whether every migration is applied, looking at most once a minute while all are."""
    from praya.site.readiness import unapplied_migrations

    now = time.monotonic()
    if now - _migrations.complete_at < RECHECK_SECONDS:
        return True
    is_complete = not unapplied_migrations()
    if is_complete:
        _migrations.complete_at = now
    return is_complete


def jobs_move() -> bool:
    """Tell whether no job has been due for longer than ten minutes."""
    from praya.core.jobs.queries import oldest_waiting_seconds

    return oldest_waiting_seconds() <= LONGEST_WAIT_SECONDS


urlpatterns = [path("health", health, name="health"), path("ready", ready, name="ready")]
