"""Read imports and their fates; only the account that uploaded a file sees it."""

from __future__ import annotations

import gzip
import json
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from praya.core.access.absence import existing
from praya.core.jobs.queries import JobProgress, job_progress
from praya.meet.accreditation.visits import EditionVisit
from praya.meet.sheets.desks import ORGANISERS, Desk, desks
from praya.meet.sheets.models import SheetImport

LISTED = 20


def _own(visit: EditionVisit, desk: Desk) -> QuerySet[SheetImport]:
    rows = SheetImport.objects.filter(edition=visit.edition, account=visit.account, kind__in=desk.words)
    return rows.filter(company=desk.company_of(visit)).defer("file")


def own_imports(visit: EditionVisit, desk: Desk) -> list[SheetImport]:
    """Return the account's latest imports at a desk, without their files."""
    return list(_own(visit, desk).defer("file", "fates")[:LISTED])


def own_import(visit: EditionVisit, desk: Desk, code: str) -> SheetImport:
    """Return one of the account's imports, without its file; Http404 for anybody else's."""
    return existing(_own(visit, desk).filter(code=code).first())


def desk_of(number: int) -> Desk | None:
    """Return the desk at which an import was brought in; None when it has been thrown away."""
    kind = SheetImport.objects.filter(pk=number).values_list("kind", flat=True).first()
    return None if kind is None else next((desk for desk in desks() if desk.kind and desk.kind == kind), ORGANISERS)


def fates_of(kept: SheetImport) -> list[dict[str, Any]]:
    """Return the fates of an import's rows with their numbers, faults first."""
    if kept.fates is None:
        return []
    fates = enumerate(json.loads(gzip.decompress(bytes(kept.fates))))
    return sorted(({**fate, "number": number} for number, fate in fates), key=lambda fate: fate["state"] != "fault")


def progress_of(kept: SheetImport) -> JobProgress | None:
    """Return how far the job of an import is."""
    return job_progress(UUID(kept.job)) if kept.job else None
