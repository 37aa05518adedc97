"""Read editions, their teams and their places, for the set-up pages and for every room that asks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Min, Prefetch, QuerySet

from praya.core.access.absence import existing
from praya.core.accounts.models import Account
from praya.core.prepared import Prepared
from praya.meet.editions.models import Break, Edition, Hall, Market, OpeningHours, Site, Stand, TeamMember


@dataclass(frozen=True, slots=True)
class SiteSummary:
    """Say in numbers what a site has."""

    site: Site
    days: int
    opens: object
    closes: object
    tables: int
    stands: int
    halls: int


def editions_with_sites() -> QuerySet[Edition]:
    """Return all editions with their markets and sites, latest first."""
    sites = Prefetch("sites", queryset=Site.objects.order_by("position", "pk"))
    return Edition.objects.select_related("market").prefetch_related(sites)


_SITES_AT = Prepared(lambda slug: Site.objects.filter(edition__slug=slug).select_related("edition__market"))


def edition_at(slug: str) -> tuple[Edition | None, list[Site]]:
    """Return the edition of an address, if there is one, with its market and sites, in one query where it has sites."""
    sites = _SITES_AT(slug=slug)
    return sites[0].edition if sites else Edition.objects.select_related("market").filter(slug=slug).first(), sites


def public_edition(slug: str) -> Edition | None:
    """Return the edition of an address that everybody may see; None for one that is not public, as for none."""
    return Edition.objects.filter(slug=slug, is_public=True).first()


def editions_of(market: int) -> QuerySet[Edition]:
    """Return the editions of a market."""
    return Edition.objects.filter(market=market)


def editions_numbered(numbers: Iterable[int]) -> QuerySet[Edition]:
    """Return editions by their numbers."""
    return Edition.objects.filter(pk__in=set(numbers))


def roles_in_team(**chosen: Any) -> QuerySet[TeamMember, str]:
    """Return the parts that people have in teams, chosen by the fields of a member."""
    return TeamMember.objects.filter(**chosen).values_list("role", flat=True)


def editions_in_team(account: int, **chosen: Any) -> QuerySet[Edition]:
    """Return the editions in whose teams the account of a number has a part, chosen by their fields."""
    return Edition.objects.filter(team__account=account, **chosen).order_by()


def opening_days(edition: Edition) -> QuerySet[OpeningHours]:
    """Return the opening hours of every site of an edition, site by site."""
    rows = OpeningHours.objects.filter(site__edition=edition.pk).select_related("site")
    return rows.order_by("site__position", "site_id", "on", "opens")


def site_summaries(edition: Edition, sites: list[Site]) -> list[SiteSummary]:
    """Return what each site has, in three queries."""
    hours = {
        row["pk"]: row
        for row in Site.objects.filter(edition=edition)
        .order_by()
        .values("pk")
        .annotate(days=Count("hours__on", distinct=True), opens=Min("hours__opens"), closes=Max("hours__closes"))
    }
    halls = Hall.objects.filter(site__edition=edition).order_by()
    tables = dict(halls.values_list("site").annotate(n=Count("tables")))
    places = {site: (n, s) for site, n, s in halls.values_list("site").annotate(n=Count("pk", distinct=True), s=Count("stands"))}
    return [
        SiteSummary(
            site=site,
            days=hours[site.pk]["days"],
            opens=hours[site.pk]["opens"],
            closes=hours[site.pk]["closes"],
            tables=tables.get(site.pk, 0),
            stands=places.get(site.pk, (0, 0))[1],
            halls=places.get(site.pk, (0, 0))[0],
        )
        for site in sites
    ]


def sites_of(edition: Edition) -> list[Site]:
    """Return the sites of an edition in their order."""
    return list(edition.sites.all())


def halls_of(site: Site) -> list[Hall]:
    """Return the halls of a site with the number of tables and all stands with their exhibitors."""
    halls: list[Hall] = list(site.halls.annotate(table_count=Count("tables")))
    stands: dict[int, list[dict[str, object]]] = {hall.pk: [] for hall in halls}
    columns = ("pk", "hall_id", "number", "exhibitor__organisation__name", "exhibitor__organisation__names")
    for stand in Stand.objects.filter(hall__site=site).order_by("hall", "number", "pk").values(*columns):
        stands[stand["hall_id"]].append(stand)
    for hall in halls:
        hall.stand_list = stands[hall.pk]  # type: ignore[attr-defined]
    return halls


def table_count(hall: Hall) -> int:
    """Return how many tables a hall of `halls_of` has."""
    return int(hall.table_count)  # type: ignore[attr-defined]


def breaks_of(site: Site) -> QuerySet[Break]:
    """Return the breaks of a site."""
    return site.breaks.all()


def team_of(edition: Edition) -> QuerySet[TeamMember]:
    """Return the team of an edition with its accounts, organisers first."""
    return TeamMember.objects.filter(edition=edition).select_related("account").order_by("-role", "account__email")


def organisers_of(edition: int) -> list[Account]:
    """Return the accounts that organise the edition of a number."""
    members = TeamMember.objects.filter(edition=edition, role=TeamMember.Role.ORGANISER).select_related("account")
    return [member.account for member in members.order_by("pk")]


def editions_organised_by(account: Account) -> list[int]:
    """Return the numbers of the editions that an account organises."""
    return list(TeamMember.objects.filter(account=account, role=TeamMember.Role.ORGANISER).values_list("edition", flat=True))


def markets_of(account: Account) -> QuerySet[Market]:
    """Return the markets that an account may add an edition to: all for operators, else those it organises."""
    if account.is_operator:
        return Market.objects.order_by("slug")
    organised = TeamMember.objects.filter(account=account, role=TeamMember.Role.ORGANISER).values("edition__market")
    return Market.objects.filter(pk__in=organised).order_by("slug")


def halls_in(edition: Edition) -> QuerySet[Hall]:
    """Return the halls of all sites of an edition."""
    return Hall.objects.filter(site__edition=edition)


def stands_in(edition: Edition) -> QuerySet[Stand]:
    """Return the stands of all halls of an edition."""
    return Stand.objects.filter(hall__site__edition=edition)


def hall_of(edition: Edition, pk: int) -> Hall:
    """Return a hall of the edition; Absent for any other."""
    return existing(halls_in(edition).select_related("site__edition").filter(pk=pk).first())


def stand_of(edition: Edition, pk: int) -> Stand:
    """Return a stand of the edition; Absent for any other."""
    return existing(stands_in(edition).select_related("hall__site__edition").filter(pk=pk).first())


def break_of(edition: Edition, pk: int) -> Break:
    """Return a break of the edition; Absent for any other."""
    return existing(Break.objects.select_related("site__edition").filter(site__edition=edition, pk=pk).first())


def member_of(edition: Edition, pk: int) -> TeamMember:
    """Return a team member of the edition; Absent for anybody else."""
    return existing(TeamMember.objects.select_related("account").filter(edition=edition, pk=pk).first())


def site_of(sites: list[Site], slug: str) -> Site:
    """Return one of the edition's sites by its slug; Absent for any other."""
    return existing(next((site for site in sites if site.slug == slug), None))
