"""Show the works of an edition as cards, as a list, and on a map of the world."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language

from praya.core.access.gate import anyone, gate, plain
from praya.meet.accreditation.rules import is_delegate, may_see_edition
from praya.meet.accreditation.visits import EditionVisit, visit_edition
from praya.show.works.markup_cards import CardWriter, line_rows
from praya.show.works.markup_filters import chips_of, filter_bar
from praya.show.works.markup_map import world_map
from praya.show.works.markup_save import save_buttons
from praya.show.works.meetable import FreeNow, free_now
from praya.show.works.meeting import can_wish
from praya.show.works.queries import Results, search
from praya.show.works.readers import WorksReader, public_reader, works_reader
from praya.show.works.wanted import PER_PAGE, WISHES, Wanted, wanted_of
from praya.show.works.wished import presented_as_wished
from praya.show.works.wordings import as_meant


@gate(may_see_edition, visit=visit_edition)
def works(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """List the works of an edition that the visitor may see, with filters."""
    reader = works_reader(visit)
    wanted, free, results, meant = _searched(request, visit, reader)
    if wanted.page > results.found.pages:
        return redirect(f"{request.path}?{wanted.words(page=results.found.pages)}")
    context = list_context(reader, wanted, results)
    writer = CardWriter(reader, get_language() or "en", can_compare=True)
    if is_delegate(visit):
        writer.saved, writer.save = save_buttons(request, visit)
    context |= {
        "cards": line_rows(results.works, writer) if wanted.view == "list" else writer.cards(results.works),
        "free": free,
        "meant": meant,
        "can_meet": reader.can_meet,
        "wishes": [*WISHES.items()] if can_wish(visit) else [],
        "can_save_search": is_delegate(visit),
    }
    return render(request, "show/works/works.html", context)


@gate(may_see_edition, visit=visit_edition)
def works_map(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Show on a map, and in a table beside it, how many works come from each country; a click narrows the list to it."""
    reader = works_reader(visit)
    wanted, free, results, meant = _searched(request, visit, reader)
    return render(request, "show/works/map.html", map_context(reader, wanted, results) | {"free": free, "meant": meant})


@gate(anyone, visit=plain)
def catalogue(request: HttpRequest, visit: HttpRequest) -> HttpResponse:
    """List every published title that everybody may see, all year round."""
    reader = public_reader()
    wanted, results, meant = _as_read(reader, wanted_of(request.GET).lasting)
    if wanted.page > results.found.pages:
        return redirect(f"{request.path}?{wanted.words(page=results.found.pages)}")
    writer = CardWriter(reader, get_language() or "en")
    rows = line_rows(results.works, writer) if wanted.view == "list" else writer.cards(results.works)
    return render(request, "show/works/catalogue.html", list_context(reader, wanted, results) | {"cards": rows, "meant": meant})


def _searched(
    request: HttpRequest, visit: EditionVisit, reader: WorksReader
) -> tuple[Wanted, FreeNow | None, Results, list[tuple[str, str]]]:
    wanted = wanted_of(request.GET)
    if not reader.can_meet:
        wanted = wanted.lasting
    free = free_now(visit.edition, list(visit.sites), timezone.now()) if wanted.is_free else None
    groups = [set(free.presenters)] if free else []
    if wanted.wish:
        groups.append({one.presenter for one in presented_as_wished(visit, wanted.wish)})
    wanted, results, meant = _as_read(reader, wanted, sorted(set.intersection(*groups)) if groups else None)
    return wanted, free, results, meant


def _as_read(
    reader: WorksReader, wanted: Wanted, by: Iterable[str] | None = None
) -> tuple[Wanted, Results, list[tuple[str, str]]]:
    """Return what was found for the words as they are meant, and for each read as a filter how to look for it as a word."""
    results = search(reader, wanted, by=by)
    read, meant = as_meant(wanted, results.found)
    if meant:
        results = search(reader, read, by=by)
    return read, results, [(one.text, wanted.words(query=one.quoted, page=1)) for one in meant]


def list_context(reader: WorksReader, wanted: Wanted, results: Results) -> dict[str, Any]:
    """Return what every list of works shows around its cards."""
    language = get_language() or "en"
    found = results.found
    paginator: Paginator[Any] = Paginator(range(found.total), PER_PAGE)
    suggestion = found.suggestion
    return {
        "wanted": wanted,
        "total": found.total,
        "page": Page(list(results.works), wanted.page, paginator),
        "bar": filter_bar(reader, wanted, found.facets, language),
        "chips": chips_of(reader, wanted, language),
        "remark": "cut" if wanted.is_cut else str(found.remark),
        "suggestion": suggestion,
        "suggested": wanted.words(query=suggestion, page=1) if suggestion else "",
        "words": wanted.words(page=1),
        "cards_words": wanted.words(view="cards", page=1),
        "list_words": wanted.words(view="list", page=1),
    }


def map_context(reader: WorksReader, wanted: Wanted, results: Results) -> dict[str, Any]:
    """Return the map and its table beside what every list shows."""
    counts = results.found.facets.get("country", {})
    drawn = world_map(counts, wanted, get_language() or "en", reader.list_address())
    return list_context(reader, wanted, results) | {"map": drawn}
