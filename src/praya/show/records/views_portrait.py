"""Let people upload a photograph of themselves, say who sees it, and remove it; let organisers take one off."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from praya.core.access.absence import existing
from praya.core.access.gate import BOTH, POST, gate
from praya.core.actions.answering import address_of, form_page, posted, told, undoable
from praya.core.catalogue.photographs import MOST_BYTES
from praya.core.catalogue.portraits import REASONS, keep_portrait, remove_portrait, taken_off
from praya.meet.accreditation.rules import is_delegate, may_organise
from praya.meet.accreditation.visits import EditionVisit, visit_edition
from praya.show.directory.rules import may_take_off
from praya.show.records.forms import PortraitForm, TakeOffForm
from praya.show.records.portrait_actions import put_back, take_off
from praya.show.records.queries import person_coming


@gate(is_delegate, visit=visit_edition, methods=BOTH)
def my_portrait(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Show the visitor's photograph, and take another one or who sees it."""
    person = visit.me.person
    form = PortraitForm(posted(request), request.FILES or None, person=person)
    if form.is_valid():
        content, part, level = form.typed()
        keep = partial(keep_portrait, person, content, part=part, level=level, by=visit.account, edition=visit.edition.pk)
        if form.saved(lambda: keep(seen=form.seen)):
            messages.success(request, _("Saved."))
            return redirect("my_portrait", visit.edition.slug)
    taken = None if person.portrait else taken_off(person)
    facts = {"person": person, "most": MOST_BYTES, "taken": taken, "reason": REASONS.get(taken.reason) if taken else None}
    return form_page(request, "show/records/portrait.html", form, **facts)


@gate(is_delegate, visit=visit_edition, methods=POST)
def my_portrait_remove(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Remove the visitor's photograph."""
    remove = partial(remove_portrait, visit.me.person, by=visit.account, edition=visit.edition.pk)
    told(request, remove, _("The photograph is removed."))
    return redirect("my_portrait", visit.edition.slug)


@gate(may_organise, visit=visit_edition, methods=BOTH)
def manage_portrait(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Show the photograph of somebody who comes, and take it off for a reason."""
    person = existing(person_coming(visit.edition, code))
    if not may_take_off(visit, person):
        messages.error(request, _("There is no photograph that you can see."))
        return redirect("person", visit.edition.slug, code)
    form = TakeOffForm(posted(request), person=person)
    if form.is_valid():
        act = partial(take_off, person, visit.edition, **form.values, by=visit.account, at=timezone.now())
        if form.saved(lambda: act(seen=form.seen)):
            undoable(
                request, _("Taken off: they are written to."), address_of("manage_portrait_restore", visit.edition.slug, code)
            )
            return redirect("person", visit.edition.slug, code)
    return form_page(request, "show/records/take_off.html", form, person=person)


@gate(may_organise, visit=visit_edition, methods=POST)
def manage_portrait_restore(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Put a photograph back that organisers have just taken off."""
    person = existing(person_coming(visit.edition, code))
    act = partial(put_back, person, visit.edition, by=visit.account, at=timezone.now())
    told(request, act, _("The photograph is back."))
    return redirect("person", visit.edition.slug, code)
