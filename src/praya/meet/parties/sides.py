"""Know as which parties a delegate acts: their exhibitor's, shared with colleagues, and their own."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from praya.core.accounts.models import Account
from praya.meet.accreditation.models import Delegate
from praya.meet.accreditation.visits import EditionVisit
from praya.meet.exhibitors.queries import exhibiting
from praya.meet.parties.actions import acting_party
from praya.meet.parties.models import Party


@dataclass(frozen=True, slots=True)
class Side:
    """Hold a delegate, the account behind them, the party they act as and every party they answer for."""

    delegate: Delegate
    account: Account | None
    acting: int
    pks: tuple[int, ...]

    @property
    def edition(self) -> int:
        """Return the number of the edition."""
        return self.delegate.edition_id


def parties_behind(delegate: Delegate, prefix: str = "") -> Q:
    """Choose the parties that a delegate answers for; `prefix` leads to the party ("calendar__")."""
    own = Q(**{f"{prefix}delegate": delegate.pk})
    if delegate.organisation_id is None:
        return own
    # A subquery, not a join: databases then look both columns up by their indexes instead of reading every party.
    company = exhibiting(delegate.edition_id, delegate.organisation_id)
    return own | Q(**{f"{prefix}exhibitor__in": company.values("pk")})


def side_of(delegate: Delegate, account: Account | None = None) -> Side:
    """Return the side of a delegate, in one query; `acting` is 0 while they are no party."""
    found = Party.objects.filter(parties_behind(delegate)).values_list("pk", "exhibitor_id")
    calendars = sorted(found, key=lambda row: row[1] is None)
    return Side(delegate, account, calendars[0][0] if calendars else 0, tuple(pk for pk, _ in calendars))


def visiting_side(visit: EditionVisit) -> Side:
    """Return the side of the delegate who visits; the view's rule has made sure that there is one."""
    if visit.delegate is None:
        raise AssertionError("only delegates have a side; the rule of this view lets somebody else in")
    return side_of(visit.delegate, visit.account)


def acting_side(visit: EditionVisit) -> Side:
    """Return the side of the delegate who visits in order to change something, as a party in any case."""
    side = visiting_side(visit)
    if not side.acting:
        acting_party(side.delegate)
        side = visiting_side(visit)
    return side
