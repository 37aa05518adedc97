"""Reasons and prices of refused requests."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings

from praya.engines.meetings.arrays import UNPLACED, arrays_of, assignments_of, is_within, room_of
from praya.engines.meetings.explaining import REASONS, Price, explain, explain_pair, prices
from praya.engines.meetings.problem import Calendar, Pool, Problem, Request
from tests.engines.meetings.drawn import drawn_problems, slots_over

FREE = (1, 1, 1, 1)


def schedule(requests, *, calendars=None, pools=(), placed=None, days=1):
    """Return arrays and slots of named requests, `placed` giving the slots of some."""
    rows = {"a": FREE, "b": FREE, "c": FREE} | (calendars or {})
    known = tuple(row if isinstance(row, Calendar) else Calendar(name, row) for name, row in rows.items())
    arrays = arrays_of(Problem(slots_over(days, 4 // days), pools, known, tuple(requests)))
    slots = np.array([(placed or {}).get(request.id, UNPLACED) for request in requests], np.int32)
    return arrays, slots


def test_sides_that_are_never_free_together_have_no_common_slot():
    ask = Request("ask", ("a", "b"), 5)
    assert explain(*schedule([ask], calendars={"b": (0, 0, 0, 0)})) == {"ask": "no_common_slot"}


def test_slots_that_the_request_does_not_want_are_not_common():
    ask = Request("ask", ("a", "b"), 5, allowed_slots=(1,))
    assert explain(*schedule([ask], calendars={"b": (1, 0, 1, 1)})) == {"ask": "no_common_slot"}


def test_a_hall_closed_at_the_common_times_has_no_table():
    ask = Request("ask", ("a", "b"), 5, pool="hall")
    arrays, slots = schedule([ask], calendars={"b": (1, 0, 0, 0)}, pools=(Pool("hall", (0, 1, 1, 1)),))
    assert explain(arrays, slots) == {"ask": "no_table"}


def test_a_hall_full_at_the_common_times_has_no_table():
    other, ask = Request("other", ("c", "d"), 5, pool="hall"), Request("ask", ("a", "b"), 5, pool="hall")
    calendars = {"b": (1, 0, 0, 0), "d": FREE}
    arrays, slots = schedule([other, ask], calendars=calendars, pools=(Pool("hall", FREE),), placed={"other": 0})
    assert explain(arrays, slots) == {"ask": "no_table"}


@pytest.mark.parametrize("limits", [{"quota": 1}, {"day_quotas": (1,)}])
def test_a_side_that_has_all_the_meetings_it_may_have_is_at_its_quota(limits):
    other, ask = Request("other", ("a", "c"), 5), Request("ask", ("a", "b"), 5)
    arrays, slots = schedule([other, ask], calendars={"a": Calendar("a", FREE, **limits)}, placed={"other": 0})
    assert explain(arrays, slots) == {"ask": "quota"}


def test_a_day_below_its_quota_leaves_the_request_outbid():
    other, more, ask = Request("other", ("a", "c"), 5), Request("more", ("b", "c"), 5), Request("ask", ("a", "b"), 5)
    calendars = {"a": Calendar("a", (1, 1, 1, 0), day_quotas=(1, 1)), "b": (1, 0, 1, 0)}
    placed = {"other": 1, "more": 2}
    arrays, slots = schedule([other, more, ask], calendars=calendars, placed=placed, days=2)
    assert explain(arrays, slots) == {"ask": "outbid"}


def test_a_request_that_was_placed_has_no_reason_and_an_unknown_one_is_an_error():
    ask, other = Request("ask", ("a", "b"), 5), Request("other", ("a", "c"), 5)
    arrays, slots = schedule([ask, other], placed={"ask": 0})
    assert explain(arrays, slots, ["ask", "other"]) == {"other": "outbid"}
    assert explain(arrays, slots, ["ask"]) == {}
    with pytest.raises(KeyError):
        explain(arrays, slots, ["nobody"])


@given(drawn_problems())
@settings(max_examples=60, deadline=None)
def test_a_pair_outside_the_problem_gets_the_reason_it_would_get_inside(drawn):
    arrays, slots = drawn
    for request in arrays.problem.requests:
        if request.fixed_slot is None and request.id not in assignments_of(arrays, slots):
            outside = explain_pair(arrays, slots, request.calendars, pool=request.pool, allowed_slots=request.allowed_slots)
            assert explain(arrays, slots, [request.id]) == {request.id: outside}
            assert outside in REASONS


def test_the_price_of_a_slot_is_the_cheapest_meeting_that_makes_way():
    dear, cheap = Request("dear", ("a", "c"), 9), Request("cheap", ("a", "d"), 4)
    calendars = {"a": (2, 1, 0, 0), "b": (1, 1, 0, 0), "d": FREE}
    ask = Request("ask", ("a", "b"), 3)
    arrays, slots = schedule([dear, cheap, ask], calendars=calendars, placed={"dear": 0, "cheap": 0})
    assert prices(arrays, slots, "ask") == (Price(1, 0, ()), Price(0, 4, ("cheap",)))


def test_a_meeting_that_frees_both_a_side_and_a_table_is_cheaper_than_two():
    both, light = Request("both", ("a", "c"), 6, pool="hall"), Request("light", ("a", "d"), 1)
    ask = Request("ask", ("a", "b"), 3, pool="hall", allowed_slots=(0,))
    calendars = {"a": (2, 0, 0, 0), "d": FREE}
    arrays, slots = schedule([both, light, ask], calendars=calendars, pools=(Pool("hall", FREE),), placed={"both": 0, "light": 0})
    assert prices(arrays, slots, "ask") == (Price(0, 6, ("both",)),)


def test_fixed_and_promised_meetings_have_no_price():
    fixed = Request("fixed", ("a", "c"), 1, fixed_slot=0)
    must = Request("must", ("b", "c"), 1, must=True)
    ask = Request("ask", ("a", "b"), 50, allowed_slots=(0, 1))
    arrays, slots = schedule([fixed, must, ask], placed={"fixed": 0, "must": 1})
    assert prices(arrays, slots, "ask") == ()


def plain_price(arrays, slots, index, slot):
    """Try every set of movable meetings: the least weight whose absence lets the request in."""
    movable = [k for k, s in enumerate(slots) if s != UNPLACED and arrays.fixed[k] == UNPLACED and not arrays.must[k]]
    found = []
    for size in range(5):
        for gone in combinations(movable, size):
            trial = slots.copy()
            trial[list(gone)] = UNPLACED
            trial[index] = slot
            if is_within(room_of(arrays, trial)):
                found.append(int(arrays.weights[list(gone)].sum()))
    return min(found, default=None)


@given(drawn_problems().filter(lambda drawn: drawn[0].request_count <= 14))
@settings(max_examples=25, deadline=None)
def test_prices_are_the_least_that_trying_everything_finds(drawn):
    arrays, slots = drawn
    for index in np.flatnonzero(slots == UNPLACED).tolist()[:2]:
        found = {price.slot: price for price in prices(arrays, slots, arrays.problem.requests[index].id)}
        for slot in np.flatnonzero(arrays.allowed[index]).tolist():
            least = plain_price(arrays, slots, index, slot)
            assert (found[slot].value if slot in found else None) == least or len(found[slot].displaced) > 4
