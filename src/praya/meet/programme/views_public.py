"""Show the released programme to everybody: as a list, as a picture of a day, what is on now, and on a screen in a foyer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from praya.core.access.absence import existing
from praya.core.access.gate import BOTH, gate
from praya.core.actions.answering import address_of, form_page, posted, word_of
from praya.core.lists.declaring import Asked, Tabs
from praya.core.lists.serving import asked_facts
from praya.core.texts.days import day_text
from praya.meet.accreditation.rules import may_see_edition
from praya.meet.accreditation.visits import EditionVisit, visit_edition
from praya.meet.editions.fields import zone_options
from praya.meet.editions.models import Site
from praya.meet.programme.clock_forms import ClockForm
from praya.meet.programme.listing import PROGRAMME, sought_by
from praya.meet.programme.markup_items import ItemWriter
from praya.meet.programme.own_clock import COOKIE, MINE, SITES, YEAR, OwnClock, clock_of
from praya.meet.programme.queries_finding import PARTS_OF_LIST
from praya.meet.programme.queries_released import Item, Programme, Soon, items_matching, now_and_next, programme_of
from praya.meet.programme.queries_soon import languages_told, next_at, rooms_soon
from praya.meet.programme.sharing import share_of_programme
from praya.meet.programme.timeline import pictures

TURN_SECONDS = 20  # for so long a screen that shows several languages stays with one


@gate(may_see_edition, visit=visit_edition)
def programme(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Show the programme as a list by day, or what answers words, the nearest first."""
    facts, asked = asked_facts(PROGRAMME, request, visit)
    clock = clock_of(request, visit)
    writer, sought = ItemWriter(visit, clock), sought_by(asked)
    days = _days(asked)
    tabs = [("", _("all"), sum(days.values())), *((on.isoformat(), day_text(on), count) for on, count in days.items())]
    facts |= _around(request, visit, asked, clock) | {"tabs": Tabs("day", _("Day"), tabs) if len(days) > 1 else None}
    if sought is None:
        facts["days"] = [(day, writer.lines(some)) for day, some in groupby(facts["rows"], key=lambda one: one.day)]
        facts["on"] = [] if facts["facts"] else [_written(one, writer) for one in facts["soon"]]
    else:
        facts |= {"ranked": writer.ranked(facts["rows"], sought.matches, PARTS_OF_LIST), "called": sought.people}
    return _answer(request, "programme", facts)


