"""Serve the printed agenda."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language

from praya.core.access.gate import gate
from praya.core.printing.answering import pdf_answer
from praya.match.agenda.days import days_of
from praya.match.agenda.printing import PAPERS, print_agenda
from praya.match.agenda.queries_sessions import whole_agenda
from praya.meet.accreditation.rules import is_delegate
from praya.meet.accreditation.visits import EditionVisit, visit_edition


@gate(is_delegate, visit=visit_edition)
def agenda_pdf(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Return the agenda as PDF (`?paper=a6`: four pages on a sheet to fold)."""
    delegate = visit.me
    now = timezone.now()
    paper = request.GET.get("paper", "a4")
    days = days_of(whole_agenda(delegate, visit.edition), visit.site, visit.zone, now, sites=visit.sites)
    delegate.edition = visit.edition
    content = print_agenda(
        delegate,
        days,
        viewer=visit.zone,
        language=get_language() or "en",
        paper=paper if paper in PAPERS else PAPERS[0],
        now=now,
    )
    return pdf_answer(content, f"agenda-{visit.edition.slug}")
