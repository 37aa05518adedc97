"""Let organisers set up sites: hours, breaks, halls, tables and stands, with a preview of the common day."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from praya.core.access.gate import BOTH, POST, gate
from praya.core.actions.answering import filled, form_page, posted, refusals_in, told
from praya.core.actions.watching import saved
from praya.core.texts.joining import joined_sentences
from praya.engines.zones import CivilTimeError
from praya.meet.accreditation.rules import may_organise
from praya.meet.accreditation.visits import EditionVisit, visit_edition
from praya.meet.editions import site_actions as actions
from praya.meet.editions.fields import zone_options
from praya.meet.editions.grid import edition_grid
from praya.meet.editions.models import Hall, Site
from praya.meet.editions.queries import break_of, breaks_of, hall_of, halls_of, site_of, site_summaries, stand_of, table_count
from praya.meet.setup.previews import DayPreview, day_previews
from praya.meet.setup.site_forms import BreakForm, HallForm, HoursForm, NewSiteForm, SiteForm, StandsForm, TablesForm


@gate(may_organise, visit=visit_edition, methods=BOTH)
def manage_sites(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Show all sites on one line of time, and add one."""
    form = NewSiteForm(posted(request))
    if form.is_valid():
        with refusals_in(form):
            made = actions.add_site(visit.edition, **form.cleaned_data, by=visit.account)
            if form.cleaned_data["tables"]:
                messages.success(request, _("The site is added, with a hall and its tables. Add another, or go on."))
                return redirect("manage_sites", visit.edition.slug)
            messages.success(request, _("The site is added. Now its halls, stands and tables."))
            return redirect("manage_site", visit.edition.slug, made.slug)
    summaries, zones = site_summaries(visit.edition, visit.sites), zone_options(visit.edition.starts_on)
    return form_page(request, "meet/setup/sites.html", form, summaries=summaries, previews=_previews(visit), zones=zones)


def _previews(visit: EditionVisit) -> list[DayPreview]:
    try:
        return day_previews(edition_grid(visit.edition, visit.sites), visit.sites)
    except CivilTimeError:
        # Hours stored before a zone database changed: the page must still open so that they can be mended.
        return []


@gate(may_organise, visit=visit_edition)
def manage_site(request: HttpRequest, visit: EditionVisit, site: str) -> HttpResponse:
    """Show everything about one site."""
    return _site_page(request, visit, site_of(visit.sites, site))


def _tables_form(hall: Hall, changed: TablesForm | None) -> TablesForm:
    is_changed = changed is not None and changed.hall == hall
    return changed if changed is not None and is_changed else TablesForm(hall=hall, count=table_count(hall))


def _site_page(
    request: HttpRequest, visit: EditionVisit, site: Site, *, tables: TablesForm | None = None, **filled: forms.Form
) -> HttpResponse:
    """Render the page of a site, with a form that was filled in wrongly in its place."""
    page: dict[str, Any] = {
        "site": site,
        "facts": SiteForm(site=site),
        "hours": HoursForm(site=site, edition=visit.edition),
        "pause": BreakForm(edition=visit.edition),
        "hall": HallForm(),
        "breaks": breaks_of(site),
        "halls": [(hall, _tables_form(hall, tables)) for hall in halls_of(site)],
        "previews": _previews(visit),
        "zones": zone_options(visit.edition.starts_on),
        **filled,
    }
    return render(request, "meet/setup/site.html", page, status=422 if filled or tables is not None else 200)


def _back(visit: EditionVisit, site: Site, part: str) -> HttpResponse:
    response = redirect("manage_site", visit.edition.slug, site.slug)
    response["Location"] += f"#{part}"
    return response


@gate(may_organise, visit=visit_edition, methods=POST)
def manage_site_facts(request: HttpRequest, visit: EditionVisit, site: str) -> HttpResponse:
    """Change a site's names, zone and hue."""
    one = site_of(visit.sites, site)
    form = SiteForm(request.POST, site=one)
    if saved(request, form, partial(actions.change_site, one, by=visit.account), _("The site is changed.")):
        return _back(visit, one, "facts")
    return _site_page(request, visit, one, facts=form)


@gate(may_organise, visit=visit_edition, methods=POST)
def manage_site_hours(request: HttpRequest, visit: EditionVisit, site: str) -> HttpResponse:
    """Change a site's opening hours."""
    one = site_of(visit.sites, site)
    form = HoursForm(request.POST, site=one, edition=visit.edition)
    change = partial(actions.set_hours, one, by=visit.account)
    if saved(request, form, lambda _typed, **seen: change(form.hours(), **seen), _("The opening hours are changed.")):
        return _back(visit, one, "hours")
    return _site_page(request, visit, one, hours=form)


