"""Serve the printed agenda."""

from __future__ import annotations

import logging

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from praya.core.access.gate import gate
from praya.match.agenda.days import days_of
from praya.match.agenda.glyphs import MissingGlyphs
from praya.match.agenda.printing import PAPERS, print_agenda
from praya.match.agenda.queries import agenda_items
from praya.match.agenda.views import delegate_of
from praya.meet.editions.rules import is_delegate
from praya.meet.editions.visits import EditionVisit, visit_edition

log = logging.getLogger(__name__)


@gate(is_delegate, visit=visit_edition)
def agenda_pdf(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Return the agenda as PDF (`?paper=a6`: four pages on a sheet to fold); a name that cannot be drawn is said, not boxed."""
    delegate = delegate_of(visit)
    now = timezone.now()
    paper = request.GET.get("paper", "a4")
    days = days_of(agenda_items(delegate), visit.site, visit.zone, now)
    delegate.edition = visit.edition
    try:
        text = print_agenda(
            delegate,
            days,
            viewer=visit.zone,
            language=get_language() or "en",
            paper=paper if paper in PAPERS else PAPERS[0],
            now=now,
        )
    except MissingGlyphs as missing:
        log.error("agenda not printed: %s", missing)
        messages.error(
            request,
            _("The server has no font for “%(character)s” in “%(text)s”. Ask the organisers to install %(package)s.")
            % {"character": missing.character, "text": missing.text, "package": missing.package},
        )
        return redirect("agenda", visit.edition.slug)
    response = HttpResponse(text, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="agenda-{visit.edition.slug}.pdf"'
    return response
