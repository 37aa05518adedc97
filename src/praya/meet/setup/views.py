"""Let organisers start markets, change an edition and keep its team."""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from praya.core.access.gate import gate, plain
from praya.core.accounts.models import Account
from praya.core.actions.answering import done, told
from praya.core.actions.refusing import Refused
from praya.meet.accreditation.rules import may_organise
from praya.meet.accreditation.visits import EditionVisit, visit_edition
from praya.meet.setup import actions
from praya.meet.setup.forms import EditionForm, MarketForm, RoleForm, TeamForm
from praya.meet.setup.queries import markets_of, member_of, team_of

BOTH = ("GET", "POST")


def may_start_market(visit: HttpRequest) -> bool:
    """Let operators in and, where the installation is open to newcomers, everybody who has signed in."""
    return isinstance(visit.user, Account) and (visit.user.is_operator or settings.SELF_SERVICE)


@gate(may_start_market, visit=plain, methods=BOTH)
def market_new(request: HttpRequest, visit: HttpRequest) -> HttpResponse:
    """Start an edition of a new or known market and go on to its sites."""
    account = cast(Account, request.user)
    form = MarketForm(request.POST or None, markets=markets_of(account))
    if request.method == "POST" and form.is_valid():
        try:
            edition = actions.start_edition(by=account, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("slug", refusal.sentences[0])
        else:
            messages.success(request, _("The edition exists. Now say where it takes place."))
            return redirect("manage_sites", edition.slug)
    return render(request, "meet/setup/market_new.html", {"form": form}, status=422 if form.errors else 200)


@gate(may_organise, visit=visit_edition, methods=BOTH)
def manage_edition(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Change the edition's name, dates, slot length and openness."""
    form = EditionForm(request.POST or None, edition=visit.edition)
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in form.cleaned_data}
        if done(form, lambda: actions.change_edition(visit.edition, values, by=visit.account)):
            messages.success(request, _("The edition is changed."))
            return redirect("manage_edition", visit.edition.slug)
    return render(request, "meet/setup/edition.html", {"form": form}, status=422 if form.errors else 200)


@gate(may_organise, visit=visit_edition, methods=BOTH)
def manage_team(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Show the team and add somebody to it."""
    form = TeamForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        if done(form, lambda: actions.add_team_member(visit.edition, **typed, by=visit.account)):
            messages.success(request, _("%(email)s is in the team.") % {"email": typed["email"]})
            return redirect("manage_team", visit.edition.slug)
    page = {"form": form, "team": team_of(visit.edition)}
    return render(request, "meet/setup/team.html", page, status=422 if form.errors else 200)


@gate(may_organise, visit=visit_edition, methods=("POST",))
def manage_team_role(request: HttpRequest, visit: EditionVisit, member: int) -> HttpResponse:
    """Change the part of a team member."""
    one = member_of(visit.edition, member)
    form = RoleForm(request.POST)
    if form.is_valid():
        role = form.cleaned_data["role"]
        told(request, lambda: actions.change_role(one, role, by=visit.account), _("The part is changed."))
    return redirect("manage_team", visit.edition.slug)


@gate(may_organise, visit=visit_edition, methods=("POST",))
def manage_team_remove(request: HttpRequest, visit: EditionVisit, member: int) -> HttpResponse:
    """Take somebody out of the team."""
    one = member_of(visit.edition, member)
    success = _("%(email)s is no longer in the team. Add them again to undo this.") % {"email": one.account.email}
    told(request, lambda: actions.remove_team_member(one, by=visit.account), success)
    return redirect("manage_team", visit.edition.slug)
