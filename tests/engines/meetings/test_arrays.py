"""Problems and rooms as arrays."""

import numpy as np
from hypothesis import given, settings

from praya.engines.meetings.arrays import (
    BOUNDLESS,
    UNPLACED,
    arrays_of,
    assignments_of,
    empty_room,
    is_within,
    room_of,
    slots_of,
    value_of,
)
from praya.engines.meetings.check import faults
from praya.engines.meetings.problem import Schedule
from tests.engines.meetings.drawn import drawn_problems
from tests.engines.meetings.small import ask, problem


def test_requests_of_two_and_three_parties_share_one_table():
    arrays = arrays_of(
        problem(ask("m", "ab", 3, pool="t"), ask("n", "bcd", 4, fixed_slot=1, must=True), tables=[1, 0], quota={"b": 2})
    )
    assert (arrays.calendar_count, arrays.pool_count, arrays.slot_count, arrays.day_count, arrays.request_count) == (
        4,
        1,
        2,
        1,
        2,
    )
    assert arrays.parties.tolist() == [[0, 1, 4], [1, 2, 3]]
    assert arrays.quota.tolist() == [BOUNDLESS, 2, BOUNDLESS, BOUNDLESS, BOUNDLESS]
    assert arrays.allowed.tolist() == [[True, False], [False, True]]
    assert (arrays.pools.tolist(), arrays.fixed.tolist(), arrays.must.tolist()) == ([0, 1], [UNPLACED, 1], [False, True])


def test_a_request_is_allowed_where_all_its_sides_are_free_its_pool_is_open_and_it_agrees():
    arrays = arrays_of(
        problem(
            ask("sides", "ab"), ask("pool", "cd", pool="t"), ask("agreed", "cd", allowed_slots=(0, 2)),
            ask("fixed", "cd", fixed_slot=1),
            slots=3, capacity={"a": [1, 1, 0], "b": [0, 1, 1]}, tables=[0, 2, 1],
        )
    )  # fmt: skip  # requests first
    assert arrays.allowed.astype(int).tolist() == [[0, 1, 0], [0, 1, 1], [1, 0, 1], [0, 1, 0]]


def test_a_problem_without_requests_has_empty_arrays():
    arrays = arrays_of(problem())
    assert (arrays.parties.shape, arrays.allowed.shape, value_of(arrays, np.zeros(0, np.int32))) == ((0, 2), (0, 2), 0)


@settings(max_examples=60, deadline=None)
@given(drawn_problems())
def test_a_room_and_the_plain_checker_agree(drawn):
    arrays, slots = drawn
    placed = assignments_of(arrays, slots)
    assert slots_of(arrays, placed).tolist() == slots.tolist()
    value = value_of(arrays, slots)
    assert is_within(room_of(arrays, slots))
    assert faults(arrays.problem, Schedule(placed, value, value)) == []
    for request in np.flatnonzero(slots == UNPLACED)[:3].tolist():
        open_now = room_of(arrays, slots).open_slots(request)
        for slot in range(arrays.slot_count):
            more = {**placed, arrays.problem.requests[request].id: slot}
            worth = value + int(arrays.weights[request])
            assert bool(open_now[slot]) == (faults(arrays.problem, Schedule(more, worth, worth)) == [])


@settings(max_examples=30, deadline=None)
@given(drawn_problems())
def test_what_is_taken_can_be_given_back(drawn):
    arrays, slots = drawn
    room, placed = room_of(arrays, slots), np.flatnonzero(slots != UNPLACED)
    for request in placed.tolist():
        room.give(request, int(slots[request]))
    assert (room.capacity == arrays.capacity).all() and (room.day_quota == arrays.day_quota).all()
    room.take_all(placed, slots[placed])
    again = room_of(arrays, slots)
    assert (room.pool_capacity == again.pool_capacity).all() and (room.quota == again.quota).all()
    assert is_within(empty_room(arrays))
