"""Print catalogues in the job worker."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.http import QueryDict
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from praya.core.jobs.actions import enqueue
from praya.core.jobs.context import JobContext
from praya.core.jobs.declaring import job
from praya.meet.accreditation.visits import EditionVisit
from praya.show.printed.models import PrintedCatalogue
from praya.show.printed.press import Sheet, print_catalogue
from praya.show.printed.queries_selection import presenters, selection_of
from praya.show.printed.rules import may_have_made


def _failed(fault: str, number: int) -> None:
    PrintedCatalogue.objects.filter(pk=number).update(fault=fault[:500])


@job(attempts=2, when_failed=_failed)
def print_works(context: JobContext, number: int) -> None:
    """Print one long catalogue as its account may read it now; a visitor who may no longer enter gets nothing."""
    kept = PrintedCatalogue.objects.select_related("edition", "account").filter(pk=number).first()
    if kept is None:
        return
    visit = EditionVisit(kept.edition, list(kept.edition.sites.all()), kept.account)
    if not may_have_made(visit):
        return
    words = QueryDict(kept.words)
    languages = (words.get("first", "en"), words.get("second", "en"))
    with translation.override(languages[0]):
        selection = selection_of(visit, words)
        sheet = Sheet(kept.edition, visit.sites, languages, timezone.now(), visit.zone)
        content = print_catalogue(sheet, selection, presenters(visit, selection), progress=context.progress)
    with context.effect() as is_due:
        if is_due:
            PrintedCatalogue.objects.filter(pk=number).update(file=content)


@job(every_seconds=3600)
def discard_printed(context: JobContext) -> int:
    """Throw away catalogues that were printed more than two days ago."""
    return PrintedCatalogue.objects.filter(created_at__lt=timezone.now() - timedelta(days=2)).delete()[0]


def start_printing(visit: EditionVisit, words: str) -> PrintedCatalogue:
    """Hand a long catalogue to the worker."""
    account = visit.account
    if account is None:
        raise AssertionError("only whoever has signed in can wait for a catalogue")
    with transaction.atomic():
        kept = PrintedCatalogue.objects.create(edition=visit.edition, account=account, words=words[:1500])
        label = _("Printing the catalogue of works")
        queued = enqueue(print_works, kept.pk, by=account, edition=visit.edition.pk, key=f"works-{kept.pk}", label=label)
        kept.job = str(queued.pk)
        kept.save(update_fields=["job"])
    return kept
