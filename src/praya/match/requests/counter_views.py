"""Propose other times for a request of the other side."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from praya.core.access.absence import existing
from praya.core.access.gate import BOTH, gate
from praya.core.actions.answering import address_of, form_page, refusals_in, trying, undoable
from praya.match.requests import countering
from praya.match.requests.answers import recallable_until
from praya.match.requests.asking import counter_form
from praya.match.requests.queries import request_line, visible_request
from praya.match.requests.rules import require_round
from praya.meet.accreditation.rules import may_meet
from praya.meet.accreditation.visits import EditionVisit, visit_edition
from praya.meet.parties.sides import acting_side


@gate(may_meet, visit=visit_edition, methods=BOTH)
def request_propose(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Show the slots that can be proposed instead, and propose some of them."""
    side, now = acting_side(visit), timezone.now()
    row, line = existing(visible_request(side, code)), existing(request_line(side, code))
    if line.box != "received" or line.standing(now) not in {"yours", "theirs"}:
        messages.error(
            request, _("Only the side that was asked can propose other times, and only until the request is answered.")
        )
        return redirect("request", visit.edition.slug, code)
    with trying() as tried:
        require_round(visit.edition.pk)
    form = counter_form(request, visit, row)
    if tried.refusal or form is None:
        messages.error(request, tried.sentence or _("They take part no more."))
        return redirect("request", visit.edition.slug, code)
    if form.is_valid():
        words = form.cleaned_data
        with refusals_in(form):
            now = timezone.now()
            done = countering.counter_request(side, row, form.slots(), line=words["line"], version=words["version"], at=now)
            undo = address_of("request_recall", visit.edition.slug, code) if recallable_until(done, now) else ""
            undoable(request, _("Proposed: they are told, and answer."), undo)
            return redirect("request", visit.edition.slug, code)
    place = visit.site(line.other.site)
    return form_page(request, "match/requests/propose.html", form, line=line, row=row, place=place)
