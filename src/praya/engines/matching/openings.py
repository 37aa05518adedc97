"""Open a few places at the end of lists for those whom too few would see: newcomers, and everybody with few facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from praya.engines.matching.arrays import SUGGESTED, Arrays
from praya.engines.matching.facts import Channel
from praya.engines.matching.reasons import score_of


def open_places(
    arrays: Arrays, channel: Channel, lists: Mapping[int, Sequence[int]], suitors: Mapping[int, Sequence[int]]
) -> dict[int, list[int]]:
    """Return per reader whom to add at the end of what is shown, so that all with a match are shown `floor` times.

    `lists` has the places in each reader's public list, shown and in reserve; `suitors` the readers that suit each party,
    best first. Nobody is added to a list whose last entry would itself fall below the floor.
    """
    limits = arrays.problem.limits
    shown = {reader: list(places[: limits.shown]) for reader, places in lists.items()}
    counts = np.bincount([place for places in shown.values() for place in places], minlength=len(arrays.parties))
    added: dict[int, list[int]] = {}
    for place in arrays.of_kinds(SUGGESTED[channel]).tolist():
        for reader in suitors[place] if counts[place] < limits.floor else ():
            mine = added.get(reader, [])
            if counts[place] >= limits.floor:
                break
            crowded = len(shown[reader]) + len(mine) >= limits.shown
            last = shown[reader][limits.shown - 1 - len(mine)] if crowded else place
            if len(mine) >= limits.open_places or (crowded and counts[last] <= limits.floor):
                continue
            if _suits(arrays, reader, place, [*lists[reader], *mine]):
                counts[last] -= crowded
                counts[place] += 1
                added[reader] = [*mine, place]
    return added


def _suits(arrays: Arrays, reader: int, place: int, listed: Sequence[int]) -> bool:
    """Tell whether a party can join a list: it is new there, so is its company, and there is a reason to show it."""
    company = arrays.companies[place]
    is_new = all(one != place and arrays.companies[one] != company for one in listed)
    return is_new and score_of(arrays, reader, place) > 0
