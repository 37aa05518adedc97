"""Bounds: never below the optimum, whatever the prices."""

import io
from random import Random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from praya.engines.meetings import preview
from praya.engines.meetings.arrays import arrays_of, room_of
from praya.engines.meetings.bound import Prices, bound_from, no_prices, prices_of, rounded_down
from praya.engines.meetings.first_order import answer, approximate
from praya.engines.meetings.model import candidates_of, model_of
from praya.engines.meetings.preview import preview_prices
from praya.engines.meetings.relax import relaxations
from praya.engines.meetings.simplex import corner_of
from tests.engines.meetings.brute import best_value
from tests.engines.meetings.drawn import drawn_problem
from tests.engines.meetings.small import ask, problem


def tiny(seed):
    """Return (arrays, what the fixed meetings leave, candidates, brute optimum) of a problem small enough to try everything."""
    random = Random(seed)
    arrays, _ = drawn_problem(seed, days=random.choice([1, 2]), per_day=2, calendars=4, requests=5, pools=1)
    room = room_of(arrays, arrays.fixed)
    return arrays, room, candidates_of(arrays, room), best_value(arrays.problem)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_no_prices_however_wrong_bound_below_the_optimum(seed, price_seed):
    arrays, room, candidates, best = tiny(seed)
    numbers = np.random.default_rng(price_seed)
    shapes = (arrays.capacity.shape, arrays.pool_capacity.shape, arrays.quota.shape, arrays.day_quota.shape)
    drawn = Prices(*(np.round(numbers.integers(0, 2, shape) * numbers.uniform(0, 40, shape) * 64) / 64 for shape in shapes))
    assert bound_from(arrays, room, drawn, candidates) >= best
    assert bound_from(arrays, room, no_prices(arrays), candidates) >= best


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6))
def test_the_prices_of_the_relaxation_prove_its_own_value(seed):
    arrays, room, candidates, best = tiny(seed)
    model = model_of(arrays, room, candidates)
    corner = corner_of(model, work=1.0, seconds=10.0)
    bound = bound_from(arrays, room, prices_of(arrays, model, corner.duals), candidates)
    fixed = sum(r.weight for r in arrays.problem.requests if r.fixed_slot is not None)
    relaxed = fixed + float(arrays.weights[candidates.requests] @ corner.shares)
    assert best <= bound <= relaxed + 1e-6
    assert [round_.bound for round_ in relaxations(arrays, room, candidates, seed=1)] == [bound]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6))
def test_leaving_out_the_slots_bounds_safely(seed):
    arrays, room, candidates, best = tiny(seed)
    found = bound_from(arrays, room, preview_prices(arrays, room, candidates, seconds=10.0), candidates)
    assert best <= found <= bound_from(arrays, room, no_prices(arrays), candidates)


def test_a_preview_that_is_too_much_work_bounds_by_the_sum_of_all_weights(monkeypatch):
    monkeypatch.setattr(preview, "WORK_AT_LEAST", 0.0)
    monkeypatch.setattr(preview, "WORK_PER_REQUEST", 0.0)
    arrays, room, candidates, _ = tiny(7)
    prices = preview_prices(arrays, room, candidates, seconds=10.0)
    assert not (prices.quota.any() or prices.capacity.any())


def test_a_first_order_answer_is_bound_as_safely():
    arrays, room, candidates, best = tiny(7)
    model = model_of(arrays, room, candidates)
    found = approximate(model, threads=1, seconds=60.0)
    assert best <= bound_from(arrays, room, prices_of(arrays, model, found.duals), candidates) <= best + 2


def test_the_child_process_answers_in_the_shapes_it_was_asked():
    arrays, room, candidates, _ = tiny(7)
    model = model_of(arrays, room, candidates)
    matrix = model.matrix.tocsc()
    asked, told = io.BytesIO(), io.BytesIO()
    np.savez(asked, starts=matrix.indptr, rows=matrix.indices, profits=model.profits, upper=model.upper, threads=np.array(1))
    answer(io.BytesIO(asked.getvalue()), told)
    found = np.load(io.BytesIO(told.getvalue()))
    assert (found["shares"].shape, found["duals"].shape) == (model.profits.shape, model.upper.shape)
    assert found["shares"].min() >= -1e-9 and found["shares"].max() <= 1 + 1e-9


def test_a_first_order_run_that_takes_too_long_says_so():
    arrays, room, candidates, _ = tiny(7)
    assert approximate(model_of(arrays, room, candidates), threads=1, seconds=0.0) is None


def test_must_place_meetings_sharpen_the_bound():
    loose = problem(ask("m", "ab", 1), ask("n", "ac", 9), slots=1)
    strict = problem(ask("m", "ab", 1, must=True), ask("n", "ac", 9), slots=1)
    assert [_proved(loose), _proved(strict)] == [9.0, 1.0]


def _proved(asked):
    arrays = arrays_of(asked)
    room = room_of(arrays, arrays.fixed)
    return next(relaxations(arrays, room, candidates_of(arrays, room), seed=1)).bound


def test_an_event_without_candidates_is_bound_by_its_fixed_meetings():
    arrays = arrays_of(problem(ask("m", "ab", 7, fixed_slot=0)))
    room = room_of(arrays, arrays.fixed)
    candidates = candidates_of(arrays, room)
    assert bound_from(arrays, room, no_prices(arrays), candidates) == 7.0
    assert [found.bound for found in relaxations(arrays, room, candidates, seed=1)] == [7.0]
    nothing = approximate(model_of(arrays, room, candidates), threads=1, seconds=1.0)
    assert (nothing.shares.tolist(), nothing.duals.tolist()) == ([], [])


def test_a_bound_is_rounded_down_to_what_weights_can_add_up_to():
    assert rounded_down(19.9, np.array([6, 9])) == 18.0
    assert rounded_down(0.5, np.array([], np.int64)) == 0.0
    assert rounded_down(2.0**40, np.array([2])) > 2.0**40
