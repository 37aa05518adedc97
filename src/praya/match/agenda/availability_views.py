"""Let delegates say when they can meet."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from praya.core.access.gate import BOTH, gate
from praya.match.agenda.availability import busy_slots, chosen_slots, hours_table, reset_hours, save_hours
from praya.meet.accreditation.availability import possible_slots, same_times_every_day
from praya.meet.accreditation.rules import may_meet
from praya.meet.accreditation.visits import EditionVisit, visit_edition
from praya.meet.editions.cities import city_of
from praya.meet.editions.grid import edition_grid
from praya.meet.parties.sides import acting_side, visiting_side


@gate(may_meet, visit=visit_edition, methods=BOTH)
def availability(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Show the grid of hours; save it, copy one day to all, or follow the site's hours again."""
    if request.method == "POST":
        return _change_times(request, visit)
    delegate = visit.me
    grid = edition_grid(visit.edition, visit.sites)
    site = visit.site(delegate.site_id)
    zone = _zone(visit)
    context = {
        "table": hours_table(visiting_side(visit), grid, zone, visit.zone),
        "site": site,
        "zone": city_of(zone.key, visit.sites),
        "own_zone": city_of(visit.zone.key, visit.sites) if visit.zone.key != zone.key else "",
        "has_own_hours": delegate.has_own_hours,
    }
    return render(request, "match/agenda/availability.html", context)


def _zone(visit: EditionVisit) -> ZoneInfo:
    delegate = visit.me
    site = visit.site(delegate.site_id)
    return ZoneInfo(site.zone if site is not None else delegate.zone or visit.zone.key)


def _change_times(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    side = acting_side(visit)
    grid = edition_grid(visit.edition, visit.sites)
    wanted = chosen_slots(grid, request.POST.getlist("slot")[:2000])
    day = request.POST.get("day", "")
    act = request.POST.get("do", "save")
    if act == "reset":
        reset_hours(side, by=visit.account)
        messages.success(request, _("You are available whenever your site is open."))
    elif act == "copy" and day:
        possible = possible_slots(side.delegate, grid)
        wanted |= busy_slots(side.delegate, grid)
        save_hours(side, grid, same_times_every_day(grid, _zone(visit), day, wanted, possible), by=visit.account)
        messages.success(request, _("Every day now has the hours of the day you chose."))
    else:
        save_hours(side, grid, wanted, by=visit.account)
        messages.success(request, _("Your hours are saved."))
    return redirect("availability", visit.edition.slug)
