"""Let the team move, exchange and book single meetings by hand, and take it back."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from praya.core.access.gate import BOTH, POST, gate
from praya.core.actions.answering import form_page, posted, refusals_in, told
from praya.match.diary.queries import meeting_of
from praya.match.repairs.arranging import case_of_meeting, case_of_request, counted_free, days_of
from praya.match.repairs.forms import HandForm
from praya.match.repairs.hand_proposing import propose_booking, propose_move, propose_swap, why_not
from praya.match.repairs.queries import repair_of
from praya.match.repairs.swapping import swaps_of
from praya.match.repairs.undoing import undo_repair
from praya.match.requests.queries import request_in
from praya.meet.accreditation.rules import may_work_at_desk
from praya.meet.accreditation.visits import EditionVisit, visit_edition


@gate(may_work_at_desk, visit=visit_edition, methods=BOTH)
def manage_meeting_hand(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Offer the slots and places that a meeting can have instead, and the meetings with which it can be exchanged."""
    one, now = meeting_of(visit.edition, code), timezone.now()
    form = HandForm(posted(request))
    if form.is_valid():
        typed = form.cleaned_data
        with refusals_in(form):
            if typed["swap"]:
                made = propose_swap(one, typed["swap"], by=visit.account, at=now)
            else:
                made = propose_move(one, typed["to"], by=visit.account, at=now)
            return redirect("manage_repair_proposal", visit.edition.slug, made.code)
    case = case_of_meeting(one, at=now)
    is_open = one.status == "scheduled" and one.starts_at > now
    days = days_of(case) if is_open else []
    page = {
        "meeting": one,
        "site": visit.site(one.site_id) or _site_of(visit),
        "case": case,
        "title": " – ".join(case.names.party(party.pk) for party in case.parties),
        "is_open": is_open,
        "days": days,
        "count": counted_free(days),
        "has_free": any(day.free for day in days),
        "swaps": swaps_of(one, at=now),
    }
    return form_page(request, "match/repairs/meeting_hand.html", form, **page)


@gate(may_work_at_desk, visit=visit_edition, methods=BOTH)
def manage_request_hand(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Offer the slots and places for a meeting that both sides want; say plainly where one of them has not said yes."""
    one, now = request_in(visit.edition, code), timezone.now()
    form = HandForm(posted(request))
    if form.is_valid():
        with refusals_in(form):
            made = propose_booking(one, form.cleaned_data["to"], by=visit.account, at=now)
            return redirect("manage_repair_proposal", visit.edition.slug, made.code)
    refusal = why_not(one)
    case = case_of_request(one, at=now)
    days = days_of(case) if not refusal else []
    page = {
        "asked": one,
        "refusal": refusal,
        "site": _site_of(visit),
        "case": case,
        "title": " – ".join(case.names.party(party.pk) for party in case.parties),
        "days": days,
        "count": counted_free(days),
        "has_free": any(day.free for day in days),
    }
    return form_page(request, "match/repairs/request_hand.html", form, **page)


def _site_of(visit: EditionVisit) -> object:
    return visit.sites[0] if visit.sites else None


@gate(may_work_at_desk, visit=visit_edition, methods=POST)
def manage_repair_undo(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Let everything be as it was before something was arranged by hand, for ten minutes."""
    one = repair_of(visit.edition, code)
    undone = _("Taken back. Everybody concerned has been told.")
    told(request, lambda: undo_repair(one, by=visit.account, at=timezone.now()), undone)
    return redirect("manage_repair_proposal", visit.edition.slug, one.code)
