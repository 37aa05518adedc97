"""Hold what waits for somebody behind the pages of the menus: each room declares what it counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import IntegerField, QuerySet, Subquery
from django.db.models.expressions import Combinable


@dataclass(frozen=True, slots=True)
class Waiting:
    """Say how much waits behind the page of a route.

    `count` is a part of the one query that finds the visiting delegate, or the edition, so that no page asks for more.
    `words` say it, with %(count)d; `badge` is the template of the number in a menu; `query` chooses on the page what waits.
    """

    route: str
    count: Callable[[], Combinable]
    words: Any = ""
    badge: str = "core/components/waiting.html"
    query: str = ""

    @property
    def column(self) -> str:
        """Return under which name the number stands in that query."""
        return f"{self.route}_waiting"

    def said(self, count: int) -> str:
        """Return how many wait, in words."""
        return str(self.words % {"count": count})


_delegates: dict[str, Waiting] = {}
_team: dict[str, Waiting] = {}


class _Count(Subquery):
    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()


def counted(rows: QuerySet[Any]) -> Combinable:
    """Return how many rows there are, as a part of another query whose columns they name by OuterRef."""
    return _Count(rows.order_by().values("pk"))


def declare_waiting(*waiting: Waiting) -> None:
    """Count for every visiting delegate, beside a link of their menu; the query is one of delegates."""
    _delegates.update({one.route: one for one in waiting})


def declare_manage_waiting(*waiting: Waiting) -> None:
    """Count for the team, on its overview, as far as they may open the page; the query is one of editions."""
    _team.update({one.route: one for one in waiting})


def delegate_waiting() -> Mapping[str, Waiting]:
    """Return what is counted for a delegate, by the routes."""
    return _delegates


def manage_waiting() -> Mapping[str, Waiting]:
    """Return what is counted for the team, by the routes."""
    return _team


def counts_of(waiting: Mapping[str, Waiting]) -> dict[str, Combinable]:
    """Return what to add to the query."""
    return {one.column: one.count() for one in waiting.values()}
