"""Say wishes, ask for meetings, and answer requests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from praya.core.access.absence import existing
from praya.core.access.gate import POST, gate
from praya.core.actions.answering import address_of, came_from, is_part, refusals_in, said_of, trying, undoable
from praya.core.lists.serving import page_facts
from praya.match.diary.booking import is_met
from praya.match.requests import actions, undoing
from praya.match.requests.answers import answered_words, answers_to, first_slots, undoable_until, who_cancelled
from praya.match.requests.asking import AskPage, ask_page, edit_form
from praya.match.requests.forms import AcceptForm, AskForm
from praya.match.requests.levels import level_buttons
from praya.match.requests.listing import BOXES, REQUESTS, status_words
from praya.match.requests.markup_rows import ListReader, request_items
from praya.match.requests.models import Request, Round
from praya.match.requests.notices import name_of
from praya.match.requests.queries import guests_of, reply_to, request_line, round_and_offered, visible_request, wishes_of
from praya.match.requests.round_moments import ahead_of
from praya.match.requests.rules import again_until, is_fresh, is_in_preparation, round_ahead
from praya.match.requests.standing_again import recall
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
    """Take one side's wish for one other; the level, or nothing at all, is posted, or stands in the address of an undo."""
    return _say(request, visit, code, existing(said_of(request, "level", (*LEVELS, ""))))


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
    return answered_words(request)


def _partner_page(request: HttpRequest, page: AskPage, status: int = 200) -> HttpResponse:
    return render(request, "match/requests/calendar.html", page.context(), status=status)


