"""Read imports and their fates; only its author sees a file, unless it was left for all organisers to finish."""

from __future__ import annotations

import gzip
import json
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from praya.core.access.absence import existing
from praya.core.jobs.queries import JobProgress, job_progress
from praya.core.sheets.layouts import Layout
from praya.core.sheets.mending import Mend
from praya.core.sheets.written import Written
from praya.meet.accreditation.visits import EditionVisit
from praya.meet.sheets.desks import ORGANISERS, Desk, desks
from praya.meet.sheets.models import SheetImport

LISTED, REMEMBERED = 20, 50
OPEN_ONES = (SheetImport.Status.CHECKED, SheetImport.Status.UNCLEAR)
UNDO_DAYS = 30  # as long as what is left of a file waits


def _own(visit: EditionVisit, desk: Desk) -> QuerySet[SheetImport]:
    rows = SheetImport.objects.filter(Q(account=visit.account) | Q(is_shared=True), edition=visit.edition, kind__in=desk.words)
    return rows.filter(company=desk.company_of(visit)).defer("file", "written")


def waiting_imports(visit: EditionVisit, desk: Desk) -> list[SheetImport]:
    """Return all imports at a desk that wait for somebody whom the visitor may be, without their files."""
    return list(_listed(visit, desk).filter(status__in=OPEN_ONES))


def other_imports(visit: EditionVisit, desk: Desk) -> QuerySet[SheetImport]:
    """Return the other imports at a desk that the visitor may see, the latest first, to be paged."""
    return _listed(visit, desk).exclude(status__in=OPEN_ONES)


def _listed(visit: EditionVisit, desk: Desk) -> QuerySet[SheetImport]:
    return _own(visit, desk).select_related("account").defer("file", "fates", "written", "sheets", "layouts", "mends")


def left_to_mend(edition: Any) -> QuerySet[SheetImport]:
    """Return what was left of imports for any organiser of an edition, or of the one that an outer query names, to finish."""
    return SheetImport.objects.filter(edition=edition, is_shared=True, status__in=OPEN_ONES)


def mends_of(kept: SheetImport) -> list[Mend]:
    """Return what was said of single cells of an import, in the order in which it was said."""
    return [Mend.of(said) for saved in kept.mends for said in saved]


def own_import(visit: EditionVisit, desk: Desk, code: str) -> SheetImport:
    """Return an import that the visitor may see, without its file; Absent for any other."""
    return existing(_own(visit, desk).filter(code=code).first())


def rest_of(visit: EditionVisit, desk: Desk, kept: SheetImport) -> SheetImport | None:
    """Return what was left of an import, if anything is and the visitor may see it."""
    return _own(visit, desk).filter(rest_of=kept).first() if kept.takes_good_rows else None


def layouts_of(kept: SheetImport) -> dict[str, Layout]:
    """Return what was said of the sheets of an import, by their names."""
    return {name: Layout.of(said) for name, said in kept.layouts.items()}


def reading_of(kept: SheetImport) -> dict[str, Any]:
    """Return what `tables_of` and all that build on it are told of an import: its name, kind, layouts and mends."""
    return {"name": kept.name, "kind": kept.kind, "layouts": layouts_of(kept), "mends": mends_of(kept)}


def known_layouts(kept: SheetImport) -> dict[str, Layout]:
    """Return by which layouts the market's latest imports at the same desk were read, by the headings of their sheets."""
    rows = SheetImport.objects.filter(edition__market=kept.edition.market_id, status=SheetImport.Status.APPLIED)
    rows = rows.filter(kind=kept.kind, company=kept.company_id).exclude(layouts={}).order_by("-pk")
    found: dict[str, Layout] = {}
    for layouts in rows.values_list("layouts", flat=True)[:REMEMBERED]:
        for said in layouts.values():
            if said["signature"]:
                found.setdefault(said["signature"], Layout.of(said))
    return found


def desk_of(number: int) -> Desk | None:
    """Return the desk at which an import was brought in; None when it has been thrown away."""
    kind = SheetImport.objects.filter(pk=number).values_list("kind", flat=True).first()
    return None if kind is None else next((desk for desk in desks() if desk.kind and desk.kind == kind), ORGANISERS)


def may_see(kept: SheetImport) -> bool:
    """Tell whether its author still comes for the company for which a file was brought in, where it was for one."""
    delegate = EditionVisit(kept.edition, [], kept.account).delegate
    return kept.company_id is None or (delegate is not None and kept.company_id == delegate.organisation_id)


def fates_of(kept: SheetImport) -> list[dict[str, Any]]:
    """Return the fates of an import's rows with their numbers, faults first."""
    if kept.fates is None:
        return []
    fates = enumerate(json.loads(gzip.decompress(bytes(kept.fates))))
    return sorted(({**fate, "number": number} for number, fate in fates), key=lambda fate: fate["state"] != "fault")


def undo_until(kept: SheetImport) -> datetime | None:
    """Return until when an import can be taken back as a whole; None where it cannot be, or not any more."""
    if kept.status != SheetImport.Status.APPLIED or kept.applied_at is None or not kept.writes:
        return None
    is_kept = SheetImport.objects.filter(pk=kept.pk, written__isnull=False).exists()
    return kept.applied_at + timedelta(days=UNDO_DAYS) if is_kept else None


def written_of(kept: SheetImport) -> Written:
    """Return what an import has written."""
    return Written.of(json.loads(gzip.decompress(bytes(kept.written or b"")).decode("utf-8", "surrogatepass")))


def progress_of(kept: SheetImport) -> JobProgress | None:
    """Return how far the job of an import is."""
    return job_progress(UUID(kept.job)) if kept.job else None
