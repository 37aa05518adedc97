"""Polishing keeps every meeting and every rule, and closes gaps."""

import doctest

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from praya.engines.meetings import check, polishing, seats
from praya.engines.meetings.arrays import UNPLACED, arrays_of, assignments_of, value_of
from praya.engines.meetings.chains import chains_between, judge, one_chain_each, swap, within_pools
from praya.engines.meetings.problem import Calendar, Pool, Problem, Request, Schedule
from tests.engines.meetings.drawn import drawn_problem, drawn_problems, slots_over


def faults(arrays, slots):
    value = value_of(arrays, slots)
    return check.faults(arrays.problem, Schedule(assignments_of(arrays, slots), value, value))


def plain_gaps(text):
    """Count breaks and idle slots the slow way in a day written as 0 and 1."""
    groups = [group for group in text.strip("0").split("1") if group]
    return len(groups), sum(map(len, groups))


@given(st.lists(st.text("01", min_size=190, max_size=190) | st.text("0001", min_size=190, max_size=190), max_size=5))
def test_gaps_are_counted_over_several_words_as_a_reader_would(days):
    words = [[int(day[::-1].zfill(192)[192 - 64 * (w + 1) : 192 - 64 * w], 2) for day in days] for w in range(3)]
    breaks, idle = seats.gaps_in(np.array(words, np.uint64).reshape(3, len(days)))
    assert list(zip(breaks.tolist(), idle.tolist(), strict=True)) == [plain_gaps(day) for day in days]


@given(drawn_problems())
@settings(max_examples=60, deadline=None)
def test_polishing_keeps_the_meetings_and_the_rules_and_never_adds_cost(drawn):
    arrays, slots = drawn
    polished = polishing.polish(arrays, slots, seed=3, rounds=4)
    cost_of = polishing.cost_by_breaks(arrays.slot_count)
    before, after = seats.seats_of(arrays, slots), seats.seats_of(arrays, polished)
    assert faults(arrays, polished) == []
    assert np.array_equal(polished == UNPLACED, slots == UNPLACED)
    assert cost_of[after.breaks].sum() <= cost_of[before.breaks].sum()
    assert (after.breaks.sum(), after.breaks.max()) == check.breaks_of(arrays.problem, assignments_of(arrays, polished))


@given(drawn_problems(), st.integers(0, 1000))
@settings(max_examples=60, deadline=None)
def test_a_swap_leaves_the_seats_as_if_they_were_taken_anew(drawn, seed):
    arrays, slots = drawn
    rng = np.random.default_rng(seed)
    state = seats.seats_of(arrays, slots)
    cost_of = polishing.cost_by_breaks(arrays.slot_count)
    pairs = rng.permutation(arrays.slot_count)[:2].reshape(2, 1)
    seats.reseat(state, int(pairs[1, 0]), rng)
    chains = chains_between(state, *pairs)
    verdict = judge(state, chains, cost_of)
    before = int(cost_of[state.breaks].sum()), state.day_idle.sum()
    possible = np.flatnonzero(within_one_pool_at_a_time(state, chains, verdict))
    chosen = np.zeros(chains.count, np.bool_)
    chosen[possible[:1]] = True
    swap(state, chains, verdict, chosen)
    anew = seats.seats_of(arrays, state.slots)
    assert faults(arrays, state.slots) == []
    for name in ("count", "busy", "breaks", "day_breaks", "day_idle", "day_count", "pool_count"):
        assert np.array_equal(getattr(state, name), getattr(anew, name)), name
    change = int(cost_of[state.breaks].sum()) - before[0] + 3 * (state.day_idle.sum() - before[1])
    assert change == verdict.cost[chosen].sum()


def within_one_pool_at_a_time(state, chains, verdict):
    """Return which possible chains also fit their pools when swapped alone."""
    alone = np.zeros((chains.count, chains.count), np.bool_)
    np.fill_diagonal(alone, verdict.is_possible)
    return np.array([within_pools(state, chains, one, np.zeros(chains.count))[k] for k, one in enumerate(alone)], bool)


def problem_of(capacities, meetings, *, days=1, per_day=4, pools=(), quotas=None):
    calendars = tuple(Calendar(name, row, day_quotas=(quotas or {}).get(name)) for name, row in capacities.items())
    requests = tuple(Request(f"r{k}", parties, 1, pool) for k, (parties, pool) in enumerate(meetings))
    return arrays_of(Problem(slots_over(days, per_day), pools, calendars, requests))


