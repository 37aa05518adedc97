"""Seats, chains and swaps against plain counts: what is judged is what happens."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from praya.engines.meetings import chains as chains_module
from praya.engines.meetings.arrays import UNPLACED, arrays_of, assignments_of, room_of, value_of
from praya.engines.meetings.chains import chains_between, judge, one_chain_each, swap, within_pools
from praya.engines.meetings.check import faults
from praya.engines.meetings.polishing import cost_by_breaks
from praya.engines.meetings.problem import Calendar, Pool, Problem, Request, Schedule
from praya.engines.meetings.seats import reseat, seats_of
from tests.engines.meetings.drawn import drawn_problem, drawn_problems, slots_over

COUNTED = ("count", "busy", "breaks", "day_breaks", "day_idle", "day_count", "pool_count")


def keeps_the_rules(arrays, slots):
    value = value_of(arrays, slots)
    return faults(arrays.problem, Schedule(assignments_of(arrays, slots), value, value)) == []


def plain_gaps(capacity, busy):
    """Return breaks and idle slots of one calendar's day, from what it could attend and what it does."""
    told = "".join("1" if at else "0" for free, at in zip(capacity, busy, strict=True) if free)
    groups = [group for group in told.strip("0").split("1") if group]
    return len(groups), sum(map(len, groups))


def sitting(arrays, slots):
    """Return (C, S) how many meetings each calendar has in each slot."""
    table = np.zeros((arrays.calendar_count, arrays.slot_count), int)
    for request, slot in enumerate(slots.tolist()):
        for party in arrays.problem.requests[request].calendars if slot != UNPLACED else ():
            table[int(party[1:]), slot] += 1
    return table


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10**6), days=st.integers(1, 2), per_day=st.sampled_from([5, 63, 64, 65, 140]))
def test_the_gaps_of_long_days_are_those_of_a_plain_count(seed, days, per_day):
    arrays, slots = drawn_problem(seed, days=days, per_day=per_day, calendars=6, requests=40)
    state, there = seats_of(arrays, slots), sitting(arrays, slots)
    assert state.count[:, :-1].T.tolist() == there.tolist()
    for calendar, row in enumerate(there):
        free = arrays.capacity[calendar] > 0
        each = [plain_gaps(free[arrays.days == day], row[arrays.days == day]) for day in range(days)]
        assert list(zip(state.day_breaks[:, calendar].tolist(), state.day_idle[:, calendar].tolist(), strict=True)) == each
        assert state.breaks[calendar] == sum(breaks for breaks, _ in each)
        assert state.day_count[:, calendar].tolist() == [row[arrays.days == day].sum() for day in range(days)]


@settings(max_examples=40, deadline=None)
@given(drawn_problems())
def test_every_meeting_has_a_seat_at_each_of_its_calendars_and_staff_have_one_to_spare(drawn):
    arrays, slots = drawn
    state, there = seats_of(arrays, slots), sitting(arrays, slots)
    for calendar in range(arrays.calendar_count):
        mine = state.who[:, state.seat_calendar == calendar]
        staff = max(1, int(arrays.capacity[calendar].max(initial=0)))
        assert mine.shape[1] == min(staff, max(1, int(there[calendar].max(initial=0))) + 1)
        for slot, seated in enumerate(mine.tolist()):
            here = [k for k, at in enumerate(slots.tolist()) if at == slot and calendar in arrays.parties[k]]
            assert sorted(one for one in seated if one != UNPLACED) == here
    assert state.crowded.tolist() == [k for k, one in enumerate(state.seat_calendar) if (state.seat_calendar == one).sum() > 1]


@settings(max_examples=30, deadline=None)
@given(drawn_problems(), st.integers(0, 10**6))
def test_dealing_seats_anew_changes_nobodys_meetings(drawn, seed):
    arrays, slots = drawn
    state, before = seats_of(arrays, slots), seats_of(arrays, slots)
    slot = seed % arrays.slot_count
    reseat(state, slot, np.random.default_rng(seed))
    for calendar in range(arrays.calendar_count):
        mine = state.seat_calendar == calendar
        assert sorted(state.who[slot, mine]) == sorted(before.who[slot, mine])
    others = np.arange(arrays.slot_count) != slot
    assert np.array_equal(state.who[others], before.who[others])


def test_the_seats_of_a_company_are_dealt_anew():
    arrays = arrays_of(Problem(slots_over(1, 1), (), (Calendar("a", (4,)), Calendar("b", (1,))), (Request("r", ("a", "b"), 1),)))
    found = set()
    for seed in range(12):
        state = seats_of(arrays, np.array([0], np.int32))
        reseat(state, 0, np.random.default_rng(seed))
        found.add(tuple(state.who[0].tolist()))
    assert found == {(0, UNPLACED, 0), (UNPLACED, 0, 0)}


