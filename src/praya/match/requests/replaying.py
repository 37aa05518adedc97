"""Bring back, in a restored database, that one side will not meet another, and that a round had closed; let its plans wait."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q

from praya.core.actions.changing import change_row
from praya.core.revocations.columns import Column
from praya.match.requests.models import Round, Wish
from praya.match.requests.planning import CHANGE
from praya.meet.parties.models import Party

_STILL_OPEN = (Round.Status.PLANNED, Round.Status.OPEN)


def _closed(_row: object, value: Any, sealed: Any) -> Any:
    return Round.Status.FROZEN if value in _STILL_OPEN and sealed not in _STILL_OPEN else value


CLOSED = Column(str, _closed)


def is_no(wish: Wish) -> bool:
    """Tell whether a wish forbids a meeting."""
    return wish.level == Wish.Level.NO


def made_no(facts: Mapping[str, Any]) -> Wish | None:
    """Make the row of a *no* of after the backup, or find what the side said before; any other wish is not said again."""
    pair = facts["calendar_id"], facts["other_id"]
    if facts["level"] != Wish.Level.NO or Party.objects.filter(pk__in=pair).count() < len(pair):
        return None
    found, _is_new = Wish.objects.get_or_create(calendar_id=pair[0], other_id=pair[1], defaults={"level": Wish.Level.LIKE})
    return found


def let_rounds_wait(_at: datetime) -> int:
    """Empty when restored rounds open and publish by themselves: it may have been put off, or been done, since the backup."""
    plans = Q(publishes_at__isnull=False) | Q(status=Round.Status.PLANNED, opens_at__isnull=False)
    rounds = list(Round.objects.filter(plans).exclude(status=Round.Status.PUBLISHED).order_by("pk"))
    for one in rounds:
        names = ("opens_at", "publishes_at") if one.status == Round.Status.PLANNED else ("publishes_at",)
        change_row(one, dict.fromkeys(names), action=CHANGE, by=None, edition=one.edition_id)
    return len(rounds)
