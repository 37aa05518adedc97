"""Tell two kinds of answers apart by their time: how well that goes, how sure it is, and what would have been noticed.

The share is the area under the curve: how often a drawn pair, one of each kind, is put in its right order by who took longer.
0.5 is not at all. Its error is that of DeLong, DeLong and Clarke-Pearson (1988), which supposes no distribution.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from scipy.stats import rankdata

SURE = 1.96  # standard errors on either side of what holds in 95 of 100 runs
FOUND = 1.645  # and beyond that, so that 95 of 100 runs find it


@dataclass(frozen=True, slots=True)
class Apart:
    """Hold how often the one kind took longer than the other, with its standard error, of how many answers."""

    share: float
    error: float
    answers: int

    @property
    def low(self) -> float:
        """Return the lower end of the interval that holds the truth in 95 of 100 runs."""
        return max(0.0, self.share - SURE * self.error)

    @property
    def high(self) -> float:
        """Return its upper end."""
        return min(1.0, self.share + SURE * self.error)

    @property
    def shown(self) -> float:
        """Return how well the two are told apart at least, whichever takes longer: 0.5 where nothing is shown."""
        return max(0.5, self.low, 1 - self.high)

    @property
    def at_most(self) -> float:
        """Return how well the two are told apart at most, whichever takes longer."""
        return max(self.high, 1 - self.low)

    def finest(self, limit: float) -> float:
        """Return from which share on 95 of 100 runs as long as this one would have shown more than a limit."""
        return min(1.0, limit + (SURE + FOUND) * self.error)

    def __str__(self) -> str:
        """Return the share with its interval and the number of answers."""
        return f"{self.share:.3f} ({self.low:.3f} to {self.high:.3f}), {self.answers:,} answers"


def apart(one: Sequence[float], other: Sequence[float]) -> Apart:
    """Return how often one kind took longer than the other, where as long counts half.

    >>> apart([3.0, 4.0], [1.0, 2.0]).share, apart([1.0, 2.0], [1.0, 2.0]).share
    (1.0, 0.5)
    """
    ranks = rankdata([*one, *other])
    own = (ranks[: len(one)] - rankdata(one)) / len(other)  # of each, the share of the others below it
    others = 1 - (ranks[len(one) :] - rankdata(other)) / len(one)
    error = sqrt(np.var(own, ddof=1) / len(one) + np.var(others, ddof=1) / len(other))
    return Apart(float(np.mean(own)), error, len(one) + len(other))


def together(found: Sequence[Apart]) -> Apart:
    """Return the mean over several acts, each compared with itself alone."""
    error = sqrt(sum(one.error**2 for one in found)) / len(found)
    return Apart(sum(one.share for one in found) / len(found), error, sum(one.answers for one in found))
