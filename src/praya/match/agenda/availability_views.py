"""Let delegates say when they can meet."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from praya.core.access.absence import existing
from praya.core.access.gate import BOTH, gate
from praya.core.actions.answering import said_of, trying
from praya.core.actions.seeing import LONGEST_MARK, SEEN
from praya.match.agenda.availability import (
    busy_slots,
    chosen_slots,
    hours_table,
    hours_words,
    mark_of_hours,
    reset_hours,
    save_hours,
)
from praya.meet.accreditation.availability import possible_slots, same_times_every_day
from praya.meet.accreditation.rules import may_meet
from praya.meet.accreditation.visits import EditionVisit, visit_edition
from praya.meet.editions.cities import city_of
from praya.meet.editions.grid import edition_grid
from praya.meet.parties.sides import acting_side, visiting_side


@gate(may_meet, visit=visit_edition, methods=BOTH)
def availability(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Show the grid of hours; save it, copy one day to all, or follow the site's hours again."""
    return _change_times(request, visit) if request.method == "POST" else _page(request, visit)


def _page(request: HttpRequest, visit: EditionVisit, *, refusal: str = "", typed: int | None = None) -> HttpResponse:
    """Show the hours that are kept, or what was marked and not kept, with why and with those that stand."""
    delegate = visit.me
    grid = edition_grid(visit.edition, visit.sites)
    site = visit.site(delegate.site_id)
    zone = _zone(visit)
    table = hours_table(visiting_side(visit), visit.edition, grid, zone, visit.zone, typed=typed)
    stands = (hours_words(delegate, zone) or "–") if refusal else ""
    context = {
        "table": table,
        "site": site,
        "zone": city_of(zone.key, visit.sites),
        "own_zone": city_of(visit.zone.key, visit.sites) if visit.zone.key != zone.key else "",
        "has_own_hours": delegate.has_own_hours,
        "seen": mark_of_hours(delegate),
        "refusal": refusal,
        "stands": _("%(field)s is now: %(value)s") % {"field": _("Availability"), "value": stands},
    }
    return render(request, "match/agenda/availability.html", context, status=422 if refusal else 200)


def _zone(visit: EditionVisit) -> ZoneInfo:
    delegate = visit.me
    site = visit.site(delegate.site_id)
    return ZoneInfo(site.zone if site is not None else delegate.zone or visit.zone.key)


def _change_times(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    side = acting_side(visit)
    grid = edition_grid(visit.edition, visit.sites)
    typed = wanted = chosen_slots(grid, request.POST.getlist("slot")[:2000])
    day, seen = request.POST.get("day", ""), request.POST.get(SEEN, "")[:LONGEST_MARK]
    act = existing(said_of(request, "do", ("save", "reset", "copy")))
    said = _("Your hours are saved.")
    with trying() as tried:
        if act == "reset":
            reset_hours(side, by=visit.account, seen=seen)
            said = _("You are available whenever your site is open.")
        else:
            if act == "copy" and day:
                wanted |= busy_slots(side.delegate, grid)
                wanted = same_times_every_day(grid, _zone(visit), day, wanted, possible_slots(side.delegate, grid))
                said = _("Every day now has the hours of the day you chose.")
            save_hours(side, grid, wanted, by=visit.account, seen=seen)
        messages.success(request, said)
        return redirect("availability", visit.edition.slug)
    return _page(request, visit, refusal=tried.sentence, typed=typed)