def test_a_gap_is_closed():
    free = (1, 1, 1, 1)
    arrays = problem_of({"a": free, "b": free, "c": free}, [(("a", "b"), None), (("a", "c"), None)])
    polished = polishing.polish(arrays, np.array([0, 2], np.int32), rounds=3)
    assert check.breaks_of(arrays.problem, assignments_of(arrays, polished)) == (0, 0)


def test_a_slot_nobody_could_attend_is_no_gap():
    arrays = problem_of({"a": (1, 0, 1, 1), "b": (1, 1, 1, 1)}, [(("a", "b"), None), (("a", "b"), None)])
    slots = np.array([0, 2], np.int32)
    assert seats.seats_of(arrays, slots).breaks.tolist() == [0, 1, 0]


def test_no_table_stops_a_gap_from_closing():
    free = (1, 1, 1, 1)
    pool = Pool("hall", (1, 0, 1, 0))
    arrays = problem_of({"a": free, "b": free, "c": free}, [(("a", "b"), "hall"), (("a", "c"), "hall")], pools=(pool,))
    slots = np.array([0, 2], np.int32)
    polished = polishing.polish(arrays, slots, rounds=3)
    assert sorted(polished.tolist()) == [0, 2]


def test_a_quota_of_a_day_stops_a_meeting_from_changing_days():
    free = (1, 1, 1, 1, 1, 1, 1, 1)
    meetings = [(("a", "b"), None), (("a", "c"), None), (("a", "d"), None)]
    blocked = (1, 0, 0, 0, 1, 0, 0, 0)
    capacities = {"a": free, "b": blocked, "c": free, "d": (0, 0, 0, 1, 0, 0, 0, 0)}
    slots = np.array([0, 5, 3], np.int32)
    quotas = {"a": (2, 1)}
    arrays = problem_of(capacities, meetings, days=2, quotas=quotas)
    polished = polishing.polish(arrays, slots, rounds=6)
    assert np.bincount(arrays.days[polished]).tolist() == [2, 1]


def test_a_full_pool_gives_up_the_chain_of_highest_rank():
    free = (1, 1)
    meetings = [(("a", "b"), "hall"), (("c", "d"), "hall"), (("e", "f"), "hall")]
    pool = Pool("hall", (3, 2))
    arrays = problem_of(dict.fromkeys("abcdef", free), meetings, per_day=2, pools=(pool,))
    state = seats.seats_of(arrays, np.zeros(3, np.int32))
    chains = chains_between(state, np.array([0]), np.array([1]))
    kept = within_pools(state, chains, np.ones(3, np.bool_), np.array([2.0, 3.0, 1.0]))
    assert kept.tolist() == [True, False, True]


def test_of_two_chains_of_one_company_the_better_one_moves():
    staff = (3, 3)
    meetings = [(("a", "b"), None), (("a", "c"), None), (("d", "e"), None)]
    arrays = problem_of({"a": staff} | dict.fromkeys("bcde", (1, 1)), meetings, per_day=2)
    state = seats.seats_of(arrays, np.zeros(3, np.int32))
    chains = chains_between(state, np.array([0]), np.array([1]))
    every = np.ones(3, np.bool_)
    assert chains.count == 3
    assert one_chain_each(state, chains, every, np.array([0.2, 0.1, 0.9])).tolist() == [False, True, True]
    assert one_chain_each(state, chains, np.array([True, False, True]), np.zeros(3)).tolist() == [True, False, True]


def test_the_clock_cuts_a_run_short_without_harm():
    arrays, slots = drawn_problem(5)
    assert np.array_equal(polishing.polish(arrays, slots, seconds=-1), slots)


def test_the_same_seed_gives_the_same_schedule():
    arrays, slots = drawn_problem(11, days=3, per_day=7, calendars=12, requests=60)
    one, two = (polishing.polish(arrays, slots, seed=8, rounds=6) for _ in range(2))
    assert np.array_equal(one, two)


def test_a_larger_market_loses_most_of_its_breaks():
    arrays, slots = drawn_problem(2, days=3, per_day=12, calendars=60, requests=300, most_staff=2)
    polished = polishing.polish(arrays, slots, rounds=12)
    before = check.breaks_of(arrays.problem, assignments_of(arrays, slots))
    after = check.breaks_of(arrays.problem, assignments_of(arrays, polished))
    assert (after[0] < 0.4 * before[0], after[1] <= 2) == (True, True), (before, after)


def test_the_examples_in_the_documentation_hold():
    assert [doctest.testmod(module).failed for module in (polishing, seats)] == [0, 0]
