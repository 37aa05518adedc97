"""Relaxing, proving and improving."""

import sys
import time
from types import SimpleNamespace

import numpy as np
import pytest
import scipy.optimize
from hypothesis import given, settings
from hypothesis import strategies as st

from praya.engines.meetings import fill, improve, relax, search
from praya.engines.meetings.arrays import UNPLACED, arrays_of, is_within, room_of, value_of
from praya.engines.meetings.construct import greedy
from praya.engines.meetings.exact import proved
from praya.engines.meetings.fill import Filling, best_fill, programme
from praya.engines.meetings.model import candidates_of, model_of
from praya.engines.meetings.relax import chosen_candidates, relaxations
from praya.engines.meetings.search import Effort, Search
from praya.engines.meetings.simplex import corner_of, give_memory_back
from tests.engines.meetings.brute import best_value
from tests.engines.meetings.drawn import drawn_problem, drawn_problems
from tests.engines.meetings.small import ask, problem

TRIANGLE = problem(ask("ab", "ab", 4), ask("bc", "bc", 5), ask("ca", "ca", 6), slots=1)


def effort(seconds=30.0, **rest):
    return Effort(**{"seed": 1, "threads": 2, "ends_at": time.monotonic() + seconds, "target_gap": 0.0} | rest)


def last_of(arrays, seconds=30.0):
    standings = list(Search(arrays, greedy(arrays, arrays.fixed.copy()), effort(seconds)).standings())
    assert sorted(s.value for s in standings) == [s.value for s in standings]
    assert sorted((s.bound for s in standings), reverse=True) == [s.bound for s in standings]
    return standings[-1]


def event(requests=120, seed=3):
    """Return an event with enough competition that neither greedy nor rounding is best."""
    return drawn_problem(seed, days=2, per_day=6, calendars=14, requests=requests, pools=2)[0]


def is_kept(arrays, slots):
    placed = np.flatnonzero(slots != UNPLACED)
    return is_within(room_of(arrays, slots)) and bool(arrays.allowed[placed, slots[placed]].all())


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6))
def test_a_tiny_event_is_solved_to_its_brute_optimum_and_proved(seed):
    arrays, _ = drawn_problem(seed, days=1, per_day=3, calendars=4, requests=5, pools=1)
    if (greedy(arrays, arrays.fixed.copy())[arrays.must] != UNPLACED).all():
        standing = last_of(arrays)
        assert (standing.value, standing.bound) == (best_value(arrays.problem),) * 2


def test_a_split_relaxation_is_proved_as_a_whole_number_programme():
    standing = last_of(arrays_of(TRIANGLE))
    assert (standing.value, standing.bound, standing.stage) == (6, 6.0, "improve")


def test_a_split_relaxation_bounds_at_least_as_much_as_it_is_worth():
    arrays = arrays_of(TRIANGLE)
    room = room_of(arrays, arrays.fixed)
    found = list(relaxations(arrays, room, candidates_of(arrays, room), seed=1))
    assert [relaxation.bound for relaxation in found] == [7.0]  # each meeting half


@settings(max_examples=15, deadline=None)
@given(drawn_problems())
def test_windows_keep_every_rule_and_never_lose_value(drawn):
    arrays, slots = drawn
    slots = np.where(arrays.fixed != UNPLACED, arrays.fixed, slots).astype(np.int32)
    value, placed_musts = value_of(arrays, slots), (slots != UNPLACED)[arrays.must].sum()
    for after in improve.improve(arrays, slots, seed=1, threads=2):
        assert is_kept(arrays, after)
        assert value_of(arrays, after) >= value or (after != UNPLACED)[arrays.must].sum() > placed_musts
        value, placed_musts = value_of(arrays, after), (after != UNPLACED)[arrays.must].sum()


