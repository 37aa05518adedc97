"""Read imports and their fates; only the account that uploaded a file sees it."""

from __future__ import annotations

import gzip
import json
from typing import Any
from uuid import UUID

from django.http import Http404

from praya.core.jobs.queries import JobProgress, job_progress
from praya.core.sheets.faults import STATES
from praya.meet.accreditation.visits import EditionVisit
from praya.meet.sheets.models import SheetImport

LISTED = 20
_LIGHT = ("file", "fates")


def own_imports(visit: EditionVisit) -> list[SheetImport]:
    """Return the account's latest imports of an edition, without their files."""
    found = SheetImport.objects.filter(edition=visit.edition, account=visit.account).defer(*_LIGHT)
    return list(found[:LISTED])


def own_import(visit: EditionVisit, code: str) -> SheetImport:
    """Return one of the account's imports, without its file; Http404 for anybody else's."""
    found = SheetImport.objects.filter(edition=visit.edition, account=visit.account, code=code).defer("file").first()
    if found is None:
        raise Http404
    return found


def fates_of(kept: SheetImport, state: str = "") -> list[dict[str, Any]]:
    """Return the fates of an import's rows, those of one state only when it is named; faults first otherwise."""
    if kept.fates is None:
        return []
    fates: list[dict[str, Any]] = json.loads(gzip.decompress(bytes(kept.fates)))
    if state in STATES:
        return [fate for fate in fates if fate["state"] == state]
    return sorted(fates, key=lambda fate: fate["state"] != "fault")


def noted(fates: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the fates with something worth knowing, such as somebody who looks like another."""
    return [fate for fate in fates if fate["notes"] and fate["state"] in {"new", "unchanged"}]


def progress_of(kept: SheetImport) -> JobProgress | None:
    """Return how far the job of an import is."""
    return job_progress(UUID(kept.job)) if kept.job else None