@gate(may_meet, visit=visit_edition)
def requests(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """List the requests of the own side, fifty per page; those that wait for an answer are answered in the list."""
    side, now = visiting_side(visit), timezone.now()
    facts = page_facts(REQUESTS, request, visit, subject=side)
    current, countered, held = round_and_offered(side, now)
    waiting = {"received": getattr(visit.me, "requests_waiting", 0) - countered, "sent": countered, "all": 0}
    can_accept = current is not None and current.status != Round.Status.FROZEN
    firsts = first_slots(visit, side, facts["rows"], held, now) if can_accept else {}
    reader = ListReader(visit, get_language() or "en", now, firsts, can_accept=can_accept)
    context = {
        **facts,
        "items": request_items(facts["rows"], reader),
        "boxes": [(box, label, waiting[box]) for box, label in BOXES.items()],
        "states": status_words(facts["wanted"]["box"]),
        "ahead": ahead_of(current if is_in_preparation(current) else round_ahead(visit.edition.pk), now),
    }
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
    standing = line.standing(now)
    is_waiting = standing in {"yours", "theirs", "proposes", "unanswered"}
    if is_waiting and form is None:
        form = edit_form(visit, side, row)
    undo, undo_until = undoable_until(side, row, line, now)
    cancelled = who_cancelled(side, row)
    context = {
        "line": line,
        "row": row,
        "standing": "cancelled" if cancelled else standing,
        "cancelled": cancelled,
        "answers": answers_to(visit, side, row, line, now),
        "is_waiting": is_waiting,
        "can_end": is_waiting or standing in {"agreed", "unbooked"},
        "undo": undo,
        "undo_until": undo_until,
        "form": form,
        "guests": guests_of(code),
        "reply": row.reply if line.box == "received" else reply_to(row, side.delegate) if line.box == "sent" else "",
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
    form = edit_form(visit, side, _request(side, code), request.POST)
    if form is None:
        sentence = _("Only the side that sent a request can change it, and only until it is answered.")
        return _request_page(request, visit, side, code, refusal=sentence)
    if not form.is_valid():
        return _request_page(request, visit, side, code, form=form)
    edit = partial(actions.edit_request, proposal=form.proposal(), version=form.cleaned_data["version"] or 0)
    return _acted(request, visit, code, edit, _edited, form=form, undo="request_recall")


def _edited(found: Request, side: Side) -> str:
    return _("Proposed again: they are told, and answer.") if found.stood else _("Your request has been changed.")


@gate(may_meet, visit=visit_edition, methods=POST)
def request_accept(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Accept a request at a slot or at any time."""
    form = AcceptForm({**request.GET.dict(), **request.POST.dict()})
    if not form.is_valid():
        sentence = _("Choose one of the proposed slots, or any time.")
        return _request_page(request, visit, acting_side(visit), code, refusal=sentence)
    accept = partial(actions.accept_request, starts_at=form.cleaned_data["starts_at"], version=form.cleaned_data["version"])
    return _acted(request, visit, code, accept, _accepted, undo="request_reopen")


def _accepted(found: Request, side: Side) -> str:
    if is_met(found.pk):
        return _("Accepted: the meeting is on your agenda.")
    return _("Accepted. No time is booked yet: the schedule decides, and you are told.")


@gate(may_meet, visit=visit_edition, methods=POST)
def request_book(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Book a meeting that was agreed on and for which the schedule had no slot."""
    form = AcceptForm(request.POST)
    starts_at = form.cleaned_data["starts_at"] if form.is_valid() else None
    book = partial(actions.book_agreed, starts_at=starts_at)
    return _acted(request, visit, code, book, _("Booked: the meeting is on your agenda."))


@gate(may_meet, visit=visit_edition, methods=POST)
def request_decline(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Decline a request of the other side."""
    said = _("Declined. If you change your mind, ask them yourself.")
    return _acted(request, visit, code, actions.decline_request, said, undo="request_reopen")


@gate(may_meet, visit=visit_edition, methods=POST)
def request_reopen(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Take back what the own side has answered."""
    return _acted(request, visit, code, undoing.take_back, _taken_back)


def _taken_back(found: Request, side: Side) -> str:
    if found.answerer_id not in side.pks:
        return _("Taken back: the request waits for their answer again.")
    return _("Taken back: the request waits for your answer again.")


@gate(may_meet, visit=visit_edition, methods=POST)
def request_recall(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Take back that the own side has proposed other times."""
    return _acted(request, visit, code, recall, _taken_back)


@gate(may_meet, visit=visit_edition, methods=POST)
def request_resume(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Take back that the own side has withdrawn its request."""
    said = _("Sent again: the request stands as it did, with those of your slots that you have not given away since.")
    return _acted(request, visit, code, undoing.resume, said)


@gate(may_meet, visit=visit_edition, methods=POST)
def request_restore(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Take back that the own side has cancelled the meeting."""
    return _acted(request, visit, code, undoing.restore_meeting, _("Restored: the meeting is on your agenda again."))


@gate(may_meet, visit=visit_edition, methods=POST)
def request_withdraw(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Take back a request of the own side."""
    said = _("Withdrawn: the proposed slots are free again. You can send a new request at any time.")
    return _acted(request, visit, code, actions.withdraw_request, said, undo="request_resume")


def _can_undo(found: Request, now: datetime) -> bool:
    until = again_until(found)
    return is_fresh(found, now) or (until is not None and now < until)


def _acted(
    request: HttpRequest,
    visit: EditionVisit,
    code: str,
    act: Callable[..., Request],
    said: str | Callable[[Request, Side], str],
    *,
    form: AskForm | None = None,
    undo: str = "",
) -> HttpResponse:
    """Do what a side wants with a request and lead back to it, or to the list where it was answered.

    A refusal is shown on the request's page, with what was typed.
    """
    side = acting_side(visit)
    with trying() as tried:
        now = timezone.now()
        found = act(side, _request(side, code), at=now)
        sentence = said if isinstance(said, str) else said(found, side)
        # What was done long ago, and is only repeated, is not undone any more.
        undoable(request, sentence, address_of(undo, visit.edition.slug, code) if undo and _can_undo(found, now) else "")
        if request.GET.get("back") in BOXES:
            return redirect(address_of("requests", visit.edition.slug, box=request.GET["back"]))
        return redirect("request", visit.edition.slug, code)
    return _request_page(request, visit, side, code, form=form, refusal=tried.sentence)
