"""Bring back, in a restored database, that one side will not meet another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from praya.match.requests.models import Wish
from praya.meet.parties.models import Party


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
