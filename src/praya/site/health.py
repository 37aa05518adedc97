"""Answer the two questions of a machine room: does this process live, and may it be sent visitors."""

from __future__ import annotations

import shutil
from typing import Any

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.urls import path

from praya.core.access.gate import anyone, gate, plain
from praya.site.probes import database_answers, jobs_move, migrations_complete, reason_to_read_only

LEAST_FREE_BYTES = 200_000_000


@gate(anyone, visit=plain)
def health(request: HttpRequest, visit: Any) -> JsonResponse:
    """Say that this process answers."""
    return JsonResponse({"alive": True})


@gate(anyone, visit=plain)
def ready(request: HttpRequest, visit: Any) -> JsonResponse:
    """Say whether database, tables, jobs and disk are as they should be; 503 when one is not. It tells no secrets.

    So it is where the journal of revocations lacks something, or a restored installation may only be read; `why` says it.
    """
    answers = {"database": database_answers()}
    if answers["database"]:
        answers["migrations"] = migrations_complete()
        answers["jobs"] = answers["migrations"] and jobs_move()
    answers["disk"] = shutil.disk_usage(settings.VAR_FOLDER).free >= LEAST_FREE_BYTES
    is_ready = all(answers.values())
    why = reason_to_read_only() if answers["database"] else ""
    if why:
        return JsonResponse({"ready": False, **answers, "journal": False, "why": why}, status=503)
    return JsonResponse({"ready": is_ready, **answers}, status=200 if is_ready else 503)


urlpatterns = [path("health", health, name="health"), path("ready", ready, name="ready")]
