"""Hold a schedule so that swaps of two slots can be judged for thousands of calendars at once.

A calendar with room for three meetings in a slot has three seats. Swapping what two slots hold in a seat keeps every seat
in order, so a set of meetings that share no seat with the rest may change places as a whole: a Kempe chain. Per calendar
and day the slots it could attend are numbered without gaps and its busy ones kept as bits: a break is then a 0 that is
followed by a 1, after the first 1, and counting breaks is counting bits.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from praya.engines.meetings.arrays import UNPLACED, Arrays

Ints = NDArray[np.int64]
Words = NDArray[np.uint64]
WORD_BITS = 64
_ONE = np.uint64(1)


@dataclass(slots=True)
class Seats:
    """Hold one schedule by seat; C calendars, S slots, D days, P pools, N seats, W words of 64 slots per day.

    seat_calendar (N); crowded: the seats of calendars that have more than one; who (S, N) request or UNPLACED; count
    (S, C+1) meetings; bits (W, S, C+1) the bit of a slot in its day; busy (W, D, C+1); day_breaks and day_idle
    (D, C+1) breaks and idle slots of each day; breaks (C+1); day_count (D, C+1); pool_count (S, P+1). Calendar C and
    pool P are boundless and never counted. capacity, day_quota and allowed are those of Arrays transposed, because what
    is read together then lies together.
    """

    arrays: Arrays
    slots: NDArray[np.int32]
    seat_calendar: Ints
    crowded: Ints
    who: NDArray[np.int32]
    count: NDArray[np.int32]
    bits: Words
    busy: Words
    day_breaks: Ints
    day_idle: Ints
    breaks: Ints
    day_count: NDArray[np.int32]
    pool_count: NDArray[np.int32]
    capacity: NDArray[np.int32]
    day_quota: Ints
    allowed: NDArray[np.bool_]


def seats_of(arrays: Arrays, slots: NDArray[np.int32]) -> Seats:
    """Seat the meetings of a schedule that keeps every rule."""
    placed = np.flatnonzero(slots != UNPLACED)
    at, calendars = slots[placed], arrays.calendar_count
    meetings = np.repeat(placed, arrays.parties.shape[1])
    where = np.repeat(at, arrays.parties.shape[1])
    who_for = arrays.parties[placed].ravel().astype(np.int64)
    real = who_for < calendars
    meetings, where, who_for = meetings[real], where[real], who_for[real]
    count = np.zeros((arrays.slot_count, calendars + 1), np.int32)
    np.add.at(count, (where, who_for), 1)
    seats = count[:, :calendars].max(axis=0, initial=1)
    # One spare seat where there is staff for it, so that two meetings of a company can come to share a slot.
    seats = np.minimum(np.maximum(arrays.capacity[:calendars].max(axis=1, initial=1), 1), seats + 1)
    first = np.concatenate(([0], np.cumsum(seats)))
    who = np.full((arrays.slot_count, int(first[-1])), UNPLACED, np.int32)
    order = np.lexsort((who_for, where))
    ranks = _rank_in_run(where[order] * (calendars + 1) + who_for[order])
    who[where[order], first[who_for[order]] + ranks] = meetings[order]
    day_count = np.zeros((arrays.day_count, calendars + 1), np.int32)
    np.add.at(day_count, (arrays.days[where], who_for), 1)
    pool_count = np.zeros((arrays.slot_count, arrays.pool_count + 1), np.int32)
    np.add.at(pool_count, (at, arrays.pools[placed]), 1)
    bits = _bits(arrays)
    busy = _busy(arrays, bits, count)
    breaks, idle = gaps_in(busy)
    return Seats(
        arrays=arrays,
        slots=slots.astype(np.int32, copy=True),
        seat_calendar=np.repeat(np.arange(calendars), seats),
        crowded=np.flatnonzero(np.repeat(seats, seats) > 1),
        who=who,
        count=count,
        bits=bits,
        busy=busy,
        day_breaks=breaks,
        day_idle=idle,
        breaks=breaks.sum(axis=0),
        day_count=day_count,
        pool_count=pool_count,
        capacity=np.ascontiguousarray(arrays.capacity.T),
        day_quota=np.ascontiguousarray(arrays.day_quota.T),
        allowed=np.ascontiguousarray(arrays.allowed.T),
    )


def _rank_in_run(keys: Ints) -> Ints:
    """Return, for sorted keys, how many equal keys come before each."""
    starts = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1]))) if len(keys) else keys
    lengths = np.diff(np.append(starts, len(keys)))
    return np.arange(len(keys)) - np.repeat(starts, lengths)


def _bits(arrays: Arrays) -> Words:
    """Return (W, S, C+1) the bit of each slot among those of its day that the calendar could attend."""
    free = arrays.capacity.T > 0
    position = np.zeros(free.shape, np.int64)
    for day in range(arrays.day_count):
        mine = arrays.days == day
        position[mine] = np.cumsum(free[mine], axis=0) - 1
    words = int(position.max(initial=0)) // WORD_BITS + 1
    bits = np.zeros((words, *free.shape), np.uint64)
    for word in range(words):
        here = free & (position // WORD_BITS == word)
        bits[word][here] = np.left_shift(np.uint64(1), (position[here] % WORD_BITS).astype(np.uint64))
    return bits


def _busy(arrays: Arrays, bits: Words, count: NDArray[np.int32]) -> Words:
    busy = np.zeros((bits.shape[0], arrays.day_count, bits.shape[2]), np.uint64)
    for slot, day in enumerate(arrays.days.tolist()):
        busy[:, day] |= np.where(count[slot] > 0, bits[:, slot], np.uint64(0))
    return busy


def gaps_in(busy: Words) -> tuple[Ints, Ints]:
    """Return the breaks in each bit row and the idle slots they hold; the first axis is the words of a row, low first.

    >>> breaks, idle = gaps_in(np.array([[0b0, 0b111, 0b10101, 0b11011000, 0b10001]], np.uint64))
    >>> breaks.tolist(), idle.tolist()
    ([0, 0, 2, 1, 1], [0, 0, 2, 1, 3])
    """
    breaks = np.zeros(busy.shape[1:], np.int64)
    idle = np.zeros(busy.shape[1:], np.int64)
    begun = np.zeros(busy.shape[1:], np.bool_)
    carry: Words | np.uint64 = np.uint64(0)
    pending = np.zeros(busy.shape[1:], np.int64)  # idle slots after the last busy one so far
    for word in busy:
        some = word != 0
        breaks += np.bitwise_count(word & ~((word << _ONE) | carry))
        carry = word >> np.uint64(WORD_BITS - 1)
        below_last = _filled(word)
        within = np.bitwise_count(below_last ^ word).astype(np.int64)
        leading = np.bitwise_count((word & (~word + _ONE)) - _ONE).astype(np.int64)
        idle += np.where(some, within - np.where(begun, -pending, leading), 0)
        after_last = WORD_BITS - np.bitwise_count(below_last).astype(np.int64)
        pending = np.where(some, after_last, pending + WORD_BITS)
        begun |= some
    return breaks - begun, idle


def _filled(word: Words) -> Words:
    """Return the word with every bit below its highest set."""
    filled = word | (word >> _ONE)
    for shift in (2, 4, 8, 16, 32):
        filled |= filled >> np.uint64(shift)
    return filled


def reseat(seats: Seats, slot: int, rng: np.random.Generator) -> None:
    """Deal the seats of every company anew in one slot, so that other chains come within reach."""
    calendars = seats.seat_calendar[seats.crowded]
    order = np.argsort(calendars + rng.random(len(calendars)), kind="stable")
    seats.who[slot, seats.crowded] = seats.who[slot, seats.crowded[order]]
