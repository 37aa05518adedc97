"""Let organisers keep the sessions of the programme."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from praya.core.access.absence import existing
from praya.core.access.gate import BOTH, POST, gate
from praya.core.actions.answering import done, form_page, posted, refusals_in, told, word_of
from praya.core.actions.watching import saved
from praya.core.texts.plain import number_in
from praya.meet.accreditation.queries import delegate_of
from praya.meet.accreditation.rules import may_organise
from praya.meet.accreditation.visits import EditionVisit, visit_edition
from praya.meet.programme import actions, queries
from praya.meet.programme.conflicts import Preview, clashes_of, preview
from praya.meet.programme.forms import HostForm, PartForm, SessionForm
from praya.meet.programme.models import Session
from praya.meet.programme.placing import MovedForm, PlacementForm
from praya.meet.programme.vocabulary import HOSTS, KINDS, PARTS
from praya.meet.works.queries import shown_work

DEEDS = {
    "confirm": ("confirm session", gettext_lazy("Confirmed: everybody reads it with the next version.")),
    "cancel": ("cancel session", gettext_lazy("Cancelled. Put it back to undo this.")),
    "restore": ("put session back", gettext_lazy("The session is a draft again.")),
}


@gate(may_organise, visit=visit_edition, methods=BOTH)
def manage_session_new(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Add a session as a draft and go on to its place and time."""
    form = SessionForm(posted(request), edition=visit.edition)
    if form.is_valid():
        with refusals_in(form):
            made = actions.add_session(visit.edition, form.values, by=visit.account)
            messages.success(request, _("The session is a draft. Now say where and when."))
            return redirect("manage_session", visit.edition.slug, made.code)
    return form_page(request, "meet/programme/new.html", form)


