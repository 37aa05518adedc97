"""Name the people of the demo as whom one can sign in, with the page each link leads to."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from praya.core.accounts.models import Account
from praya.demo.entering import token_for
from praya.demo.places import DESK, OPERATOR, ORGANISER
from praya.meet.accreditation.models import Delegate
from praya.meet.editions.models import Edition
from praya.meet.exhibitors.models import Exhibitor


@dataclass(frozen=True)
class Role:
    """Hold one role with its account; delegates have a delegate, too."""

    word: str
    title: str
    account: Account
    page: str
    delegate: Delegate | None = None


def roles_of(edition: Edition) -> list[Role]:
    """Return the roles of the demo, in the order in which they are printed."""
    team = {account.email: account for account in Account.objects.filter(email__in=[ORGANISER, DESK, OPERATOR])}
    exhibitor = Exhibitor.objects.filter(edition=edition, organisation__reference="demo-e1").get()
    delegates = Delegate.objects.filter(edition=edition).select_related("person__account", "organisation", "site")
    staff = delegates.filter(organisation=exhibitor.organisation_id).order_by("pk")[0]
    others = delegates.filter(organisation__reference__in=["demo-o1", "demo-o2"]).order_by("pk")
    buyer = others.filter(organisation__reference="demo-o1").order_by("pk")[0]
    remote = others.filter(organisation__reference="demo-o2").order_by("pk")[0]
    return [
        Role("organiser", "organiser", team[ORGANISER], "manage"),
        Role("desk", "desk staff", team[DESK], "manage"),
        Role("exhibitor", f"exhibitor, {staff.organisation} in Hong Kong", _account(staff), "agenda", staff),
        Role("buyer", "buyer in Hong Kong", _account(buyer), "agenda", buyer),
        Role("remote", f"remote delegate in {remote.zone}", _account(remote), "agenda", remote),
        Role("operator", "system operator", team[OPERATOR], "home"),
    ]


def _account(delegate: Delegate) -> Account:
    account = delegate.person.account
    assert account is not None, "everybody in the demo has an account"  # noqa: S101 - a promise of people.py
    return account


def page_of(role: Role, edition: Edition) -> str:
    """Return the address of the page a role's link leads to."""
    return reverse(role.page) if role.page == "home" else reverse(role.page, args=[edition.slug])


def link_of(role: Role, edition: Edition, origin: str) -> str:
    """Return the sign-in link of a role."""
    return origin + reverse("demo_sign_in", args=[token_for(role.account, role.word, page_of(role, edition))])
