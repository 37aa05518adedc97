"""Put what overlaps in time side by side, in as few lanes as it needs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime


def lanes_of(spans: Sequence[tuple[datetime, datetime]]) -> list[tuple[int, int]]:
    """Return for stretches of time, the earliest first, in which lane each stands and how many stand beside each other there.

    >>> at = [datetime(2027, 3, 16, hour) for hour in range(4)]
    >>> lanes_of([(at[0], at[2]), (at[1], at[2]), (at[2], at[3])])
    [(0, 2), (1, 2), (0, 1)]
    """
    found: list[tuple[int, int]] = []
    cluster: list[int] = []  # the lanes of those that overlap each other, directly or by others
    ends: list[datetime] = []
    for starts_at, ends_at in spans:
        if ends and starts_at >= max(ends):
            found += [(lane, len(ends)) for lane in cluster]
            cluster, ends = [], []
        lane = next((number for number, end in enumerate(ends) if end <= starts_at), len(ends))
        ends[lane : lane + 1] = [ends_at]
        cluster.append(lane)
    return found + [(lane, len(ends)) for lane in cluster]
