"""Know as which parties a delegate acts: their exhibitor's, shared with colleagues, and their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, Q
from django.db.models.expressions import Combinable, RawSQL

from praya.core.accounts.models import Account
from praya.meet.accreditation.models import Delegate
from praya.meet.accreditation.queries import delegate_numbered
from praya.meet.accreditation.visits import EditionVisit
from praya.meet.exhibitors.queries import exhibiting
from praya.meet.parties.actions import acting_party
from praya.meet.parties.models import Party

# As SQL because they are part of every page. A test compares them with `parties_behind`.
_OWN = "(SELECT c.id FROM meet_party c WHERE c.delegate_id = meet_delegate.id)"
_COMPANY = """(SELECT c.id FROM meet_party c JOIN meet_exhibitor e ON c.exhibitor_id = e.id
WHERE e.edition_id = meet_delegate.edition_id AND e.organisation_id = meet_delegate.organisation_id)"""


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


def own_party() -> Combinable:
    """Return what to add to a query of delegates: the number of their own party."""
    return RawSQL(_OWN, (), output_field=BigIntegerField())  # noqa: S611 - nothing in it comes from outside


def company_party() -> Combinable:
    """Return what to add to a query of delegates: the number of the party of their company, where it exhibits."""
    return RawSQL(_COMPANY, (), output_field=BigIntegerField())  # noqa: S611 - nothing in it comes from outside


def known_parties(delegate: Delegate) -> tuple[int, ...] | None:
    """Return the parties of a delegate who was found by a visit, their company's first; None for any other."""
    try:
        found = (delegate.company_party, delegate.own_party)  # type: ignore[attr-defined]
    except AttributeError:
        return None
    return tuple(number for number in found if number is not None)


def parties_behind(delegate: Delegate, prefix: str = "") -> Q:
    """Choose the parties that a delegate answers for; `prefix` leads to the party ("calendar__")."""
    known = known_parties(delegate)
    if known is not None:
        return Q(**{f"{prefix or 'pk__'}in": known})
    own = Q(**{f"{prefix}delegate": delegate.pk})
    if delegate.organisation_id is None:
        return own
    # A subquery, not a join: databases then look both columns up by their indexes instead of reading every party.
    company = exhibiting(delegate.edition_id, delegate.organisation_id)
    return own | Q(**{f"{prefix}exhibitor__in": company.values("pk")})


def side_of(delegate: Delegate, account: Account | None = None) -> Side:
    """Return the side of a delegate, in one query, or in none where a visit found them; `acting` is 0 while they are no party."""
    known = known_parties(delegate)
    if known is None:
        found = Party.objects.filter(parties_behind(delegate)).values_list("pk", "exhibitor_id")
        known = tuple(pk for pk, _ in sorted(found, key=lambda row: row[1] is None))
    return Side(delegate, account, known[0] if known else 0, known)


def words_of(side: Side) -> dict[str, int]:
    """Return the numbers of a side as the words of a prepared query, from which `side_said` makes a side again."""
    known = {"acting": side.acting, "me": side.delegate.pk, "edition": side.edition, "company": side.delegate.organisation_id}
    own = {f"own_{at}": number for at, number in enumerate(side.pks)}
    return own | {name: number for name, number in known.items() if number is not None}


def side_said(words: Mapping[str, Any]) -> Side:
    """Return the side of which these are the numbers, or what stands for them, among other words; nothing else is known of it."""
    delegate = delegate_numbered(words["me"], edition=words["edition"], company=words.get("company"))
    return Side(delegate, None, words["acting"], tuple(word for name, word in words.items() if name.startswith("own_")))


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
        vars(side.delegate).pop("own_party", None)  # it has one now, which is asked for anew
        side = visiting_side(visit)
    return side
