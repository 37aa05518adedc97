"""Show exhibitors and people, and one of them with what can be asked."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from praya.core.access.gate import gate
from praya.core.directory.countries import country_name
from praya.match.attendees.forms import chosen_site, filters_of
from praya.match.attendees.queries import (
    categories_that_meet,
    countries_of_people,
    exhibitor_lines,
    matching,
    people,
)
from praya.match.attendees.rows import exhibitor_rows
from praya.match.attendees.spellings import spelled
from praya.match.requests.levels import level_buttons
from praya.match.requests.queries import wishes_of
from praya.meet.accreditation.rules import is_delegate, may_meet, may_see_edition
from praya.meet.accreditation.visits import EditionVisit, visit_edition
from praya.meet.parties.sides import visiting_side

PEOPLE_PER_PAGE = 50


def named(countries: Iterable[str], language: str) -> list[tuple[str, str]]:
    """Return countries and regions with their names, in the order of the names."""
    return sorted(((code, country_name(code, language)) for code in countries), key=lambda pair: pair[1])


@gate(may_see_edition, visit=visit_edition)
def exhibitors(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """List all exhibitors on one page, with the wishes of whoever may meet."""
    filters = filters_of(request)
    lines = exhibitor_lines(visit.edition)
    can_wish = may_meet(visit)
    said = wishes_of(visit.delegate) if can_wish and visit.delegate else {}
    for line in lines:
        line.wish = said.get(line.calendar, "")
    language = get_language() or "en"
    called = spelled(visit.edition, filters.words, visit.audience, ("organisation",)).organisations
    found = matching(lines, filters, chosen_site(filters, visit.sites), called)
    own = visit.delegate.organisation_id if visit.delegate else None
    context = {
        "filters": filters,
        "rows": exhibitor_rows(found, visit.sites, visit.edition.slug, language, can_wish=can_wish, own=own),
        "count": len(found),
        "total": len(lines),
        "can_wish": can_wish,
        "countries": sorted(
            ((c, country_name(c, language)) for c in {x.country for x in lines if x.country}), key=lambda x: x[1]
        ),
        "activities": sorted({line.activity for line in lines if line.activity}),
    }
    return render(request, "match/attendees/exhibitors.html", context)


@gate(is_delegate, visit=visit_edition)
def people_list(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """List the people who have meetings, fifty per page."""
    filters = filters_of(request)
    language = get_language() or "en"
    called = spelled(visit.edition, filters.words, visit.audience, ("person", "organisation"))
    found = people(visit.edition, filters, chosen_site(filters, visit.sites), called)
    page = Paginator(found, PEOPLE_PER_PAGE).get_page(request.GET.get("page"))
    side = visiting_side(visit)
    said = wishes_of(side.delegate)
    can_wish = may_meet(visit)
    for row in page.object_list:
        row["place"] = visit.site(row["site"])
        row["from"] = country_name(row["person__country"] or row["organisation__country"] or "", language)
        is_own = row["pk"] == side.delegate.pk or row["company"] in side.pks
        row["is_own"] = is_own
        if can_wish and not is_own and row["company"] is None:
            row["buttons"] = level_buttons(row["meets_on"], said.get(row["calendar"], ""))
    context = {
        "filters": filters,
        "page": page,
        "can_wish": can_wish,
        "countries": named(countries_of_people(visit.edition), language),
        "categories": categories_that_meet(visit.edition),
    }
    return render(request, "match/attendees/people.html", context)
