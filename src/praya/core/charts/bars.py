"""Draw a few counts beside each other as bars, each made of parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH = 400


@dataclass(frozen=True, slots=True)
class Piece:
    """Place one part of a bar on a line of 400 units; `kind` names its look."""

    kind: str
    x: int
    width: int


@dataclass(frozen=True, slots=True)
class PartedBar:
    """Hold one bar: what it counts, the whole, and its parts in their order."""

    label: str
    whole: int
    parts: list[Piece]


def parted_bars(rows: Sequence[tuple[str, Sequence[tuple[str, int]]]], *, most: int = 0) -> list[PartedBar]:
    """Return a bar for each row of (label, parts); the longest, or `most`, fills the line. No bar where nothing was counted.

    The parts of a bar end where the whole does, however they are rounded.

    >>> [(bar.whole, [(piece.x, piece.width) for piece in bar.parts]) for bar in parted_bars([("a", [("held", 1), ("open", 2)])])]
    [(3, [(0, 133), (133, 267)])]
    """
    longest = max([most, *(sum(count for _kind, count in parts) for _label, parts in rows)], default=0)
    return [_bar(label, parts, longest) for label, parts in rows] if longest else []


def _bar(label: str, parts: Sequence[tuple[str, int]], longest: int) -> PartedBar:
    found, reached = [], 0
    for kind, count in parts:
        begins, reached = round(reached * WIDTH / longest), reached + count
        width = round(reached * WIDTH / longest) - begins
        if width:
            found.append(Piece(kind, begins, width))
    return PartedBar(label, reached, found)