@gate(may_organise, visit=visit_edition, methods=POST)
def manage_break_add(request: HttpRequest, visit: EditionVisit, site: str) -> HttpResponse:
    """Add a break."""
    one = site_of(visit.sites, site)
    form = BreakForm(request.POST, edition=visit.edition)
    if filled(request, form, partial(actions.add_break, one, by=visit.account), _("The break is added.")):
        return _back(visit, one, "pause")
    return _site_page(request, visit, one, pause=form)


@gate(may_organise, visit=visit_edition, methods=POST)
def manage_break_remove(request: HttpRequest, visit: EditionVisit, pause: int) -> HttpResponse:
    """Remove a break."""
    one = break_of(visit.edition, pause)
    told(request, lambda: actions.remove_break(one, by=visit.account), _("The break is removed."))
    return _back(visit, one.site, "pause")


@gate(may_organise, visit=visit_edition, methods=POST)
def manage_hall_add(request: HttpRequest, visit: EditionVisit, site: str) -> HttpResponse:
    """Add a hall."""
    one = site_of(visit.sites, site)
    form = HallForm(request.POST)
    add = partial(actions.add_hall, one, by=visit.account)
    if filled(request, form, lambda typed: add(**typed), _("The hall is added.")):
        return _back(visit, one, "hall")
    return _site_page(request, visit, one, hall=form)


@gate(may_organise, visit=visit_edition, methods=POST)
def manage_hall_remove(request: HttpRequest, visit: EditionVisit, hall: int) -> HttpResponse:
    """Remove a hall."""
    one = hall_of(visit.edition, hall)
    told(request, lambda: actions.remove_hall(one, by=visit.account), _("The hall is removed."))
    return _back(visit, one.site, "hall")


@gate(may_organise, visit=visit_edition, methods=POST)
def manage_tables(request: HttpRequest, visit: EditionVisit, hall: int) -> HttpResponse:
    """Change the number of tables in a hall."""
    one = hall_of(visit.edition, hall)
    form = TablesForm(request.POST, hall=one)
    if form.is_valid():
        count = form.values["tables"]
        if form.saved(lambda: actions.set_tables(one, count, by=visit.account, seen=form.seen)):
            success = ngettext("%(hall)s has %(count)d table.", "%(hall)s has %(count)d tables.", count)
            messages.success(request, success % {"hall": one.name, "count": count})
            return _back(visit, one.site, f"hall-{one.pk}")
    return _site_page(request, visit, one.site, tables=form)


@gate(may_organise, visit=visit_edition, methods=POST)
def manage_stands_add(request: HttpRequest, visit: EditionVisit, hall: int) -> HttpResponse:
    """Add stands to a hall."""
    one = hall_of(visit.edition, hall)
    form = StandsForm(request.POST)
    if not form.is_valid():
        messages.error(request, joined_sentences(error for errors in form.errors.values() for error in errors))
        return _back(visit, one.site, f"hall-{one.pk}")
    new = actions.add_stands(one, form.cleaned_data["numbers"], by=visit.account)
    known = len(form.cleaned_data["numbers"]) - len(new)
    words = ngettext("%(count)d stand added.", "%(count)d stands added.", len(new)) % {"count": len(new)}
    if known:
        words += " " + ngettext("%(count)d was there already.", "%(count)d were there already.", known) % {"count": known}
    messages.success(request, words)
    return _back(visit, one.site, f"hall-{one.pk}")


@gate(may_organise, visit=visit_edition, methods=POST)
def manage_stand_remove(request: HttpRequest, visit: EditionVisit, stand: int) -> HttpResponse:
    """Remove a stand."""
    one = stand_of(visit.edition, stand)
    success = _("Stand %(number)s is removed.") % {"number": one.number}
    told(request, lambda: actions.remove_stand(one, by=visit.account), success)
    return _back(visit, one.hall.site, f"hall-{one.hall_id}")


@gate(may_organise, visit=visit_edition, methods=POST)
def manage_site_remove(request: HttpRequest, visit: EditionVisit, site: str) -> HttpResponse:
    """Remove a site nobody uses."""
    one = site_of(visit.sites, site)
    success = _("The site %(site)s is removed.") % {"site": one.short_name}
    if told(request, lambda: actions.remove_site(one, by=visit.account), success):
        return redirect("manage_sites", visit.edition.slug)
    return _back(visit, one, "facts")
