"""Greedy against a plain greedy, and rounding of schedules that are whole already."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from praya.engines.meetings.arrays import UNPLACED, arrays_of, room_of
from praya.engines.meetings.construct import greedy, rounded
from praya.engines.meetings.model import candidates_of
from tests.engines.meetings.drawn import drawn_problems
from tests.engines.meetings.small import ask, problem


def plain_greedy(arrays, slots):
    """Place one after another what must be (the least flexible first), then by weight, in the slot where fewest are free."""
    slots, free = slots.copy(), arrays.capacity[:-1].sum(axis=0)
    flexibility = arrays.allowed.sum(axis=1)

    def claim(request):
        weight, choice = -int(arrays.weights[request]), int(flexibility[request])
        return (0, choice, weight) if arrays.must[request] else (1, weight, choice)

    room = room_of(arrays, slots)
    for request in sorted(np.flatnonzero(slots == UNPLACED).tolist(), key=claim):
        open_slots = np.flatnonzero(room.open_slots(request)).tolist()
        if open_slots:
            slots[request] = min(open_slots, key=lambda slot: (free[slot], slot))
            room.take(request, int(slots[request]))
    return slots


@settings(max_examples=100, deadline=None)
@given(drawn_problems())
def test_greedy_is_what_a_plain_greedy_finds(drawn):
    arrays, _ = drawn
    assert greedy(arrays, arrays.fixed.copy()).tolist() == plain_greedy(arrays, arrays.fixed.copy()).tolist()


def test_tables_are_taken_one_by_one_the_heaviest_first():
    sides = ["ab", "cd", "ef", "gh", "ij"]
    asked = [ask(pair, pair, 10 - number, pool="t") for number, pair in enumerate(sides)]
    everybody = dict.fromkeys("efghij", (1, 1))
    arrays = arrays_of(problem(*asked, ask("online", "ad", 1), capacity=everybody, tables=[2, 1]))
    assert greedy(arrays, arrays.fixed.copy()).tolist() == [0, 0, 1, UNPLACED, UNPLACED, 1]


@settings(max_examples=60, deadline=None)
@given(drawn_problems())
def test_a_whole_solution_is_rounded_to_itself_and_filled_up(drawn):
    arrays, slots = drawn
    slots = np.where(arrays.fixed != UNPLACED, arrays.fixed, slots).astype(np.int32)
    candidates = candidates_of(arrays, room_of(arrays, arrays.fixed))
    shares = (slots[candidates.requests] == candidates.slots).astype(float)
    assert rounded(arrays, candidates, shares).tolist() == greedy(arrays, slots).tolist()


@settings(max_examples=60, deadline=None)
@given(drawn_problems(), st.integers(0, 10**6))
def test_split_shares_are_taken_largest_first_while_there_is_room(drawn, seed):
    arrays, _ = drawn
    room = room_of(arrays, arrays.fixed)
    candidates = candidates_of(arrays, room)
    shares = np.random.default_rng(seed).choice([0.0, 0.01, 0.3, 0.5, 0.7], len(candidates.requests))
    slots = arrays.fixed.copy()
    for _, one in sorted((-share, one) for one, share in enumerate(shares.tolist()) if share > 0.02):
        request, slot = int(candidates.requests[one]), int(candidates.slots[one])
        if slots[request] == UNPLACED and room.open_slots(request)[slot]:
            slots[request] = slot
            room.take(request, slot)
    assert rounded(arrays, candidates, shares).tolist() == greedy(arrays, slots).tolist()


@pytest.mark.parametrize(
    "limits", [{}, {"tables": [2, 2]}, {"quota": {"a": 2}}, {"day_quotas": {"a": (2,)}}, {"tables": [2, 2], "quota": {"a": 2}}]
)
def test_a_hint_holds_until_the_last_place_is_taken(limits):
    pool = "t" if "tables" in limits else None
    asked = [ask("m", "ab", 1, pool=pool), ask("n", "ac", 1, pool=pool)]
    arrays = arrays_of(problem(*asked, slots=2, capacity={"a": [2, 2], "d": [0, 9]}, **limits))
    candidates = candidates_of(arrays, room_of(arrays, arrays.fixed))
    assert greedy(arrays, arrays.fixed.copy()).tolist() == [0, 0]
    assert rounded(arrays, candidates, np.array([0.0, 1.0, 0.0, 1.0])).tolist() == [1, 1]


def test_a_share_that_says_next_to_nothing_is_no_hint():
    arrays = arrays_of(problem(ask("m", "ab", 1), slots=2, capacity={"c": [1, 0]}))
    candidates = candidates_of(arrays, room_of(arrays, arrays.fixed))
    assert rounded(arrays, candidates, np.array([0.02, 0.0])).tolist() == [1]
    assert rounded(arrays, candidates, np.array([0.03, 0.0])).tolist() == [0]
