"""Know who visits an edition: their team role and their accreditation, in two queries."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import CharField, F, QuerySet
from django.db.models.expressions import RawSQL
from django.http import HttpRequest
from django.utils import timezone

from praya.core.access.absence import existing
from praya.core.access.audiences import Audience
from praya.core.accounts.models import Account
from praya.core.features.waiting import counts_of, delegate_waiting, manage_waiting
from praya.core.jobs.acting import Right
from praya.core.prepared import Prepared
from praya.core.texts.regions import region_of_zone, suggest_region
from praya.meet.accreditation.carrying import carried, carried_names
from praya.meet.accreditation.models import Delegate
from praya.meet.accreditation.queries import approved
from praya.meet.editions.models import Edition, Site
from praya.meet.editions.queries import edition_at, editions_in_team, editions_numbered, roles_in_team, sites_of

# As SQL because it is part of every page. A test compares it with `roles_in_team`.
_ROLE = "(SELECT t.role FROM meet_teammember t WHERE t.edition_id = meet_delegate.edition_id AND t.account_id = %s)"


def _visiting(_declared: tuple[str, ...], edition: int, account: int, at: datetime) -> QuerySet[Delegate, Any]:
    """Return who an account is at an edition with all that every page asks of its visitor."""
    role = RawSQL(_ROLE, (account,), output_field=CharField())  # noqa: S611 - nothing in it comes from outside
    rows = approved(edition=edition, person__account=account).order_by().select_related("person", "organisation", "category")
    return rows.annotate(team_role=role, **carried(), **counts_of(delegate_waiting(), at))


_VISITING = Prepared(_visiting)


def _working(_declared: tuple[str, ...], edition: int, account: int, at: datetime) -> QuerySet[Edition, Any]:
    """Return which part an account has in the team of an edition, with how much waits there: the rail of every page says so."""
    counts = counts_of(manage_waiting(), at, account)
    found: QuerySet[Any, Any] = editions_in_team(account, pk=edition).annotate(part=F("team__role"), **counts)
    return found.values("part", *counts)


_WORKING = Prepared(_working)


@dataclass(frozen=True, slots=True)
class Reader:
    """Hold the delegate who reads, keeps and writes, the account behind them, and as which audience they read."""

    delegate: Delegate
    account: Account | None
    audience: Audience


@dataclass
class EditionVisit:
    """Hold an edition with its sites and the account that looks at it (None: a stranger)."""

    edition: Edition
    sites: list[Site]
    account: Account | None

    @cached_property
    def delegate(self) -> Delegate | None:
        """Return the account's approved accreditation, with person, organisation, category and site."""
        if self.account is None:
            return None
        names = (*carried_names(), *delegate_waiting())
        found = _VISITING(names, edition=self.edition.pk, account=self.account.pk, at=timezone.now())
        return found[0] if found else None

    @property
    def me(self) -> Delegate:
        """Return the visiting delegate, in views whose rule has made sure that there is one."""
        if self.delegate is None:
            raise AssertionError("the rule of this view lets somebody in who is no delegate")
        return self.delegate

    @cached_property
    def audience(self) -> Audience:
        """Return as which audience the visitor reads: the team as buyers do, delegates by their category, others as everybody."""
        if self.role:
            return Audience.BUYER
        return Audience.PUBLIC if self.delegate is None else _audience_by_category(self.delegate)

    @property
    def reader(self) -> Reader:
        """Return the visiting delegate as who reads and acts, where there is one."""
        return Reader(self.me, self.account, self.audience)

    @cached_property
    def role(self) -> str:
        """Return the account's part in the team, or nothing."""
        if self.account is None:
            return ""
        if self.delegate is not None:
            return str(getattr(self.delegate, "team_role", None) or "")
        return str(self._working.get("part", ""))

    @property
    def waiting(self) -> Mapping[str, int]:
        """Return how much waits for the team, by the columns of what is declared; nothing for whoever is not in it."""
        return self._working if self.role else {}

    @cached_property
    def _working(self) -> Mapping[str, Any]:
        number = self.account.pk if self.account is not None else 0
        found = _WORKING(tuple(manage_waiting()), edition=self.edition.pk, account=number, at=timezone.now())
        return found[0] if found else {}

    @cached_property
    def zone(self) -> ZoneInfo:
        """Return the viewer's own zone: chosen, else their site's, else the first site's."""
        delegate = self.delegate
        chosen = (self.account.zone if self.account else "") or (delegate.zone if delegate else "")
        if not chosen and delegate is not None and delegate.site_id:
            chosen = next(site.zone for site in self.sites if site.pk == delegate.site_id)
        return ZoneInfo(chosen or (self.sites[0].zone if self.sites else "UTC"))

    def site(self, pk: int | None) -> Site | None:
        """Return one of the edition's sites without a query."""
        return next((site for site in self.sites if site.pk == pk), None)


def in_edition(rule: Callable[[EditionVisit], bool]) -> Right:
    """Ask the rule of an edition's pages again when a job of that edition runs."""

    def holds(account: Account, number: int, *_words: object) -> bool:
        edition = editions_numbered([number]).first()
        return edition is not None and rule(EditionVisit(edition, list(sites_of(edition)), account))

    return holds


def with_sites(asked: Any, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows of a list with their sites, known by number, and how each is called: by its name or as a remote's zone."""
    sites = {site.pk: site for site in asked.visit.sites}
    found = [(row, sites.get(row["site_id"])) for row in rows]
    return [{**row, "site": site, "site_name": site.short_name if site else row.get("zone", "")} for row, site in found]


def audience_of_delegate(delegate: Delegate) -> Audience:
    """Return as which audience a delegate reads who is not visiting just now."""
    is_in_team = roles_in_team(edition=delegate.edition_id, account__person=delegate.person_id).exists()
    return Audience.BUYER if is_in_team else _audience_by_category(delegate)


def _audience_by_category(delegate: Delegate) -> Audience:
    return Audience.BUYER if delegate.category is not None and delegate.category.is_buyer else Audience.BADGE


def visit_edition(request: HttpRequest, words: dict[str, Any]) -> EditionVisit:
    """Resolve the word `edition` of an address; Absent when there is none."""
    found, sites = edition_at(words.pop("edition"))
    edition = existing(found)
    suggest_region(region_of_zone(sites[0].zone if sites else ""))
    account = request.user if isinstance(request.user, Account) else None
    return EditionVisit(edition, sites, account)
