"""Show one meeting to those who go to it, and take what they say about it on the way there and after it."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from praya.core.access.absence import existing
from praya.core.access.gate import BOTH, POST, gate
from praya.core.actions.answering import address_of, came_from, form_page, posted, refusals_told, said_of, told
from praya.core.actions.watching import saved
from praya.core.directory.names import lead_name
from praya.match.agenda.actions import hand_meeting_over, say_one_is_late
from praya.match.agenda.days import clock_at, countdown, place_words
from praya.match.agenda.forms import FollowUpForm, MeetingLinkForm, NoteForm
from praya.match.agenda.joining import BEFORE, join_at, link_of
from praya.match.agenda.queries_meeting import Sheet, sheet_of
from praya.match.diary.lateness import MINUTES, can_say_late
from praya.match.diary.models import Attendance
from praya.match.diary.outcomes import OUTCOMES, mark_of_note, own_attendance, say_outcome, write_note
from praya.match.diary.rooms import say_link
from praya.match.requests.actions import cancel_meeting
from praya.match.requests.endings import after_cancelling
from praya.meet.accreditation.queries import delegate_of
from praya.meet.accreditation.rules import is_delegate
from praya.meet.accreditation.visits import EditionVisit, visit_edition
from praya.meet.parties.sides import Side, visiting_side


@gate(is_delegate, visit=visit_edition)
def meeting(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Show one meeting: who comes, what they bring, what was said, and what can be done about it."""
    now = timezone.now()
    sheet = existing(sheet_of(visit, visiting_side(visit), code, now))
    return render(request, "match/agenda/meeting.html", _page(visit, sheet, now))


def _page(visit: EditionVisit, sheet: Sheet, now: datetime) -> dict[str, object]:
    item = sheet.item
    site = visit.site(item.site)
    status = sheet.attendance.meeting.status if sheet.attendance is not None else ""
    return {
        "sheet": sheet,
        "item": item,
        "code": item.code,
        "site": site,
        "place": place_words(item),
        "begins": clock_at(item.starts_at, site, visit.zone, visit.sites),
        "ends": clock_at(item.ends_at, site, visit.zone, visit.sites),
        "is_now": not item.is_gone and item.starts_at <= now < item.ends_at,
        "has_begun": item.starts_at <= now,
        "left": countdown(item.starts_at, now) if item.starts_at > now else "",
        "minutes": MINUTES if can_say_late(status, item.starts_at, item.ends_at, now) else (),
        "link": link_of(item, visit.edition),
        "join": join_at(item, visit.edition, now),
        "is_online": item.site is None and not item.is_gone,
        "opens": clock_at(item.starts_at - BEFORE, site, visit.zone, visit.sites),
        "can_act": sheet.attendance is not None and not item.is_gone,
        "restore_until": sheet.restore_until,
    }


def _attendance(visit: EditionVisit, code: str) -> tuple[Side, Attendance]:
    side = visiting_side(visit)
    return side, existing(own_attendance(side, code))


def _back(visit: EditionVisit, code: str) -> HttpResponse:
    return redirect("meeting", visit.edition.slug, code)


@gate(is_delegate, visit=visit_edition, methods=POST)
def outcome(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Say for the own side whether a meeting was held."""
    side, attendance = _attendance(visit, code)
    word = existing(said_of(request, "outcome", OUTCOMES))
    noted = _("Noted. Only your side and the organisers' statistics know.")
    undo = address_of("meeting_outcome", visit.edition.slug, code, outcome=attendance.outcome)
    told(request, lambda: say_outcome(side, attendance, word, at=timezone.now()), noted, undo=undo)
    return redirect(came_from(request, address_of("meeting", visit.edition.slug, code)))


@gate(is_delegate, visit=visit_edition, methods=POST)
def follow_up(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Say that a meeting was held and on which day the own side will come back to it."""
    side, attendance = _attendance(visit, code)
    form = FollowUpForm(request.POST)
    if form.is_valid():
        day = form.cleaned_data["follow_up_on"]
        noted = _("Noted. Only your own side knows of it.")
        told(request, lambda: say_outcome(side, attendance, "held", at=timezone.now(), follow_up_on=day), noted)
    else:
        messages.error(request, _("Choose the day on which you will follow up."))
    return _back(visit, code)


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
            return _back(visit, code)
    return form_page(request, "match/agenda/note.html", form)


@gate(is_delegate, visit=visit_edition, methods=POST)
def cancel(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Cancel a meeting that has not begun; pressed twice it is done once, and said again."""
    side = visiting_side(visit)
    attendance = existing(own_attendance(side, code, or_cancelled=True))
    cancelled = _("The meeting is cancelled and the other side has been told.")
    line, asked, other = request.POST.get("line", ""), *after_cancelling(side, attendance.meeting)
    undo = address_of("request_restore", visit.edition.slug, asked) if asked else ""
    cancel_it = partial(cancel_meeting, side, attendance, at=timezone.now(), line=line)
    if told(request, cancel_it, cancelled, undo=undo) and request.POST.get("then") == "ask" and other:
        return redirect(address_of("calendar", visit.edition.slug, other) + "#ask")
    return _back(visit, code)


@gate(is_delegate, visit=visit_edition, methods=POST)
def late(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Tell the other side by how much one comes late, and let the desk look for a better time."""
    side, attendance = _attendance(visit, code)
    minutes = request.POST.get("minutes", "")
    with refusals_told(request):
        say_one_is_late(side, attendance, int(minutes) if minutes.isdecimal() and len(minutes) < 4 else 0, at=timezone.now())
        messages.success(request, _("The other side has been told, and the desk knows."))
    return _back(visit, code)


@gate(is_delegate, visit=visit_edition, methods=POST)
def hand_over(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Let a colleague go instead."""
    side, attendance = _attendance(visit, code)
    colleague = delegate_of(visit.edition, request.POST.get("to", ""))
    gone = _("%(name)s goes instead. They and the other side have been told.") % {"name": lead_name(colleague.person)}
    told(request, lambda: hand_meeting_over(side, attendance, colleague, visit.sites, at=timezone.now()), gone)
    return _back(visit, code)


@gate(is_delegate, visit=visit_edition, methods=BOTH)
def link(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Say where an online meeting takes place."""
    side, attendance = _attendance(visit, code)
    form = MeetingLinkForm(posted(request), meeting=attendance.meeting)
    kept = _("The address is kept, and the other side has been told.")

    def keep(typed: dict[str, Any], *, seen: str) -> None:
        say_link(side, attendance, typed["link"], at=timezone.now(), seen=seen)

    if saved(request, form, keep, kept):
        return _back(visit, code)
    return form_page(request, "match/agenda/link.html", form, code=code)
