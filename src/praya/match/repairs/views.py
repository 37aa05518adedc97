"""Let the team answer what happens on the day: propose the smallest change, then apply or discard it."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from praya.core.access.gate import BOTH, POST, gate
from praya.core.actions.answering import address_of, form_page, posted, refusals_in, refusals_told, told
from praya.match.diary.queries import meeting_of
from praya.match.repairs.applying import discard_repair
from praya.match.repairs.costs import costs_of
from praya.match.repairs.forms import AbsenceForm, NewStandForm
from praya.match.repairs.hand_applying import apply_any
from praya.match.repairs.hand_proposing import BY_HAND
from praya.match.repairs.models import Repair
from praya.match.repairs.proposing import propose_absence, propose_cancellation, propose_stand
from praya.match.repairs.queries import (
    changes_of,
    counts_of,
    meetings_ahead,
    people_found,
    repair_of,
    repairs_of,
    stands_found,
    titles_of,
    with_titles,
)
from praya.match.repairs.undoing import undoable_until
from praya.meet.accreditation.queries import delegate_of
from praya.meet.accreditation.rules import may_work_at_desk
from praya.meet.accreditation.visits import EditionVisit, visit_edition
from praya.meet.editions.cities import city_of
from praya.meet.exhibitors.queries import exhibitor_of


@gate(may_work_at_desk, visit=visit_edition)
def manage_repair(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Find a person or a stand, and show the latest repairs."""
    words = request.GET.get("q", "").strip()[:100]
    page = {
        "words": words,
        "people": [{**row, "site": visit.site(row["site_id"])} for row in people_found(visit.edition, words, visit.audience)],
        "stands": [{**row, "site": visit.site(row["site_id"])} for row in stands_found(visit.edition, words, visit.audience)],
        "repairs": with_titles(list(repairs_of(visit.edition))),
    }
    return render(request, "match/repairs/desk.html", page)


def _proposal(visit: EditionVisit, one: Repair) -> HttpResponse:
    return redirect("manage_repair_proposal", visit.edition.slug, one.code)


@gate(may_work_at_desk, visit=visit_edition, methods=BOTH)
def manage_repair_person(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Say that a delegate is late, gone for the day or has left, and get a proposal."""
    one = delegate_of(visit.edition, code)
    site, now = visit.site(one.site_id), timezone.now()
    zone = site.zone if site else one.zone or "UTC"
    ahead = [{**row, "site": visit.site(row["site_id"]) or site} for row in meetings_ahead(one, now)]
    next_at = ahead[0]["starts_at"] if ahead else now
    form = AbsenceForm(posted(request), edition=visit.edition, zone=zone, now=now, next_at=next_at)
    if form.is_valid():
        typed = form.cleaned_data
        with refusals_in(form):
            return _proposal(
                visit, propose_absence(one, kind=typed["kind"], by=visit.account, at=typed["at"], until=typed["until_at"])
            )
    page = {"delegate": one, "zone_name": city_of(zone, visit.sites), "zone": ZoneInfo(zone), "ahead": ahead}
    return form_page(request, "match/repairs/person.html", form, **page)


@gate(may_work_at_desk, visit=visit_edition, methods=BOTH)
def manage_repair_stand(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Say that an exhibitor moves to another stand, and get a proposal."""
    one = exhibitor_of(visit.edition, code)
    form = NewStandForm(posted(request), edition=visit.edition, at=one.site_id)
    if form.is_valid():
        stand = form.cleaned_data["stand"]
        with refusals_in(form):
            return _proposal(visit, propose_stand(one, stand, by=visit.account, at=timezone.now()))
    return form_page(request, "match/repairs/stand.html", form, exhibitor=one)


@gate(may_work_at_desk, visit=visit_edition, methods=POST)
def manage_repair_meeting(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Propose whom to offer the slot of a meeting that is called off."""
    one = meeting_of(visit.edition, code)
    with refusals_told(request):
        return _proposal(visit, propose_cancellation(one, by=visit.account, at=timezone.now()))
    return redirect("manage_repair", visit.edition.slug)


@gate(may_work_at_desk, visit=visit_edition)
def manage_repair_proposal(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Show what a repair would do, or has done."""
    one = repair_of(visit.edition, code)
    changes = changes_of(one, visit.sites)
    now = timezone.now()
    page = {
        "repair": one,
        "changes": changes,
        "counts": counts_of(changes),
        "site": _site_of(visit, one),
        "title": titles_of([one]).get(one.pk, ""),
        "costs": costs_of(one, at=now) if one.status == Repair.Status.PROPOSED and one.kind in BY_HAND else [],
        "is_by_hand": one.kind in BY_HAND,
        "undo_until": undoable_until(one, now),
    }
    return render(request, "match/repairs/proposal.html", page)


def _site_of(visit: EditionVisit, one: Repair) -> object:
    found = visit.site(one.delegate.site_id) if one.delegate is not None else None
    return found or (visit.sites[0] if visit.sites else None)


@gate(may_work_at_desk, visit=visit_edition, methods=POST)
def manage_repair_apply(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Apply a proposal."""
    one = repair_of(visit.edition, code)
    applied = _("Applied. Everybody concerned has been told.")
    can_undo = one.kind in BY_HAND or one.kind == Repair.Kind.CANCELLED
    undo = address_of("manage_repair_undo", visit.edition.slug, one.code) if can_undo else ""
    told(request, lambda: apply_any(one, by=visit.account, at=timezone.now()), applied, undo=undo)
    return _proposal(visit, one)


@gate(may_work_at_desk, visit=visit_edition, methods=POST)
def manage_repair_discard(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Drop a proposal."""
    one = repair_of(visit.edition, code)
    told(request, lambda: discard_repair(one, by=visit.account), _("Discarded. Nothing has changed."))
    return redirect("manage_repair", visit.edition.slug)
