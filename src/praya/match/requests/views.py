"""Say wishes, ask for meetings, and answer requests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from praya.core.access.absence import existing
from praya.core.access.gate import POST, gate
from praya.core.actions.answering import address_of, came_from, is_part, refusals_in, trying, undoable
from praya.core.lists.serving import page_facts
from praya.match.requests import actions
from praya.match.requests.asking import AskPage, ask_page, edit_form
from praya.match.requests.forms import AcceptForm, AskForm
from praya.match.requests.levels import level_buttons
from praya.match.requests.listing import BOXES, REQUESTS
from praya.match.requests.markup_rows import request_items
from praya.match.requests.models import Request
from praya.match.requests.notices import name_of
from praya.match.requests.queries import guests_of, proposed_slots, request_line, visible_request, wishes_of
from praya.match.requests.rules import has_expired
from praya.match.requests.slots import slots_still_possible
from praya.meet.accreditation.rules import may_meet, may_see_edition
from praya.meet.accreditation.visits import EditionVisit, visit_edition
from praya.meet.parties.partners import partner
from praya.meet.parties.sides import Side, acting_side, visiting_side
from praya.show.works.queries_named import works_named

LEVELS = ("must", "like", "no")


@gate(may_meet, visit=visit_edition, methods=POST)
def wishes(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Take a button of a list: its name is the level, its value the other side's code."""
    for level in (*LEVELS, "clear"):
        if code := request.POST.get(level):
            return _say(request, visit, code, "" if level == "clear" else level)
    raise Http404


