"""Find the chains of meetings that may change places between two slots, judge them and swap those chosen.

The meetings of two slots are joined where they hold the same seat. What hangs together (a Kempe chain, often one meeting
whose sides are free in the other slot) can move as a whole without touching anybody else. Several pairs of slots, no two
of which share a day, are worked on at once with whole-array operations.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from praya.engines.meetings.arrays import UNPLACED
from praya.engines.meetings.seats import Ints, Seats, Words, gaps_in

Flags = NDArray[np.bool_]
IDLE = 3  # what one idle slot costs beside the breaks: shorter gaps are nearer to closing


@dataclass(frozen=True, slots=True)
class Chains:
    """Hold the chains between the slots first[i] and second[i] of each pair i, numbered through over all pairs.

    meetings, target, chain: each meeting, the slot it would go to and its chain; seat_pair, seat, seat_chain: each seat
    in use. One touch per chain and calendar in it, in order of pair and calendar: touch_chain, touch_pair, calendar,
    shift (meetings that would leave the first slot, less those that would come).
    """

    first: Ints
    second: Ints
    count: int
    meetings: Ints
    target: Ints
    chain: NDArray[np.int32]
    seat_pair: Ints
    seat: Ints
    seat_chain: NDArray[np.int32]
    touch_chain: Ints
    touch_pair: Ints
    calendar: Ints
    shift: Ints


@dataclass(frozen=True, slots=True)
class Verdict:
    """Hold what swapping each chain alone would do.

    is_possible and cost per chain, cost below 0 for the better. Per touch, for the one day or both days that change:
    day, busy (the bits of the day afterwards), breaks and idle (afterwards), shapes (days, touches), busy (W, ...).
    """

    is_possible: Flags
    cost: Ints
    day: Ints
    busy: Words
    breaks: Ints
    idle: Ints


def chains_between(seats: Seats, first: Ints, second: Ints) -> Chains:
    """Return the chains between the slots first[i] and second[i]; all these slots differ."""
    in_first, in_second = seats.who[first], seats.who[second]
    used = np.flatnonzero(((in_first != UNPLACED) | (in_second != UNPLACED)).ravel())
    goes, comes = in_first.ravel()[used], in_second.ravel()[used]
    seat_pair, seat = np.divmod(used, in_first.shape[1])
    partner = np.full(seats.arrays.slot_count + 1, UNPLACED, np.int64)
    partner[first], partner[second] = second, first
    target_of_all = partner[seats.slots]  # an unplaced meeting reads the last entry, which is UNPLACED
    meetings = np.flatnonzero(target_of_all != UNPLACED)
    number = np.empty(len(seats.slots), np.int32)
    number[meetings] = np.arange(len(meetings), dtype=np.int32)
    both = (goes != UNPLACED) & (comes != UNPLACED)
    count, chain = _linked(number[goes[both]], number[comes[both]], len(meetings))
    seat_chain = chain[number[np.where(goes != UNPLACED, goes, comes)]]
    # Seats are in order of pair and calendar; only companies with several seats in a chain need merging.
    width = seats.arrays.calendar_count + 1
    key = (seat_pair * width + seats.seat_calendar[seat]) * max(count, 1) + seat_chain
    order = np.argsort(key, kind="stable")
    key = key[order]
    starts = np.flatnonzero(np.diff(key, prepend=-1))
    shift = (goes != UNPLACED).astype(np.int64) - (comes != UNPLACED)
    return Chains(
        first=first,
        second=second,
        count=count,
        meetings=meetings,
        target=target_of_all[meetings],
        chain=chain,
        seat_pair=seat_pair,
        seat=seat,
        seat_chain=seat_chain,
        touch_chain=key[starts] % max(count, 1),
        touch_pair=key[starts] // max(count, 1) // width,
        calendar=key[starts] // max(count, 1) % width,
        shift=np.add.reduceat(shift[order], starts) if len(starts) else starts,
    )


def _linked(ones: NDArray[np.int32], others: NDArray[np.int32], nodes: int) -> tuple[int, NDArray[np.int32]]:
    """Return how many parts the graph has, and the part of each node."""
    # Written out row by row because scipy takes as long to sort the links itself as to find the parts.
    ends = np.zeros(nodes + 1, np.int32)
    np.cumsum(np.bincount(ones, minlength=nodes), out=ends[1:])
    neighbours = others[np.argsort(ones, kind="stable")]
    graph = csr_array((np.ones(len(ones)), neighbours, ends), shape=(nodes, nodes))
    count, part = connected_components(graph, directed=False)
    return int(count), part


def judge(seats: Seats, chains: Chains, cost_of: Ints) -> Verdict:
    """Say for each chain whether it may be swapped alone and what that costs; cost_of[n] is the cost of n breaks.

    All pairs of the chains must lie within a day, or all across two days.
    """
    who = chains.calendar
    slot = np.stack((chains.first, chains.second))[:, chains.touch_pair]
    then = seats.count[slot, who] + np.stack((-chains.shift, chains.shift))
    is_possible = _possible(seats, chains, slot, then)
    day = seats.arrays.days[slot]
    if _is_within_days(seats, chains):
        day = day[:1]
        busy = _with(seats.busy[:, day, who], seats.bits[:, slot[:1], who], then[:1] > 0)
        busy = _with(busy, seats.bits[:, slot[1:], who], then[1:] > 0)
    else:
        busy = _with(seats.busy[:, day, who], seats.bits[:, slot, who], then > 0)
    breaks, idle = gaps_in(busy)
    had = seats.breaks[who]
    has = had + (breaks - seats.day_breaks[day, who]).sum(axis=0)
    change = cost_of[has] - cost_of[had] + IDLE * (idle - seats.day_idle[day, who]).sum(axis=0)
    cost = np.bincount(chains.touch_chain, change, minlength=chains.count).astype(np.int64)
    return Verdict(is_possible, cost, day, busy, breaks, idle)


def _is_within_days(seats: Seats, chains: Chains) -> bool:
    """Tell whether the chains stay on their day; all pairs do or none does."""
    return bool((seats.arrays.days[chains.first] == seats.arrays.days[chains.second]).all())


def _possible(seats: Seats, chains: Chains, slot: Ints, then: NDArray[np.int32]) -> Flags:
    """Tell which chains keep capacities, quotas of the days and the slots their requests allow."""
    who = chains.calendar
    fits = (then <= seats.capacity[slot, who]).all(axis=0)
    if not _is_within_days(seats, chains):
        day = seats.arrays.days[slot]
        by_day = seats.day_count[day, who] + np.stack((-chains.shift, chains.shift))
        fits &= (by_day <= seats.day_quota[day, who]).all(axis=0)
    is_possible = np.ones(chains.count, np.bool_)
    is_possible[chains.touch_chain[~fits]] = False
    is_possible[chains.chain[~seats.allowed[chains.target, chains.meetings]]] = False
    return is_possible


def _with(busy: Words, bits: Words, on: Flags) -> Words:
    """Return the bit rows with `bits` set where `on`, cleared elsewhere."""
    return np.where(on, busy | bits, busy & ~bits)


def one_chain_each(seats: Seats, chains: Chains, chosen: Flags, rank: NDArray[np.float64]) -> Flags:
    """Drop chosen chains until none touches a calendar on a day on which a chain of lower rank touches it."""
    mine = chosen[chains.touch_chain]
    chain = chains.touch_chain[mine]
    day = seats.arrays.days[chains.first[chains.touch_pair[mine]]]
    key = day * (seats.arrays.calendar_count + 1) + chains.calendar[mine]
    order = np.argsort(key, kind="stable")
    chain, key = chain[order], key[order]
    starts = np.flatnonzero(np.diff(key, prepend=-1))
    if len(starts) == len(key):
        return chosen
    least = np.repeat(np.minimum.reduceat(rank[chain], starts), np.diff(np.append(starts, len(key))))
    kept = chosen.copy()
    kept[chain[rank[chain] > least]] = False
    return kept


def within_pools(seats: Seats, chains: Chains, chosen: Flags, rank: NDArray[np.float64]) -> Flags:
    """Drop chosen chains, highest rank first, until no pool holds more meetings than it has tables."""
    arrays = seats.arrays
    pools = arrays.pools[chains.meetings]
    kept = chosen
    while True:
        moved = np.flatnonzero(kept[chains.chain] & (pools < arrays.pool_count))
        then = seats.pool_count.copy()
        np.add.at(then, (chains.target[moved], pools[moved]), 1)
        np.subtract.at(then, (seats.slots[chains.meetings[moved]], pools[moved]), 1)
        excess = then - arrays.pool_capacity.T
        over = np.flatnonzero(excess[chains.target[moved], pools[moved]] > 0)
        if not len(over):
            return kept
        # Give up the worst chain of each overfull pool; the others may fit once it is gone.
        kept = kept.copy()
        losers = moved[over]
        losers = losers[np.argsort(rank[chains.chain[losers]], kind="stable")]
        # In order of rank, so the last chain that is written for a slot and a pool is the worst.
        worst = {(chains.target[meeting], pools[meeting]): chains.chain[meeting] for meeting in losers}
        kept[list(worst.values())] = False


def swap(seats: Seats, chains: Chains, verdict: Verdict, chosen: Flags) -> None:
    """Swap the chosen chains, which must not touch one calendar twice on a day."""
    arrays = seats.arrays
    touched = np.flatnonzero(chosen[chains.touch_chain])
    who, shift, pair = chains.calendar[touched], chains.shift[touched], chains.touch_pair[touched]
    first, second = chains.first[pair], chains.second[pair]
    seats.count[first, who] -= shift.astype(np.int32)
    seats.count[second, who] += shift.astype(np.int32)
    day = verdict.day[:, touched]
    seats.busy[:, day, who] = verdict.busy[:, :, touched]
    change = (verdict.breaks[:, touched] - seats.day_breaks[day, who]).sum(axis=0)
    np.add.at(seats.breaks, who, change)
    seats.day_breaks[day, who] = verdict.breaks[:, touched]
    seats.day_idle[day, who] = verdict.idle[:, touched]
    seats.day_count[arrays.days[first], who] -= shift.astype(np.int32)
    seats.day_count[arrays.days[second], who] += shift.astype(np.int32)
    in_use = chosen[chains.seat_chain]
    pair, seat = chains.seat_pair[in_use], chains.seat[in_use]
    here, there = seats.who[chains.first[pair], seat], seats.who[chains.second[pair], seat]
    seats.who[chains.first[pair], seat], seats.who[chains.second[pair], seat] = there, here
    moved = chosen[chains.chain]
    meetings, target = chains.meetings[moved], chains.target[moved]
    np.subtract.at(seats.pool_count, (seats.slots[meetings], arrays.pools[meetings]), 1)
    np.add.at(seats.pool_count, (target, arrays.pools[meetings]), 1)
    seats.slots[meetings] = target