@gate(may_organise, visit=visit_edition, methods=BOTH)
def manage_session(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Show a session with its places, people, organisations and works; change what it is."""
    one = queries.session_of(visit.edition, code)
    form = SessionForm(posted(request), edition=visit.edition, session=one)
    if saved(request, form, partial(actions.change_session, one, by=visit.account), _("The session is changed.")):
        return redirect("manage_session", visit.edition.slug, code)
    return _session_page(request, visit, one, form=form)


def _session_page(
    request: HttpRequest, visit: EditionVisit, one: Session, *, would: Preview | None = None, **forms: Form
) -> HttpResponse:
    """Show a session; the one of its forms that could not be carried out is given, and says why.

    `would` are the conflicts that the place and time in its form would make.
    """
    edition, words, works = visit.edition, request.GET.get("q", "").strip()[:100], request.GET.get("work", "").strip()[:100]
    made: dict[str, Form] = {
        "form": SessionForm(edition=edition, session=one),
        "place": PlacementForm(edition=edition, sites=visit.sites),
        "part": PartForm(placements=queries.placements_of(one)),
        "host": HostForm(),
        **forms,
    }
    page = {
        "session": one,
        "kind": KINDS[one.kind],
        "placements": queries.placements_of(one),
        "parts": [(PARTS[part.role], part) for part in queries.parts_of(one)],
        "hosts": [(HOSTS[host.role], host) for host in queries.hosts_of(one)],
        "presented": queries.presented_in(one),
        "clashes": clashes_of(edition, visit.sites, session=one),
        "words": words,
        "found": queries.people_to_name(edition, words) if words else [],
        "work_words": works,
        "works": queries.works_to_present(edition, works) if works else [],
        "would": would,
        **made,
    }
    is_wrong = any(form.errors for form in made.values())
    return render(request, "meet/programme/manage_session.html", page, status=422 if is_wrong else 200)


@gate(may_organise, visit=visit_edition, methods=POST)
def manage_session_state(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Confirm a session, cancel it, or put it back."""
    one = queries.session_of(visit.edition, code)
    deed, success = existing(DEEDS.get(word_of(request, "do")))
    told(request, lambda: actions.set_state(one, deed, by=visit.account), str(success))
    return redirect("manage_session", visit.edition.slug, code)


@gate(may_organise, visit=visit_edition, methods=POST)
def manage_session_place(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Put a session into one more place."""
    one = queries.session_of(visit.edition, code)
    form = PlacementForm(request.POST, edition=visit.edition, sites=visit.sites)
    would = _unseen(request, form, lambda: preview(visit.edition, visit.sites, one, form.cleaned_data))
    if would is not None:
        return _session_page(request, visit, one, would=would, place=form)
    if form.is_valid() and done(form, lambda: actions.place_session(one, form.cleaned_data, by=visit.account)):
        messages.success(request, _("The session has a place and a time."))
        return redirect("manage_session", visit.edition.slug, code)
    return _session_page(request, visit, one, place=form)


def _unseen(request: HttpRequest, form: Form, judge: Callable[[], Preview]) -> Preview | None:
    """Return the conflicts that a form would make and that were not shown before it was sent; None: it may be saved."""
    if request.method != "POST" or not form.is_valid():
        return None
    would = judge()
    return would if would.mark != word_of(request, "shown") and would.clashes else None


@gate(may_organise, visit=visit_edition, methods=BOTH)
def manage_placement(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Move a session in one of its places."""
    one = queries.placement_of(visit.edition, code)
    form = MovedForm(posted(request), edition=visit.edition, sites=visit.sites, placement=one)

    def move(typed: dict[str, Any], *, seen: str) -> None:
        actions.move_session(one, typed, by=visit.account, seen=seen)

    would = _unseen(request, form, lambda: preview(visit.edition, visit.sites, one.session, form.cleaned_data, placement=one))
    if would is not None:
        page = {"form": form, "placement": one, "session": one.session, "would": would}
        return render(request, "meet/programme/placement.html", page)
    if saved(request, form, move, _("The session is moved. Everybody reads it with the next version.")):
        return redirect("manage_session", visit.edition.slug, one.session.code)
    return form_page(request, "meet/programme/placement.html", form, placement=one, session=one.session)


@gate(may_organise, visit=visit_edition, methods=POST)
def manage_placement_remove(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Let a session not take place there."""
    one = queries.placement_of(visit.edition, code)
    said = _("The session does not take place there any more.")
    told(request, lambda: actions.take_placement_away(one, by=visit.account), said)
    return redirect("manage_session", visit.edition.slug, one.session.code)


def _row(request: HttpRequest) -> int:
    """Return the number of the row that a button names."""
    return number_in(word_of(request, "row")) or 0


@gate(may_organise, visit=visit_edition, methods=POST)
def manage_session_part(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Give somebody a role in a session, or take it away."""
    one = queries.session_of(visit.edition, code)
    if word_of(request, "do") == "remove":
        part = queries.one_of(queries.parts_of(one), _row(request))
        told(request, lambda: actions.take_part_away(part, by=visit.account), _("Their role in the session is taken away."))
        return redirect("manage_session", visit.edition.slug, code)
    delegate = delegate_of(visit.edition, word_of(request, "delegate"))
    form = PartForm(request.POST, placements=queries.placements_of(one))
    if form.is_valid() and done(form, lambda: actions.name_part(one, delegate, **form.cleaned_data, by=visit.account)):
        messages.success(request, _("%(name)s is in the session.") % {"name": delegate.person.name})
        return redirect("manage_session", visit.edition.slug, code)
    return _session_page(request, visit, one, part=form)


@gate(may_organise, visit=visit_edition, methods=POST)
def manage_session_host(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Let an organisation stand behind a session, or no longer."""
    one = queries.session_of(visit.edition, code)
    if word_of(request, "do") == "remove":
        host = queries.one_of(queries.hosts_of(one), _row(request))
        said = _("The organisation does not stand behind the session any more.")
        told(request, lambda: actions.take_host_away(host, by=visit.account), said)
        return redirect("manage_session", visit.edition.slug, code)
    form = HostForm(request.POST)
    if form.is_valid() and done(form, lambda: actions.name_host(one, **form.cleaned_data, by=visit.account)):
        messages.success(request, _("The organisation stands behind the session."))
        return redirect("manage_session", visit.edition.slug, code)
    return _session_page(request, visit, one, host=form)


@gate(may_organise, visit=visit_edition, methods=POST)
def manage_session_work(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Present a work in a session, or no longer."""
    one = queries.session_of(visit.edition, code)
    if word_of(request, "do") == "remove":
        presented = queries.one_of(queries.presented_in(one), _row(request))
        said = _("The work is not presented in the session any more.")
        told(request, lambda: actions.take_work_away(presented, by=visit.account), said)
    else:
        title = shown_work(visit.edition, word_of(request, "work")).title
        said = _("The work is presented in the session.")
        told(request, lambda: actions.present_work(one, title, by=visit.account), said)
    return redirect("manage_session", visit.edition.slug, code)
