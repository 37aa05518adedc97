"""Let organisers keep categories and decide about accreditations."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from praya.core.access.absence import existing
from praya.core.access.gate import BOTH, POST, gate
from praya.core.actions.answering import address_of, done, filled, form_page, posted, refusals_told, told, undoable, word_of
from praya.core.actions.watching import saved
from praya.core.lists.serving import chosen
from praya.meet.accreditation import actions, category_actions
from praya.meet.accreditation.category_sets import category_sets
from praya.meet.accreditation.forms import CategoryForm, DecisionForm, DelegateForm, NewDelegateForm
from praya.meet.accreditation.listing import DELEGATES
from praya.meet.accreditation.models import Delegate
from praya.meet.accreditation.queries import categories_of, categories_with_counts, category_of, decision_of, delegate_of
from praya.meet.accreditation.rules import may_organise
from praya.meet.accreditation.visits import EditionVisit, visit_edition
from praya.meet.editions.fields import zone_options


@gate(may_organise, visit=visit_edition, methods=BOTH)
def manage_categories(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Show the categories and add one."""
    form = CategoryForm(posted(request))
    add = partial(category_actions.add_category, visit.edition, by=visit.account)
    if filled(request, form, add, _("The category is added.")):
        return redirect("manage_categories", visit.edition.slug)
    rows = list(categories_with_counts(visit.edition))
    known = {one.slug for one in rows}
    sets = [one for one in category_sets().values() if any(ready.slug not in known for ready in one.categories)]
    return form_page(request, "meet/accreditation/categories.html", form, categories=rows, sets=sets, known=known)


@gate(may_organise, visit=visit_edition, methods=POST)
def manage_category_set(request: HttpRequest, visit: EditionVisit, name: str) -> HttpResponse:
    """Take over a ready-made set, or what the edition lacks of it."""
    chosen_set = existing(category_sets().get(name))
    with refusals_told(request):
        added = category_actions.add_categories(visit.edition, chosen_set.categories, by=visit.account)
        words = ngettext("%(count)d category is added.", "%(count)d categories are added.", len(added))
        slugs = " ".join(one.slug for one in added)
        undoable(
            request, words % {"count": len(added)}, address_of("manage_category_set_undo", visit.edition.slug, categories=slugs)
        )
    return redirect("manage_categories", visit.edition.slug)


@gate(may_organise, visit=visit_edition, methods=POST)
def manage_category_set_undo(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Take the categories of a set away again, as long as nobody has one."""
    slugs = word_of(request, "categories").split()
    rows = [one for one in categories_of(visit.edition) if one.slug in slugs]
    gone = _("The categories are taken away again.")
    told(request, lambda: category_actions.remove_categories(rows, by=visit.account), gone)
    return redirect("manage_categories", visit.edition.slug)


@gate(may_organise, visit=visit_edition, methods=BOTH)
def manage_category(request: HttpRequest, visit: EditionVisit, category: str) -> HttpResponse:
    """Change a category."""
    one = category_of(visit.edition, category)
    form = CategoryForm(posted(request), category=one)
    if saved(request, form, partial(category_actions.change_category, one, by=visit.account), _("The category is changed.")):
        return redirect("manage_categories", visit.edition.slug)
    return form_page(request, "meet/accreditation/category.html", form, category=one)


@gate(may_organise, visit=visit_edition, methods=POST)
def manage_category_remove(request: HttpRequest, visit: EditionVisit, category: str) -> HttpResponse:
    """Remove a category that nobody has."""
    one = category_of(visit.edition, category)
    told(request, lambda: category_actions.remove_category(one, by=visit.account), _("The category is removed."))
    return redirect("manage_categories", visit.edition.slug)


@gate(may_organise, visit=visit_edition, methods=POST)
def manage_delegates_decide(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Approve or refuse the ticked delegates, or all that the filter lets through."""
    form = DecisionForm(request.POST)
    is_decided = form.is_valid()
    numbers, query = chosen(DELEGATES, request, visit, everyone=bool(form.cleaned_data.get("everyone")))
    address = f"{reverse('manage_delegates', args=[visit.edition.slug])}?{query}"
    if not is_decided:
        messages.error(request, _("Choose whether to approve or to refuse."))
        return redirect(address)
    wanted = form.cleaned_data["category"]
    category = next((one for one in categories_of(visit.edition) if one.slug == wanted), None)
    if wanted and category is None:
        messages.error(request, _("This category is gone. Choose another one."))
        return redirect(address)
    status = Delegate.Status.APPROVED if form.cleaned_data["do"] == "approve" else Delegate.Status.REFUSED
    into = category if status == Delegate.Status.APPROVED else None
    with refusals_told(request):
        entry = actions.decide(visit.edition, numbers, status=status, category=into, by=visit.account)
        if entry is None:
            messages.info(request, _("Nothing changed: tick the people concerned first."))
        else:
            undo = address_of("manage_delegates_undo", visit.edition.slug, entry.pk)
            undoable(request, _decided(status, len(entry.before or {})), undo)
    return redirect(address)


def _decided(status: str, count: int) -> str:
    if status == Delegate.Status.APPROVED:
        words = ngettext("%(count)d delegate approved.", "%(count)d delegates approved.", count)
    else:
        words = ngettext("%(count)d delegate refused.", "%(count)d delegates refused.", count)
    return words % {"count": count}


@gate(may_organise, visit=visit_edition, methods=POST)
def manage_delegates_undo(request: HttpRequest, visit: EditionVisit, entry: int) -> HttpResponse:
    """Take a decision back."""
    decision = decision_of(visit.edition, entry)
    told(request, lambda: actions.take_back(visit.edition, decision, by=visit.account), _("The decision is taken back."))
    return redirect("manage_delegates", visit.edition.slug)


@gate(may_organise, visit=visit_edition, methods=BOTH)
def manage_delegate_new(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Accredit one person by hand."""
    form = NewDelegateForm(posted(request), edition=visit.edition)
    if form.is_valid():
        typed = form.cleaned_data
        if done(form, lambda: actions.add_delegate(visit.edition, typed, by=visit.account)):
            messages.success(request, _("%(name)s is accredited.") % {"name": typed["name"]})
            return redirect("manage_delegates", visit.edition.slug)
    return form_page(request, "meet/accreditation/delegate_new.html", form, zones=zone_options(visit.edition.starts_on))


@gate(may_organise, visit=visit_edition, methods=BOTH)
def manage_delegate(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Show and change one accreditation."""
    one = delegate_of(visit.edition, code)
    form = DelegateForm(posted(request), edition=visit.edition, delegate=one)

    def change(typed: dict[str, Any], *, seen: str) -> None:
        if actions.is_held_back(actions.change_delegate(one, typed, by=visit.account, seen=seen), typed):
            messages.warning(request, _("The new company waits for a second word."))

    if saved(request, form, change, _("The accreditation is changed.")):
        return redirect("manage_delegate", visit.edition.slug, one.code)
    zones = zone_options(visit.edition.starts_on)
    return form_page(request, "meet/accreditation/delegate.html", form, delegate=one, zones=zones)
