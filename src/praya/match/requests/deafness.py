"""Ask, from below, whom nothing reaches that somebody writes: the room in which people block each other answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet

from praya.meet.accreditation.models import Delegate

Ask = Callable[[Delegate, "QuerySet[Any, Any]"], set[int]]
_asked: list[Ask] = []


def declare_deaf(ask: Ask) -> None:
    """Say which of some delegates, by number, nothing reaches that a delegate writes."""
    _asked.append(ask)


def deaf_to(delegate: Delegate, readers: QuerySet[Any, Any]) -> set[int]:
    """Return which of some delegates nothing reaches that a delegate writes."""
    return {number for ask in _asked for number in ask(delegate, readers)}
