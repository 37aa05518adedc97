"""Show exhibitors and people, and one of them with what can be asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from operator import itemgetter

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from praya.core.access.gate import gate
from praya.core.catalogue.vocabulary import ACTIVITIES, word_of
from praya.core.directory.countries import country_name
from praya.core.lists.serving import asked_of, other_forms, page_facts
from praya.match.attendees.listing import EXHIBITORS, PEOPLE, all_exhibitors, exhibitors_sought
from praya.match.attendees.markup_rows import exhibitor_rows
from praya.match.attendees.queries import categories_that_meet, countries_of_people
from praya.match.requests.levels import level_buttons
from praya.match.requests.queries import wishes_of
from praya.meet.accreditation.rules import is_delegate, may_meet, may_see_edition
from praya.meet.accreditation.visits import EditionVisit, visit_edition
from praya.meet.parties.sides import visiting_side


def named(codes: Iterable[str], name: Callable[[str], str]) -> list[tuple[str, str]]:
    """Return the choices of a filter with their names, in the order of the names."""
    return sorted(((code, name(code)) for code in codes if code), key=itemgetter(1))


@gate(may_see_edition, visit=visit_edition)
def exhibitors(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """List all exhibitors on one page, with the wishes of whoever may meet."""
    asked, lines, can_wish = asked_of(EXHIBITORS, request.GET, visit, {}), all_exhibitors(visit), may_meet(visit)
    found, language = exhibitors_sought(asked, lines), get_language() or "en"
    own = visit.delegate.organisation_id if visit.delegate else None
    context = {
        "filters": asked.form.sought,  # type: ignore[attr-defined]
        "rows": exhibitor_rows(found, visit.sites, visit.edition.slug, language, can_wish=can_wish, own=own),
        "count": len(found),
        "total": len(lines),
        "can_wish": can_wish,
        "countries": named({line.country for line in lines}, partial(country_name, language=language)),
        "activities": named({line.activity for line in lines}, partial(word_of, ACTIVITIES)),
        "other_forms": other_forms(EXHIBITORS, request),
    }
    return render(request, "match/attendees/exhibitors.html", context)


@gate(is_delegate, visit=visit_edition)
def people_list(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """List the people who have meetings, fifty per page."""
    facts, side, can_wish = page_facts(PEOPLE, request, visit), visiting_side(visit), may_meet(visit)
    said = wishes_of(side.delegate)
    for row in facts["rows"]:
        row["is_own"] = row["pk"] == side.delegate.pk or row["company"] in side.pks
        if can_wish and not row["is_own"] and row["company"] is None:
            row["buttons"] = level_buttons(row["meets_on"], said.get(row["calendar"], ""))
    context = {
        **facts,
        "filters": facts["form"].sought,
        "can_wish": can_wish,
        "countries": named(countries_of_people(visit.edition), partial(country_name, language=get_language() or "en")),
        "categories": categories_that_meet(visit.edition),
    }
    return render(request, "match/attendees/people.html", context)
