"""Show a delegate's agenda and what changed in it, and take what they say about their meetings."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from praya.core.access.gate import gate
from praya.core.actions.refusing import Refused
from praya.match.agenda import actions
from praya.match.agenda.days import days_of
from praya.match.agenda.news import summary_of, told
from praya.match.agenda.queries import agenda_items, mark_changes, notices_of
from praya.match.agenda.unread import news_of
from praya.match.diary.models import Attendance
from praya.meet.accreditation.rules import is_delegate
from praya.meet.accreditation.visits import EditionVisit, visit_edition
from praya.meet.parties.sides import Side, visiting_side
from praya.show.works.naming import works_named


@gate(is_delegate, visit=visit_edition)
def agenda(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Show the meetings of the delegate, or of their whole company, day by day."""
    delegate = visit.me
    of_company = request.GET.get("of") == "company" and delegate.organisation_id is not None
    now = timezone.now()
    items = agenda_items(delegate, whole_company=of_company)
    news = news_of(delegate, now)
    mark_changes(items, news)
    context: dict[str, Any] = {
        "days": days_of(items, visit.site, visit.zone, now, works_named(visit, {item.title for item in items})),
        "count": sum(not item.is_gone for item in items),
        "of_company": of_company,
        "news": news,
        "summary": summary_of(news),
        "now": now,
    }
    return render(request, "match/agenda/agenda.html", context)


def _attendance(visit: EditionVisit, code: str) -> tuple[Side, Attendance]:
    side = visiting_side(visit)
    found = actions.own_attendance(side, code)
    if found is None:
        raise Http404
    return side, found


def _back(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    of = "?of=company" if request.POST.get("of") == "company" else ""
    return redirect(reverse("agenda", args=[visit.edition.slug]) + f"{of}#m-{code}")


@gate(is_delegate, visit=visit_edition, methods=("POST",))
def outcome(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Say for the own side whether a meeting was held."""
    side, attendance = _attendance(visit, code)
    before = attendance.outcome
    word = request.POST.get("outcome", request.GET.get("outcome", ""))
    try:
        actions.say_outcome(side, attendance, word, at=timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        undo = reverse("meeting_outcome", args=[visit.edition.slug, code]) + f"?outcome={before}"
        messages.success(request, _("Noted. Only your side and the organisers' statistics know."), extra_tags=undo)
    return _back(request, visit, code)


@gate(is_delegate, visit=visit_edition, methods=("POST",))
def note(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Keep a private note about a meeting."""
    side, attendance = _attendance(visit, code)
    try:
        actions.write_note(side, attendance, request.POST.get("note", ""))
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("Your note is kept. Only your own side reads it."))
    return _back(request, visit, code)


@gate(is_delegate, visit=visit_edition, methods=("POST",))
def cancel(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Cancel a meeting that has not begun."""
    side, attendance = _attendance(visit, code)
    try:
        actions.cancel_meeting(side, attendance, at=timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("The meeting is cancelled and the other side has been told."))
    return _back(request, visit, code)


@gate(is_delegate, visit=visit_edition)
def notices(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """List what changed, newest first."""
    delegate = visit.me
    found = notices_of(delegate)
    items = {item.code: item for item in agenda_items(delegate)}
    context = {
        "lines": [told(notice, items.get(str(notice.facts.get("meeting", "")))) for notice in found],
        "has_unread": any(notice.read_at is None for notice in found),
    }
    return render(request, "match/agenda/notices.html", context)


@gate(is_delegate, visit=visit_edition, methods=("POST",))
def notices_read(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Mark every notice as read."""
    actions.read_notices(visit.me, by=visit.account, at=timezone.now())
    return redirect("notices" if request.POST.get("stay") else "agenda", visit.edition.slug)


@gate(is_delegate, visit=visit_edition, methods=("POST",))
def feed_renew(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Give the delegate a new private calendar address."""
    actions.new_feed_address(visit.me, by=visit.account)
    messages.success(request, _("This is your new address. Subscribe to it again in your calendar; the old one has stopped."))
    return redirect("me", visit.edition.slug)
