"""Show the released programme: a session, and the same for calendar programs."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from praya.core.access.gate import gate
from praya.meet.accreditation.rules import may_see_edition
from praya.meet.accreditation.visits import EditionVisit, visit_edition
from praya.meet.programme.calendars import calendar_of
from praya.meet.programme.marking import event_of
from praya.meet.programme.queries_released import hosts_told, people_told, programme_of, session_told, works_told
from praya.meet.programme.vocabulary import HOSTS, KINDS, PARTS, languages_named


@gate(may_see_edition, visit=visit_edition)
def session(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Show a released session: where and when, who is in it, who stands behind it, and what is presented."""
    programme = programme_of(visit)
    places = session_told(programme, code)
    told, people, hosts = places[0].told, people_told(places[0].told), hosts_told(places[0].told)
    page = {
        "programme": programme,
        "places": places,
        "told": told,
        "kind": KINDS[told["kind"]],
        "people": [(PARTS[one.role], one) for one in people],
        "hosts": [(HOSTS[one.role], one) for one in hosts],
        "works": works_told(told, visit),
        "spoken": languages_named(told["languages"]),
        "interpreted": languages_named(told["channels"]),
        "is_cancelled": places[0].is_cancelled,
        "event": event_of(request, visit, places, people, hosts) if visit.edition.is_public else "",
    }
    return render(request, "meet/programme/session.html", page)


@gate(may_see_edition, visit=visit_edition)
def session_calendar(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Answer with a session for calendar programs."""
    programme = programme_of(visit)
    text = calendar_of(visit, programme, session_told(programme, code), get_language() or "en")
    answer = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{visit.edition.slug}-{code}.ics"'
    return answer
