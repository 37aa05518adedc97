"""Shuffle the tests of a run, each by itself among all others.

The runs of a test that is repeated stay together, so that one process plays them, and so do the tests of a module that share
what is made once for it (the demonstration market, the small world of the permission tests), which would be made for each
again. Processes of xdist keep such a group together with `--dist loadgroup`.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict

import pytest

REPEATED = re.compile(r"[\[-]\d+-\d+\]$")  # what pytest-repeat puts after a name: [2-2], [case-2-2]
SHARED = {"module", "package"}


def shuffle(items: list[pytest.Item], seed: int) -> None:
    """Put the tests into the order that belongs to a seed; it hangs on nothing but the seed and the tests."""
    chance = random.Random(seed)
    groups: dict[str, list[pytest.Item]] = defaultdict(list)
    for item in items:
        groups[str(item.path) if _scopes_of(item) & SHARED else REPEATED.sub("", item.nodeid)].append(item)
    order = list(groups.values())
    chance.shuffle(order)
    for number, group in enumerate(order):
        chance.shuffle(group)
        for item in group:
            item.add_marker(pytest.mark.xdist_group(number))
    items[:] = [item for group in order for item in group]


def _scopes_of(item: pytest.Item) -> set[str]:
    """Return how far each fixture that a test asks for is shared; pytest tells it nowhere else."""
    asked = getattr(item, "_fixtureinfo", None)
    return {made[-1].scope for made in asked.name2fixturedefs.values()} if asked else set()
