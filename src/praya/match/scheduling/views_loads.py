"""Let the team see how full tables and calendars are."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from praya.core.access.gate import gate
from praya.core.lists.serving import page_facts
from praya.core.texts.plain import number_in
from praya.match.scheduling import queries_loads as loads
from praya.match.scheduling.listing import LOADS
from praya.meet.accreditation.rules import may_work_at_desk
from praya.meet.accreditation.visits import EditionVisit, visit_edition
from praya.meet.editions.grid import edition_grid


@gate(may_work_at_desk, visit=visit_edition)
def manage_heatmaps(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Show how full the tables of each hall and the calendars are."""
    grid = edition_grid(visit.edition, visit.sites)
    facts = page_facts(LOADS, request, visit)
    page = {
        **facts,
        "halls": loads.hall_loads(visit.edition, grid, visit.sites),
        "calendars": loads.calendar_map(grid, facts["rows"]),
        "distribution": loads.load_distribution(visit.edition),
    }
    return render(request, "match/scheduling/heatmaps.html", page)


@gate(may_work_at_desk, visit=visit_edition)
def manage_hall_map(request: HttpRequest, visit: EditionVisit, hall: int) -> HttpResponse:
    """Show each table of a hall on one day."""
    grid = edition_grid(visit.edition, visit.sites)
    one = next((one for one in loads.halls_with_tables(visit.edition) if one.pk == hall), None)
    site = visit.site(one.site_id) if one else None
    if one is None or site is None:
        raise Http404
    days = [label for label, _numbers in loads.site_days(grid, site)]
    day = min(number_in(request.GET.get("day", "")) or 0, max(len(days) - 1, 0))
    page = {"hall": one, "site": site, "days": days, "day": day, "map": loads.table_map(visit.edition, grid, site, one, day)}
    return render(request, "match/scheduling/hall_map.html", page)
