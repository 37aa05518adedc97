"""Spread exposure: nobody is in more lists than can be served, nobody worth showing is in none.

Readers ask for their best candidates in turn; a party asked for by more than it has places for keeps those for whom it is
the best match (deferred acceptance of Gale and Shapley, with many places on both sides). What comes out depends on no order
of asking, and it can be stated as one number per party: the least standing that still gets a place. That number is
the price of popularity; how often a party was asked for before enters nowhere. Vetoes, wishes and feedback do not enter
either: whoever somebody has said no to keeps their place as if they were still suggested.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from praya.engines.matching.arrays import READERS, SUGGESTED, Arrays, Ints
from praya.engines.matching.candidates import Candidates, ranked, ranked_among
from praya.engines.matching.facts import Channel

UNTRIED, HELD, REFUSED = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Prices:
    """Say for each place of the arrays the least standing that gets a place in a list, 0 where there is room."""

    least: Ints
    places: Ints

    @property
    def has_room(self) -> np.ndarray:
        """Tell whose places are not all taken."""
        return np.asarray((self.least == 0) & (self.places > 0))


def places_of(arrays: Arrays, channel: Channel) -> Ints:
    """Return in how many lists of a channel each party may be: an even share times `spread`, less with little time.

    A party with room for few meetings is in no more than four times as many lists, but never kept below the floor.
    """
    limits = arrays.problem.limits
    readers, suggested = arrays.of_kinds(READERS[channel]), arrays.of_kinds(SUGGESTED[channel])
    length = limits.shown + limits.reserve
    even = -(-len(readers) * length * limits.spread // (100 * max(1, len(suggested))))
    most = np.zeros(len(arrays.parties), np.int64)
    for place in suggested.tolist():
        room = arrays.parties[place].room
        most[place] = max(limits.floor, even if room is None else min(even, 4 * room))
    return most


def prices_of(arrays: Arrays, channel: Channel, lists: Sequence[Candidates]) -> Prices:
    """Return the prices at which every list of a channel is as good as it can be with everybody's places respected."""
    most = places_of(arrays, channel)
    parties = np.concatenate([np.zeros(0, np.int64), *(one.places for one in lists)])
    standing = np.concatenate([np.zeros(0, np.int64), *(one.standing for one in lists)])
    starts = np.cumsum([0, *(len(one.places) for one in lists)])
    state = _accepted(parties, standing, starts, most, arrays.problem.limits.shown + arrays.problem.limits.reserve)
    least = np.zeros(len(arrays.parties), np.int64)
    refusing = np.zeros(len(arrays.parties), np.bool_)
    refusing[parties[state == REFUSED]] = True
    held = state == HELD
    lowest = np.full(len(arrays.parties), np.iinfo(np.int64).max)
    np.minimum.at(lowest, parties[held], standing[held])
    least[refusing] = lowest[refusing]
    return Prices(least, most)


def _accepted(parties: Ints, standing: Ints, starts: Ints, most: Ints, length: int) -> np.ndarray:
    """Return per candidate whether it was held or refused once nobody wants to ask any more."""
    state = np.zeros(len(parties), np.int8)
    following, ends = starts[:-1].copy(), starts[1:]
    wanting = np.full(len(following), length)
    while True:
        asking = np.minimum(wanting, ends - following)
        if not asking.any():
            return state
        asked = np.repeat(following - np.concatenate([[0], np.cumsum(asking)[:-1]]), asking) + np.arange(asking.sum())
        state[asked] = HELD
        following += asking
        wanting -= asking
        refused = _overflow(np.flatnonzero(state == HELD), parties, standing, most)
        state[refused] = REFUSED
        np.add.at(wanting, np.searchsorted(starts, refused, side="right") - 1, 1)


def _overflow(held: Ints, parties: Ints, standing: Ints, most: Ints) -> Ints:
    """Return those candidates for which their party has no place left, its best standings kept."""
    crowded = np.bincount(parties[held], minlength=len(most)) > most
    held = held[crowded[parties[held]]]
    held = held[np.lexsort((-standing[held], parties[held]))]
    owners = parties[held]
    rank = np.arange(len(held)) - np.searchsorted(owners, owners)
    return held[rank >= most[owners]]


def affordable(candidates: Candidates, prices: Prices) -> np.ndarray:
    """Tell which of a reader's candidates have a place for it."""
    return np.asarray(candidates.standing >= prices.least[candidates.places])


def lengthened(arrays: Arrays, channel: Channel, lists: Sequence[Candidates], prices: Prices) -> Iterator[Candidates]:
    """Yield the lists, those that can afford too little with more candidates: the best of those who have room."""
    limits = arrays.problem.limits
    short = [one for one in lists if affordable(one, prices).sum() < limits.shown + limits.reserve]
    suggested = arrays.of_kinds(SUGGESTED[channel])
    more = ranked_among(arrays, [one.reader for one in short], suggested[prices.has_room[suggested]])
    longer = {one.reader: _joined(arrays, one, other) for one, other in zip(short, more, strict=True)}
    yield from (longer.get(one.reader, one) for one in lists)


def _joined(arrays: Arrays, first: Candidates, more: Candidates) -> Candidates:
    fresh = ~np.isin(more.places, first.places)
    places = np.concatenate([first.places, more.places[fresh]])
    return ranked(arrays, first.reader, places, np.concatenate([first.scores, more.scores[fresh]]), first.best)
