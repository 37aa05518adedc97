"""Show the trail of an edition."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from praya.core.access.gate import gate
from praya.core.audit.queries import shown, trail_actions, trail_of
from praya.meet.accreditation.rules import may_organise
from praya.meet.accreditation.visits import EditionVisit, visit_edition

PER_PAGE = 50


@gate(may_organise, visit=visit_edition)
def manage_trail(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Show who changed what, newest first, 50 to a page."""
    action, edition = request.GET.get("action", "")[:80], visit.edition.pk
    found = Paginator(trail_of(edition, action=action), PER_PAGE).get_page(request.GET.get("page"))
    entries = [shown(entry) for entry in found.object_list]
    page = {"page": found, "entries": entries, "actions": trail_actions(edition), "action": action}
    return render(request, "meet/trail/trail.html", page)
