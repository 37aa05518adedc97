"""Read the trail as plain facts, for comparing."""

from __future__ import annotations

from typing import Any

from praya.core.audit.models import Entry

Fact = tuple[str, int, Any, Any, Any]


def newest() -> int:
    """Return the number of the last entry, to read on from there."""
    return Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def trail(*, since: int = 0) -> list[Fact]:
    """Return the entries after a number, oldest first: action, edition, account, before, after."""
    rows = Entry.objects.filter(pk__gt=since).order_by("pk")
    return list(rows.values_list("action", "edition", "account", "before", "after"))
