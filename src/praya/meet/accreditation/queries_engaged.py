"""Read what delegates plan beside their meetings."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db.models import Q, QuerySet

from praya.meet.accreditation.models import Delegate, Engagement
from praya.meet.editions.models import Edition


def engagements_of(delegate: Delegate) -> QuerySet[Engagement]:
    """Return what a delegate plans beside their meetings, what is gone included, earliest first."""
    return Engagement.objects.filter(delegate=delegate)


def engagement_in(delegate: Delegate, session: str) -> Engagement | None:
    """Return what stands in a delegate's agenda of a session, if it does."""
    return engagements_of(delegate).filter(session=session, is_gone=False).first()


def engaged_in(edition: Edition, sessions: Collection[str]) -> dict[str, list[int]]:
    """Return by session code in whose agendas it stands, or stood until it was cancelled, by their numbers."""
    rows = Engagement.objects.filter(delegate__edition=edition, session__in=sessions)
    rows = rows.filter(Q(is_gone=False) | Q(facts__is_cancelled=True))
    found: dict[str, list[int]] = {}
    for session, delegate in rows.order_by("pk").values_list("session", "delegate"):
        found.setdefault(session, []).append(delegate)
    return found


def engaged_at(edition: Edition) -> set[int]:
    """Return who plans, or planned, anything at an edition, by their numbers."""
    rows = Engagement.objects.filter(delegate__edition=edition).order_by()
    return set(rows.values_list("delegate", flat=True).distinct())


def sites_of_approved(delegates: Collection[int]) -> Iterable[tuple[int, int | None, bool]]:
    """Yield of those among some who take part their number, their site, and whether what they only noted takes their time."""
    rows = Delegate.objects.filter(pk__in=delegates, status=Delegate.Status.APPROVED)
    return rows.values_list("pk", "site", "bookmarks_are_busy")
