"""Greedy and rounding."""

import numpy as np
from hypothesis import given, settings

from praya.engines.meetings.arrays import UNPLACED, arrays_of, is_within, room_of
from praya.engines.meetings.construct import greedy, rounded
from praya.engines.meetings.model import candidates_of
from tests.engines.meetings.drawn import drawn_problems
from tests.engines.meetings.small import ask, problem


def keeps_the_rules(arrays, slots):
    placed = np.flatnonzero(slots != UNPLACED)
    fixed = arrays.fixed != UNPLACED
    return bool(
        is_within(room_of(arrays, slots))
        and arrays.allowed[placed, slots[placed]].all()
        and (slots[fixed] == arrays.fixed[fixed]).all()
    )


@settings(max_examples=80, deadline=None)
@given(drawn_problems())
def test_greedy_and_rounded_schedules_keep_every_rule_and_leave_nothing_placeable(drawn):
    arrays, _ = drawn
    candidates = candidates_of(arrays, room_of(arrays, arrays.fixed))
    shares = np.random.default_rng(arrays.request_count).random(len(candidates.requests))
    for slots in (greedy(arrays, arrays.fixed.copy()), rounded(arrays, candidates, shares)):
        assert keeps_the_rules(arrays, slots)
        room = room_of(arrays, slots)
        assert [r for r in np.flatnonzero(slots == UNPLACED).tolist() if room.open_slots(r).any()] == []


def test_greedy_takes_what_must_be_first_then_the_heaviest():
    arrays = arrays_of(problem(ask("light", "ab", 1, must=True), ask("heavy", "ac", 9), ask("mid", "ad", 5), slots=2))
    assert (greedy(arrays, arrays.fixed.copy()) != UNPLACED).tolist() == [True, True, False]


def test_rounding_follows_the_largest_share():
    arrays = arrays_of(problem(ask("m", "ab", 1), slots=3))
    candidates = candidates_of(arrays, room_of(arrays, arrays.fixed))
    assert rounded(arrays, candidates, np.array([0.1, 0.2, 0.7])).tolist() == [2]
