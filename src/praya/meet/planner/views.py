"""Let delegates put sessions into their agenda, and say whether these leave them free to meet."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from praya.core.access.gate import POST, gate
from praya.core.actions.answering import address_of, came_from, refusals_told, said_of, undoable
from praya.meet.accreditation.rules import is_delegate, may_meet
from praya.meet.accreditation.visits import EditionVisit, visit_edition
from praya.meet.planner import actions
from praya.meet.programme.queries_released import programme_of, session_told


@gate(is_delegate, visit=visit_edition, methods=POST)
def session_bookmark(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Put a released session into the own agenda, or take it out again."""
    session_told(programme_of(visit), code)
    page, at = address_of("session", visit.edition.slug, code), timezone.now()
    word = said_of(request, "do", ("keep", "drop"))
    with refusals_told(request):
        if word == "keep" and actions.bookmark(visit.me, code, by=visit.account, at=at):
            undo = address_of("session_bookmark", visit.edition.slug, code, do="drop")
            undoable(request, _("The session is in your agenda and in your calendar. It is no seat."), undo)
        if word == "drop" and actions.drop_bookmark(visit.me, code, by=visit.account, at=at):
            undo = address_of("session_bookmark", visit.edition.slug, code, do="keep")
            undoable(request, _("The session is no longer in your agenda."), undo)
    return redirect(came_from(request, page))


@gate(may_meet, visit=visit_edition, methods=POST)
def bookmarks_busy(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Say whether meetings may be placed while one is at a session that one only put into the agenda."""
    word = said_of(request, "do", ("busy", "free"))
    if word is not None and visit.me.bookmarks_are_busy != (word == "busy"):
        actions.keep_free(visit.me, is_busy=word == "busy", by=visit.account, at=timezone.now())
        if word == "busy":
            messages.success(request, _("No new meeting is placed while you are at a session of your agenda."))
        else:
            messages.success(request, _("Meetings may be placed while you are at a session that you only put into your agenda."))
    return redirect(came_from(request, address_of("programme", visit.edition.slug)))
