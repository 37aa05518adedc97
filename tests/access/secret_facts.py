"""Say what a secret of the small world is; those of a room stand in its tests' access.py."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.access.world import World


@dataclass(frozen=True)
class Secret:
    """Name a fact, how it comes about, and who may know it.

    On the routes that are `exempt` the fact may show. Secrets that touch the same row cannot come about together: they stand in
    different batches.
    """

    what: str
    change: Callable[[World], object]
    may_know: frozenset[str]
    exempt: frozenset[str] = frozenset()
    batch: int = 0
