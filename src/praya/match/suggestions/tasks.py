"""Compute suggestions in the job worker, when an organiser asks and once a day."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Max
from django.utils import timezone

from praya.core.jobs.context import JobContext
from praya.core.jobs.declaring import job
from praya.match.suggestions.computing import compute, mark_failed, preview, start_run, store
from praya.match.suggestions.digests import ask_for_digests, editions_to_tell
from praya.match.suggestions.jobs import SUGGEST, TRY
from praya.match.suggestions.models import SuggestionRun, Weighing
from praya.match.suggestions.weighing import COMPARED, keep_preview, sample
from praya.meet.accreditation.rules import may_organise
from praya.meet.accreditation.visits import in_edition
from praya.meet.editions.models import Edition

EACH = timedelta(hours=20)


@SUGGEST.runs(
    queue="solve", attempts=3, when_failed=mark_failed, writing_seconds=300, memory_mb=4096, asks=in_edition(may_organise)
)
def suggest(context: JobContext, run: int) -> dict[str, int]:
    """Compute and store one run, once, however often a worker is killed."""
    found = SuggestionRun.objects.select_related("edition").get(pk=run)
    problem, suggestions = compute(found, tell=context.progress, at=timezone.now())
    with context.effect() as is_due:
        if is_due:
            store(found, problem, suggestions, at=timezone.now())
    context.progress(4, 4)
    return {"turn": found.turn}


@TRY.runs(queue="solve", attempts=2, memory_mb=4096, asks=in_edition(may_organise))
def try_weights(context: JobContext, weighing: int) -> None:
    """Compute what the weights being tried would show a few readers, and keep it beside what they are shown now."""
    found = Weighing.objects.select_related("edition").get(pk=weighing)
    numbers = sample(found.edition_id)
    now = preview(found.edition, found.points, numbers)
    context.progress(1, 2)
    then = preview(found.edition, found.draft, numbers)
    rows: list[list[object]] = [
        [number, list(now.get(number, ()))[:COMPARED], list(then.get(number, ()))[:COMPARED]] for number in numbers
    ]
    with context.effect() as is_due:
        if is_due:
            keep_preview(found.pk, rows)


@job(queue="mail", every_seconds=3600, writing_seconds=60)
def mail_suggestions(context: JobContext) -> int:
    """Ask for letters about whoever is newly suggested, to each reader every few days at most."""
    return sum(ask_for_digests(edition, at=timezone.now()) for edition in editions_to_tell(timezone.now()))


@job(every_seconds=3600)
def suggest_daily(context: JobContext) -> int:
    """Compute again, about once a day, for editions that have had suggestions and are not over."""
    now = timezone.now()
    editions = Edition.objects.filter(ends_on__gte=now.date()).annotate(last=Max("suggestion_runs__created_at"))
    due = list(editions.filter(last__lte=now - EACH))
    for edition in due:
        start_run(edition, by=None)
    return len(due)
