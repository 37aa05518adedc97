"""Let organisers keep the exhibitors, their stands and their staff."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from praya.core.access.gate import BOTH, POST, gate
from praya.core.actions.answering import form_page, posted, refusals_in, refusals_told, told
from praya.core.actions.watching import saved
from praya.core.directory.names import lead_name
from praya.meet.accreditation.queries import delegate_of
from praya.meet.accreditation.rules import may_organise
from praya.meet.accreditation.visits import EditionVisit, visit_edition
from praya.meet.exhibitors import actions
from praya.meet.exhibitors.forms import NewExhibitorForm
from praya.meet.exhibitors.placing import PlaceForm
from praya.meet.exhibitors.queries import exhibitor_of, people_to_add, staff_of


@gate(may_organise, visit=visit_edition, methods=BOTH)
def manage_exhibitor_new(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Add an exhibitor by hand."""
    form = NewExhibitorForm(posted(request), edition=visit.edition)
    if form.is_valid():
        with refusals_in(form):
            made = actions.add_exhibitor(visit.edition, form.cleaned_data, by=visit.account)
            messages.success(request, _("%(name)s exhibits. Now its staff.") % {"name": form.cleaned_data["organisation"]})
            return redirect("manage_exhibitor", visit.edition.slug, made.code)
    return form_page(request, "meet/exhibitors/new.html", form)


@gate(may_organise, visit=visit_edition, methods=BOTH)
def manage_exhibitor(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Show an exhibitor with its staff; give it a site and a stand."""
    one = exhibitor_of(visit.edition, code)
    form = PlaceForm(posted(request), edition=visit.edition, exhibitor=one)

    def place(typed: dict[str, Any], *, seen: str) -> None:
        actions.place_exhibitor(one, **typed, by=visit.account, seen=seen)

    if saved(request, form, place, _("The exhibitor's place is changed.")):
        return redirect("manage_exhibitor", visit.edition.slug, one.code)
    words = request.GET.get("q", "").strip()[:100]
    page = {"exhibitor": one, "staff": staff_of(one), "words": words, "found": people_to_add(one, words, visit.audience)}
    return form_page(request, "meet/exhibitors/exhibitor.html", form, **page)


@gate(may_organise, visit=visit_edition, methods=POST)
def manage_exhibitor_remove(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Take an exhibitor out of the edition."""
    one = exhibitor_of(visit.edition, code)
    success = _("%(name)s no longer exhibits.") % {"name": lead_name(one.organisation)}
    if told(request, lambda: actions.remove_exhibitor(one, by=visit.account), success):
        return redirect("manage_exhibitors", visit.edition.slug)
    return redirect("manage_exhibitor", visit.edition.slug, one.code)


@gate(may_organise, visit=visit_edition, methods=POST)
def manage_staff_add(request: HttpRequest, visit: EditionVisit, code: str, delegate: str) -> HttpResponse:
    """Let a delegate work for an exhibitor."""
    one, person = exhibitor_of(visit.edition, code), delegate_of(visit.edition, delegate)
    name = {"name": lead_name(person.person)}
    with refusals_told(request):
        if actions.add_staff(one, person, by=visit.account):
            messages.success(request, _("%(name)s is staff now.") % name)
        else:
            messages.warning(request, _("That %(name)s comes for this company waits for a second word.") % name)
    return redirect("manage_exhibitor", visit.edition.slug, one.code)


@gate(may_organise, visit=visit_edition, methods=POST)
def manage_staff_remove(request: HttpRequest, visit: EditionVisit, code: str, delegate: str) -> HttpResponse:
    """Let a delegate no longer work for an exhibitor."""
    one, person = exhibitor_of(visit.edition, code), delegate_of(visit.edition, delegate)
    success = _("%(name)s is no longer staff. Search their name to undo this.") % {"name": lead_name(person.person)}
    told(request, lambda: actions.remove_staff(one, person, by=visit.account), success)
    return redirect("manage_exhibitor", visit.edition.slug, one.code)
