"""The bound that prices prove, against the plain sum; and the prices of an event without its slots."""

from math import gcd

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from praya.engines.meetings.arrays import BOUNDLESS, UNPLACED, arrays_of, room_of
from praya.engines.meetings.bound import Prices, best_gains, bound_from, gains, no_prices, prices_of, rounded_down
from praya.engines.meetings.model import candidates_of, model_of
from praya.engines.meetings.preview import preview_prices
from tests.engines.meetings.drawn import drawn_problems
from tests.engines.meetings.small import ask, problem


def drawn_prices(arrays, seed):
    numbers = np.random.default_rng(seed)
    shapes = (arrays.capacity.shape, arrays.pool_capacity.shape, arrays.quota.shape, arrays.day_quota.shape)
    tables = [np.round(numbers.integers(0, 2, shape) * numbers.uniform(0, 9, shape) * 64) / 64 for shape in shapes]
    for table, room in zip(tables, (arrays.capacity, arrays.pool_capacity, arrays.quota, arrays.day_quota), strict=True):
        table[room == BOUNDLESS] = 0.0  # what has no limit costs nothing
    return Prices(*tables)


def plain_bound(arrays, room, prices):
    """Return the fixed meetings' value, the price of all there is, and what each request gains at best over its prices."""
    total = sum(request.weight for request in arrays.problem.requests if request.fixed_slot is not None)
    for name, table in (
        ("capacity", prices.capacity),
        ("pool_capacity", prices.pool),
        ("quota", prices.quota),
        ("day_quota", prices.day),
    ):
        total += float((getattr(room, name)[:-1] * table[:-1]).sum())
    for request in np.flatnonzero(arrays.fixed == UNPLACED).tolist():
        found = []
        for slot in np.flatnonzero(room.open_slots(request)).tolist():
            day, left = arrays.days[slot], float(arrays.weights[request])
            for party in arrays.parties[request].tolist():
                left -= prices.capacity[party, slot] + prices.quota[party] + prices.day[party, day]
            found.append(left - prices.pool[arrays.pools[request], slot])
        if found:
            total += max(found) if arrays.must[request] else max(0.0, *found)
    step = max(1, gcd(*arrays.weights.tolist())) if len(arrays.weights) else 1
    return np.floor(total / step) * step


@settings(max_examples=80, deadline=None)
@given(drawn_problems(), st.integers(0, 10**6))
def test_a_bound_is_the_price_of_everything_and_what_each_request_gains_at_best(drawn, seed):
    arrays, _ = drawn
    room = room_of(arrays, arrays.fixed)
    candidates = candidates_of(arrays, room)
    for prices in (no_prices(arrays), drawn_prices(arrays, seed)):
        assert bound_from(arrays, room, prices, candidates) == plain_bound(arrays, room, prices)


def test_a_request_that_must_be_placed_may_lose():
    arrays = arrays_of(problem(ask("must", "ab", 2, must=True), ask("wish", "ac", 3), slots=2))
    candidates = candidates_of(arrays, room_of(arrays, arrays.fixed))
    prices = no_prices(arrays)
    prices.capacity[0] = (5.0, 7.0)
    found = gains(arrays, prices, candidates)
    assert found.tolist() == [-3.0, -5.0, -2.0, -4.0]
    assert best_gains(arrays, candidates, found).tolist() == [-3.0, 0.0]
    nobody = np.zeros(len(candidates.requests), np.bool_)
    assert best_gains(arrays, candidates.chosen(nobody), found[nobody]).tolist() == []


@settings(max_examples=40, deadline=None)
@given(drawn_problems(), st.integers(0, 10**6))
def test_duals_become_the_prices_of_their_rows_and_of_nothing_else(drawn, seed):
    arrays, _ = drawn
    room = room_of(arrays, arrays.fixed)
    model = model_of(arrays, room, candidates_of(arrays, room))
    duals = np.round(np.random.default_rng(seed).uniform(-4, 9, len(model.upper)) * 64) / 64
    prices = prices_of(arrays, model, duals)
    left = list(duals[len(model.once.keys) :])
    for name, kind in (("capacity", model.capacity), ("pool", model.pool), ("quota", model.quota), ("day", model.day)):
        table = getattr(prices, name).copy()
        expected = np.zeros(table.size)
        for key in kind.keys.tolist():
            expected[key] = max(0.0, left.pop(0))
        assert table.ravel().tolist() == expected.tolist()
    assert left == []


def test_prices_are_whole_parts_of_65536():
    arrays = arrays_of(problem(ask("m", "ab"), ask("n", "ac"), slots=1))
    room = room_of(arrays, arrays.fixed)
    model = model_of(arrays, room, candidates_of(arrays, room))
    assert prices_of(arrays, model, np.array([0.1 + 3e-6])).capacity[0, 0] == 6554 / 65536


@pytest.mark.parametrize(
    ("bound", "weights", "expected"),
    [
        (20.0, [5, 10], 20.0),
        (19.99, [5, 10], 15.0),
        (7.99, [3, 5], 7.0),
        (2.0**36, [1], 2.0**36),
        (2.0**36 + 1, [1], 2.0**36 + 1 + 68.0),
        (2.0**36 + 1, [100], float((2**36 + 69) // 100 * 100)),
    ],
)
def test_a_bound_is_rounded_down_and_widened_where_sums_are_no_longer_exact(bound, weights, expected):
    assert rounded_down(bound, np.array(weights)) == expected


def previewed(asked):
    arrays = arrays_of(asked)
    room = room_of(arrays, arrays.fixed)
    candidates = candidates_of(arrays, room)
    prices = preview_prices(arrays, room, candidates, seconds=10.0)
    return prices, bound_from(arrays, room, prices, candidates)


RIVALS = [ask("m", "ab", 7), ask("n", "ac", 5), ask("o", "ad", 3)]


def test_the_preview_counts_how_many_meetings_a_side_may_have():
    prices, bound = previewed(problem(*RIVALS, slots=3, quota={"a": 2}))
    assert bound == 12.0
    assert (3.0 <= prices.quota[0] <= 5.0, prices.capacity.any(), prices.pool.any(), prices.day.any()) == (
        True,
        False,
        False,
        False,
    )


def test_the_preview_counts_the_time_a_side_has_where_it_is_less_than_its_quota():
    prices, bound = previewed(problem(*RIVALS, slots=2, quota={"a": 3}))
    assert bound == 12.0
    assert prices.capacity[0, 0] == prices.capacity[0, 1] and 3.0 <= prices.capacity[0, 0] <= 5.0
    assert (prices.quota.any(), prices.capacity[1:].any()) == (False, False)


def test_the_preview_knows_what_fixed_meetings_have_used_up():
    asked = problem(ask("f", "ab", 4, fixed_slot=0), *RIVALS, slots=2, quota={"a": 2})
    assert previewed(asked)[1] == 4 + 7


def test_the_preview_counts_both_sides():
    prices, bound = previewed(problem(ask("m", "ab", 7), ask("n", "cb", 5), ask("o", "cd", 3), slots=1))
    assert bound == 10.0
    assert previewed(problem(ask("m", "abc", 7), ask("n", "cd", 5), slots=1))[1] == 7.0
