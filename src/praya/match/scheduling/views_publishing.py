"""Let organisers see what publishing a run would do, and do it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from django_htmx.http import HttpResponseClientRedirect

from praya.core.access.gate import BOTH, gate
from praya.core.actions.answering import is_part, refusals_told
from praya.core.audit.deeds import sentence_of
from praya.core.jobs.models import Job
from praya.core.jobs.queries import progress_of
from praya.match.scheduling.jobs import PUBLISH
from praya.match.scheduling.models import Run
from praya.match.scheduling.publishing import Conflict, Publication, preview_publication, require_publishable
from praya.match.scheduling.queries_runs import changes_since, meeting_count, publication_job, request_names, run_of
from praya.meet.accreditation.rules import may_organise
from praya.meet.accreditation.visits import EditionVisit, visit_edition


@gate(may_organise, visit=visit_edition, methods=BOTH)
def manage_publish(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Show what publishing would do now; on POST hand it to the worker, and then show how far it is."""
    run = run_of(visit.edition, code)
    with refusals_told(request):
        if request.method == "POST":
            require_publishable(run)
            PUBLISH.start(run.pk, by=visit.account, edition=visit.edition.pk)
            return redirect("manage_publish", visit.edition.slug, run.code)
        job = publication_job(run)
        if job is not None and (not job.is_finished or run.published_at is not None):
            return _under_way(request, visit, run, job)
        found = preview_publication(run, at=timezone.now())
        return render(request, "match/scheduling/publish.html", _preview(visit, run, found, job))
    return redirect("manage_run", visit.edition.slug, run.code)


def _under_way(request: HttpRequest, visit: EditionVisit, run: Run, job: Job) -> HttpResponse:
    """Show how far the publication is; once it is through, lead to the round."""
    is_partial = is_part(request)
    if not job.is_finished:
        name = "publish_busy.html" if is_partial else "publishing.html"
        return render(request, f"match/scheduling/{name}", {"run": run, "job": progress_of(job)})
    if is_partial:
        return HttpResponseClientRedirect(reverse("manage_publish", args=[visit.edition.slug, run.code]))
    messages.success(request, _published(job.result.return_value or {"booked": meeting_count(run)}))
    return redirect("manage_round", visit.edition.slug, run.round.number)


def _preview(visit: EditionVisit, run: Run, found: Publication, job: Job | None) -> dict[str, Any]:
    names = request_names([conflict.request for conflict in found.conflicts])
    return {
        "run": run,
        "fault": job.fault.removeprefix("Refused: ") if job is not None else "",
        "meeting_count": len(found.slots),
        "kept_count": len(found.slots) - len(found.moved),
        "moved": [_moved(found, conflict, names) for conflict in found.moved],
        "left_out": [{"what": names.get(one.request, ""), "slot": _starts(found, one.slot)} for one in found.left_out],
        "changes": [(sentence_of(action), count) for action, count in changes_since(run)],
        "site": visit.sites[0] if visit.sites else None,
    }


def _starts(found: Publication, slot: int | None) -> Any:
    """Return when a slot begins; None when the grid no longer has it."""
    slots = found.snapshot.grid.slots
    return slots[slot].start if slot is not None and slot < len(slots) else None


def _moved(found: Publication, one: Conflict, names: dict[int, str]) -> dict[str, Any]:
    return {"what": names.get(one.request, ""), "slot": _starts(found, one.slot), "moved_to": _starts(found, one.moved_to)}


def _published(counts: dict[str, int]) -> str:
    count, moved, lost = counts["booked"], counts.get("moved", 0), counts.get("left_out", 0)
    words = ngettext("%(count)d meeting is published.", "%(count)d meetings are published.", count) % {"count": count}
    if moved:
        words += " " + ngettext("%(count)d moved to another slot.", "%(count)d moved to another slot.", moved) % {"count": moved}
    if lost:
        words += " " + ngettext("%(count)d left out.", "%(count)d left out.", lost) % {"count": lost}
    return words
