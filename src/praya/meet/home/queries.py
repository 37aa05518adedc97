"""Find the editions that somebody may enter from the home page."""

from __future__ import annotations

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery

from praya.core.accounts.models import Account
from praya.meet.accreditation.queries import approved
from praya.meet.editions.models import Edition
from praya.meet.editions.queries import editions_with_sites, roles_in_team

MOST_LISTED = 60


def my_editions(account: Account) -> QuerySet[Edition]:
    """Return the editions in which the account works or is accredited, latest first, with `team_role` and `is_mine`."""
    role = roles_in_team(edition=OuterRef("pk"), account=account.pk)
    accredited = approved(edition=OuterRef("pk"), person__account=account.pk)
    return (
        editions_with_sites()
        .annotate(team_role=Subquery(role[:1]), is_mine=Exists(accredited))
        .exclude(team_role__isnull=True, is_mine=False)[:MOST_LISTED]
    )


def public_editions() -> QuerySet[Edition]:
    """Return the editions that everybody may see, latest first, with the name of their picture."""
    return editions_with_sites().filter(is_public=True).annotate(picture=F("front__picture"))[:MOST_LISTED]