@gate(may_meet, visit=visit_edition, methods=POST)
def wish(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Take one side's wish for one other; the level is posted, or stands in the address of an undo."""
    level = request.POST.get("level", request.GET.get("level", ""))
    return _say(request, visit, code, level if level in LEVELS else "")


def _say(request: HttpRequest, visit: EditionVisit, code: str, level: str) -> HttpResponse:
    other = existing(partner(visit.edition, code))
    side = acting_side(visit)
    name = name_of(other.calendar.pk)
    with trying() as tried:
        before = actions.say_wish(side, other.calendar, level, at=timezone.now())
        undo = address_of("wish", visit.edition.slug, other.calendar.code, level=before)
        undoable(request, _sentence(level) % {"name": name}, undo)
    if tried.refusal:
        messages.error(request, tried.sentence)
        level = wishes_of(side.delegate).get(other.calendar.pk, "")
    if is_part(request):
        buttons = level_buttons(other.calendar.code, level, oob=True)
        return render(request, "match/requests/_said.html", {"buttons": buttons})
    return redirect(came_from(request, address_of("calendar", visit.edition.slug, other.calendar.code)))


def _sentence(level: str) -> str:
    return {
        "must": _("Noted: you must meet %(name)s."),
        "like": _("Noted: you would like to meet %(name)s."),
        "no": _("Noted: you will not meet %(name)s. Only your own side sees this."),
    }.get(level, _("You have no wish about %(name)s any more."))


@gate(may_see_edition, visit=visit_edition)
def calendar(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Show one exhibitor or delegate, and the form that asks them for a meeting."""
    found = partner(visit.edition, code)
    if found is None or (visit.delegate is None and found.exhibitor is None):
        raise Http404
    return _partner_page(request, ask_page(request, visit, found))


@gate(may_meet, visit=visit_edition, methods=POST)
def ask(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Send a request."""
    found = existing(partner(visit.edition, code))
    side = acting_side(visit)
    page = ask_page(request, visit, found, side=side)
    form = page.form
    if form is None:
        messages.error(request, _("You cannot ask for this meeting now. This page says why."))
        return redirect("calendar", visit.edition.slug, found.calendar.code)
    if form.is_valid():
        proposal = replace(form.proposal(), title=page.about.number if page.about else None)
        with refusals_in(form):
            sent = actions.send_request(side, found.calendar, proposal, at=timezone.now(), key=form.cleaned_data["key"])
            messages.success(request, _answered(sent, side))
            return redirect("request", visit.edition.slug, sent.code)
    return _partner_page(request, page, status=422)


def _answered(request: Request, side: Side) -> str:
    if request.sender_id in side.pks:
        return _("Your request has been sent.")
    return _("They had already asked you: you have accepted.")


def _partner_page(request: HttpRequest, page: AskPage, status: int = 200) -> HttpResponse:
    return render(request, "match/requests/calendar.html", page.context(), status=status)


@gate(may_meet, visit=visit_edition)
def requests(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """List the requests of the own side, fifty per page."""
    facts = page_facts(REQUESTS, request, visit)
    items = request_items(facts["rows"], visit, get_language() or "en")
    context = {**facts, "items": items, "boxes": BOXES.items(), "states": Request.Status.values}
    return render(request, "match/requests/requests.html", context)


def _request(side: Side, code: str) -> Request:
    return existing(visible_request(side, code))


@gate(may_meet, visit=visit_edition)
def request_detail(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Show one request with what can be done about it."""
    return _request_page(request, visit, visiting_side(visit), code)


def _request_page(
    request: HttpRequest, visit: EditionVisit, side: Side, code: str, *, form: AskForm | None = None, refusal: str = ""
) -> HttpResponse:
    row, line = visible_request(side, code), request_line(side, code)
    if row is None or line is None:
        raise Http404
    now = timezone.now()
    proposed = proposed_slots(row)
    is_waiting = row.status == Request.Status.SENT and not has_expired(row, now) and line.met_at is None
    free: list[Any] = []
    if is_waiting and line.box == "received":
        free = slots_still_possible(visit.edition, visit.sites, side.acting, proposed, named=row.named_id, after=now)
    if is_waiting and form is None:
        form = edit_form(request, visit, side, row)
    context = {
        "line": line,
        "row": row,
        "slots": [(slot, slot in free) for slot in proposed],
        "is_waiting": is_waiting,
        "can_end": is_waiting or (row.status == Request.Status.ACCEPTED and line.met_at is None),
        "form": form,
        "guests": guests_of(code),
        "refusal": refusal,
        "place": visit.site(line.other.site),
        "met_place": visit.site(line.met_site),
        "about": next(iter(works_named(visit, [line.title]).values()), None),
    }
    status = 422 if refusal or (form is not None and form.is_bound) else 200
    return render(request, "match/requests/request.html", context, status=status)


@gate(may_meet, visit=visit_edition, methods=POST)
def request_edit(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Change an unanswered request of the own side."""
    side = acting_side(visit)
    form = edit_form(request, visit, side, _request(side, code))
    if form is None:
        sentence = _("Only the side that sent a request can change it, and only until it is answered.")
        return _request_page(request, visit, side, code, refusal=sentence)
    if not form.is_valid():
        return _request_page(request, visit, side, code, form=form)
    edit = partial(actions.edit_request, proposal=form.proposal(), version=form.cleaned_data["version"] or 0)
    return _acted(request, visit, code, edit, _("Your request has been changed."), form=form)


@gate(may_meet, visit=visit_edition, methods=POST)
def request_accept(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Accept a request at a proposed slot or at any time."""
    form = AcceptForm(request.POST)
    if not form.is_valid():
        sentence = _("Choose one of the proposed slots, or any time.")
        return _request_page(request, visit, acting_side(visit), code, refusal=sentence)
    starts_at = form.cleaned_data["starts_at"]
    booked, waits = _("Accepted: the meeting is on your agenda."), _("Accepted: the next schedule will find a slot.")
    accept = partial(actions.accept_request, starts_at=starts_at, version=form.cleaned_data["version"])
    return _acted(request, visit, code, accept, booked if starts_at else waits)


@gate(may_meet, visit=visit_edition, methods=POST)
def request_decline(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Decline a request of the other side."""
    said = _("Declined. If you change your mind, ask them yourself.")
    return _acted(request, visit, code, actions.decline_request, said)


@gate(may_meet, visit=visit_edition, methods=POST)
def request_withdraw(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Take back a request of the own side."""
    said = _("Withdrawn: the proposed slots are free again. You can send a new request at any time.")
    return _acted(request, visit, code, actions.withdraw_request, said)


def _acted(
    request: HttpRequest, visit: EditionVisit, code: str, act: Callable[..., Request], said: str, form: AskForm | None = None
) -> HttpResponse:
    """Do what a side wants with a request and lead back to it; a refusal is shown on its page, with what was typed."""
    side = acting_side(visit)
    with trying() as tried:
        act(side, _request(side, code), at=timezone.now())
        messages.success(request, said)
        return redirect("request", visit.edition.slug, code)
    return _request_page(request, visit, side, code, form=form, refusal=tried.sentence)
