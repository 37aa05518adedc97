"""Let organisers keep categories and decide about accreditations."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from praya.core.access.gate import gate
from praya.core.actions.answering import done, told
from praya.core.actions.refusing import Refused
from praya.core.lists.serving import chosen
from praya.meet.accreditation import actions, category_actions
from praya.meet.accreditation.forms import CategoryForm, DecisionForm, DelegateForm, NewDelegateForm
from praya.meet.accreditation.listing import DELEGATES
from praya.meet.accreditation.models import Delegate
from praya.meet.accreditation.queries import (
    categories_of,
    categories_with_counts,
    category_of,
    decision_of,
    delegate_of,
)
from praya.meet.accreditation.rules import may_organise
from praya.meet.accreditation.visits import EditionVisit, visit_edition
from praya.meet.editions.fields import zone_options

BOTH = ("GET", "POST")


@gate(may_organise, visit=visit_edition, methods=BOTH)
def manage_categories(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Show the categories and add one."""
    form = CategoryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        category_actions.add_category(visit.edition, form.cleaned_data, by=visit.account)
        messages.success(request, _("The category is added."))
        return redirect("manage_categories", visit.edition.slug)
    page = {"form": form, "categories": categories_with_counts(visit.edition)}
    return render(request, "meet/accreditation/categories.html", page, status=422 if form.errors else 200)


@gate(may_organise, visit=visit_edition, methods=BOTH)
def manage_category(request: HttpRequest, visit: EditionVisit, category: str) -> HttpResponse:
    """Change a category."""
    one = category_of(visit.edition, category)
    form = CategoryForm(request.POST or None, category=one)
    if request.method == "POST" and form.is_valid():
        category_actions.change_category(one, form.cleaned_data, by=visit.account)
        messages.success(request, _("The category is changed."))
        return redirect("manage_categories", visit.edition.slug)
    page = {"form": form, "category": one}
    return render(request, "meet/accreditation/category.html", page, status=422 if form.errors else 200)


@gate(may_organise, visit=visit_edition, methods=("POST",))
def manage_category_remove(request: HttpRequest, visit: EditionVisit, category: str) -> HttpResponse:
    """Remove a category that nobody has."""
    one = category_of(visit.edition, category)
    told(request, lambda: category_actions.remove_category(one, by=visit.account), _("The category is removed."))
    return redirect("manage_categories", visit.edition.slug)


@gate(may_organise, visit=visit_edition, methods=("POST",))
def manage_delegates_decide(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Approve or refuse the ticked delegates, or all that the filter lets through."""
    form = DecisionForm(request.POST)
    is_decided = form.is_valid()
    numbers, query = chosen(DELEGATES, request, visit, everyone=bool(form.cleaned_data.get("everyone")))
    address = f"{reverse('manage_delegates', args=[visit.edition.slug])}?{query}"
    if not is_decided:
        messages.error(request, _("Choose whether to approve or to refuse."))
        return redirect(address)
    category = next((one for one in categories_of(visit.edition) if one.slug == form.cleaned_data["category"]), None)
    status = Delegate.Status.APPROVED if form.cleaned_data["do"] == "approve" else Delegate.Status.REFUSED
    into = category if status == Delegate.Status.APPROVED else None
    try:
        entry = actions.decide(visit.edition, numbers, status=status, category=into, by=visit.account)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(address)
    if entry is None:
        messages.info(request, _("Nothing changed: tick the people concerned first."))
    else:
        undo = reverse("manage_delegates_undo", args=[visit.edition.slug, entry.pk])
        messages.success(request, _decided(status, len(entry.before or {})), extra_tags=undo)
    return redirect(address)


def _decided(status: str, count: int) -> str:
    if status == Delegate.Status.APPROVED:
        words = ngettext("%(count)d delegate approved.", "%(count)d delegates approved.", count)
    else:
        words = ngettext("%(count)d delegate refused.", "%(count)d delegates refused.", count)
    return words % {"count": count}


@gate(may_organise, visit=visit_edition, methods=("POST",))
def manage_delegates_undo(request: HttpRequest, visit: EditionVisit, entry: int) -> HttpResponse:
    """Take a decision back."""
    decision = decision_of(visit.edition, entry)
    told(request, lambda: actions.take_back(visit.edition, decision, by=visit.account), _("The decision is taken back."))
    return redirect("manage_delegates", visit.edition.slug)


@gate(may_organise, visit=visit_edition, methods=BOTH)
def manage_delegate_new(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Accredit one person by hand."""
    form = NewDelegateForm(request.POST or None, edition=visit.edition)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        if done(form, lambda: actions.add_delegate(visit.edition, typed, by=visit.account)):
            messages.success(request, _("%(name)s is accredited.") % {"name": typed["name"]})
            return redirect("manage_delegates", visit.edition.slug)
    page = {"form": form, "zones": zone_options(visit.edition.starts_on)}
    return render(request, "meet/accreditation/delegate_new.html", page, status=422 if form.errors else 200)


@gate(may_organise, visit=visit_edition, methods=BOTH)
def manage_delegate(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Show and change one accreditation."""
    one = delegate_of(visit.edition, code)
    form = DelegateForm(request.POST or None, edition=visit.edition, delegate=one)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        if done(form, lambda: actions.change_delegate(one, typed, by=visit.account)):
            messages.success(request, _("The accreditation is changed."))
            return redirect("manage_delegate", visit.edition.slug, one.code)
    page = {"form": form, "delegate": one, "zones": zone_options(visit.edition.starts_on)}
    return render(request, "meet/accreditation/delegate.html", page, status=422 if form.errors else 200)