def test_small_windows_gain_on_greedy_and_repeat_exactly(monkeypatch):
    monkeypatch.setattr(improve, "MOST_CANDIDATES", 150)
    monkeypatch.setattr(improve, "LEAST_CANDIDATES", 20)
    arrays = event()
    start = greedy(arrays, arrays.fixed.copy())
    runs = [[after.copy() for after in improve.improve(arrays, start, seed=5, threads=2)][-1] for _ in range(2)]
    assert runs[0].tolist() == runs[1].tolist()
    room = room_of(arrays, arrays.fixed)
    best = proved(arrays, room, candidates_of(arrays, room), seconds=60.0)
    assert best.bound == value_of(arrays, best.slots)
    assert value_of(arrays, start) < value_of(arrays, runs[0])


def test_a_window_that_finds_nothing_leaves_its_meetings_where_they_are(monkeypatch):
    monkeypatch.setattr(fill, "WORK_AT_LEAST", 0.0)
    monkeypatch.setattr(fill, "WORK_PER_CANDIDATE", 0.0)
    arrays = event()
    start = greedy(arrays, arrays.fixed.copy())
    assert [after.tolist() for after in improve.improve(arrays, start, seed=5, threads=1)][-1] == start.tolist()


def test_a_window_never_gives_up_a_meeting_that_must_be():
    arrays = arrays_of(problem(ask("m", "ab", 1, must=True), ask("n", "ac", 200), slots=1))
    start = greedy(arrays, arrays.fixed.copy())
    assert [after.tolist() for after in improve.improve(arrays, start, seed=1, threads=1)][-1] == [0, UNPLACED]


def test_a_window_that_comes_back_worse_is_not_taken(monkeypatch):
    monkeypatch.setattr(fill, "GAP", 0.99)
    monkeypatch.setattr(fill, "NODES", 0)
    monkeypatch.setattr(fill, "SPLIT", -1.0)  # every corner counts as split, so the programme with its crude gap decides
    arrays = event(seed=8)
    start = greedy(arrays, arrays.fixed.copy())
    values = [value_of(arrays, after) for after in improve.improve(arrays, start, seed=1, threads=1)]
    assert values == sorted(values)


def test_rounds_of_relaxing_can_be_limited(monkeypatch):
    monkeypatch.setattr(relax, "WHOLE_BELOW", 0)
    monkeypatch.setattr(relax, "CALM_SLOTS", 1)
    monkeypatch.setattr(relax, "DRAWN_SLOTS", 0)
    monkeypatch.setattr(relax, "BUSY", 9.0)
    arrays = event()
    room = room_of(arrays, arrays.fixed)
    assert len(list(relaxations(arrays, room, candidates_of(arrays, room), seed=1, rounds=1))) == 1


def test_a_search_gives_up_windows_when_the_time_is_over():
    arrays = arrays_of(TRIANGLE)
    running = Search(arrays, greedy(arrays, arrays.fixed.copy()), effort(target_gap=-1.0))
    running.effort = effort(seconds=0.0)
    assert [s.stage for s in running._improved()] == ["improve"]


def test_filling_falls_back_on_a_whole_number_programme():
    arrays = arrays_of(TRIANGLE)
    room = room_of(arrays, arrays.fixed)
    filling = best_fill(arrays, room, candidates_of(arrays, room))
    assert (sorted(filling.slots.tolist()), filling.is_easy) == ([UNPLACED, UNPLACED, 0], False)


def test_a_programme_that_finds_nothing_says_so(monkeypatch):
    monkeypatch.setattr(scipy.optimize, "milp", lambda *_, **__: SimpleNamespace(x=None))
    arrays = arrays_of(TRIANGLE)
    room = room_of(arrays, arrays.fixed)
    candidates = candidates_of(arrays, room)
    assert programme(model_of(arrays, room, candidates), gap=0.0, nodes=1, seconds=1.0) is None
    assert proved(arrays, room, candidates, seconds=1.0) is None
    assert best_fill(arrays, room, candidates) == Filling(slots=None, is_easy=False)
    standings = list(Search(arrays, greedy(arrays, arrays.fixed.copy()), effort()).standings())
    assert (standings[-1].value, standings[-1].bound) == (6, 7.0)


