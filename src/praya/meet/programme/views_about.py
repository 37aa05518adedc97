"""Show what the programme says of a person, a room, a track and a series, and draw the pictures of shared links."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language

from praya.core.access.absence import existing
from praya.core.access.gate import gate
from praya.core.texts.joining import joined
from praya.core.texts.reading import read
from praya.meet.accreditation.rules import may_see_edition
from praya.meet.accreditation.visits import EditionVisit, visit_edition
from praya.meet.programme.drawing import drawn
from praya.meet.programme.markup_items import ItemWriter
from praya.meet.programme.own_clock import clock_of
from praya.meet.programme.queries_about import person_told, room_told, series_told, track_told
from praya.meet.programme.queries_released import programme_of, session_told
from praya.meet.programme.rules import is_for_everybody
from praya.meet.programme.sharing import Shared, share_of_programme, share_of_session
from praya.meet.programme.vocabulary import PARTS


@gate(may_see_edition, visit=visit_edition)
def programme_person(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Show somebody who is named in the programme: with the job title then, and their sessions here."""
    told, clock = programme_of(visit), clock_of(request, visit)
    shown, writer = person_told(told, visit, code), ItemWriter(visit, clock)
    lines = [
        writer.line(item, with_day=True, why=joined((*(PARTS[role] for role in roles), *((title,) if title else ()))))
        for item, roles, title in shown.parts
    ]
    page = {
        "person": shown.person,
        "titles": shown.job_titles,
        "biography": read(shown.biography or {}, get_language() or "en"),
        "portrait": shown.portrait,
        "has_page": shown.comes and (visit.delegate is not None or bool(visit.role)),
        "count": len({item.code for item, _roles, _title in shown.parts}),
        "lines": writer.joined(lines),
    }
    return _answer(request, "person", page | {"clock": clock})


@gate(may_see_edition, visit=visit_edition)
def programme_room(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Show a room: where it is, how many it seats, how one gets in, and its sessions."""
    told, clock = programme_of(visit), clock_of(request, visit)
    room = room_told(told, visit, code)
    page = {"room": room, "lines": ItemWriter(visit, clock).lines(room.items, with_day=True), "clock": clock}
    return _answer(request, "room_told", page)


@gate(may_see_edition, visit=visit_edition)
def programme_track(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Show a track with its sessions."""
    clock, items = clock_of(request, visit), track_told(programme_of(visit), code)
    lines = ItemWriter(visit, clock).lines(items, with_day=True)
    page = {"name": items[0].track_name, "count": len({one.code for one in items}), "lines": lines, "clock": clock}
    return _answer(request, "track_told", page)


@gate(may_see_edition, visit=visit_edition)
def programme_series(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Show a series: its sessions in every edition of the market whose programme the reader may see."""
    clock = clock_of(request, visit)
    name, years = series_told(visit, code)
    shown = [(one.edition, ItemWriter(one.visit, clock).lines(one.items, with_day=True)) for one in years]
    return _answer(request, "series_told", {"name": name, "years": shown, "clock": clock})


def _answer(request: HttpRequest, name: str, page: dict[str, Any]) -> HttpResponse:
    answer = render(request, f"meet/programme/{name}.html", page)
    patch_vary_headers(answer, ["Cookie"])
    return answer


@gate(is_for_everybody, visit=visit_edition)
def programme_picture(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Draw the picture of a link to the programme, in the language that the address names."""
    with translation.override(_language(request)):
        return _picture(request, existing(share_of_programme(request, visit, programme_of(visit))), 0)


@gate(is_for_everybody, visit=visit_edition)
def session_picture(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Draw the picture of a link to a session, in the language that the address names."""
    with translation.override(_language(request)):
        places = session_told(programme_of(visit), code)
        hue = places[0].site.hue if places[0].site is not None else 0
        return _picture(request, existing(share_of_session(request, visit, places)), hue)


def _language(request: HttpRequest) -> str:
    """Return the language that is asked for; the reader's where it is none of ours."""
    asked = request.GET.get("language", "")
    return asked if asked in dict(settings.LANGUAGES) else get_language() or "en"


def _picture(request: HttpRequest, shared: Shared, hue: int) -> HttpResponse:
    """Answer with a picture, or say that the one that a program has kept is still right."""
    shown = "\n".join((shared.title, *shared.lines, get_language() or "en", str(hue)))
    tag = f'"{sha256(shown.encode()).hexdigest()[:32]}"'
    headers = {"Cache-Control": "private, no-cache", "ETag": tag, "X-Content-Type-Options": "nosniff"}
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified(headers=headers)
    return HttpResponse(drawn(shared, hue), content_type="image/png", headers=headers)
