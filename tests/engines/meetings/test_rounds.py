"""A round of polishing: which pairs of slots it tries, and which chains it lets go."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from praya.engines.meetings import polishing
from praya.engines.meetings.arrays import UNPLACED, arrays_of
from praya.engines.meetings.problem import Calendar, Problem, Request
from praya.engines.meetings.seats import seats_of
from tests.engines.meetings.drawn import drawn_problem, slots_over


def market(couples, *, days=1, per_day=2, free=None):
    """Return an event in which pairs of calendars of their own ask for one meeting each."""
    names = [f"c{k}" for k in range(2 * couples)]
    row = free or (1,) * (days * per_day)
    calendars = tuple(Calendar(name, row) for name in names)
    requests = tuple(Request(f"r{k}", (names[2 * k], names[2 * k + 1]), 1) for k in range(couples))
    return arrays_of(Problem(slots_over(days, per_day), (), calendars, requests))


def batches_of(arrays, number, together, seed=1):
    return [
        list(zip(*map(list, pairs), strict=True))
        for pairs in polishing._round(arrays, np.random.default_rng(seed), number, together)
    ]


@settings(max_examples=60, deadline=None)
@given(
    days=st.integers(1, 4),
    per_day=st.integers(2, 7),
    number=st.integers(0, 3),
    together=st.integers(1, 5),
    seed=st.integers(0, 99),
)
def test_a_round_tries_every_pair_once_and_no_slot_twice_at_a_time(days, per_day, number, together, seed):
    arrays = market(1, days=days, per_day=per_day)
    day_of = arrays.days.tolist()
    batches = batches_of(arrays, number, together, seed)
    tried = [tuple(sorted(map(int, pair))) for batch in batches for pair in batch]
    assert len(set(tried)) == len(tried)
    for batch in batches:
        assert len({slot for pair in batch for slot in pair}) == 2 * len(batch)
        groups = [frozenset((day_of[a], day_of[b])) for a, b in batch]
        assert max(groups.count(group) for group in groups) <= together
    if number % 2 and days > 1:
        across = {frozenset((day_of[a], day_of[b])) for a, b in tried}
        assert sorted(len(couple) for couple in across) == [2] * (days // 2)
        assert len({day for couple in across for day in couple}) == 2 * (days // 2)
        assert len(tried) == per_day**2 * (days // 2)
    else:
        expected = [(a, b) for a in range(len(day_of)) for b in range(a + 1, len(day_of)) if day_of[a] == day_of[b]]
        assert sorted(tried) == expected


def test_rounds_are_shuffled():
    arrays = market(1, days=2, per_day=6)
    assert batches_of(arrays, 0, 1, seed=1) != batches_of(arrays, 0, 1, seed=2)


def swapped(arrays, slots, warmth, seed=1):
    state = seats_of(arrays, np.array(slots, np.int32))
    pairs = (np.array([0]), np.array([1]))
    polishing._swap_some(state, pairs, polishing.cost_by_breaks(arrays.slot_count), warmth, np.random.default_rng(seed))
    return state.slots.tolist()


def test_of_chains_that_change_nothing_half_are_swapped():
    assert [sorted(swapped(market(10), [0] * 10, warmth, seed)) for warmth, seed in ((0.0, 1), (0.0, 2), (5.0, 3))] == [
        [0] * 5 + [1] * 5
    ] * 3


def test_chains_that_save_are_always_swapped_and_those_that_cost_only_while_it_is_warm():
    # Each couple meets twice: what lies in slot 0 leaves a gap that slot 1 closes.
    arrays = twice(6)
    apart, close = [0, 2] * 6, [1, 2] * 6
    assert [swapped(arrays, apart, warmth) for warmth in (0.0, 3.0)] == [close, close]
    assert swapped(arrays, close, 0.0) == close
    assert any(swapped(arrays, close, 200.0, seed) != close for seed in range(5))


def twice(couples):
    names = [f"c{k}" for k in range(2 * couples)]
    calendars = tuple(Calendar(name, (1, 1, 1)) for name in names)
    sides = [(names[2 * k], names[2 * k + 1]) for k in range(couples)]
    requests = tuple(Request(f"r{k}{twin}", pair, 1) for k, pair in enumerate(sides) for twin in "xy")
    return arrays_of(Problem(slots_over(1, 3), (), calendars, requests))


def test_without_rounds_nothing_is_polished():
    arrays = twice(3)
    slots = np.array([0, 2] * 3, np.int32)
    assert polishing.polish(arrays, slots, rounds=0).tolist() == slots.tolist()
    assert polishing.polish(arrays, slots, rounds=3).tolist() != slots.tolist()


def test_no_round_is_begun_without_breaks_or_without_time(monkeypatch):
    begun, one_round = [], polishing._round
    monkeypatch.setattr(polishing, "_round", lambda *how: begun.append(how[2]) or one_round(*how))
    arrays, apart = twice(3), np.array([0, 2] * 3, np.int32)
    polishing.polish(arrays, np.array([1, 2] * 3, np.int32), rounds=5)
    polishing.polish(arrays, apart, rounds=5, seconds=-1.0)
    assert begun == []
    closed = polishing.polish(arrays, apart, rounds=5)
    assert (np.abs(closed[::2] - closed[1::2]).tolist(), begun) == ([1, 1, 1], [0])


@pytest.mark.parametrize(
    ("market", "expected"),
    [
        (1, "mifndh24k3i6454f0ed2dc2da3gc8fi5g69j1nd22ma"),
        (2, "lh7jeml4g3ijd536ffd9gna55hl58fkbm4imbkfja3eekc4dk6mk5"),
        (6, "c13ci4afihdl7j18025a1m2dg7bn3ghmc38f5593b"),
    ],
)
def test_a_run_is_repeated_exactly_by_whoever_has_its_seed_and_its_libraries(market, expected):
    """Hold runs as they were first made, a digit to base 24 for each meeting's slot: schedules name their seed."""
    arrays, slots = drawn_problem(market, days=3, per_day=8, calendars=14, requests=120, pools=1, most_staff=4)
    found = polishing.polish(arrays, slots, seed=3, rounds=7)
    assert found[found != UNPLACED].tolist() == [int(digit, 24) for digit in expected]


def test_what_more_than_two_breaks_cost():
    assert polishing.cost_by_breaks(5).tolist() == [0, 11, 24, 99, 176, 255]
