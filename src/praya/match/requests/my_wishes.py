"""Read what a side has wished for, with what became of it, and how that fits the number of meetings it may have.

Nothing of the other sides' wishes is looked at: how good the chances are follows from what the side has done and been answered.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, Count, F, Q, QuerySet, When
from django.utils import timezone

from praya.match.diary.occupancy import quotas_of
from praya.match.requests.models import Request, Wish
from praya.match.requests.queries import RequestLine, line_of, lines_between, wishes_said
from praya.meet.parties.models import Party
from praya.meet.parties.names import PartyName, party_fields, party_name_of
from praya.meet.parties.sides import Side

ENDED = (Request.Status.DECLINED, Request.Status.WITHDRAWN, Request.Status.EXPIRED)


@dataclass(frozen=True, slots=True)
class WishLine:
    """Hold one wish: whom, how much, the latest request of the two, and the chance that follows from it."""

    pk: int
    level: str
    other: PartyName
    changed_at: datetime
    request: RequestLine | None
    chance: str

    @property
    def code(self) -> str:
        """Return the code of the other side."""
        return str(self.other.code)


@dataclass(frozen=True, slots=True)
class Balance:
    """Hold how many wishes of each level a side has said, and how many meetings it may have (None: as many as fit)."""

    must: int
    like: int
    no: int
    total: int | None
    per_day: int | None

    @property
    def wanted(self) -> int:
        """Return how many meetings the side wishes for."""
        return self.must + self.like

    @property
    def has_too_many_musts(self) -> bool:
        """Tell whether not even what must be can be."""
        return self.total is not None and self.must > self.total

    @property
    def has_too_many(self) -> bool:
        """Tell whether more is wished for than may be."""
        return self.total is not None and self.wanted > self.total


def wish_rows(side: Side, *, level: str = "", **_more: Any) -> QuerySet[Any, Any]:
    """Return the wishes of a side, what must be first and every *no* last, then by name."""
    said = wishes_said(side, level) if level else wishes_said(side)
    name = F("other__exhibitor__organisation__name").asc(nulls_last=True)
    rank = Case(When(level=Wish.Level.MUST, then=0), When(level=Wish.Level.LIKE, then=1), default=2)
    rows: QuerySet[Any, Any] = said.order_by(rank, name, "other__delegate__person__name", "pk").values(
        "pk", "level", "changed_at", "other_id", *party_fields("other")
    )
    return rows


def wish_lines(side: Side, rows: Sequence[Any]) -> list[WishLine]:
    """Return wishes with what became of them, in one more query."""
    latest: dict[int, RequestLine] = {}
    for row in lines_between(side, [row["other_id"] for row in rows]):
        other = row["recipient_id"] if row["sender_id"] in side.pks else row["sender_id"]
        line = line_of(row, side)
        # One that is open stands for the two, else the latest.
        if other not in latest or (latest[other].status in ENDED and line.status not in ENDED):
            latest[other] = line
    now = timezone.now()
    return [_line(row, latest.get(row["other_id"]), now) for row in rows]


def _line(row: Any, request: RequestLine | None, now: datetime) -> WishLine:
    standing = request.standing(now) if request is not None else ""
    chance = "none" if row["level"] == Wish.Level.NO else standing or "unasked"
    if chance in ENDED:
        chance = "ended"
    return WishLine(row["pk"], row["level"], party_name_of(row, "other"), row["changed_at"], request, chance)


def balance_of(side: Side) -> Balance:
    """Return how a side's wishes fit the number of its meetings, in two queries."""
    levels = {level: Count("pk", filter=Q(level=level)) for level in Wish.Level.values}
    counts = wishes_said(side).aggregate(**levels)
    party = Party.objects.filter(pk=side.acting).select_related("delegate__category").first()
    total, per_day = quotas_of(party) if party is not None else (None, None)
    return Balance(counts["must"], counts["like"], counts["no"], total, per_day)
