"""The plain checker: every rule, broken once."""

import pytest

from praya.engines.meetings.check import breaks_of, faults
from praya.engines.meetings.problem import Schedule
from tests.engines.meetings.small import ask, problem


def found(asked, placed, value=None, bound=None):
    worth = sum(r.weight for r in asked.requests if r.id in placed) if value is None else value
    return faults(asked, Schedule(placed, worth, worth if bound is None else bound))


def test_a_schedule_that_keeps_every_rule_has_no_faults():
    asked = problem(ask("m", "ab", 3, pool="t"), ask("n", "abc", 4, allowed_slots=(1,)), tables=[1, 0])
    assert found(asked, {"m": 0, "n": 1}) == []


@pytest.mark.parametrize(
    ("asked", "placed", "expected"),
    [
        (problem(), {"x": 0}, ["x is placed, but there is no such request"]),
        (problem(ask("m", "ab")), {"m": 5}, ["m is placed in slot 5, which does not exist"]),
        (problem(ask("m", "ab")), {"m": True}, ["m is placed in slot True, which does not exist"]),
        (problem(ask("m", "ab"), ask("n", "ac")), {"m": 0, "n": 0}, ["a has 2 meetings in slot 0, capacity 1"]),
        (
            problem(ask("m", "ab", pool="t"), ask("n", "cd", pool="t"), tables=[1, 1]),
            {"m": 1, "n": 1},
            ["pool t holds 2 meetings in slot 1, capacity 1"],
        ),
        (problem(ask("m", "ab", allowed_slots=(0,))), {"m": 1}, ["m is placed in slot 1, which it does not allow"]),
        (problem(ask("m", "ab"), ask("n", "ac"), quota={"a": 1}), {"m": 0, "n": 1}, ["a has 2 meetings, quota 1"]),
        (
            problem(ask("m", "ab"), ask("n", "ac"), days=2, day_quotas={"a": (None, 1)}, slots=2),
            {"m": 2, "n": 3},
            ["a has 2 meetings on day 1, quota 1"],
        ),
        (problem(ask("m", "ab", fixed_slot=1)), {"m": 0}, ["m is fixed in slot 1, but placed in 0"]),
        (problem(ask("m", "ab", fixed_slot=1)), {}, ["m is fixed in slot 1, but placed in None"]),
        (problem(ask("m", "ab", must=True)), {}, ["m must be placed, but is not"]),
    ],
)
def test_each_broken_rule_is_named(asked, placed, expected):
    assert (
        found(
            asked,
            placed,
            value=sum(r.weight for r in asked.requests if placed.get(r.id) in (0, 1, 2, 3) and placed[r.id] is not True),
        )
        == expected
    )


def test_a_false_value_and_a_false_bound_are_named():
    asked = problem(ask("m", "ab", 3))
    assert found(asked, {"m": 0}, value=4, bound=9) == ["the stated value is 4, but the meetings placed are worth 3"]
    assert found(asked, {"m": 0}, bound=2) == ["the stated bound is 2, below the value 3 that was reached"]


def test_a_break_is_a_group_of_idle_slots_within_a_day_that_could_be_attended():
    asked = problem(*(ask(f"m{k}", "ab") for k in range(4)), days=2, slots=6, capacity={"b": [1, 1, 1, 1, 0, 1] * 2})
    assert breaks_of(asked, {"m0": 0, "m1": 3, "m2": 5, "m3": 6}) == (3, 2)
    assert breaks_of(asked, {}) == (0, 0)
