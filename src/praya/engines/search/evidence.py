"""Weigh what the postings say for every listing at once: within lanes sums, between lanes the best, over parts the sum.

Frequencies are counted under the mask of what the viewer may see, so that nothing hidden weighs anything.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from praya.engines.search.question import Part, Position, Question

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from praya.engines.search.postings import Slots

FULL = 0.6
# Of equal evidence the shorter name is the better one: what each step in size takes away.
LENGTH = 0.04


class Evidence(NamedTuple):
    """Hold, per place of the mask, the weight of what matched and whether every part of the query matched."""

    weights: NDArray[np.float32]
    is_full: NDArray[np.bool_]


def weigh(
    question: Question, postings: Mapping[str, Slots], mask: NDArray[np.bool_], sizes: Mapping[str, Slots] | None = None
) -> Evidence:
    """Return the evidence for every place; `postings` hold places of the mask, those outside it weigh nothing.

    `sizes` hold the places of each size of name, for choosing among equals.
    """
    import numpy as np

    seen = int(mask.sum())
    weights = np.zeros(len(mask), dtype=np.float32)
    is_full = mask.copy() if question.parts else np.zeros(len(mask), dtype=bool)
    for part in question.parts:
        best, matched = _weigh_part(part, postings, mask, seen)
        weights += np.float32(part.weight) * best
        is_full &= matched
    for size, places in (sizes or {}).items():
        weights[places] *= np.float32(1.0 - LENGTH * int(size))
    return Evidence(weights, is_full)


def _weigh_part(
    part: Part, postings: Mapping[str, Slots], mask: NDArray[np.bool_], seen: int
) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """Return what a part weighs at every place in its best lane there, and where some lane has most of it."""
    import numpy as np

    best = np.zeros(len(mask), dtype=np.float32)
    matched = np.zeros(len(mask), dtype=bool)
    for lane in part.lanes:
        found = [(position.weight, _places(position, postings, mask)) for position in lane.positions]
        touched = [places for _weight, places in found if len(places)]
        if not touched:
            continue
        sums, possible, size = _sum_lane(found, len(mask), seen)
        np.maximum(best, sums * np.float32(lane.trust / size), out=best)
        matched |= sums >= np.float32(FULL * possible)
    return best, matched


def _sum_lane(found: list[tuple[float, Slots]], size: int, seen: int) -> tuple[NDArray[np.float32], float, float]:
    import numpy as np

    sums = np.zeros(size, dtype=np.float32)
    possible = total = 0.0
    for weight, places in found:
        worth = weight * rarity(len(places), seen)
        possible += worth
        total += weight
        sums[places] += np.float32(worth)
    return sums, possible, total


def _places(position: Position, postings: Mapping[str, Slots], mask: NDArray[np.bool_]) -> Slots:
    """Return the places under the mask where one of the position's tokens occurs, each once."""
    import numpy as np

    found = [postings[token] for token in position.tokens if token in postings]
    if not found:
        return np.zeros(0, dtype=np.int64)
    places = found[0] if len(found) == 1 else np.unique(np.concatenate(found))
    return places[mask[places]]


def rarity(count: int, seen: int) -> float:
    """Return what a token is worth that `count` of `seen` listings have; one that none has is worth as much as a rare one.

    >>> rarity(1, 1000) > rarity(500, 1000) > 0
    True
    """
    return math.log(1.0 + (seen + 1.0) / (max(count, 1) + 0.5))
