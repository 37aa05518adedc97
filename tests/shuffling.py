"""Shuffle the tests of a run, each by itself among all others.

Those that share what is made once for a module or a folder stay together, in an order of their own: it would be made again
for each of them, as the demonstration market or the small world of the permission tests.
"""

from __future__ import annotations

import random
from collections import defaultdict

import pytest


def shuffle(items: list[pytest.Item], seed: int) -> None:
    """Put the tests into the order that belongs to a seed; it hangs on nothing but the seed and the tests."""
    chance = random.Random(seed)
    groups: dict[str, list[pytest.Item]] = defaultdict(list)
    for item in items:
        groups[_kept_together(item)].append(item)
    for group in groups.values():
        chance.shuffle(group)
    order = list(groups)
    chance.shuffle(order)
    items[:] = [item for name in order for item in groups[name]]


def _kept_together(item: pytest.Item) -> str:
    """Return what a test shares with the others of its group: its folder, its module, or nothing but its own name."""
    scopes = _scopes_of(item)
    if "package" in scopes:
        return str(item.path.parent)
    return str(item.path) if "module" in scopes else item.nodeid


def _scopes_of(item: pytest.Item) -> set[str]:
    """Return how far each fixture that a test asks for is shared; pytest tells it nowhere else."""
    asked = getattr(item, "_fixtureinfo", None)
    return {made[-1].scope for made in asked.name2fixturedefs.values()} if asked else set()
