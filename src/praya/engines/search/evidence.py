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
# Fewer places are quicker sorted than marked.
FEW = 6000
# A lane that touches more than one place in so many is quicker weighed at all of them.
MANY = 12


class Evidence(NamedTuple):
    """Hold, per place of the mask, the weight of what matched and whether every part of the query matched."""

    weights: NDArray[np.float32]
    is_full: NDArray[np.bool_]


def weigh(
    question: Question,
    postings: Mapping[str, Slots],
    mask: NDArray[np.bool_],
    sizes: NDArray[np.uint8] | None = None,
    scale: Scale | None = None,
) -> Evidence:
    """Return the evidence for every place; `postings` hold places of the mask, those outside it weigh nothing.

    `sizes` is the size of every place's shortest name, for choosing among equals; a `scale` of the mask saves making one.
    """
    import numpy as np

    scale = scale or Scale(mask)
    weights = np.zeros(len(mask), dtype=np.float32)
    is_full = mask.copy() if question.parts else np.zeros(len(mask), dtype=bool)
    for part in question.parts:
        best, matched = scale.weigh_part(part, postings)
        weights += np.float32(part.weight) * best
        is_full &= matched
    if sizes is not None:
        touched = np.flatnonzero(weights > 0)
        weights[touched] *= np.float32(1.0) - np.float32(LENGTH) * sizes[touched]
    return Evidence(weights, is_full)


class Scale:
    """Weigh lanes over one mask, with arrays that are used again for each."""

    def __init__(self, mask: NDArray[np.bool_]) -> None:
        import numpy as np

        self.mask = mask
        self.seen = int(np.count_nonzero(mask))
        self.is_whole = self.seen == len(mask)
        self.sums = np.zeros(len(mask), dtype=np.float32)
        self.marks = np.zeros(len(mask), dtype=bool)

    def weigh_part(self, part: Part, postings: Mapping[str, Slots]) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
        """Return what a part weighs at every place in its best lane there, and where some lane has most of it."""
        import numpy as np

        best = np.zeros(len(self.mask), dtype=np.float32)
        matched = np.zeros(len(self.mask), dtype=bool)
        for lane in part.lanes:
            found = [(position.weight, self.places(position, postings)) for position in lane.positions]
            touched = [places for _weight, places in found if len(places)]
            if not touched:
                continue
            possible = sum(weight * rarity(len(places), self.seen) for weight, places in found)
            for weight, places in found:
                self.sums[places] += np.float32(weight * rarity(len(places), self.seen))
            trust = np.float32(lane.trust / sum(weight for weight, _places in found))
            most = np.float32(FULL * possible)
            if sum(map(len, touched)) > len(self.mask) // MANY:
                np.maximum(best, self.sums * trust, out=best)
                matched |= (self.sums >= most) & lane.is_sure
                self.sums[:] = 0.0
            else:
                at = touched[0] if len(touched) == 1 else np.concatenate(touched)
                sums = self.sums[at]
                best[at] = np.maximum(best[at], sums * trust)
                matched[at[(sums >= most) & lane.is_sure]] = True
                self.sums[at] = 0.0
        return best, matched

    def places(self, position: Position, postings: Mapping[str, Slots]) -> Slots:
        """Return the places under the mask where one of the position's tokens occurs, each once."""
        import numpy as np

        found = [postings[token] for token in position.tokens if token in postings]
        if not found:
            return np.zeros(0, dtype=np.int64)
        together = found[0] if len(found) == 1 else np.concatenate(found)
        if not self.is_whole:
            together = together[self.mask[together]]
        if len(found) == 1:
            return together
        if len(together) < FEW:
            together.sort()
            return together[np.flatnonzero(np.diff(together, prepend=-1))]
        self.marks[together] = True
        union = np.flatnonzero(self.marks)
        self.marks[union] = False
        return union


def rarity(count: int, seen: int) -> float:
    """Return what a token is worth that `count` of `seen` listings have; one that none has is worth as much as a rare one.

    >>> rarity(1, 1000) > rarity(500, 1000) > 0
    True
    """
    return math.log(1.0 + (seen + 1.0) / (max(count, 1) + 0.5))
