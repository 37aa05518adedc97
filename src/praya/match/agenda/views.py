"""Show a delegate's agenda and what changed in it, and take what they say about their meetings."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from praya.core.access.absence import existing
from praya.core.access.gate import POST, gate
from praya.core.accounts.proof import is_proved, to_proof
from praya.core.actions.answering import address_of, form_page, told
from praya.match.agenda.actions import new_feed_address
from praya.match.agenda.days import days_of
from praya.match.agenda.forms import NoteForm
from praya.match.agenda.news import notice_line
from praya.match.agenda.queries import agenda_items, mark_changes
from praya.match.agenda.unread import news_of
from praya.match.diary.models import Attendance
from praya.match.diary.outcomes import mark_of_note, own_attendance, say_outcome, write_note
from praya.match.requests.actions import cancel_meeting
from praya.meet.accreditation.rules import is_delegate
from praya.meet.accreditation.visits import EditionVisit, visit_edition
from praya.meet.notices.actions import read_notices
from praya.meet.notices.declaring import summary_of
from praya.meet.notices.queries import notices_of
from praya.meet.parties.sides import Side, visiting_side
from praya.show.works.queries_named import works_named


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
        "summary": summary_of(kind for kind, _facts in news.notices),
        "now": now,
    }
    return render(request, "match/agenda/agenda.html", context)


def _attendance(visit: EditionVisit, code: str) -> tuple[Side, Attendance]:
    side = visiting_side(visit)
    found = existing(own_attendance(side, code))
    return side, found


def _back(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    of = "?of=company" if request.POST.get("of") == "company" else ""
    return redirect(reverse("agenda", args=[visit.edition.slug]) + f"{of}#m-{code}")


@gate(is_delegate, visit=visit_edition, methods=POST)
def outcome(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Say for the own side whether a meeting was held."""
    side, attendance = _attendance(visit, code)
    word = request.POST.get("outcome", request.GET.get("outcome", ""))
    noted = _("Noted. Only your side and the organisers' statistics know.")
    undo = address_of("meeting_outcome", visit.edition.slug, code, outcome=attendance.outcome)
    told(request, lambda: say_outcome(side, attendance, word, at=timezone.now()), noted, undo=undo)
    return _back(request, visit, code)


@gate(is_delegate, visit=visit_edition, methods=POST)
def note(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Keep a private note about a meeting; one that a colleague has changed meanwhile is shown beside what was typed."""
    side, attendance = _attendance(visit, code)
    form = NoteForm(request.POST, attendance=attendance)
    if form.is_valid():
        # A form without a mark has seen no note.
        seen = form.seen or mark_of_note("")
        if form.saved(lambda: write_note(side, attendance, form.values["note"] or "", seen=seen)):
            messages.success(request, _("Your note is kept. Only your own side reads it."))
            return _back(request, visit, code)
    return form_page(request, "match/agenda/note.html", form, of_company=request.POST.get("of") == "company")


@gate(is_delegate, visit=visit_edition, methods=POST)
def cancel(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Cancel a meeting that has not begun."""
    side, attendance = _attendance(visit, code)
    cancelled = _("The meeting is cancelled and the other side has been told.")
    told(request, lambda: cancel_meeting(side, attendance, at=timezone.now()), cancelled)
    return _back(request, visit, code)


@gate(is_delegate, visit=visit_edition)
def notices(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """List what changed, newest first."""
    delegate = visit.me
    found = notices_of(delegate)
    items = {item.code: item for item in agenda_items(delegate)}
    context = {
        "lines": [notice_line(notice, items.get(str(notice.facts.get("meeting", "")))) for notice in found],
        "has_unread": any(notice.read_at is None for notice in found),
    }
    return render(request, "match/agenda/notices.html", context)


@gate(is_delegate, visit=visit_edition, methods=POST)
def notices_read(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Mark every notice as read."""
    read_notices(visit.me, by=visit.account, at=timezone.now())
    return redirect("notices" if request.POST.get("stay") else "agenda", visit.edition.slug)


@gate(is_delegate, visit=visit_edition, methods=POST)
def feed_renew(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Give the delegate a new private calendar address, with a fresh proof."""
    if not is_proved(request, at=timezone.now()):
        return to_proof(address_of("me", visit.edition.slug, feed="new") + "#feed")
    new_feed_address(visit.me, by=visit.account)
    messages.success(request, _("This is your new address. Subscribe to it again in your calendar; the old one has stopped."))
    return redirect("me", visit.edition.slug)
