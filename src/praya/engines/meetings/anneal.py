"""Remove the breaks of an event in which every meeting must be held, one chain of meetings at a time.

Where polish.py judges thousands of chains at once, an event of a few hundred meetings is better served by many small steps:
a meeting and a new slot are drawn, whoever is in the way goes to the slot left behind, and so on until nobody is (a Kempe
chain). Everybody inside the chain only swaps two meetings, so just the participants at its ends gain or lose breaks.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from math import exp
from random import Random

import numpy as np
from numpy.typing import NDArray

from praya.engines.meetings.arrays import Arrays

HOT, COLD = 0.4, 0.15  # the loss, in breaks, that is accepted in one of e cases, at the start and the end
IDLE = 0.2  # an idle slot counts a fifth of a break while searching: a shorter gap is nearer to closing
UNFAIR = 5.0  # what each break beyond the second of one participant counts in addition
TOLERATED_BREAKS = 2
PREFERENCE = 0.3  # how often the search looks for somebody with a break
MOVES_BETWEEN_LOOKS = 10_000


class BreakCost(dict[int, float]):
    """Remember what a day costs, by the bits of its busy slots.

    >>> BreakCost(0.0)[0b1101], BreakCost(0.5)[0b110001]
    (1.0, 2.5)
    """

    def __init__(self, idle: float) -> None:
        self.idle = idle

    def __missing__(self, busy: int) -> float:
        breaks = (busy & ~(busy << 1)).bit_count() - 1 if busy else 0
        idle = busy.bit_length() - (busy & -busy).bit_length() + 1 - busy.bit_count() if busy else 0
        cost = breaks + self.idle * idle + UNFAIR * max(0, breaks - TOLERATED_BREAKS)
        self[busy] = cost
        return cost


# The meetings that change places, the participants at the ends of their chains, and the bits that flip for these.
_Step = tuple[list[int], list[int], int]


@dataclass(slots=True)
class _Floor:
    """Hold who meets whom when: slot and allowed bits per meeting, the meeting per participant and slot (-1 none)."""

    parties: list[tuple[int, ...]]
    allowed: list[int]
    slot: list[int]
    who: list[list[int]]
    busy: list[int]
    taken: list[int]
    tables: list[int]


def anneal(
    arrays: Arrays,
    slots: NDArray[np.int32],
    *,
    seed: int,
    moves: int,
    seconds: float = 60.0,
    enough: int = 0,
) -> NDArray[np.int32]:
    """Return a schedule of the same meetings with at most as many breaks, found in `moves` moves.

    For one day, single participants who could attend every slot, one pool, and every meeting placed in it. The search
    ends early when `enough` breaks are left, or after `seconds`; otherwise the same arguments give the same result.
    """
    deadline = time.monotonic() + seconds
    floor, random = _floor(arrays, slots), Random(seed)  # noqa: S311 - a search, not a secret
    options = [np.flatnonzero(row).tolist() for row in arrays.allowed]
    free = [meeting for meeting, choice in enumerate(options) if len(choice) > 1]
    search, truth = BreakCost(IDLE), BreakCost(0.0)
    now = least = sum(truth[busy] for busy in floor.busy)
    best, draw, warmth = list(floor.slot), random.random, HOT
    cooling = (COLD / HOT) ** (1 / max(1, moves))
    for number in range(moves if free else 0):
        if number % MOVES_BETWEEN_LOOKS == 0 and time.monotonic() > deadline:
            break
        warmth *= cooling
        meeting = _drawn(floor, free, draw, truth)
        choice, here = options[meeting], floor.slot[meeting]
        there = choice[int(draw() * len(choice))]
        found = None if there == here else _step(floor, meeting, here, there, draw)
        if found is None:
            continue
        chain, ends, flip = found
        loss = 0.0
        for end in ends:
            loss += search[floor.busy[end] ^ flip] - search[floor.busy[end]]
        if loss > 0 and draw() >= exp(-loss / warmth):
            continue
        for end in ends:
            now += truth[floor.busy[end] ^ flip] - truth[floor.busy[end]]
        _swap(floor, chain, ends, here + there, flip)
        if now < least:
            best, least = list(floor.slot), now
        if least <= enough:
            break
    return np.array(best, np.int32)


def _floor(arrays: Arrays, slots: NDArray[np.int32]) -> _Floor:
    calendars, count = arrays.calendar_count, arrays.slot_count
    parties = [tuple(party for party in row if party < calendars) for row in arrays.parties.tolist()]
    allowed = [sum(1 << slot for slot in np.flatnonzero(row).tolist()) for row in arrays.allowed]
    floor = _Floor(
        parties=parties,
        allowed=allowed,
        slot=slots.tolist(),
        who=[[-1] * count for _ in range(calendars)],
        busy=[0] * calendars,
        taken=[0] * count,
        tables=arrays.pool_capacity[0].tolist(),
    )
    for meeting, slot in enumerate(floor.slot):
        floor.taken[slot] += 1
        for party in parties[meeting]:
            floor.who[party][slot] = meeting
            floor.busy[party] |= 1 << slot
    return floor


def _drawn(floor: _Floor, free: list[int], draw: Callable[[], float], cost: BreakCost) -> int:
    """Return a meeting drawn at random, now and then one of somebody who has a break."""
    if draw() < PREFERENCE:
        person = int(draw() * len(floor.busy))
        if cost[floor.busy[person]] > 0:
            own = [meeting for meeting in floor.who[person] if meeting >= 0]
            return own[int(draw() * len(own))]
    return free[int(draw() * len(free))]


def _step(floor: _Floor, meeting: int, here: int, there: int, draw: Callable[[], float]) -> _Step | None:
    """Return the step that moves `meeting`, None when somebody in its chain may not go or the tables do not suffice."""
    chain, ends = [meeting], list[int]()
    net = _follow(floor, chain, ends, here, there)
    if net is None:
        return None
    full = _overfull(floor, here, there, net)
    if full is not None:
        # With every table taken a meeting must come back for each that goes: a second chain, drawn at random.
        other = floor.who[int(draw() * len(floor.who))][full]
        if other < 0 or other in chain:
            return None
        more = _follow(floor, second := [other], ends, here, there)
        if more is None or _overfull(floor, here, there, net + more) is not None:
            return None
        chain += second
    return chain, ends, 1 << here | 1 << there


def _follow(floor: _Floor, chain: list[int], ends: list[int], here: int, there: int) -> int | None:
    """Extend the chain to all that must change places with it; return how many more go than come, None when barred."""
    slot, allowed, parties, who = floor.slot, floor.allowed, floor.parties, floor.who
    net = 0
    for one in chain:
        if slot[one] == here:
            target = there
            net += 1
        else:
            target = here
            net -= 1
        if not allowed[one] >> target & 1:
            return None
        for party in parties[one]:
            other = who[party][target]
            if other < 0:
                ends.append(party)
            elif other not in chain:
                chain.append(other)
    return net


def _overfull(floor: _Floor, here: int, there: int, net: int) -> int | None:
    """Return the slot that would hold more meetings than tables after `net` more have gone than come."""
    if floor.taken[there] + net > floor.tables[there]:
        return there
    return here if floor.taken[here] - net > floor.tables[here] else None


def _swap(floor: _Floor, chain: list[int], ends: list[int], both: int, flip: int) -> None:
    """Move each meeting of the chain from the one slot to the other; `both` is the sum of their numbers."""
    slot, parties, who, taken = floor.slot, floor.parties, floor.who, floor.taken
    for one in chain:
        taken[slot[one]] -= 1
        for party in parties[one]:
            who[party][slot[one]] = -1
    for one in chain:
        slot[one] = both - slot[one]
        taken[slot[one]] += 1
        for party in parties[one]:
            who[party][slot[one]] = one
    for end in ends:
        floor.busy[end] ^= flip
