"""Solve the relaxation of a whole event on a few slots per request, and prove by prices that the other slots add nothing.

A meeting can mostly be held in some twenty slots that are as good as each other. Five of them, those least in demand, and
three drawn at random carry an optimum of the whole event almost always, unless a side has more wishes than time: its slots
are scarce one by one, so all are needed. Where the prices show that a slot left out would gain, all slots of that request
join in the next round.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from praya.engines.meetings.arrays import Arrays, Room
from praya.engines.meetings.bound import Prices, best_gains, bound_from, gains, prices_of
from praya.engines.meetings.model import Candidates, Floats, model_of
from praya.engines.meetings.simplex import corner_of

CALM_SLOTS = 5
DRAWN_SLOTS = 3
BUSY = 0.95  # wishes (up to the quota) per free place above which a calendar is short of time
WHOLE_BELOW = 30_000  # candidates; so few are all taken at once
GAIN = 1e-6
WORK_AT_LEAST, WORK_PER_CANDIDATE = 1.0, 1.5e-5  # three times what an ordinary market needs, in GLOP's units


@dataclass(frozen=True, slots=True)
class Relaxation:
    """Hold one round: the candidates used, their shares, the prices, and the bound that these prove for the whole event."""

    candidates: Candidates
    shares: Floats
    prices: Prices
    bound: float


def relaxations(
    arrays: Arrays, room: Room, candidates: Candidates, *, seed: int, rounds: int = 6, seconds: float = 3600.0
) -> Iterator[Relaxation]:
    """Yield a relaxation per round until no candidate left out would gain; stop when the simplex work runs out first.

    `seconds` limits each round by the clock, as a last resort.
    """
    kept = chosen_candidates(arrays, room, candidates, seed)
    for _ in range(rounds):
        part = candidates.chosen(kept)
        model = model_of(arrays, room, part)
        corner = corner_of(model, work=max(WORK_AT_LEAST, WORK_PER_CANDIDATE * len(model.profits)), seconds=seconds)
        if corner is None:
            return
        prices = prices_of(arrays, model, corner.duals)
        yield Relaxation(part, corner.shares, prices, bound_from(arrays, room, prices, candidates))
        missed = _missed(arrays, candidates, kept, gains(arrays, prices, candidates))
        if not missed.any():
            return
        kept |= missed


def chosen_candidates(arrays: Arrays, room: Room, candidates: Candidates, seed: int) -> NDArray[np.bool_]:
    """Tell which candidates to start with: per request its calmest slots and a few drawn by `seed`."""
    count = len(candidates.requests)
    if count <= WHOLE_BELOW:
        return np.ones(count, np.bool_)
    demand = _demand(arrays, room, candidates)
    kept = _first_of_each(candidates, demand, CALM_SLOTS)
    drawn = np.random.default_rng(seed).random(count)
    kept |= _first_of_each(candidates, np.where(kept, np.inf, drawn), DRAWN_SLOTS)
    return kept | _is_short_of_time(arrays, room, candidates)


def _is_short_of_time(arrays: Arrays, room: Room, candidates: Candidates) -> NDArray[np.bool_]:
    """Tell for each candidate whether one of its sides has too little time for its wishes."""
    wanting = arrays.parties[candidates.requests[candidates.starts]].ravel()
    wishes = np.minimum(np.bincount(wanting, minlength=len(room.quota)), room.quota)
    short = wishes >= BUSY * room.capacity.sum(axis=1, dtype=np.int64)
    found: NDArray[np.bool_] = short[arrays.parties].any(axis=1)[candidates.requests]
    return found


def _demand(arrays: Arrays, room: Room, candidates: Candidates) -> Floats:
    """Return, for each candidate, how many meetings its calendars would have per place in its slot if all spread evenly."""
    requests, slots = candidates.requests, candidates.slots
    sizes = np.diff(np.append(candidates.starts, len(requests)))
    spread = np.repeat(1.0 / sizes, sizes)
    wanted = np.zeros(room.capacity.shape)
    for column in arrays.parties.T:
        np.add.at(wanted, (column[requests], slots), spread)
    wanted /= np.maximum(room.capacity, 1)
    found = np.zeros(len(requests))
    for column in arrays.parties.T:
        found += wanted[column[requests], slots]
    return found


def _first_of_each(candidates: Candidates, rank: Floats, count: int) -> NDArray[np.bool_]:
    """Tell which candidates are among the `count` lowest-ranked of their request."""
    order = np.lexsort((rank, candidates.requests))
    sizes = np.diff(np.append(candidates.starts, len(order)))
    place = np.empty(len(order), np.int64)
    place[order] = np.arange(len(order)) - np.repeat(candidates.starts, sizes)
    first: NDArray[np.bool_] = place < count
    return first


def _missed(arrays: Arrays, candidates: Candidates, kept: NDArray[np.bool_], found: Floats) -> NDArray[np.bool_]:
    """Tell which candidates to add: all of every request that would gain more in a slot that was left out."""
    part = candidates.chosen(kept)
    best = np.zeros(arrays.request_count)
    best[part.requests[part.starts]] = best_gains(arrays, part, found[kept])
    wanting = np.zeros(arrays.request_count, np.bool_)
    wanting[candidates.requests[found > best[candidates.requests] + GAIN]] = True
    missed: NDArray[np.bool_] = wanting[candidates.requests]
    return missed
