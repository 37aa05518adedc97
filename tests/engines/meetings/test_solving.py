"""The whole run: stages, promises, proof and repetition."""

import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from praya.engines.meetings import check, solving
from praya.engines.meetings.problem import ProblemError
from tests.engines.meetings.brute import best_value
from tests.engines.meetings.drawn import drawn_problem
from tests.engines.meetings.small import ask, problem


def solved(asked, **rest):
    return list(solving.solve(asked, **{"seconds": 60.0} | rest))[-1].schedule


def refusal(asked):
    with pytest.raises(ProblemError) as caught:
        solved(asked)
    return str(caught.value)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6))
def test_any_tiny_event_ends_at_its_brute_optimum_or_in_a_proof_that_there_is_none(seed):
    asked = drawn_problem(seed, days=1, per_day=3, calendars=4, requests=5, pools=1)[0].problem
    best = best_value(asked)
    schedule = solved(asked)
    assert (schedule.value, schedule.bound, schedule.gap) == (best, best, 0.0)
    assert check.faults(asked, schedule) == []
    assert set(schedule.refusals) == {r.id for r in asked.requests} - set(schedule.assignments)
    assert schedule.breaks == check.breaks_of(asked, schedule.assignments)[0]


def test_the_same_seed_and_threads_give_the_same_schedule():
    asked = drawn_problem(8, days=2, per_day=6, calendars=14, requests=120)[0].problem
    first, second = (solved(asked, seed=4) for _ in range(2))
    assert dict(first.assignments) == dict(second.assignments)
    assert (first.value, first.bound, first.breaks) == (second.value, second.bound, second.breaks)


def test_progress_runs_through_the_stages_and_only_its_end_carries_the_schedule():
    steps = list(solving.solve(problem(ask("m", "ab", 5)), seconds=30.0))
    assert [step.schedule is None for step in steps] == [True] * (len(steps) - 1) + [False]
    stages = list(dict.fromkeys(step.stage for step in steps if step.stage not in {"polish", "explain"}))
    assert stages == ["check", "greedy", "bound", "done"]
    assert [step.seconds for step in steps] == sorted(step.seconds for step in steps)
    assert set(steps[-1].schedule.versions) == {"python", "praya", "numpy", "scipy", "ortools"}


def test_an_event_without_requests_has_an_empty_schedule():
    schedule = solved(problem())
    assert (dict(schedule.assignments), schedule.value, schedule.bound) == ({}, 0, 0.0)


def test_an_event_without_slots_places_nothing():
    assert solved(problem(ask("m", "ab"), slots=0)).value == 0


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (
            problem(ask("m", "ab", fixed_slot=0), ask("n", "ac", fixed_slot=0)),
            'the fixed meetings "m", "n" cannot all be held: calendar "a" has room for 1 in slot 0; move or cancel one of them',
        ),
        (
            problem(*(ask(name, name, pool="t", fixed_slot=1) for name in ("ab", "cd")), tables=[2, 1]),
            'the fixed meetings "ab", "cd" cannot all be held: pool "t" has room for 1 in slot 1; move or cancel one of them',
        ),
        (
            problem(ask("m", "ab", fixed_slot=0), ask("n", "ac", fixed_slot=1), quota={"a": 1}),
            'the fixed meetings "m", "n" cannot all be held: calendar "a" has a quota of 1; move or cancel one of them',
        ),
        (
            problem(ask("m", "ab", fixed_slot=0), ask("n", "ac", fixed_slot=1), day_quotas={"a": (1,)}),
            'the fixed meetings "m", "n" cannot all be held: calendar "a" has a quota of 1 on day 0; move or cancel one of them',
        ),
        (
            problem(ask("m", "ab", fixed_slot=0, allowed_slots=(1,))),
            'the fixed meetings "m" cannot all be held: its own allowed slots leave out slot 0; move or cancel one of them',
        ),
        (
            problem(ask("m", "ab", must=True), capacity={"a": [0, 1], "b": [1, 0]}),
            '"m" must be placed, but there is no slot in which all sides and a table are free; open more time, or lift the must',
        ),
        (
            problem(*(ask(f"m{k}", "ab", must=True) for k in range(8))),
            "no schedule can place more than 2 of the 8 meetings that must be placed; left over: "
            '"m2", "m3", "m4", "m5", "m6" and 1 more; open more time or tables, or lift a must',
        ),
    ],
)
def test_promises_that_cannot_be_kept_are_named(asked, expected):
    assert refusal(asked) == expected


def test_musts_that_greedy_leaves_out_are_placed_all_the_same():
    # The order of flexibility puts m before n and leaves slot 0, the only one for o, to whoever comes first.
    asked = problem(
        ask("m", "ab", 1, must=True, allowed_slots=(0, 1)),
        ask("n", "ac", 9, must=True, allowed_slots=(0, 1)),
        ask("o", "bc", 5, must=True, allowed_slots=(1, 2)),
        ask("p", "ad", 50),
        slots=3,
        capacity={"b": [1, 1, 1], "c": [1, 1, 1]},
    )
    schedule = solved(asked)
    assert {"m", "n", "o"} <= set(schedule.assignments)
    assert schedule.value == best_value(asked)


def test_musts_win_over_any_weight():
    schedule = solved(problem(ask("m", "ab", 1, must=True), ask("n", "ac", 900), ask("o", "bd", 900), slots=1))
    assert (dict(schedule.assignments), schedule.bound) == ({"m": 0}, 1.0)


def test_musts_that_are_not_placed_in_time_are_named():
    chain = [ask(f"m{k}", sides, must=True) for k, sides in enumerate(["ab", "ac", "bc"])]
    with pytest.raises(ProblemError) as caught:
        list(solving.solve(problem(*chain, slots=2), seconds=1e-9))
    assert str(caught.value) == (
        'no schedule with all 3 meetings that must be placed was found in time; left over: "m2"; '
        "open more time or tables, or lift a must"
    )


def test_a_triangle_of_musts_in_two_slots_is_refused_with_a_proof():
    chain = [ask(f"m{k}", sides, must=True) for k, sides in enumerate(["ab", "ac", "bc"])]
    assert refusal(problem(*chain, slots=2)).startswith("no schedule can place more than 2 of the 3 meetings")


def test_a_fault_found_by_the_independent_check_is_an_error(monkeypatch):
    monkeypatch.setattr(solving.check, "faults", lambda *_: ["m is placed twice"])
    with pytest.raises(solving.FaultyScheduleError, match="1 rules are broken, first: m is placed twice"):
        solved(problem(ask("m", "ab")))


def test_an_unknown_library_does_not_stop_a_run(monkeypatch):
    monkeypatch.setattr(solving, "LIBRARIES", ("no-such-library",))
    assert solving.versions()["no-such-library"] == "unknown"


def test_a_run_leaves_no_thread_behind():
    before = threading.active_count()
    solved(problem(ask("m", "ab")))
    assert threading.active_count() == before