def test_only_some_slots_are_needed_for_the_relaxation_of_a_large_event(monkeypatch):
    monkeypatch.setattr(relax, "WHOLE_BELOW", 0)
    monkeypatch.setattr(relax, "CALM_SLOTS", 1)
    monkeypatch.setattr(relax, "DRAWN_SLOTS", 1)
    monkeypatch.setattr(relax, "BUSY", 9.0)
    arrays = event()
    room = room_of(arrays, arrays.fixed)
    candidates = candidates_of(arrays, room)
    kept = chosen_candidates(arrays, room, candidates, seed=1)
    assert int(kept.sum()) < len(candidates.requests)
    rounds = list(relaxations(arrays, room, candidates, seed=1))
    whole = corner_of(model_of(arrays, room, candidates), work=1.0, seconds=60.0)
    fixed = int(arrays.weights[arrays.fixed != UNPLACED].sum())
    bonus = model_of(arrays, room, candidates).profits - arrays.weights[candidates.requests]
    assert len(rounds) > 1
    assert rounds[-1].bound <= rounds[0].bound
    worth = fixed + float(arrays.weights[candidates.requests] @ whole.shares)
    assert not bonus.any() or (whole.shares[bonus > 0].sum() > 0)
    assert rounds[-1].bound == pytest.approx(np.floor(worth + 1e-6))


def test_a_crowded_event_is_approximated_when_the_simplex_work_runs_out(monkeypatch):
    monkeypatch.setattr(relax, "WORK_AT_LEAST", 0.0)
    monkeypatch.setattr(relax, "WORK_PER_CANDIDATE", 0.0)
    monkeypatch.setattr(search, "SMALL", 0)
    arrays = event(seed=8)
    standings = list(Search(arrays, greedy(arrays, arrays.fixed.copy()), effort()).standings())
    assert [s.stage for s in standings[:3]] == ["greedy", "bound", "improve"]
    assert standings[-1].value >= 0.99 * standings[-1].bound
    assert is_kept(arrays, standings[-1].slots)


def test_a_crowded_event_is_improved_even_without_an_approximation(monkeypatch):
    monkeypatch.setattr(relax, "WORK_AT_LEAST", 0.0)
    monkeypatch.setattr(relax, "WORK_PER_CANDIDATE", 0.0)
    monkeypatch.setattr(search, "SMALL", 0)
    monkeypatch.setattr(search, "approximate", lambda *_, **__: None)
    arrays = event(seed=8)
    standings = list(Search(arrays, greedy(arrays, arrays.fixed.copy()), effort()).standings())
    assert {s.stage for s in standings[1:]} == {"improve"}
    assert standings[-1].value > standings[0].value


def test_a_search_without_time_keeps_the_greedy_schedule():
    arrays = event()
    standing = last_of(arrays, seconds=0.0)
    assert standing.value >= value_of(arrays, greedy(arrays, arrays.fixed.copy()))
    assert standing.bound >= standing.value


def test_a_vast_event_is_bound_without_its_slots_and_improved_window_by_window(monkeypatch):
    monkeypatch.setattr(search, "VAST", 0)
    monkeypatch.setattr(search, "SMALL", 0)
    arrays = event(seed=8)
    standings = list(Search(arrays, greedy(arrays, arrays.fixed.copy()), effort()).standings())
    assert [s.stage for s in standings] == ["greedy"] + ["improve"] * (len(standings) - 1)
    assert standings[0].bound == standings[-1].bound < int(arrays.weights.sum())
    assert standings[-1].value > standings[0].value


def test_a_search_stops_at_its_target():
    arrays = arrays_of(TRIANGLE)
    standings = list(Search(arrays, greedy(arrays, arrays.fixed.copy()), effort(target_gap=0.9)).standings())
    assert [s.stage for s in standings] == ["greedy", "bound"]


def test_memory_is_given_back_only_where_the_library_can(monkeypatch):
    monkeypatch.setattr(sys, "platform", "win32")
    give_memory_back()
    monkeypatch.undo()
    give_memory_back()
    nothing = corner_of(model_of(*_nothing()), work=1.0, seconds=1.0)
    assert (nothing.shares.tolist(), nothing.duals.tolist()) == ([], [])


def _nothing():
    arrays = arrays_of(problem())
    room = room_of(arrays, arrays.fixed)
    return arrays, room, candidates_of(arrays, room)
