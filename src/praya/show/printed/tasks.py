"""Print catalogues in the job worker."""

from __future__ import annotations

from datetime import timedelta

from django.http import QueryDict
from django.utils import timezone, translation

from praya.core.jobs.context import JobContext
from praya.core.jobs.declaring import job
from praya.meet.accreditation.visits import EditionVisit, in_edition
from praya.show.printed.jobs import PRINT
from praya.show.printed.models import PrintedCatalogue
from praya.show.printed.press import Sheet, print_catalogue
from praya.show.printed.queries import may_have_list
from praya.show.printed.queries_selection import cover_of, presenters, selection_of
from praya.show.printed.rules import may_have_made


def _failed(fault: str, number: int) -> None:
    PrintedCatalogue.objects.filter(pk=number).update(fault=fault[:500])


@PRINT.runs(asks=in_edition(may_have_made), attempts=2, when_failed=_failed, writing_seconds=60, memory_mb=2048)
def print_works(context: JobContext, number: int) -> None:
    """Print one long catalogue as its account may read it now; who may no longer read its list gets nothing."""
    kept = PrintedCatalogue.objects.select_related("edition", "account").filter(pk=number).first()
    if kept is None:
        return
    visit = EditionVisit(kept.edition, list(kept.edition.sites.all()), kept.account)
    if not may_have_list(kept, visit):
        return
    words = QueryDict(kept.words)
    languages = (words.get("first", "en"), words.get("second", "en"))
    with translation.override(languages[0]):
        selection = selection_of(visit, words)
        sheet = Sheet(kept.edition, visit.sites, languages, timezone.now(), visit.zone, cover_of(visit))
        content = print_catalogue(sheet, selection, presenters(visit, selection), progress=context.progress)
    with context.effect() as is_due:
        if is_due:
            PrintedCatalogue.objects.filter(pk=number).update(file=content, audience=visit.audience)


@job(every_seconds=3600, writing_seconds=60)
def discard_printed(context: JobContext) -> int:
    """Throw away catalogues that were printed more than two days ago."""
    return PrintedCatalogue.objects.filter(created_at__lt=timezone.now() - timedelta(days=2)).delete()[0]
