"""Hold a job that ends the process which does it, say so, and let it out again when somebody asks."""

from __future__ import annotations

import logging
import random
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from praya.core.accounts.models import Account
from praya.core.audit.actions import record
from praya.core.jobs.actions import give_up, put_back
from praya.core.jobs.jobs import TELL
from praya.core.jobs.models import CANCELLED, HELD, Job

logger = logging.getLogger(__name__)

STRIKES = 3
STRIKE_SECONDS = 1.0
# A whole worker's death is more often the machine's fault than the job's, and hits all that run at that moment: it may happen
# oftener, and those hit twice come back at different moments, so that nobody keeps dying of its neighbour.
DEATHS = 5
SCATTER_SECONDS = 10.0
# A periodic job comes out by itself after a while, for one more try: without it the work would stop for good.
REST = timedelta(hours=1)


def strike(result: DBTaskResult[Any, Any], row: Job, reason: str) -> None:
    """Count that a process died of the job alone, and hold it at the third time; both rows are locked by the caller."""
    row.strikes += 1
    row.save(update_fields=["strikes"])
    logger.warning("job %s ended its process, %d times: %s", result.task_path, row.strikes, reason)
    if row.cancel_at is not None:
        give_up(result, row, fault="cancelled", kind=CANCELLED)
    elif row.strikes >= STRIKES:
        _hold(result, row, reason, is_news=row.strikes == STRIKES)
    else:
        put_back(result, row, after_seconds=STRIKE_SECONDS * row.strikes, fault=reason)


def bereave(result: DBTaskResult[Any, Any], row: Job) -> None:
    """Count that a whole worker died while the job ran, and put it back or hold it; both rows are locked by the caller."""
    row.deaths += 1
    row.save(update_fields=["deaths"])
    if row.cancel_at is not None:
        give_up(result, row, fault="cancelled", kind=CANCELLED)
    elif row.deaths >= DEATHS:
        _hold(result, row, f"its worker died, {row.deaths} times", is_news=row.deaths == DEATHS)
    else:
        pause = random.uniform(0.0, SCATTER_SECONDS) if row.deaths > 1 else 0.0  # noqa: S311 - scatters, guards nothing
        put_back(result, row, after_seconds=pause, fault="its worker died")


def _hold(result: DBTaskResult[Any, Any], row: Job, reason: str, *, is_news: bool) -> None:
    result.status, result.finished_at = TaskResultStatus.FAILED, timezone.now()
    result.exception_class_path, result.traceback = HELD, ""
    result.save(update_fields=["status", "finished_at", "exception_class_path", "traceback"])
    row.held_at, row.claim, row.worker, row.fault = result.finished_at, "", "", reason[:2000]
    row.save(update_fields=["held_at", "claim", "worker", "fault"])
    logger.error("job %s (%s) is in quarantine: %s; praya doctor lists it", result.task_path, result.pk, reason)
    if is_news:
        record("hold job", row, by=None, edition=row.edition, after={"label": row.label, "fault": row.fault})
        if not row.key.startswith(TELL.key.partition("%")[0]):  # of the telling itself nobody could be told
            TELL.start(row.pk.int, by=None, edition=row.edition)


def release(job: Job, *, by: Account | None) -> bool:
    """Try a job in quarantine again, as if for the first time; False when it is not there any more."""
    with transaction.atomic():
        result = DBTaskResult.objects.select_for_update().get(pk=job.pk)
        row = Job.objects.select_for_update().get(pk=job.pk)
        if row.held_at is None:
            return False
        row.strikes = row.deaths = row.attempts = 0
        _let_out(result, row)
        record("release job", row, by=by, edition=row.edition, after={"label": row.label})
    return True


def let_out_rested(key: str) -> bool:
    """Let a periodic job out that has rested; one more death holds it again. Inside the caller's transaction."""
    row = Job.objects.filter(key=key, held_at__lte=timezone.now() - REST).first()
    if row is None:
        return False
    result = DBTaskResult.objects.select_for_update().get(pk=row.pk)
    row = Job.objects.select_for_update().get(pk=row.pk)
    if row.held_at is None:
        return False
    _let_out(result, row)
    return True


def _let_out(result: DBTaskResult[Any, Any], row: Job) -> None:
    result.status, result.finished_at, result.run_after = TaskResultStatus.READY, None, timezone.now()
    result.exception_class_path = result.traceback = ""
    result.save(update_fields=["status", "finished_at", "run_after", "exception_class_path", "traceback"])
    row.held_at, row.fault = None, ""
    row.save(update_fields=["strikes", "deaths", "attempts", "held_at", "fault"])
