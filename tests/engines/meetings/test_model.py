"""The linear model says the same as the rules, row by row."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from praya.engines.meetings.arrays import UNPLACED, arrays_of, empty_room, is_within, room_of
from praya.engines.meetings.model import candidates_of, model_of
from tests.engines.meetings.drawn import drawn_problems
from tests.engines.meetings.small import ask, problem


def half_of(slots, numbers):
    """Return the schedule with about half of its meetings taken out."""
    return np.where(numbers.random(len(slots)) < 0.5, slots, UNPLACED).astype(np.int32)


def modelled(asked):
    arrays = arrays_of(asked)
    room = room_of(arrays, arrays.fixed)
    return model_of(arrays, room, candidates_of(arrays, room))


def rows_of(asked):
    """Return how many rows of each kind the model of a problem has."""
    model = modelled(asked)
    return {name: len(getattr(model, name).keys) for name in ("once", "capacity", "pool", "quota", "day")}


@settings(max_examples=60, deadline=None)
@given(drawn_problems(), st.integers(0, 10**6))
def test_the_candidates_are_all_places_open_to_those_that_are_not_fixed(drawn, seed):
    arrays, slots = drawn
    held = half_of(slots, np.random.default_rng(seed))
    room = room_of(arrays, held)
    waiting = np.flatnonzero(arrays.fixed == UNPLACED)
    expected = [(r, s) for r in waiting.tolist() for s in np.flatnonzero(room.open_slots(r)).tolist()]
    found = candidates_of(arrays, room)
    assert list(zip(found.requests.tolist(), found.slots.tolist(), strict=True)) == expected
    some = waiting[::2]
    named = candidates_of(arrays, room, some)
    assert list(zip(named.requests.tolist(), named.slots.tolist(), strict=True)) == [one for one in expected if one[0] in some]


@settings(max_examples=150, deadline=None)
@given(drawn_problems(), st.integers(0, 10**6))
def test_a_choice_keeps_the_rows_exactly_when_it_keeps_the_rules(drawn, seed):
    arrays, slots = drawn
    numbers = np.random.default_rng(seed)
    room = room_of(arrays, half_of(slots, numbers))
    candidates = candidates_of(arrays, room)
    model = model_of(arrays, room, candidates)
    order = numbers.permutation(len(candidates.requests))
    chosen = np.zeros(len(order), np.bool_)
    for one in order.tolist():
        chosen[one] = True
        keeps_rows = bool((model.matrix @ chosen <= model.upper).all())
        assert keeps_rows == keeps_rules(room, candidates.chosen(chosen))
        if not keeps_rows and numbers.random() < 0.9:
            chosen[one] = False


def keeps_rules(room, chosen):
    left = empty_room(room.arrays)
    for name in ("capacity", "pool_capacity", "quota", "day_quota"):
        setattr(left, name, getattr(room, name).copy())
    left.take_all(chosen.requests, chosen.slots)
    return is_within(left) and len(set(chosen.requests.tolist())) == len(chosen.requests)


def test_limits_that_cannot_bind_are_left_out():
    nothing = {"once": 0, "capacity": 0, "pool": 0, "quota": 0, "day": 0}
    assert rows_of(problem(ask("m", "ab", pool="t"), slots=1, quota={"a": 1}, day_quotas={"a": (1,)}, tables=[1])) == nothing
    assert rows_of(problem(ask("m", "ab"), slots=2)) == nothing | {"once": 1}
    rivals = [ask("m", "ab", pool="t"), ask("n", "ac", pool="t")]
    plain = [ask("m", "ab"), ask("n", "ac")]
    assert rows_of(problem(*rivals, slots=1, tables=[2])) == nothing | {"capacity": 1}
    assert rows_of(problem(*rivals, slots=1, tables=[1])) == nothing | {"capacity": 1, "pool": 1}
    assert rows_of(problem(*plain, slots=2, quota={"a": 2}, day_quotas={"a": (2,)})) == nothing | {"once": 2, "capacity": 2}
    assert rows_of(problem(*plain, slots=2, quota={"a": 1}, day_quotas={"a": (1,)})) == nothing | {
        "once": 2, "capacity": 2, "quota": 1, "day": 1,
    }  # fmt: skip  # one row a line


def test_a_quota_that_no_free_time_can_reach_is_left_out():
    three = [ask(name, sides) for name, sides in (("m", "ab"), ("n", "ac"), ("o", "ad"))]
    assert rows_of(problem(*three, slots=1, quota={"a": 2}))["quota"] == 0
    assert rows_of(problem(*three, slots=2, quota={"a": 1}))["quota"] == 1


def test_a_must_is_worth_more_than_a_hundred_of_the_heaviest():
    asked = problem(ask("m", "ab", 3, must=True), ask("n", "ac", 7), slots=1)
    assert modelled(asked).profits.tolist() == [3 + 100 * 7, 7]
