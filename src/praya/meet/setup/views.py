"""Let organisers start markets, change an edition and keep its team."""

from __future__ import annotations

from functools import partial
from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from praya.core.access.gate import BOTH, POST, gate, plain
from praya.core.accounts.models import Account
from praya.core.actions.answering import done, form_page, posted, refusals_in, told
from praya.core.actions.watching import saved
from praya.meet.accreditation.rules import may_organise
from praya.meet.accreditation.visits import EditionVisit, visit_edition
from praya.meet.editions import actions
from praya.meet.editions.queries import markets_of, member_of, team_of
from praya.meet.setup.forms import EditionForm, MarketForm, RoleForm, TeamForm


def may_start_market(visit: HttpRequest) -> bool:
    """Let operators in and, where the installation is open to newcomers, everybody who has signed in."""
    return isinstance(visit.user, Account) and (visit.user.is_operator or settings.SELF_SERVICE)


@gate(may_start_market, visit=plain, methods=BOTH)
def market_new(request: HttpRequest, visit: HttpRequest) -> HttpResponse:
    """Start an edition of a new or known market and go on to its sites."""
    account = cast(Account, request.user)
    form = MarketForm(posted(request), markets=markets_of(account))
    if form.is_valid():
        with refusals_in(form, "slug"):
            edition = actions.start_edition(by=account, **form.cleaned_data)
            messages.success(request, _("The edition exists. Now say where it takes place."))
            return redirect("manage_sites", edition.slug)
    return form_page(request, "meet/setup/market_new.html", form)


@gate(may_organise, visit=visit_edition, methods=BOTH)
def manage_edition(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Change the edition's name, dates, slot length and openness."""
    form = EditionForm(posted(request), edition=visit.edition)
    if saved(request, form, partial(actions.change_edition, visit.edition, by=visit.account), _("The edition is changed.")):
        return redirect("manage_edition", visit.edition.slug)
    return form_page(request, "meet/setup/edition.html", form)


@gate(may_organise, visit=visit_edition, methods=BOTH)
def manage_team(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Show the team and add somebody to it."""
    form = TeamForm(posted(request))
    if form.is_valid():
        typed = form.cleaned_data
        if done(form, lambda: actions.add_team_member(visit.edition, **typed, by=visit.account)):
            messages.success(request, _("%(email)s is in the team.") % {"email": typed["email"]})
            return redirect("manage_team", visit.edition.slug)
    return _team_page(request, visit, form)


def _team_page(request: HttpRequest, visit: EditionVisit, form: Form, changed: RoleForm | None = None) -> HttpResponse:
    """Show the team; the part of somebody that could not be changed is shown as it was chosen, with the reason."""
    members = team_of(visit.edition)
    watched = changed.watched if changed is not None else None
    team = [(one, changed if changed is not None and one == watched else RoleForm(member=one)) for one in members]
    status = 422 if form.errors or changed is not None else 200
    return render(request, "meet/setup/team.html", {"form": form, "team": team}, status=status)


@gate(may_organise, visit=visit_edition, methods=POST)
def manage_team_role(request: HttpRequest, visit: EditionVisit, member: int) -> HttpResponse:
    """Change the part of a team member."""
    one = member_of(visit.edition, member)
    form = RoleForm(request.POST, member=one)

    def change(typed: dict[str, Any], **seen: str) -> None:
        actions.change_role(one, typed["role"], by=visit.account, **seen)

    if saved(request, form, change, _("The part is changed.")):
        return redirect("manage_team", visit.edition.slug)
    return _team_page(request, visit, TeamForm(), form)


@gate(may_organise, visit=visit_edition, methods=POST)
def manage_team_remove(request: HttpRequest, visit: EditionVisit, member: int) -> HttpResponse:
    """Take somebody out of the team."""
    one = member_of(visit.edition, member)
    success = _("%(email)s is no longer in the team. Add them again to undo this.") % {"email": one.account.email}
    told(request, lambda: actions.remove_team_member(one, by=visit.account), success)
    return redirect("manage_team", visit.edition.slug)
