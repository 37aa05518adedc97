"""Tell from the trail who has been in a market's team long enough to be somebody of their own.

Whoever may bring others into the team could bring in a second mailbox of their own, let one of the two ask and the other
agree. A new organiser therefore neither gives the second word nor needs one until the team has had time to see them.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from praya.core.accounts.models import Account
from praya.core.audit.queries import entries_about
from praya.meet.duplicates.models import WaitingMerge
from praya.meet.editions.models import Edition, TeamMember
from praya.meet.editions.queries import roles_in_team

SEEN_FOR = timedelta(days=7)


def may_be_second(account: Account, waiting: WaitingMerge, *, at: datetime) -> bool:
    """Tell whether an organiser has been there for long, and since before a merge was asked for."""
    return _organised_since(account, waiting, min(waiting.asked_at, at - SEEN_FOR))


def may_be_first(account: Account | None, waiting: WaitingMerge, *, at: datetime) -> bool:
    """Tell whether whoever asked for a merge has been an organiser for long and still is; the house itself may ask."""
    return account is None or _organised_since(account, waiting, at - SEEN_FOR)


def _organised_since(account: Account, waiting: WaitingMerge, since: datetime) -> bool:
    market, role = waiting.edition.market_id, TeamMember.Role.ORGANISER
    parts = list(roles_in_team(account=account, edition__market=market, role=role).values_list("pk", "edition"))
    members, editions = ([str(number) for number in numbers] for numbers in zip(*parts, strict=True)) if parts else ([], [])
    later = entries_about(TeamMember._meta.label_lower).filter(at__gte=since, subject_id__in=members)
    joined = set(later.filter(action__in=["add team member", "change role"]).values_list("subject_id", flat=True))
    begun = entries_about(Edition._meta.label_lower).filter(at__gte=since, subject_id__in=editions, account=account)
    started = set(begun.filter(action="start edition").values_list("subject_id", flat=True))
    return any(str(member) not in joined and str(edition) not in started for member, edition in parts)
