"""Build the linear model of choosing meetings and their slots, for a whole event or for a part of it.

One variable per candidate (a request in a slot it could take); one row per limit that the candidates could exceed: a request
once, a calendar in a slot, a pool in a slot, a calendar's quota in total and per day. Rows that cannot bind are left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from praya.engines.meetings.arrays import UNPLACED, Arrays, Ints, Room

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

MUST_BONUS = 100  # heaviest weights that a must is worth giving up

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Candidates:
    """List where requests could go: candidate j places `requests[j]` in `slots[j]`; those of one request are adjacent."""

    requests: Ints
    slots: Ints

    @property
    def starts(self) -> Ints:
        """Return the first candidate of each request that has one."""
        if not len(self.requests):
            return np.zeros(0, np.int64)
        return np.flatnonzero(np.concatenate([[True], self.requests[1:] != self.requests[:-1]]))

    def chosen(self, mask: NDArray[np.bool_] | Ints) -> Candidates:
        """Return some of the candidates."""
        return Candidates(self.requests[mask], self.slots[mask])


@dataclass(frozen=True, slots=True)
class Limits:
    """Hold the rows of one kind: entry k is a one in row `rows[k]` at candidate `columns[k]`; row i stands for `keys[i]`.

    Keys are places in the flattened table that the limits come from: Room.capacity, Room.quota and so on.
    """

    rows: NDArray[np.int64]
    columns: NDArray[np.int64]
    keys: Ints
    most: Ints


@dataclass(frozen=True, slots=True)
class Model:
    """Hold maximise profits·x subject to the rows of each kind, 0 <= x <= 1; rows are numbered in the order of `kinds`.

    `profits` are the weights, and a large bonus for a request that must be placed.
    """

    candidates: Candidates
    profits: Ints
    once: Limits
    capacity: Limits
    pool: Limits
    quota: Limits
    day: Limits

    @property
    def kinds(self) -> tuple[Limits, ...]:
        """Return the rows kind by kind, requests first."""
        return self.once, self.capacity, self.pool, self.quota, self.day

    @property
    def upper(self) -> Floats:
        """Return the right-hand side of every row."""
        return np.concatenate([kind.most for kind in self.kinds]).astype(np.float64)

    @property
    def matrix(self) -> csr_matrix:
        """Return the rows as a sparse 0/1 matrix."""
        from scipy.sparse import csr_matrix

        offsets = np.cumsum([0, *(len(kind.keys) for kind in self.kinds)])
        rows = np.concatenate([kind.rows + offset for kind, offset in zip(self.kinds, offsets)])
        columns = np.concatenate([kind.columns for kind in self.kinds])
        shape = (int(offsets[-1]), len(self.profits))
        return csr_matrix((np.ones(len(rows)), (rows, columns)), shape=shape)


def candidates_of(arrays: Arrays, room: Room, requests: Ints | None = None) -> Candidates:
    """Return every request (or those given) that is not fixed with every slot it could take in `room`."""
    chosen = np.flatnonzero(arrays.fixed == UNPLACED) if requests is None else requests
    possible = arrays.allowed[chosen] & (room.pool_capacity > 0)[arrays.pools[chosen]]
    for column in arrays.parties[chosen].T:
        possible &= (room.capacity > 0)[column]
        possible &= (room.quota > 0)[column][:, None]
        possible &= (room.day_quota > 0)[column][:, arrays.days]
    rows, slots = np.nonzero(possible)
    return Candidates(chosen[rows], slots)


def model_of(arrays: Arrays, room: Room, candidates: Candidates) -> Model:
    """Return the model that fills `room` with some of `candidates`."""
    requests, slots = candidates.requests, candidates.slots
    columns = np.arange(len(requests))
    repeated, parties = _by_party(arrays, requests)
    with_pool = np.flatnonzero(arrays.pools[requests] < arrays.pool_count)
    in_slot = parties * arrays.slot_count + slots[repeated]
    in_pool = arrays.pools[requests[with_pool]].astype(np.int64) * arrays.slot_count + slots[with_pool]
    by_day = parties * arrays.day_count + arrays.days[slots[repeated]]
    return Model(
        candidates=candidates,
        profits=(arrays.weights + MUST_BONUS * int(arrays.weights.max(initial=1)) * arrays.must)[requests],
        once=_limits(requests, columns, np.ones(arrays.request_count, np.int64)),
        capacity=_limits(in_slot, repeated, room.capacity.ravel()),
        pool=_limits(in_pool, with_pool, room.pool_capacity.ravel()),
        quota=_limits(parties, repeated, _binding_quotas(arrays, room, candidates)),
        day=_limits(by_day, repeated, _binding_day_quotas(arrays, room, candidates)),
    )


def _by_party(arrays: Arrays, requests: Ints) -> tuple[Ints, Ints]:
    """Return, for every party of every request given, the index into `requests` and the calendar."""
    parties = arrays.parties[requests].astype(np.int64)
    places, kept = np.nonzero(parties < arrays.calendar_count)
    return places, parties[places, kept]


def _limits(keys: Ints, columns: Ints, most: NDArray[np.int32] | Ints) -> Limits:
    counts = np.bincount(keys, minlength=len(most))
    binding = np.flatnonzero(counts > most)
    numbers = np.full(len(most), -1)
    numbers[binding] = np.arange(len(binding))
    rows = numbers[keys]
    kept = np.flatnonzero(rows >= 0)
    return Limits(rows=rows[kept], columns=columns[kept], keys=binding, most=most[binding].astype(np.int64))


def _binding_quotas(arrays: Arrays, room: Room, candidates: Candidates) -> Ints:
    """Return the quotas, lifted where the calendar has too few requests or too little time to reach it."""
    _, parties = _by_party(arrays, candidates.requests[candidates.starts])
    wanted = np.bincount(parties, minlength=len(room.quota))
    possible = np.minimum(wanted, room.capacity.sum(axis=1, dtype=np.int64))
    return np.where(possible > room.quota, room.quota, len(candidates.requests))


def _binding_day_quotas(arrays: Arrays, room: Room, candidates: Candidates) -> Ints:
    days = arrays.days[candidates.slots]
    daily = np.unique(candidates.requests * arrays.day_count + days)
    repeated, parties = _by_party(arrays, daily // arrays.day_count)
    wanted = np.bincount(parties * arrays.day_count + daily[repeated] % arrays.day_count, minlength=room.day_quota.size)
    return np.where(wanted > room.day_quota.ravel(), room.day_quota.ravel(), len(candidates.requests))