def drawn_pairs(arrays, numbers):
    """Return pairs of slots as a round of polishing has them: all within their days, or all across couples of days."""
    decks = [numbers.permutation(np.flatnonzero(arrays.days == day)) for day in range(arrays.day_count)]
    if arrays.day_count > 1 and numbers.random() < 0.5:
        order = numbers.permutation(arrays.day_count)
        couples = [(decks[a], decks[b]) for a, b in zip(order[::2], order[1::2], strict=False)]
        count = int(numbers.integers(1, min(len(deck) for deck in decks) + 1))
        return np.array([(x, y) for one, other in couples for x, y in zip(one[:count], other[:count], strict=True)]).T
    return np.array([pair for deck in decks for pair in zip(deck[::2], deck[1::2], strict=False)]).T


def drawn_chains(drawn, seed):
    """Return (state, chains, generator) after seats have been dealt anew."""
    arrays, slots = drawn
    numbers = np.random.default_rng(seed)
    state = seats_of(arrays, slots)
    first, second = drawn_pairs(arrays, numbers)
    for slot in second.tolist():
        reseat(state, slot, numbers)
    return state, chains_between(state, first, second), numbers


def after_swapping(state, chains, chain):
    """Return the schedule with one chain swapped, worked out plainly."""
    then = state.slots.copy()
    mine = chains.chain == chain
    then[chains.meetings[mine]] = chains.target[mine]
    return then


@settings(max_examples=60, deadline=None)
@given(drawn_problems(), st.integers(0, 10**6))
def test_each_chain_is_judged_as_a_plain_swap_of_it_turns_out(drawn, seed):
    state, chains, _ = drawn_chains(drawn, seed)
    arrays, cost_of = drawn[0], cost_by_breaks(drawn[0].slot_count)
    verdict = judge(state, chains, cost_of)
    before = int(cost_of[state.breaks].sum() + 3 * state.day_idle.sum())
    for chain in range(chains.count):
        then = after_swapping(state, chains, chain)
        room, placed = room_of(arrays, then), np.flatnonzero(then != UNPLACED)
        fits = room.capacity.min() >= 0 and room.day_quota.min() >= 0 and arrays.allowed[placed, then[placed]].all()
        assert verdict.is_possible[chain] == fits
        if fits:
            anew = seats_of(arrays, then)
            assert verdict.cost[chain] == cost_of[anew.breaks].sum() + 3 * anew.day_idle.sum() - before


@settings(max_examples=60, deadline=None)
@given(drawn_problems(), st.integers(0, 10**6))
def test_many_chains_swapped_at_once_keep_every_rule_and_leave_the_seats_in_order(drawn, seed):
    state, chains, numbers = drawn_chains(drawn, seed)
    arrays, linear = drawn[0], 10 * np.arange(drawn[0].slot_count + 1)
    verdict = judge(state, chains, linear)
    rank = numbers.permutation(chains.count).astype(float)
    alone = one_chain_each(state, chains, verdict.is_possible & (numbers.random(chains.count) < 0.9), rank)
    chosen = within_pools(state, chains, alone, rank)
    assert not (chosen & ~alone).any()
    before = int(linear[state.breaks].sum() + 3 * state.day_idle.sum())
    expected = state.slots.copy()
    moved = chosen[chains.chain]
    expected[chains.meetings[moved]] = chains.target[moved]
    swap(state, chains, verdict, chosen)
    anew = seats_of(arrays, state.slots)
    assert state.slots.tolist() == expected.tolist()
    assert keeps_the_rules(arrays, state.slots)
    assert [name for name in COUNTED if not np.array_equal(getattr(state, name), getattr(anew, name))] == []
    assert int(linear[state.breaks].sum() + 3 * state.day_idle.sum()) - before == verdict.cost[chosen].sum()
    for calendar in range(arrays.calendar_count):
        mine = state.seat_calendar == calendar
        for slot in range(arrays.slot_count):
            here = [k for k, at in enumerate(state.slots.tolist()) if at == slot and calendar in arrays.parties[k]]
            assert sorted(one for one in state.who[slot, mine].tolist() if one != UNPLACED) == here


