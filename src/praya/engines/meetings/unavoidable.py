"""Bound the breaks of an event from below: what each participant must suffer even if alone in the world.

A participant with n meetings has no break only if n consecutive slots can hold them all, and one break only if two stretches
of together n slots can. Whether given slots can hold given meetings is a bipartite matching. The sum over all participants
is at most the breaks of any schedule, so a schedule that reaches it is proved to have the fewest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from praya.engines.meetings.arrays import Arrays


def unavoidable_breaks(arrays: Arrays) -> int:
    """Return a number of breaks that no schedule with all meetings on one day can go below."""
    return sum(_alone(arrays, calendar) for calendar in range(arrays.calendar_count))


def _alone(arrays: Arrays, calendar: int) -> int:
    """Return 0 or 1 when the participant alone could do with that many breaks, else 2, which is then a lower bound."""
    mine = arrays.allowed[(arrays.parties == calendar).any(axis=1)]
    options = [frozenset(np.flatnonzero(row).tolist()) for row in mine]
    usable = np.flatnonzero(mine.any(axis=0)).tolist()
    if len(options) < 2:
        return 0
    for breaks, stretches in enumerate((_one_stretch(usable, len(options)), _two_stretches(usable, len(options)))):
        if any(_can_hold(slots, options) for slots in stretches):
            return breaks
    return 2


def _one_stretch(usable: Sequence[int], count: int) -> Iterator[tuple[int, ...]]:
    """Yield every run of `count` consecutive usable slots."""
    for start in range(len(usable) - count + 1):
        run = tuple(usable[start : start + count])
        if run[-1] - run[0] == count - 1:
            yield run


def _two_stretches(usable: Sequence[int], count: int) -> Iterator[tuple[int, ...]]:
    """Yield every two runs of together `count` usable slots."""
    for first in range(1, count):
        for run in _one_stretch(usable, first):
            for other in _one_stretch([slot for slot in usable if slot > run[-1] + 1], count - first):
                yield run + other


def _can_hold(slots: Sequence[int], options: Sequence[frozenset[int]]) -> bool:
    """Tell whether the meetings can be matched to the slots, one each; there are as many slots as meetings."""
    holder: dict[int, int] = {}

    def seat(meeting: int, tried: set[int]) -> bool:
        for slot in slots:
            if slot in options[meeting] and slot not in tried:
                tried.add(slot)
                if slot not in holder or seat(holder[slot], tried):
                    holder[slot] = meeting
                    return True
        return False

    return all(seat(meeting, set()) for meeting in range(len(options)))
