"""Name the people of the demo as whom one can sign in, with the page each link leads to."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from praya.core.accounts.models import Account
from praya.demo.entering import token_for
from praya.demo.places import BRIDGE_MARKET, DAYS_MARKET, DESK, NEWCOMER, OPERATOR, ORGANISER
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
        Role("newcomer", "somebody who has not applied yet", Account.objects.get(email=NEWCOMER), "edition_home"),
    ]


@dataclass(frozen=True)
class Scene:
    """Name a page of one of the small markets as one of the roles opens it."""

    word: str
    title: str
    role: Role
    edition: Edition
    route: str

    @property
    def page(self) -> str:
        """Return its address."""
        return reverse(self.route, args=[self.edition.slug])


def scenes_of(roles: list[Role]) -> list[Scene]:
    """Return what there is to see of a market on its day, and of a round that is about to close, where they are loaded."""
    editions = Edition.objects.filter(market__slug__in=(DAYS_MARKET, BRIDGE_MARKET)).select_related("market")
    beside = {one.market.slug: one for one in editions}
    by_word = {role.word: role for role in roles}
    planned = (
        (DAYS_MARKET, "board", "organiser on the day of a market: the board", "organiser", "manage_board"),
        (DAYS_MARKET, "wall", "the wall of a market on its day", "organiser", "manage_board_wall"),
        (BRIDGE_MARKET, "closing", "buyer while requests are about to close", "buyer", "requests"),
        (BRIDGE_MARKET, "planned", "organiser of a round with planned dates", "organiser", "manage_rounds"),
    )
    return [
        Scene(word, title, by_word[role], beside[market], route)
        for market, word, title, role, route in planned
        if market in beside and role in by_word
    ]


def _account(delegate: Delegate) -> Account:
    account = delegate.person.account
    assert account is not None, "everybody in the demo has an account"  # noqa: S101 - a promise of people.py
    return account


def page_of(role: Role, edition: Edition) -> str:
    """Return the address of the page a role's link leads to."""
    return reverse(role.page) if role.page == "home" else reverse(role.page, args=[edition.slug])


def entrance_of(role: Role, page: str) -> str:
    """Return the address that signs in as a role and leads to a page."""
    return reverse("demo_sign_in", args=[token_for(role.account, role.word, page)])


def link_of(role: Role, edition: Edition, origin: str) -> str:
    """Return the sign-in link of a role."""
    return origin + entrance_of(role, page_of(role, edition))