@settings(max_examples=60, deadline=None)
@given(drawn_problems(), st.integers(0, 10**6))
def test_of_chains_that_touch_a_calendar_on_a_day_only_the_lowest_rank_stays(drawn, seed):
    state, chains, numbers = drawn_chains(drawn, seed)
    days = drawn[0].days[chains.first]
    touched = {chain: set() for chain in range(chains.count)}
    for chain, pair, calendar in zip(
        chains.touch_chain.tolist(), chains.touch_pair.tolist(), chains.calendar.tolist(), strict=True
    ):
        touched[chain].add((calendar, int(days[pair])))
    chosen = numbers.random(chains.count) < 0.7
    rank = numbers.permutation(chains.count).astype(float)
    lower = {k: [j for j in range(chains.count) if chosen[j] and rank[j] < rank[k] and touched[j] & touched[k]] for k in touched}
    expected = [bool(chosen[k]) and not lower[k] for k in range(chains.count)]
    assert one_chain_each(state, chains, chosen, rank).tolist() == expected


@settings(max_examples=60, deadline=None)
@given(drawn_problems(), st.integers(0, 10**6))
def test_full_pools_give_up_their_worst_chains_one_after_another(drawn, seed):
    state, chains, numbers = drawn_chains(drawn, seed)
    chosen, rank = numbers.random(chains.count) < 0.9, numbers.permutation(chains.count).astype(float)
    assert within_pools(state, chains, chosen, rank).tolist() == plainly_within(state, chains, chosen, rank).tolist()


def plainly_within(state, chains, chosen, rank):
    arrays, kept = state.arrays, chosen.copy()
    while True:
        then = state.slots.copy()
        moved = kept[chains.chain]
        then[chains.meetings[moved]] = chains.target[moved]
        tables = room_of(arrays, then).pool_capacity[:-1]
        worst = set()
        for pool, slot in np.argwhere(tables < 0).tolist():
            coming = [
                m for m, to, on in zip(chains.meetings, chains.target, moved) if on and to == slot and arrays.pools[m] == pool
            ]
            joined = {int(chains.chain[np.flatnonzero(chains.meetings == one)[0]]) for one in coming}
            worst |= {max(joined, key=lambda chain: rank[chain])}
        if not worst:
            return kept
        kept[list(worst)] = False


def market(sides, *, slots=2, tables=None):
    """Return an event of calendars named by letters; `sides` are the two of each meeting, all at the pool where there is one."""
    letters = sorted(set("".join(sides)))
    pools = () if tables is None else (Pool("t", tables),)
    requests = tuple(Request(f"r{k}", tuple(pair), 1, None if tables is None else "t") for k, pair in enumerate(sides))
    return arrays_of(Problem(slots_over(1, slots), pools, tuple(Calendar(one, (1,) * slots) for one in letters), requests))


def test_a_table_is_free_once_for_each_meeting_that_leaves_it():
    state = seats_of(market(["ab", "cd", "ef"], tables=(2, 1)), np.array([1, 0, 0], np.int32))
    chains = chains_between(state, np.array([0]), np.array([1]))
    assert within_pools(state, chains, np.ones(3, np.bool_), np.array([1.0, 2.0, 3.0])).tolist() == [True, True, False]


@pytest.mark.parametrize(
    ("length", "busy", "expected"),
    [
        (64, (0, 63), (1, 62)),
        (64, (62, 63), (0, 0)),
        (70, (10, 69), (1, 58)),
        (200, (0, 199), (1, 198)),
        (200, (0, 64, 199), (2, 197)),
    ],
)
def test_the_last_slot_of_a_word_counts_like_any_other(length, busy, expected):
    state = seats_of(market(["ab"] * len(busy), slots=length), np.array(busy, np.int32))
    assert [(int(state.breaks[who]), int(state.day_idle[0, who])) for who in (0, 1)] == [expected] * 2


def test_a_single_chain_knows_its_pair_of_slots():
    state = seats_of(market(["ab"], slots=4), np.array([2], np.int32))
    chains = chains_between(state, np.array([0, 2]), np.array([1, 3]))
    assert (chains.touch_pair.tolist(), chains.calendar.tolist(), chains.shift.tolist()) == ([1, 1], [0, 1], [1, 1])
    assert (chains.meetings.tolist(), chains.target.tolist()) == ([0], [3])


def test_a_schedule_without_meetings_has_no_chains():
    arrays, _ = drawn_problem(3, requests=0)
    state = seats_of(arrays, np.zeros(0, np.int32))
    chains = chains_between(state, np.array([0]), np.array([1]))
    verdict = judge(state, chains, cost_by_breaks(10))
    assert (chains.count, verdict.cost.tolist(), len(chains.calendar)) == (0, [], 0)
    assert chains_module.IDLE == 3
