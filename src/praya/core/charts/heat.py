"""Shade the cells of a heat map in ten steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cell:
    """Hold one number with its shade from 0 (nothing) to 9 (full)."""

    count: int
    shade: int


@dataclass(frozen=True, slots=True)
class HeatRow:
    """Hold the cells of one line."""

    label: str
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Hold a table of numbers ready to be drawn."""

    caption: str
    columns: list[str]
    rows: list[HeatRow]
    most: int


def shade(count: int, most: int) -> int:
    """Return the shade of a count: 0 only for nothing, 9 only for the most there can be.

    >>> [shade(count, 20) for count in (0, 1, 10, 19, 20)]
    [0, 1, 5, 8, 9]
    """
    if count <= 0 or most <= 0:
        return 0
    if count >= most:
        return 9
    return 1 + (count * 8) // most


def heat_map(
    caption: str, columns: Sequence[str], rows: Sequence[tuple[str, Sequence[int]]], *, most: int | None = None
) -> HeatMap:
    """Return the map; `most` is the capacity, or the greatest number found when there is none."""
    greatest = most if most is not None else max((count for _, counts in rows for count in counts), default=0)
    return HeatMap(
        caption=caption,
        columns=list(columns),
        rows=[HeatRow(label, [Cell(count, shade(count, greatest)) for count in counts]) for label, counts in rows],
        most=greatest,
    )
