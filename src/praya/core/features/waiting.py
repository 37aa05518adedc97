"""Hold what waits for somebody behind the pages of the menus: each room declares what it counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.expressions import Combinable


@dataclass(frozen=True, slots=True)
class Oldest:
    """Say how the item is found that has waited longest, within a query of editions.

    `rows` are what `count` counts, `since` the column that says from when each waits; with `is_due` it says until when. The page
    of one item is the route `leads` whose second word stands in the column `word`; a route "calls?call=" has it in its query.
    Without one the item is looked for on the list.
    """

    rows: Callable[..., QuerySet[Any]]
    since: str
    leads: str = ""
    word: str = "pk"
    is_due: bool = False


@dataclass(frozen=True, slots=True)
class Waiting:
    """Say how much waits behind the page of a route.

    `count` is a part of the one query that finds the visiting delegate, or the edition, so that no page asks for more.
    It gets the instant, if what waits `is_timed`, and the number of the account that reads, if it `is_own`. `words` say how much,
    with %(count)d; `badge` is the template of the number in a menu; `query` chooses on the page what waits, and `name` tells
    apart what waits behind the same page. A page outside of any edition says by `rule` who of its visitors reads the number.
    """

    route: str
    count: Callable[..., Combinable]
    words: Any = ""
    badge: str = "core/components/waiting.html"
    query: str = ""
    is_timed: bool = False
    is_own: bool = False
    name: str = ""
    rule: Callable[[Any], bool] | None = None
    oldest: Oldest | None = None

    @property
    def key(self) -> str:
        """Return under which name it is declared."""
        return self.name or self.route

    @property
    def column(self) -> str:
        """Return under which name the number stands in that query."""
        return f"{self.key}_waiting"

    def said(self, count: int) -> str:
        """Return how many wait, in words."""
        return str(self.words % {"count": count})

    def asked(self, at: datetime, account: int) -> tuple[Any, ...]:
        """Return what its parts of a query get."""
        return (*([at] if self.is_timed else []), *([account] if self.is_own else []))


_delegates: dict[str, Waiting] = {}
_team: dict[str, Waiting] = {}


class _Count(Subquery):
    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()


def counted(rows: QuerySet[Any]) -> Combinable:
    """Return how many rows there are, as a part of another query whose columns they name by OuterRef."""
    return _Count(rows.order_by().values("pk"))


def queue(
    route: str,
    rows: Callable[..., QuerySet[Any]],
    words: Any,
    *,
    since: str,
    leads: str = "",
    word: str = "pk",
    of: str = "pk",
    is_due: bool = False,
    **more: Any,
) -> Waiting:
    """Return what waits for the team as the rows of an edition, or of another number of it (`of="market"`), oldest first."""

    def found(*asked: Any) -> QuerySet[Any]:
        return rows(OuterRef(of), *asked)

    return Waiting(route, lambda *asked: counted(found(*asked)), words, oldest=Oldest(found, since, leads, word, is_due), **more)


def declare_waiting(*waiting: Waiting) -> None:
    """Count for every visiting delegate, beside a link of their menu; the query is one of delegates."""
    _delegates.update({one.key: one for one in waiting})


def declare_manage_waiting(*waiting: Waiting) -> None:
    """Count for the team, in its rail and its inbox, as far as they may open the page; the query is one of editions."""
    _team.update({one.key: one for one in waiting})


def delegate_waiting() -> Mapping[str, Waiting]:
    """Return what is counted for a delegate, by the routes."""
    return _delegates


def manage_waiting() -> Mapping[str, Waiting]:
    """Return what is counted for the team, by the names."""
    return _team


def counts_of(waiting: Mapping[str, Waiting], at: datetime, account: int = 0) -> dict[str, Combinable]:
    """Return what to add to the query."""
    return {one.column: one.count(*one.asked(at, account)) for one in waiting.values()}


def oldest_of(waiting: Iterable[Waiting], at: datetime, account: int) -> dict[str, Combinable]:
    """Return what to add to a query of editions to learn since when the oldest of each waits, and which that is."""
    found: dict[str, Combinable] = {}
    for one in waiting:
        if one.oldest is not None:
            rows = one.oldest.rows(*one.asked(at, account)).order_by(one.oldest.since, "pk")
            found[f"{one.key}_since"] = Subquery(rows.values(one.oldest.since)[:1])
            found[f"{one.key}_word"] = Subquery(rows.values(one.oldest.word)[:1])
    return found
