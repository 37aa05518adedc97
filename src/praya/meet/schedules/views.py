"""Answer calendar programs and conference apps with the released programme, and list what there is for them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, override

from praya.core.access.absence import existing
from praya.core.access.gate import gate
from praya.core.actions.answering import word_of
from praya.core.texts.calendars import calendars_with, etag_of, webcal
from praya.core.texts.reading import read
from praya.meet.accreditation.rules import may_see_edition
from praya.meet.accreditation.visits import EditionVisit, visit_edition
from praya.meet.editions.models import Site
from praya.meet.programme.calendars import calendar_of
from praya.meet.programme.queries_released import Item, Programme, programme_of
from praya.meet.schedules import json_text, queries, xml_text
from praya.meet.schedules.entries import Schedule, acronym_of, schedule_of, whole

CALENDAR = "text/calendar; charset=utf-8"


@contextmanager
def _reading_in(language: str) -> Iterator[str]:
    """Write in a language that the pages have; Absent for any other."""
    existing(language if language in dict(settings.LANGUAGES) else None)
    with override(language):
        yield language


def _site(visit: EditionVisit, slug: str) -> Site:
    return existing(next((site for site in visit.sites if site.slug == slug), None))


def _released(visit: EditionVisit) -> Programme:
    """Return the released programme; Absent before the first version."""
    programme = programme_of(visit)
    existing(programme.release)
    return programme


def _file(request: HttpRequest, text: bytes, media_type: str, name: str, language: str) -> HttpResponse:
    """Answer with a file, or with 304 when the reader's copy is still true."""
    etag = etag_of(text)
    if etag in request.headers.get("If-None-Match", ""):
        answer: HttpResponse = HttpResponseNotModified()
    else:
        answer = HttpResponse(text, content_type=media_type)
        answer["Content-Disposition"] = f'inline; filename="{name}"'
    answer["ETag"], answer["Content-Language"] = etag, language
    if not request.user.is_authenticated:
        answer["Cache-Control"] = "no-cache"  # it may be kept, and is asked for again before it is used
    return answer


def _calendar(
    request: HttpRequest, visit: EditionVisit, language: str, items: list[Item], programme: Programme, about: str, name: str
) -> HttpResponse:
    text = calendar_of(visit, programme, items, language, about=about)
    return _file(request, text, CALENDAR, f"{name}.ics", language)


@gate(may_see_edition, visit=visit_edition)
def calendar_edition(request: HttpRequest, visit: EditionVisit, language: str) -> HttpResponse:
    """Answer with the whole programme for calendar programs."""
    with _reading_in(language):
        programme = _released(visit)
        return _calendar(request, visit, language, programme.items, programme, "", visit.edition.slug)


@gate(may_see_edition, visit=visit_edition)
def calendar_site(request: HttpRequest, visit: EditionVisit, language: str, site: str) -> HttpResponse:
    """Answer with the programme of a site for calendar programs."""
    with _reading_in(language):
        place, programme = _site(visit, site), _released(visit)
        about = read(place.name, language).text
        return _calendar(request, visit, language, queries.items_at(programme, place), programme, about, acronym_of(visit, place))


@gate(may_see_edition, visit=visit_edition)
def calendar_room(request: HttpRequest, visit: EditionVisit, language: str, code: str) -> HttpResponse:
    """Answer with what takes place in a room for calendar programs."""
    with _reading_in(language):
        programme = _released(visit)
        items = queries.items_in_room(programme, code)
        return _calendar(request, visit, language, items, programme, items[0].room_name, f"{visit.edition.slug}-{code}")


@gate(may_see_edition, visit=visit_edition)
def calendar_track(request: HttpRequest, visit: EditionVisit, language: str, code: str) -> HttpResponse:
    """Answer with the sessions of a track for calendar programs."""
    with _reading_in(language):
        programme = _released(visit)
        items = queries.items_of_track(programme, code)
        about = read(items[0].track_name or {}, language).text
        return _calendar(request, visit, language, items, programme, about, f"{visit.edition.slug}-{code}")


@gate(may_see_edition, visit=visit_edition)
def calendar_person(request: HttpRequest, visit: EditionVisit, language: str, code: str) -> HttpResponse:
    """Answer with the sessions in which somebody has a part for calendar programs."""
    with _reading_in(language):
        programme = _released(visit)
        person, items = queries.items_with(programme, code)
        about = queries.names_in(()).said(person, language)
        return _calendar(request, visit, language, items, programme, about, f"{visit.edition.slug}-{code}")


def _schedule(visit: EditionVisit, language: str, slug: str, form: str) -> tuple[Schedule, str]:
    site, programme = _site(visit, slug), _released(visit)
    names = queries.names_in(queries.items_at(programme, site))
    return schedule_of(visit, programme, site, language, names, form=form), f"{acronym_of(visit, site)}-{language}"


@gate(may_see_edition, visit=visit_edition)
def schedule_xml(request: HttpRequest, visit: EditionVisit, language: str, site: str) -> HttpResponse:
    """Answer with the programme of a site in a language for conference apps."""
    with _reading_in(language):
        schedule, name = _schedule(visit, language, site, "xml")
        return _file(request, xml_text.xml_of(schedule), xml_text.MEDIA_TYPE, f"{name}.xml", language)


@gate(may_see_edition, visit=visit_edition)
def schedule_json(request: HttpRequest, visit: EditionVisit, language: str, site: str) -> HttpResponse:
    """Answer with the programme of a site in a language for websites and signs."""
    with _reading_in(language):
        schedule, name = _schedule(visit, language, site, "json")
        return _file(request, json_text.json_of(schedule), json_text.MEDIA_TYPE, f"{name}.json", language)


@gate(may_see_edition, visit=visit_edition)
def programme_files(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """List every calendar and file of the programme, the calendars in the language that is chosen."""
    programme, chosen = programme_of(visit), word_of(request, "language")
    language = chosen if chosen in dict(settings.LANGUAGES) else get_language() or "en"
    own, sites = visit.edition.slug, queries.sites_told(visit, programme)

    def entry(page: str, name: str, *words: str, note: str = "") -> dict[str, Any]:
        path = reverse(page, args=[own, language, *words])
        address = whole(path)
        return {"name": name, "note": note, "file": path, "webcal": webcal(address), "others": calendars_with(address)}

    def files(page: str) -> list[tuple[Site, list[tuple[str, str, str]]]]:
        tongues = settings.LANGUAGES
        return [(site, [(tag, name, reverse(page, args=[own, tag, site.slug])) for tag, name in tongues]) for site in sites]

    page = {
        "programme": programme,
        "language": language,
        "languages": settings.LANGUAGES,
        "whole": [
            entry("calendar_edition", read(visit.edition.name, language).text or own),
            *(entry("calendar_site", read(site.name, language).text, site.slug) for site in sites if len(sites) > 1),
        ],
        "tracks": [entry("calendar_track", one.name, one.code) for one in queries.tracks_told(programme, language)],
        "rooms": [
            (site, [entry("calendar_room", one.name, one.code, note=one.note) for one in rooms])
            for site, rooms in queries.rooms_told(visit, programme)
        ],
        "apps": files("schedule_xml"),
        "signs": files("schedule_json"),
    }
    return render(request, "meet/schedules/files.html", page)
