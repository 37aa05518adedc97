"""Show the released programme: a session, and the same for calendar programs."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from praya.core.access.gate import gate
from praya.meet.accreditation.rules import may_see_edition
from praya.meet.accreditation.visits import EditionVisit, visit_edition
from praya.meet.programme.calendars import calendar_of
from praya.meet.programme.marking import event_of
from praya.meet.programme.markup_items import ItemWriter
from praya.meet.programme.own_clock import clock_of
from praya.meet.programme.queries_released import hosts_told, people_told, programme_of, session_told, works_told
from praya.meet.programme.sharing import share_of_session
from praya.meet.programme.streaming import is_played_here
from praya.meet.programme.vocabulary import HOSTS, KINDS, PARTS, languages_named


@gate(may_see_edition, visit=visit_edition)
def session(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Show a released session: where and when, who is in it, who stands behind it, and what is presented."""
    programme, clock = programme_of(visit), clock_of(request, visit)
    places, writer = session_told(programme, code), ItemWriter(visit, clock)
    told, people, hosts = places[0].told, people_told(places[0].told), hosts_told(places[0].told)
    works = works_told(told, visit)
    page = {
        "programme": programme,
        "places": places,
        "times": [(one, mark_safe(writer.when(one, with_day=True))) for one in places],  # noqa: S308 - escaped where written
        "clock": clock,
        "told": told,
        "kind": KINDS[told["kind"]],
        "people": [(PARTS[one.role], one) for one in people],
        "hosts": [(HOSTS[one.role], one) for one in hosts],
        "works": works,
        "spoken": languages_named(told["languages"]),
        "interpreted": languages_named(told["channels"]),
        "is_cancelled": places[0].is_cancelled,
        "plays_here": is_played_here(told["stream"], request.get_host()),
        "share": share_of_session(request, visit, places),
        "event": event_of(request, visit, places, people, hosts, works) if visit.edition.is_public else "",
    }
    answer = render(request, "meet/programme/session.html", page)
    patch_vary_headers(answer, ["Cookie"])
    return answer


@gate(may_see_edition, visit=visit_edition)
def session_calendar(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Answer with a session for calendar programs."""
    programme = programme_of(visit)
    text = calendar_of(visit, programme, session_told(programme, code), get_language() or "en")
    answer = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{visit.edition.slug}-{code}.ics"'
    return answer
