"""Say why a request got no meeting, from the published schedule alone.

The reason follows from calendars, quotas, tables and the meetings that were placed, never from who vetoed whom. A pair that
asked in vain because of a veto is therefore explained by the very same computation (`explain_pair`), and no answer can
tell the one case from the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from praya.engines.meetings.arrays import UNPLACED, Arrays, Room, room_of

REASONS: Mapping[str, str] = {
    "no_common_slot": "The sides have no free time in common within the opening hours.",
    "quota": "A side has reached the number of meetings it may have.",
    "outbid": "The times the sides have in common went to other meetings with a stronger claim.",
    "no_table": "No table was free at the times the sides have in common.",
}

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Price:
    """Say what placing a refused request in `slot` would cost: the meetings to give up and their points together."""

    slot: int
    value: int
    displaced: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Asked:
    """Hold some requests in the shapes of Arrays: parties (R, K), pools (R), wanted (R, S) slots they agree to."""

    parties: NDArray[np.int32]
    pools: NDArray[np.int32]
    wanted: Flags


def explain(arrays: Arrays, slots: NDArray[np.int32], requests: Iterable[str] | None = None) -> dict[str, str]:
    """Return the reason, a key of REASONS, for each named request that was not placed; None names them all.

    Requests that were placed are left out; a name that is not in the problem is a KeyError.
    """
    unplaced = np.flatnonzero(slots == UNPLACED)
    if requests is not None:
        known = {request.id: index for index, request in enumerate(arrays.problem.requests)}
        named = [known[name] for name in requests]
        unplaced = np.array([index for index in named if slots[index] == UNPLACED], np.int64)
    chosen = [arrays.problem.requests[index] for index in unplaced.tolist()]
    wanted = np.ones((len(chosen), arrays.slot_count), np.bool_)
    for row, request in enumerate(chosen):
        if request.allowed_slots is not None:
            wanted[row] = _mask(request.allowed_slots, arrays.slot_count)
    asked = _Asked(arrays.parties[unplaced], arrays.pools[unplaced], wanted)
    reasons = _reasons(arrays, room_of(arrays, slots), asked)
    return {request.id: reason for request, reason in zip(chosen, reasons, strict=True)}


def explain_pair(
    arrays: Arrays,
    slots: NDArray[np.int32],
    calendars: Sequence[str],
    *,
    pool: str | None = None,
    allowed_slots: Sequence[int] | None = None,
) -> str:
    """Return the reason that a request of these calendars, absent from the problem, would get: a key of REASONS."""
    names = {calendar.id: index for index, calendar in enumerate(arrays.problem.calendars)}
    pools = {one.id: index for index, one in enumerate(arrays.problem.pools)}
    wanted = np.ones(arrays.slot_count, np.bool_)
    if allowed_slots is not None:
        wanted = _mask(allowed_slots, arrays.slot_count)
    asked = _Asked(
        parties=np.array([[names[name] for name in calendars]], np.int32),
        pools=np.array([arrays.pool_count if pool is None else pools[pool]], np.int32),
        wanted=wanted[None],
    )
    return _reasons(arrays, room_of(arrays, slots), asked)[0]


def _mask(slots: Sequence[int], count: int) -> Flags:
    mask = np.zeros(count, np.bool_)
    mask[list(slots)] = True
    return mask


def _reasons(arrays: Arrays, room: Room, asked: _Asked) -> list[str]:
    common, permitted, spare = asked.wanted.copy(), np.ones_like(asked.wanted), np.ones_like(asked.wanted)
    for party in asked.parties.T:
        common &= arrays.capacity[party] > 0
        permitted &= (room.quota[party] > 0)[:, None] & (room.day_quota[party] > 0)[:, arrays.days]
        spare &= room.capacity[party] > 0
    staffed = common & (arrays.pool_capacity[asked.pools] > 0)
    seated = room.pool_capacity[asked.pools] > 0
    # Asked in this order, each answer names the first rule that no slot passes.
    reasons = np.full(len(asked.pools), "outbid", dtype=object)
    reasons[(staffed & permitted & spare & ~seated).any(axis=1)] = "no_table"
    reasons[(staffed & permitted & spare & seated).any(axis=1)] = "outbid"
    reasons[~(staffed & permitted).any(axis=1)] = "quota"
    reasons[~staffed.any(axis=1)] = "no_table"
    reasons[~common.any(axis=1)] = "no_common_slot"
    return [str(reason) for reason in reasons]


def prices(arrays: Arrays, slots: NDArray[np.int32], request: str) -> tuple[Price, ...]:
    """Return what each slot of a refused request would cost, cheapest first, then earliest.

    A price counts the meetings that would have to make way, as if they found no other slot; slots held by fixed or
    must-place meetings, and slots that are not allowed at all, have no price. A price of 0 displaces nobody.
    """
    index = next(number for number, one in enumerate(arrays.problem.requests) if one.id == request)
    room = room_of(arrays, slots)
    found = []
    for slot in np.flatnonzero(arrays.allowed[index]).tolist():
        displaced = _cheapest_to_displace(arrays, slots, room, index, slot)
        if displaced is not None:
            names = tuple(arrays.problem.requests[one].id for one in displaced)
            found.append(Price(slot, int(arrays.weights[list(displaced)].sum()), names))
    return tuple(sorted(found, key=lambda price: (price.value, price.slot)))


def _cheapest_to_displace(
    arrays: Arrays, slots: NDArray[np.int32], room: Room, request: int, slot: int
) -> tuple[int, ...] | None:
    """Return the cheapest set of meetings whose absence would let `request` into `slot`, None when there is none."""
    pool = int(arrays.pools[request])
    movable = (slots != UNPLACED) & (arrays.fixed == UNPLACED) & ~arrays.must
    here = movable & (slots == slot)
    needs = []
    for party in arrays.parties[request].tolist():
        mine = (arrays.parties == party).any(axis=1)
        if room.capacity[party, slot] <= 0:
            needs.append(mine & here)
        if room.day_quota[party, arrays.days[slot]] <= 0:
            needs.append(mine & movable & (arrays.days[slots] == arrays.days[slot]))
        if room.quota[party] <= 0:
            needs.append(mine & movable)
    if room.pool_capacity[pool, slot] <= 0:
        needs.append((arrays.pools == pool) & here)
    choices = [_worth_weighing(arrays, need, needs) for need in needs]
    sets = {tuple(sorted(set(choice))) for choice in product(*choices)}
    return min(sets, key=lambda chosen: (int(arrays.weights[list(chosen)].sum()), chosen), default=None)


def _worth_weighing(arrays: Arrays, need: Flags, needs: Sequence[Flags]) -> list[int]:
    """Return the meetings that may be in the cheapest set: per combination of needs they meet, the cheapest one."""
    candidates = np.flatnonzero(need)
    meets = [tuple(bool(other[one]) for other in needs) for one in candidates.tolist()]
    cheapest: dict[tuple[bool, ...], int] = {}
    for one, kind in sorted(zip(candidates.tolist(), meets, strict=True), key=lambda pair: int(arrays.weights[pair[0]])):
        cheapest.setdefault(kind, one)
    return list(cheapest.values())
