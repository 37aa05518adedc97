"""The plain checker at its boundaries: full is allowed, one more is not."""

import pytest

from praya.engines.meetings.check import breaks_of, faults
from praya.engines.meetings.problem import Schedule
from tests.engines.meetings.small import ask, problem


def found(asked, placed):
    worth = sum(r.weight for r in asked.requests if r.id in placed)
    return faults(asked, Schedule(placed, worth, worth))


@pytest.mark.parametrize("slot", [2, -1, 1.0, "1"])
def test_a_slot_that_is_none_is_named(slot):
    asked = problem(ask("m", "ab", 3), slots=2)
    assert found(asked, {"m": slot}) == [
        f"m is placed in slot {slot!r}, which does not exist",
        "the stated value is 3, but the meetings placed are worth 0",
    ]
    assert [found(asked, {"m": k}) for k in (0, 1)] == [[], []]


def test_what_is_full_to_the_last_place_is_no_fault():
    asked = problem(
        ask("m", "ab", pool="t"), ask("n", "ac", pool="t"), ask("o", "bd"),
        slots=1, days=2, tables=[2, 1], capacity={"a": [2, 1], "b": [2, 1]},
        quota={"a": 2}, day_quotas={"a": (2, 0), "b": (None, 0)},
    )  # fmt: skip  # one kind a line
    assert found(asked, {"m": 0, "n": 0, "o": 0}) == []


def test_one_more_is_counted_in_every_limit_that_it_breaks():
    asked = problem(
        ask("m", "ab", pool="t"), ask("n", "ac", pool="t"), ask("o", "ad", pool="t"),
        slots=1, tables=[2], capacity={"a": [2]}, quota={"a": 2}, day_quotas={"a": (2,)},
    )  # fmt: skip  # one kind a line
    assert found(asked, {"m": 0, "n": 0, "o": 0}) == [
        "a has 3 meetings in slot 0, capacity 2",
        "pool t holds 3 meetings in slot 0, capacity 2",
        "a has 3 meetings, quota 2",
        "a has 3 meetings on day 0, quota 2",
    ]


def test_a_bound_may_equal_the_value():
    asked = problem(ask("m", "ab", 3))
    assert faults(asked, Schedule({"m": 0}, 3, 3.0)) == []
    assert faults(asked, Schedule({"m": 0}, 3, 2.9)) == ["the stated bound is 2.9, below the value 3 that was reached"]


def test_a_fixed_meeting_in_its_slot_and_a_must_in_any_are_kept_promises():
    asked = problem(ask("m", "ab", fixed_slot=0, must=True), ask("n", "ac", must=True))
    assert found(asked, {"m": 0, "n": 1}) == []
    assert found(asked, {}) == ["m is fixed in slot 0, but placed in None", "n must be placed, but is not"]


@pytest.mark.parametrize(
    ("slots", "expected"),
    [
        ([], (0, 0)),
        ([0], (0, 0)),
        ([0, 1, 2], (0, 0)),
        ([0, 2], (2, 1)),
        ([0, 3], (2, 1)),
        ([0, 2, 5], (4, 2)),
        ([0, 6], (0, 0)),  # two days
        ([5, 6], (0, 0)),
        ([0, 2, 6, 8, 10], (6, 3)),
    ],
)
def test_breaks_are_counted_for_both_sides_and_by_day(slots, expected):
    asked = problem(*(ask(f"m{k}", "ab") for k in range(5)), days=2, slots=6)
    assert breaks_of(asked, {f"m{k}": slot for k, slot in enumerate(slots)}) == expected


def test_time_that_could_not_be_attended_is_no_break_but_may_lie_within_one():
    asked = problem(ask("m", "ab"), ask("n", "ab"), slots=4, capacity={"a": [1, 0, 0, 1], "b": [1, 0, 1, 1]})
    assert breaks_of(asked, {"m": 0, "n": 3}) == (1, 1)
