"""Weigh what the postings say for every listing at once: within lanes sums, between lanes the best, over parts the sum.

Frequencies are counted under the mask of what the viewer may see, so that nothing hidden weighs anything.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from praya.engines.search.question import Lane, Part, Position, Question

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from praya.engines.search.postings import Slots

FULL = 0.6


class Evidence(NamedTuple):
    """Hold, per place of the mask, the weight of what matched and whether every part of the query matched."""

    weights: NDArray[np.float32]
    is_full: NDArray[np.bool_]


def weigh(question: Question, postings: Mapping[str, Slots], mask: NDArray[np.bool_]) -> Evidence:
    """Return the evidence for every place; `postings` hold places of the mask, those outside it weigh nothing."""
    import numpy as np

    seen = int(mask.sum())
    weights = np.zeros(len(mask), dtype=np.float32)
    is_full = mask.copy() if question.parts else np.zeros(len(mask), dtype=bool)
    for part in question.parts:
        best = _weigh_part(part, postings, mask, seen)
        weights += np.float32(part.weight) * best
        is_full &= best >= FULL
    return Evidence(weights, is_full)


def _weigh_part(part: Part, postings: Mapping[str, Slots], mask: NDArray[np.bool_], seen: int) -> NDArray[np.float32]:
    import numpy as np

    best = np.zeros(len(mask), dtype=np.float32)
    for lane in part.lanes:
        found = [(position.weight, _places(position, postings, mask)) for position in lane.positions]
        if any(len(places) for _weight, places in found):
            np.maximum(best, _weigh_lane(lane, found, len(mask), seen), out=best)
    return best


def _weigh_lane(lane: Lane, found: list[tuple[float, Slots]], size: int, seen: int) -> NDArray[np.float32]:
    import numpy as np

    sums = np.zeros(size, dtype=np.float32)
    possible = 0.0
    for weight, places in found:
        worth = weight * rarity(len(places), seen)
        possible += worth
        sums[places] += np.float32(worth)
    return sums * np.float32(lane.trust / possible)


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
