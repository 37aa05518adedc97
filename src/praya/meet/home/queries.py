"""Find the editions that somebody may enter from the home page."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Prefetch, QuerySet, Subquery

from praya.core.accounts.models import Account
from praya.meet.accreditation.models import Delegate
from praya.meet.editions.models import Edition, OpeningHours, Site, TeamMember

MOST_LISTED = 60


def my_editions(account: Account) -> QuerySet[Edition]:
    """Return the editions in which the account works or is accredited, latest first, with `team_role` and `is_mine`."""
    team = TeamMember.objects.filter(edition=OuterRef("pk"), account=account.pk)
    accredited = Delegate.objects.filter(edition=OuterRef("pk"), person__account=account.pk, status=Delegate.Status.APPROVED)
    return (
        _with_sites(Edition.objects.all())
        .annotate(team_role=Subquery(team.values("role")[:1]), is_mine=Exists(accredited))
        .exclude(team_role__isnull=True, is_mine=False)[:MOST_LISTED]
    )


def public_editions() -> QuerySet[Edition]:
    """Return the editions that everybody may see, latest first."""
    return _with_sites(Edition.objects.filter(is_public=True))[:MOST_LISTED]


def opening_days(edition: Edition) -> QuerySet[OpeningHours]:
    """Return the opening hours of every site of an edition, site by site."""
    return (
        OpeningHours.objects.filter(site__edition=edition.pk)
        .select_related("site")
        .order_by("site__position", "site_id", "on", "opens")
    )


def _with_sites(editions: QuerySet[Edition]) -> QuerySet[Edition]:
    return editions.select_related("market").prefetch_related(Prefetch("sites", queryset=Site.objects.order_by("position", "pk")))
