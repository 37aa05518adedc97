"""Let organisers see what publishing a run would do, and do it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext

from praya.core.access.gate import gate
from praya.match.meetings.publishing import Conflict, Publication, preview_publication, publish_run
from praya.match.meetings.queries_runs import changes_since, request_names, run_of
from praya.match.meetings.queries_trail import sentence_of
from praya.match.meetings.refusals import Refused
from praya.meet.editions.rules import may_organise
from praya.meet.editions.visits import EditionVisit, visit_edition


@gate(may_organise, visit=visit_edition, methods=("GET", "POST"))
def manage_publish(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Show what publishing would do now; on POST publish."""
    run = run_of(visit.edition, code)
    now = timezone.now()
    try:
        if request.method == "POST":
            done = publish_run(run, by=visit.account, at=now)
            messages.success(request, _published(done))
            return redirect("manage_round", visit.edition.slug, run.round.number)
        found = preview_publication(run, at=now)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("manage_run", visit.edition.slug, run.code)
    names = request_names([conflict.request for conflict in found.conflicts])
    page: dict[str, Any] = {
        "run": run,
        "meeting_count": len(found.slots),
        "kept_count": len(found.slots) - len(found.moved),
        "moved": [_moved(found, conflict, names) for conflict in found.moved],
        "left_out": [{"what": names.get(one.request, ""), "slot": _starts(found, one.slot)} for one in found.left_out],
        "changes": [(sentence_of(action), count) for action, count in changes_since(run)],
        "site": visit.sites[0] if visit.sites else None,
    }
    return render(request, "match/meetings/publish.html", page)


def _starts(found: Publication, slot: int | None) -> Any:
    """Return when a slot begins; None when the grid no longer has it."""
    slots = found.stock.grid.slots
    return slots[slot].start if slot is not None and slot < len(slots) else None


def _moved(found: Publication, one: Conflict, names: dict[int, str]) -> dict[str, Any]:
    return {"what": names.get(one.request, ""), "slot": _starts(found, one.slot), "moved_to": _starts(found, one.moved_to)}


def _published(done: Publication) -> str:
    count, moved, lost = len(done.slots), len(done.moved), len(done.left_out)
    words = ngettext("%(count)d meeting is published.", "%(count)d meetings are published.", count) % {"count": count}
    if moved:
        words += " " + ngettext("%(count)d moved to another slot.", "%(count)d moved to another slot.", moved) % {"count": moved}
    if lost:
        words += " " + ngettext("%(count)d left out.", "%(count)d left out.", lost) % {"count": lost}
    return words
