"""Draw how the value of a schedule rises and its bound falls until they meet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

WIDTH, HEIGHT = 640, 260
LEFT, RIGHT, TOP, BOTTOM = 64, 16, 14, 34

Point = tuple[float, float, float]  # seconds since the start, value, bound


@dataclass(frozen=True, slots=True)
class Tick:
    """Place one label on an axis."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Row:
    """Hold one line of the table that says the same as the picture."""

    seconds: float
    value: float
    bound: float
    share: float


@dataclass(frozen=True, slots=True)
class Convergence:
    """Hold the lines of the chart in its own units, and the facts of its table."""

    value_line: str
    bound_line: str
    gap_area: str
    heights: list[Tick]
    moments: list[Tick]
    rows: list[Row]
    share: float

    @property
    def gap(self) -> float:
        """Return what may still be missing, as a percentage of the bound."""
        return 100 - self.share


def convergence(points: Sequence[Point], *, rows: int = 12) -> Convergence | None:
    """Return the chart of (seconds, value, bound), or nothing before there is a point to draw.

    Heights are percentages of the last bound. The table keeps at most `rows` points, evenly spaced, always the last.
    """
    if not points or points[-1][2] <= 0:
        return None
    best = points[-1][2]
    last_second = max(points[-1][0], 0.001)
    shares = [(second, 100 * value / best, 100 * bound / best) for second, value, bound in points]
    low = min(value for _, value, _ in shares)
    high = max(bound for _, _, bound in shares)
    low, high = _rounded_span(low, max(high, low + 0.01))

    def across(second: float) -> float:
        return round(LEFT + (WIDTH - LEFT - RIGHT) * second / last_second, 1)

    def down(share: float) -> float:
        return round(TOP + (HEIGHT - TOP - BOTTOM) * (high - share) / (high - low), 1)

    values = _steps([(across(second), down(value)) for second, value, _ in shares])
    bounds = _steps([(across(second), down(bound)) for second, _, bound in shares])
    step = (high - low) / 4
    places = 0 if step >= 1 else 1 if step >= 0.1 else 2
    return Convergence(
        value_line=values,
        bound_line=bounds,
        gap_area=f"{bounds} {' '.join(reversed(values.split(' ')))}",
        heights=[Tick(down(low + step * n), f"{low + step * n:.{places}f} %") for n in range(5)],
        moments=[Tick(across(last_second * n / 4), _seconds(last_second * n / 4)) for n in range(5)],
        rows=[Row(second, value, bound, 100 * value / bound if bound else 0) for second, value, bound in _thinned(points, rows)],
        share=100 * points[-1][1] / best,
    )


def _rounded_span(low: float, high: float) -> tuple[float, float]:
    """Widen a span to whole steps, so that the labels are short numbers."""
    step = next((size for size in (0.02, 0.1, 0.2, 1, 2, 10, 20, 100) if (high - low) / size <= 8), 100)
    return (low // step) * step, -(-high // step) * step


def _steps(corners: Sequence[tuple[float, float]]) -> str:
    """Return the points of a line that stays level until the next point: nothing is known in between."""
    found = [f"{corners[0][0]},{corners[0][1]}"]
    for (_, before), (across, down) in pairwise(corners):
        found += [f"{across},{before}", f"{across},{down}"]
    return " ".join(found)


def _thinned(points: Sequence[Point], most: int) -> list[Point]:
    if len(points) <= most:
        return list(points)
    return [points[round(n * (len(points) - 1) / (most - 1))] for n in range(most)]


def _seconds(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds >= 10 else f"{seconds:.1f} s"
