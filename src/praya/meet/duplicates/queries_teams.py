"""Tell from the trail who has been in a market's team long enough to be somebody of their own.

Whoever may bring others into the team could bring in a second mailbox of their own, let one of the two ask and the other
agree. A new organiser therefore neither gives the second word nor needs one until the team has had time to see them.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from praya.core.accounts.models import Account
from praya.core.actions.refusing import Refused
from praya.core.audit.queries import entries_about
from praya.meet.editions.models import Edition, TeamMember
from praya.meet.editions.queries import roles_in_team

SEEN_FOR = timedelta(days=7)


def require_team(first: Account | None, second: Account, market: int, *, asked_at: datetime, at: datetime) -> None:
    """Raise Refused unless whoever asked for something, and whoever agrees to it, have been in the team long enough."""
    if not may_be_second(second, market, asked_at=asked_at, at=at):
        words = _("Only an organiser who has been in the team for %(days)d days, and since before this was asked, can agree.")
        raise Refused(words % {"days": SEEN_FOR.days})
    if not may_be_first(first, market, at=at):
        raise Refused(_("Whoever asked for this joined the team only lately, or has left it. Another organiser can ask anew."))


def may_be_second(account: Account, market: int, *, asked_at: datetime, at: datetime) -> bool:
    """Tell whether an organiser of a market has been there for long, and since before something was asked for."""
    return _organised_since(account, market, min(asked_at, at - SEEN_FOR))


def may_be_first(account: Account | None, market: int, *, at: datetime) -> bool:
    """Tell whether whoever asked has been an organiser of a market for long and still is; the house itself may ask."""
    return account is None or _organised_since(account, market, at - SEEN_FOR)


def _organised_since(account: Account, market: int, since: datetime) -> bool:
    role = TeamMember.Role.ORGANISER
    parts = list(roles_in_team(account=account, edition__market=market, role=role).values_list("pk", "edition"))
    members, editions = ([str(number) for number in numbers] for numbers in zip(*parts, strict=True)) if parts else ([], [])
    later = entries_about(TeamMember._meta.label_lower).filter(at__gte=since, subject_id__in=members)
    joined = set(later.filter(action__in=["add team member", "change role"]).values_list("subject_id", flat=True))
    begun = entries_about(Edition._meta.label_lower).filter(at__gte=since, subject_id__in=editions, account=account)
    started = set(begun.filter(action="start edition").values_list("subject_id", flat=True))
    return any(str(member) not in joined and str(edition) not in started for member, edition in parts)
