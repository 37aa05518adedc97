"""Draw how the value of a schedule rises and its bound falls until they meet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor

WIDTH, HEIGHT = 640, 260
LEFT, RIGHT, TOP, BOTTOM = 64, 16, 14, 34
FLAT = 0.005

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
    """Hold the lines of the chart in its own units, and the facts of its table; `met` is when the value reached its bound."""

    value_line: str
    bound_line: str
    gap_area: str
    heights: list[Tick]
    moments: list[Tick]
    rows: list[Row]
    share: float
    met: float | None = None

    @property
    def gap(self) -> float:
        """Return what may still be missing, as a percentage of the bound."""
        return 100 - self.share


def convergence(points: Sequence[Point], *, rows: int = 12) -> Convergence | None:
    """Return the chart of (seconds, value, bound), or nothing before there is a point to draw.

    Heights are percentages of the last bound; the first points, before there is half a schedule, would flatten the rest
    and are in the table only. A run that has its first schedule late, as short ones do, is drawn from there, so that its lines
    fill the width. The table keeps at most `rows` points, evenly spaced, always the last.
    """
    if not points or points[-1][2] <= 0:
        return None
    best = points[-1][2]
    shares = [(second, 100 * value / best, 100 * bound / best) for second, value, bound in _worth_drawing(points)]
    lowest, highest = min(value for _, value, _ in shares), max(bound for _, _, bound in shares)
    start, end = _span([second for second, _, _ in shares])
    # A schedule that is the best from its first point on is drawn as a line under which there is something to see.
    heights = _round_marks(lowest if highest - lowest >= FLAT else highest - 1, highest)
    low, high = heights[0], heights[-1]

    def across(second: float) -> float:
        return round(LEFT + (WIDTH - LEFT - RIGHT) * (second - start) / (end - start), 1)

    def down(share: float) -> float:
        return round(TOP + (HEIGHT - TOP - BOTTOM) * (high - share) / (high - low), 1)

    if shares[-1][0] < end:
        # The last level holds until the end of the picture: of a single point there is a line, too.
        shares.append((end, *shares[-1][1:]))
    values = _steps([(across(second), down(value)) for second, value, _ in shares])
    bounds = _steps([(across(second), down(bound)) for second, _, bound in shares])
    return Convergence(
        value_line=values,
        bound_line=bounds,
        gap_area=f"{bounds} {' '.join(reversed(values.split(' ')))}",
        heights=[Tick(down(share), f"{share:g} %") for share in heights],
        moments=[Tick(across(second), f"{second:g} s") for second in _round_marks(start, end) if start <= second <= end],
        rows=[Row(second, value, bound, 100 * value / bound if bound else 0) for second, value, bound in _thinned(points, rows)],
        share=100 * points[-1][1] / best,
        met=next((second for second, value, _ in points if value >= best), None),
    )


def _span(seconds: Sequence[float]) -> tuple[float, float]:
    """Return from when to when lines are drawn: from the start, unless a tenth of the width would stay empty.

    >>> _span([0.5, 31]), _span([0.683, 0.875]), _span([0.02])
    ((0, 31), (0.683, 0.875), (0.02, 1.02))
    """
    first, last = seconds[0], seconds[-1]
    if last <= first:
        return first, first + 1
    return (first if first > last / 10 else 0), last


def _worth_drawing(points: Sequence[Point]) -> Sequence[Point]:
    half = points[-1][1] / 2
    return [point for point in points if point[1] > half] or points


def _round_marks(low: float, high: float) -> list[float]:
    """Return at most six marks around a span, at round numbers.

    >>> _round_marks(82.2, 100.8), _round_marks(0, 31)
    ([80, 85, 90, 95, 100, 105], [0, 10, 20, 30, 40])
    """
    for power in range(-3, 6):
        for digit in (1, 2, 5):
            step = Fraction(digit) * Fraction(10) ** power
            first, last = floor(Fraction(low) / step), ceil(Fraction(high) / step)
            if last - first <= 5:
                marks = [step * n for n in range(first, max(last, first + 1) + 1)]
                return [int(mark) if mark.denominator == 1 else float(mark) for mark in marks]
    raise AssertionError("a span of percentages or seconds is below a million")


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
