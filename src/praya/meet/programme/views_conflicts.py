"""Let organisers see every conflict of the programme, accept some with a reason, and say how long ways take."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from praya.core.access.gate import BOTH, POST, gate
from praya.core.actions.answering import address_of, done, form_page, posted, told, undoable
from praya.core.actions.watching import saved
from praya.meet.accreditation.rules import may_organise
from praya.meet.accreditation.visits import EditionVisit, visit_edition
from praya.meet.programme import queries
from praya.meet.programme.accepting import accept_conflict, reopen_conflict
from praya.meet.programme.actions_travel import set_travel
from praya.meet.programme.conflicts import judgement_of
from praya.meet.programme.travel_forms import ReasonForm, TravelForm

PER_PAGE = 50


@gate(may_organise, visit=visit_edition)
def manage_conflicts(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Show every conflict of the programme, those that were accepted apart."""
    return _page(request, visit, ReasonForm())


def _page(request: HttpRequest, visit: EditionVisit, form: ReasonForm) -> HttpResponse:
    judgement = judgement_of(visit.edition, visit.sites)
    page = Paginator(judgement.open, PER_PAGE).get_page(request.GET.get("page"))
    accepted = Paginator(judgement.accepted, PER_PAGE).get_page(request.GET.get("accepted"))
    facts = {
        "clashes": judgement.clashes(list(page.object_list)),
        "page": page,
        "accepted": judgement.clashes(list(accepted.object_list)),
        "accepted_count": len(judgement.accepted),
        "form": form,
    }
    return render(request, "meet/programme/conflicts.html", facts, status=422 if form.errors else 200)


@gate(may_organise, visit=visit_edition, methods=POST)
def manage_conflict_accept(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Accept a conflict as it is, with a reason."""
    form, made = ReasonForm(request.POST), []

    def accept() -> None:
        typed = form.cleaned_data
        made.append(
            accept_conflict(visit.edition, visit.sites, typed["mark"], typed["reason"], by=visit.account, at=timezone.now())
        )

    if form.is_valid() and done(form, accept):
        undo = address_of("manage_conflict_reopen", visit.edition.slug, made[0].pk)
        undoable(request, _("The conflict is accepted. It comes back when anything about it changes."), undo)
        return redirect("manage_conflicts", visit.edition.slug)
    return _page(request, visit, form)


@gate(may_organise, visit=visit_edition, methods=POST)
def manage_conflict_reopen(request: HttpRequest, visit: EditionVisit, number: int) -> HttpResponse:
    """Let an accepted conflict be open again."""
    row = queries.one_of(queries.accepted_in(visit.edition), number)
    told(request, lambda: reopen_conflict(row, by=visit.account), _("The conflict is open again."))
    return redirect("manage_conflicts", visit.edition.slug)


@gate(may_organise, visit=visit_edition, methods=BOTH)
def manage_travel(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Say how long it takes from site to site, and from hall to hall."""
    form = TravelForm(posted(request), edition=visit.edition, sites=visit.sites)

    def change(typed: dict[str, Any], *, seen: str) -> None:
        set_travel(visit.edition, visit.sites, typed, by=visit.account, seen=seen)

    if saved(request, form, change, _("It is said how long the ways take.")):
        return redirect("manage_travel", visit.edition.slug)
    return form_page(request, "meet/programme/travel.html", form)
