"""Show the team where the edition stands, what waits for it and what to do next."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from praya.core.access.gate import gate
from praya.match.scheduling.checklist import next_step, steps_of
from praya.match.scheduling.queries_overview import overview_of
from praya.meet.accreditation.rules import may_work_at_desk
from praya.meet.accreditation.visits import EditionVisit, visit_edition


@gate(may_work_at_desk, visit=visit_edition)
def manage(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Show the inbox, the counts of the edition and the one next action."""
    seen = overview_of(visit, timezone.now())
    steps = steps_of(visit.edition, seen)
    page = {"seen": seen, "steps": steps, "next": next_step(steps)}
    return render(request, "match/scheduling/manage.html", page)
