"""Read what the set-up pages show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Count, Max, Min, Model, QuerySet
from django.http import Http404

from praya.core.accounts.models import Account
from praya.meet.editions.models import Break, Edition, Hall, Market, Site, Stand, TeamMember

Row = TypeVar("Row", bound=Model)


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
    columns = ("pk", "hall_id", "number", "exhibitor__organisation__name")
    for stand in Stand.objects.filter(hall__site=site).order_by("hall", "number", "pk").values(*columns):
        stands[stand["hall_id"]].append(stand)
    for hall in halls:
        hall.stand_list = stands[hall.pk]  # type: ignore[attr-defined]
    return halls


def breaks_of(site: Site) -> QuerySet[Break]:
    """Return the breaks of a site."""
    return site.breaks.all()


def team_of(edition: Edition) -> QuerySet[TeamMember]:
    """Return the team of an edition with its accounts, organisers first."""
    return TeamMember.objects.filter(edition=edition).select_related("account").order_by("-role", "account__email")


def markets_of(account: Account) -> QuerySet[Market]:
    """Return the markets that an account may add an edition to: all for operators, else those it organises."""
    if account.is_operator:
        return Market.objects.order_by("slug")
    organised = TeamMember.objects.filter(account=account, role=TeamMember.Role.ORGANISER).values("edition__market")
    return Market.objects.filter(pk__in=organised).order_by("slug")


def hall_of(edition: Edition, pk: int) -> Hall:
    """Return a hall of the edition; Http404 for any other."""
    return _found(Hall.objects.filter(site__edition=edition).select_related("site__edition"), pk)


def stand_of(edition: Edition, pk: int) -> Stand:
    """Return a stand of the edition; Http404 for any other."""
    return _found(Stand.objects.filter(hall__site__edition=edition).select_related("hall__site__edition"), pk)


def break_of(edition: Edition, pk: int) -> Break:
    """Return a break of the edition; Http404 for any other."""
    return _found(Break.objects.filter(site__edition=edition).select_related("site__edition"), pk)


def member_of(edition: Edition, pk: int) -> TeamMember:
    """Return a team member of the edition; Http404 for anybody else."""
    return _found(TeamMember.objects.filter(edition=edition).select_related("account"), pk)


def site_of(sites: list[Site], slug: str) -> Site:
    """Return one of the edition's sites by its slug; Http404 for any other."""
    site = next((site for site in sites if site.slug == slug), None)
    if site is None:
        raise Http404
    return site


def _found(rows: QuerySet[Row], pk: int) -> Row:
    row = rows.filter(pk=pk).first()
    if row is None:
        raise Http404
    return row
