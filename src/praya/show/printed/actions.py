"""Have catalogues printed that are too long to be waited for."""

from __future__ import annotations

from django.db import transaction

from praya.meet.accreditation.visits import EditionVisit
from praya.show.printed.jobs import PRINT
from praya.show.printed.models import PrintedCatalogue


def start_printing(visit: EditionVisit, words: str) -> PrintedCatalogue:
    """Hand a long catalogue to the worker."""
    account = visit.account
    if account is None:
        raise AssertionError("only whoever has signed in can wait for a catalogue")
    with transaction.atomic():
        kept = PrintedCatalogue.objects.create(edition=visit.edition, account=account, words=words[:1500])
        kept.job = str(PRINT.start(kept.pk, by=account, edition=visit.edition.pk).pk)
        kept.save(update_fields=["job"])
    return kept
