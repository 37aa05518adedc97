"""Show a delegate's agenda and what changed in it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from praya.core.access.gate import POST, gate, refuse
from praya.core.accounts.proof import is_proved, to_proof
from praya.core.actions.answering import address_of
from praya.match.agenda.actions import new_feed_address
from praya.match.agenda.days import clock_at, countdown, days_of, lay_out_week, line_over, next_line
from praya.match.agenda.joining import join_at
from praya.match.agenda.markup_rows import meet_rows
from praya.match.agenda.news import notice_line
from praya.match.agenda.queries import agenda_items, mark_changes
from praya.match.agenda.queries_sessions import whole_agenda
from praya.match.agenda.unread import unread_of
from praya.match.requests.round_moments import ahead_of
from praya.match.requests.rules import round_ahead
from praya.meet.accreditation.models import Delegate
from praya.meet.accreditation.rules import is_delegate
from praya.meet.accreditation.visits import EditionVisit, visit_edition
from praya.meet.door.queries import own_delegate
from praya.meet.editions.queries import public_edition
from praya.meet.notices.actions import read_notices
from praya.meet.notices.declaring import summary_of
from praya.meet.notices.queries import notices_of


def without_accreditation(request: HttpRequest) -> HttpResponse:
    """Say what opens an agenda to whoever may not see one: the same of an edition that is not public and of none."""
    if not request.user.is_authenticated:
        return refuse(request)
    match = request.resolver_match
    edition = public_edition(match.kwargs.get("edition", "")) if match is not None else None
    own = own_delegate(edition, request.user) if edition is not None else None
    facts = {"shown": edition, "has_applied": own is not None and own.status == Delegate.Status.APPLIED}
    return render(request, "match/agenda/not_accredited.html", facts, status=404)


@gate(is_delegate, visit=visit_edition, refused=without_accreditation)
def agenda(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Show the meetings of the delegate, or of their whole company, day by day."""
    delegate = visit.me
    of_company = request.GET.get("of") == "company" and delegate.organisation_id is not None
    now = timezone.now()
    items = agenda_items(delegate, whole_company=True) if of_company else whole_agenda(delegate, visit.edition)
    unread = unread_of(delegate)
    mark_changes(items, unread)
    days = days_of(items, visit.site, visit.zone, now, sites=visit.sites)
    hours = [] if of_company else lay_out_week(days, visit.zone)
    root = address_of("agenda", visit.edition.slug)
    for day in days:
        day.rows = meet_rows(day.lines, root, of_company=of_company)
    pinned = next_line(days)
    context: dict[str, Any] = {
        "days": days,
        "pinned": pinned,
        "over": None if of_company else line_over(days, now),
        "join": join_at(pinned.item, visit.edition, now) if pinned is not None and pinned.item.session is None else "",
        "left": countdown(pinned.item.starts_at, now) if pinned is not None and pinned.is_next else "",
        "hours": hours,
        "count": sum(not item.is_gone and item.session is None for item in items),
        "sessions": sum(not item.is_gone and item.session is not None for item in items),
        "of_company": of_company,
        "unread": unread,
        "summary": summary_of(kind for kind, _facts in unread.notices),
        "now": clock_at(now, None, visit.zone, visit.sites),
        "ahead": ahead_of(round_ahead(visit.edition.pk), now),
    }
    return render(request, "match/agenda/agenda.html", context)


@gate(is_delegate, visit=visit_edition)
def notices(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """List what changed, newest first."""
    delegate = visit.me
    found = notices_of(delegate)
    items = {item.code: item for item in agenda_items(delegate)}
    context = {
        "lines": [notice_line(notice, items.get(str(notice.facts.get("meeting", ""))), visit.edition.slug) for notice in found],
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