@gate(may_see_edition, visit=visit_edition)
def programme_timeline(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Show a day of the programme as a picture: the rooms of each site side by side; without a day asked for, the nearest."""
    facts, asked = asked_facts(PROGRAMME, request, visit)
    clock = clock_of(request, visit)
    at, days = facts["at"], _days(asked)
    day = _nearest(list(days), asked.wanted["day"], visit.sites, at)
    items = [one for one in facts["rows"] if one.day == day]
    drawn = pictures(items, visit.sites, clock.zone if clock.is_first else None, at)
    writer = ItemWriter(visit, clock)
    tabs = Tabs("day", _("Day"), [(on.isoformat(), day_text(on), count) for on, count in days.items()])
    facts |= _around(request, visit, asked, clock) | {
        "day": day,
        "tabs": tabs if len(days) > 1 else None,
        "wanted": {**asked.wanted, "day": day.isoformat() if day else ""},
        "pictures": [(one, writer.picture(one)) for one in drawn],
        "count": len(items),
    }
    return _answer(request, "timeline", facts)


def _answer(request: HttpRequest, name: str, facts: dict[str, Any]) -> HttpResponse:
    answer = render(request, f"meet/programme/{name}.html", facts)
    patch_vary_headers(answer, ["Cookie"])
    return answer


def _around(request: HttpRequest, visit: EditionVisit, asked: Asked, clock: OwnClock) -> dict[str, Any]:
    """Return what the list and the picture both show around the sessions."""
    query = request.GET.copy()
    query.pop("page", None)
    chosen = next((site for site in visit.sites if site.slug == asked.wanted["site"]), None)
    return {
        "clock": clock,
        "query": f"?{query.urlencode()}" if query else "",
        "chosen_site": chosen,
        "share": share_of_programme(request, visit, asked.subject),
    }


def _days(asked: Asked) -> dict[date, int]:
    """Return the days on which there is anything that the rest of the filter lets through, with how much."""
    wanted = {name: word for name, word in asked.wanted.items() if name not in {"q", "day"}}
    sought = sought_by(asked)
    found: dict[date, int] = {}
    for one in items_matching(asked.subject, **wanted):
        if sought is None or one.code in sought.matches:
            found[one.day] = found.get(one.day, 0) + 1
    return found


def _nearest(days: Sequence[date], asked: str, sites: Sequence[Site], at: datetime) -> date | None:
    """Return the day that was asked for, today where it has sessions, else the next that has, or the last that had."""
    if asked:
        return date.fromisoformat(asked)
    today = at.astimezone(sites[0].zone_info if sites else ZoneInfo("UTC")).date()
    return next((one for one in days if one >= today), days[-1] if days else None)


def _written(soon: Soon, writer: ItemWriter) -> dict[str, Any]:
    return {"site": soon.site, "now": writer.lines(soon.now), "next": writer.lines(soon.next)}


@gate(may_see_edition, visit=visit_edition)
def programme_now(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Show what is on at each site and what begins next there, with the clocks of all and as of when that is."""
    at, told, clock = timezone.now(), programme_of(visit), clock_of(request, visit)
    writer = ItemWriter(visit, clock)
    soon = {one.site.pk: one for one in now_and_next(told, visit.sites, at)}
    places = [_place(site, soon.get(site.pk), told, writer, at) for site in visit.sites]
    return _answer(request, "now", {"programme": told, "places": places, "at": at, "clock": clock})


def _place(site: Site, soon: Soon | None, told: Programme, writer: ItemWriter, at: datetime) -> dict[str, Any]:
    """Return what is on at a site; where neither is anything on nor soon, what is the very next."""
    if soon is not None:
        return {"site": site, "now": writer.lines(soon.now), "next": writer.lines(soon.next, with_day=True)}
    later = next_at(told, site, at)
    return {"site": site, "now": "", "next": writer.lines([later], with_day=True) if later is not None else ""}


@gate(may_see_edition, visit=visit_edition)
def programme_wall(request: HttpRequest, visit: EditionVisit, site: str) -> HttpResponse:
    """Show in large type what is on in each room of a site and what follows; it fetches itself anew, languages in turn."""
    here = existing(next((one for one in visit.sites if one.slug == site), None))
    at, told = timezone.now(), programme_of(visit)
    known = [tag for tag, _name in settings.LANGUAGES]
    asked = [tag for tag in request.GET.get("language", "").lower().split(",") if tag in known]
    turns = asked or languages_told(told, known)
    language = turns[int(at.timestamp()) // TURN_SECONDS % len(turns)]
    with translation.override(language):
        rooms = [(one, _item_on_wall(one.now, here), _item_on_wall(one.next, here)) for one in rooms_soon(told, here, at)]
        facts = {"site": here, "rooms": rooms, "later": next_at(told, here, at), "at": at, "seconds": TURN_SECONDS}
        answer = render(request, "meet/programme/wall.html", facts)
    answer.headers["Content-Language"] = language
    return answer


def _item_on_wall(item: Item | None, site: Site) -> dict[str, Any] | None:
    if item is None:
        return None
    starts, ends = (one.astimezone(site.zone_info) for one in (item.starts_at, item.ends_at))
    times = {"from": f"{starts:%H:%M}", "until": f"{ends:%H:%M}"}
    return {"title": item.title, "kind": item.kind_word, "is_cancelled": item.is_cancelled, **times}


@gate(may_see_edition, visit=visit_edition, methods=BOTH)
def programme_clock(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Let a reader choose the clock on which times lead; the browser remembers it."""
    clock = clock_of(request, visit)
    initial = {"clock": MINE if clock.is_first else SITES, "zone": clock.zone.key if clock.zone is not None else ""}
    form, back = ClockForm(posted(request), initial=initial), _back(request, visit)
    if not form.is_valid():
        return form_page(request, "meet/programme/clock.html", form, back=back, zones=zone_options(visit.edition.starts_on))
    zone = form.cleaned_data["zone"]
    chosen = OwnClock(ZoneInfo(zone) if zone else clock.zone, is_first=form.cleaned_data["clock"] == MINE)
    answer = redirect(back)
    answer.set_cookie(COOKIE, chosen.kept, YEAR, samesite="Lax", httponly=True, secure=settings.SESSION_COOKIE_SECURE)
    return answer


def _back(request: HttpRequest, visit: EditionVisit) -> str:
    """Return the page of the programme from which somebody came, which is one of its own in any case."""
    top, asked = address_of("programme", visit.edition.slug), word_of(request, "next")
    is_ours = asked.startswith(top) and url_has_allowed_host_and_scheme(asked, None)
    return asked if is_ours else top
