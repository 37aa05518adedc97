"""Measure how evenly attention is spread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Exposure:
    """Hold in how many lists each party is shown, by number, those in none included."""

    counts: Mapping[int, int]

    @property
    def most(self) -> int:
        """Return the lists that the most shown party is in."""
        return max(self.counts.values(), default=0)

    @property
    def least(self) -> int:
        """Return the lists that the least shown party is in."""
        return min(self.counts.values(), default=0)

    @property
    def gini(self) -> float:
        """Return the Gini coefficient: 0 when all are shown alike, near 1 when one has all the attention.

        >>> Exposure({1: 4, 2: 4}).gini, Exposure({1: 0, 2: 0, 3: 0, 4: 8}).gini
        (0.0, 0.75)
        """
        counts = sorted(self.counts.values())
        total = sum(counts)
        if not total:
            return 0.0
        ranked = sum(rank * count for rank, count in enumerate(counts, 1))
        return 2 * ranked / (len(counts) * total) - (len(counts) + 1) / len(counts)

    def fewer_than(self, floor: int) -> tuple[int, ...]:
        """Return the numbers of those in fewer than `floor` lists."""
        return tuple(sorted(number for number, count in self.counts.items() if count < floor))

    def spectrum(self, steps: int) -> tuple[int, ...]:
        """Return how many parties are shown up to 1/steps of the most, up to 2/steps, and so on, for a picture.

        >>> Exposure({1: 0, 2: 1, 3: 4, 4: 4}).spectrum(4)
        (2, 0, 0, 2)
        """
        bars = [0] * steps
        for count in self.counts.values():
            bars[max(0, -(-count * steps // max(1, self.most)) - 1)] += 1
        return tuple(bars)
