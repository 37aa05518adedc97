"""Turn the numbers of runs into pictures: bars of refusals, columns of a comparison."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from praya.match.scheduling.models import Run

WIDTH = 400


@dataclass(frozen=True, slots=True)
class Bar:
    """Hold one bar: what it counts, how long it is on a line of 400 units, and its share in per cent."""

    state: str
    count: int
    width: int
    share: float


def bars_of(counts: Mapping[str, int]) -> list[Bar]:
    """Return a bar for each count, the longest filling the line.

    >>> [(bar.state, bar.width, bar.share) for bar in bars_of({"outbid": 30, "quota": 10})]
    [('outbid', 400, 75.0), ('quota', 133, 25.0)]
    """
    most, total = max(counts.values(), default=0), sum(counts.values())
    return [Bar(state, count, count * WIDTH // most, 100 * count / total) for state, count in counts.items() if most]


@dataclass(frozen=True, slots=True)
class Figure:
    """Hold one run's figure in a comparison, and whether it is the best of its row."""

    text: str
    is_best: bool


def share_of(run: Run) -> float | None:
    """Return the value of a run in per cent of its proven bound; 100 where nothing could be placed at all."""
    if run.value is None or run.bound is None:
        return None
    return 100.0 * run.value / run.bound if run.bound > 0 else 100.0


def gap_of(run: Run) -> float | None:
    """Return how much more any schedule could have reached, in per cent of the bound."""
    share = share_of(run)
    return None if share is None else max(0.0, 100.0 - share)


def compared(runs: Sequence[Run], read: Callable[[Run], float | None], form: str, *, most_is_best: bool = True) -> list[Figure]:
    """Return a row of figures, the best marked where they differ."""
    values = [read(run) for run in runs]
    known = [value for value in values if value is not None]
    best = (max if most_is_best else min)(known) if len(set(known)) > 1 else None
    return [Figure("–" if value is None else form.format(value), best is not None and value == best) for value in values]
