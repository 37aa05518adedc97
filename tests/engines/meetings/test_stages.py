"""What each stage of a run brings: bounds, schedules, and stages told."""

import ctypes
import io
import os
import shutil
import subprocess
import sys
import threading
import time
import warnings
from importlib.metadata import version
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import praya
from praya.engines.meetings import explaining, fill, polishing, relax, search, solving
from praya.engines.meetings.arrays import UNPLACED, arrays_of, room_of, value_of
from praya.engines.meetings.bound import bound_from, prices_of
from praya.engines.meetings.construct import greedy
from praya.engines.meetings.exact import proved
from praya.engines.meetings.fill import best_fill, is_whole, programme, slots_from
from praya.engines.meetings.first_order import answer, approximate
from praya.engines.meetings.model import candidates_of, model_of
from praya.engines.meetings.musts import first_slots
from praya.engines.meetings.search import Effort, Search
from praya.engines.meetings.simplex import corner_of, give_memory_back
from tests.engines.meetings.brute import best_value
from tests.engines.meetings.drawn import drawn_problem
from tests.engines.meetings.small import ask, problem

TRIANGLE = problem(ask("ab", "ab", 4), ask("bc", "bc", 5), ask("ca", "ca", 6), slots=1)


def parts(asked):
    """Return what the solvers are asked with: arrays, the room that fixed meetings leave, and the candidates."""
    arrays = arrays_of(asked)
    room = room_of(arrays, arrays.fixed)
    return arrays, room, candidates_of(arrays, room)


def effort(seconds=30.0, target_gap=0.0):
    return Effort(seed=1, threads=1, ends_at=time.monotonic() + seconds, target_gap=target_gap)


def standings(asked, **rest):
    arrays = arrays_of(asked)
    return [
        (one.stage, one.value, one.bound)
        for one in Search(arrays, greedy(arrays, arrays.fixed.copy()), effort(**rest)).standings()
    ]


def test_the_bound_comes_down_stage_by_stage_until_it_meets_the_value():
    assert standings(TRIANGLE) == [("greedy", 6, 7.0), ("bound", 6, 7.0), ("improve", 6, 6.0)]
    by_quota = problem(ask("m", "ab", 7), ask("n", "ac", 5), ask("o", "ad", 3), slots=3, quota={"a": 2})
    assert standings(by_quota) == [("greedy", 12, 12.0), ("bound", 12, 12.0)]
    one_slot = problem(ask("m", "ab", 7, allowed_slots=(0,)), ask("n", "ac", 5, allowed_slots=(0,)), slots=2)
    assert standings(one_slot) == [("greedy", 7, 12.0), ("bound", 7, 7.0)]


def test_a_relaxation_that_is_whole_is_the_schedule():
    # Greedy takes the heaviest and so loses the two that are worth more together.
    asked = problem(ask("m", "ab", 5), ask("n", "ac", 4), ask("o", "bd", 4), slots=1)
    assert standings(asked) == [("greedy", 5, 8.0), ("bound", 8, 8.0)]


def test_a_target_is_the_share_of_the_bound_that_may_be_missing():
    assert len(standings(TRIANGLE, target_gap=0.142)) == 3
    assert len(standings(TRIANGLE, target_gap=0.15)) == 2


def test_relaxing_goes_no_further_than_the_target(monkeypatch):
    for name, value in (("WHOLE_BELOW", 0), ("CALM_SLOTS", 1), ("DRAWN_SLOTS", 0), ("BUSY", 9.0)):
        monkeypatch.setattr(relax, name, value)
    asked = drawn_problem(3, days=2, per_day=6, calendars=14, requests=120, pools=2)[0].problem
    rounds = [[row[0] for row in standings(asked, target_gap=gap)].count("bound") for gap in (0.0, 0.99)]
    assert rounds[0] > rounds[1] == 1


def test_an_approximation_is_rounded_to_a_schedule(monkeypatch):
    monkeypatch.setattr(search, "relaxations", lambda *_, **__: iter(()))
    monkeypatch.setattr(search, "approximate", lambda model, **_: corner_of(model, work=1.0, seconds=10.0))
    asked = problem(ask("m", "ab", 5), ask("n", "ac", 4), ask("o", "bd", 4), slots=1)
    assert standings(asked) == [("greedy", 5, 8.0), ("bound", 8, 8.0)]


def split(seed):
    """Return an event of many triangles, whose relaxation is split and which rounding does not solve."""
    return drawn_problem(seed, days=1, per_day=2, calendars=9, requests=40, pools=0, most_staff=1)[0].problem


def test_a_whole_number_programme_proves_what_relaxing_and_rounding_leave_open():
    left_open = []
    for seed in range(30):
        told = standings(split(seed))
        if told[-1][0] == "improve":
            first = next(number for number, row in enumerate(told) if row[0] == "improve")
            left_open.append((told[first][1] > told[first - 1][1], told[first][1] == told[first][2]))
    assert (True, True) in left_open
    assert {proof for _, proof in left_open} == {True}


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6))
def test_a_programme_without_limits_finds_and_proves_the_optimum(seed):
    asked = drawn_problem(seed, days=1, per_day=3, calendars=5, requests=5, pools=1)[0].problem
    arrays, room, candidates = parts(asked)
    best = best_value(asked)
    if best is not None and len(candidates.requests) and len(model_of(arrays, room, candidates).upper):
        found = proved(arrays, room, candidates, seconds=30.0)
        assert (value_of(arrays, found.slots), found.bound) == (best, best)


def test_the_options_of_a_programme_are_all_known_to_the_solver():
    arrays, room, candidates = parts(TRIANGLE)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = programme(model_of(arrays, room, candidates), gap=0.0, nodes=10, seconds=5.0)
    assert (found.shares.tolist(), found.bound) == ([0.0, 0.0, 1.0], 6.0)


def test_a_proof_goes_on_until_nothing_better_is_possible():
    # The first schedule that the solver finds for this event is not yet the best.
    arrays, room, candidates = parts(drawn_problem(3, days=1, per_day=4, calendars=15, requests=90, pools=1)[0].problem)
    found = proved(arrays, room, candidates, seconds=30.0)
    assert value_of(arrays, found.slots) == found.bound


def test_a_part_that_is_too_much_work_is_left_as_it_was(monkeypatch):
    monkeypatch.setattr(fill, "WORK_AT_LEAST", 0.0)
    monkeypatch.setattr(fill, "WORK_PER_CANDIDATE", 0.0)
    assert best_fill(*parts(TRIANGLE)) == fill.Filling(slots=None, is_easy=False)


def test_a_part_that_is_whole_is_easy_and_one_that_is_split_is_not():
    whole = best_fill(*parts(problem(ask("m", "ab", 5), ask("n", "ac", 3), slots=1)))
    assert (whole.slots.tolist(), whole.is_easy) == ([0, UNPLACED], True)
    split_one = best_fill(*parts(TRIANGLE))
    assert (split_one.slots.tolist(), split_one.is_easy) == ([UNPLACED, UNPLACED, 0], False)


def test_shares_are_whole_when_none_is_far_from_nought_and_one():
    assert [is_whole(np.array(shares)) for shares in ([0.0, 1.0], [1e-7, 1 - 1e-7], [])] == [True] * 3
    assert [is_whole(np.array(shares)) for shares in ([0.0, 1e-6], [1 - 1e-5], [0.5])] == [False] * 3
    arrays, _, candidates = parts(problem(ask("m", "ab", 5), ask("n", "ac", 3), slots=2))
    assert slots_from(arrays, candidates, np.array([0.0, 1 - 1e-7, 1 - 1e-6, 1e-7])).tolist() == [1, UNPLACED]


def test_fixed_meetings_and_the_bonus_of_musts_stay_out_of_a_proof():
    asked = problem(ask("f", "ab", 50, fixed_slot=0), ask("m", "ac", 2, must=True), ask("n", "ad", 9), slots=2)
    found = proved(*parts(asked), seconds=10.0)
    assert (found.slots.tolist(), found.bound) == ([0, 1, UNPLACED], 52.0)


def test_a_child_process_that_fails_is_no_answer(monkeypatch):
    arrays, room, candidates = parts(TRIANGLE)
    monkeypatch.setattr(sys, "executable", shutil.which("false"))
    assert approximate(model_of(arrays, room, candidates), threads=1, seconds=30.0) is None


@pytest.mark.parametrize(("platform", "calls"), [("linux", [0]), ("darwin", [])])
def test_memory_is_given_back_where_the_system_keeps_it(monkeypatch, platform, calls):
    seen = []
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(ctypes, "CDLL", lambda _: SimpleNamespace(malloc_trim=seen.append))
    give_memory_back()
    assert seen == calls


def test_a_library_that_cannot_give_memory_back_is_left_alone(monkeypatch):
    monkeypatch.setattr(sys, "platform", "linux")
    asked = []
    monkeypatch.setattr(ctypes, "CDLL", lambda name: asked.append(name) or SimpleNamespace())
    give_memory_back()
    assert asked == [None]


def asked_of(model, threads=3):
    """Return a model as the child process reads it."""
    matrix, asked = model.matrix.tocsc(), io.BytesIO()
    np.savez(
        asked, starts=matrix.indptr, rows=matrix.indices, profits=model.profits, upper=model.upper, threads=np.array(threads)
    )
    return io.BytesIO(asked.getvalue())


def test_no_share_is_less_than_nought_even_where_that_would_pay():
    arrays, room, candidates = parts(problem(ask("m", "ab", 1), ask("n", "ac", 5), ask("o", "ad", 5), slots=1))
    told = io.BytesIO()
    answer(asked_of(model_of(arrays, room, candidates)), told)
    assert np.abs(np.load(io.BytesIO(told.getvalue()))["shares"].sum() - 1.0) < 0.01


def test_the_number_of_threads_does_not_change_what_a_first_order_method_finds():
    model = model_of(*parts(drawn_problem(0, days=2, per_day=8, calendars=40, requests=300, pools=2)[0].problem))
    found = []
    for threads in (1, 3):
        told = io.BytesIO()
        answer(asked_of(model, threads), told)
        told.seek(0)
        read = np.load(told)
        found.append((read["shares"].tolist(), read["duals"].tolist()))
    assert found[0] == found[1]


def test_the_child_process_finds_the_program_where_its_parent_has_it(monkeypatch):
    seen = []

    def failing(*_, **named):
        seen.append(named["env"]["PYTHONPATH"].split(os.pathsep))
        raise subprocess.CalledProcessError(1, "child")

    monkeypatch.setattr(subprocess, "run", failing)
    model = model_of(*parts(TRIANGLE))
    for path in ("", "/elsewhere"):
        monkeypatch.setenv("PYTHONPATH", path)
        assert approximate(model, threads=1, seconds=1.0) is None
    sources = str(Path(praya.__file__).parent.parent)
    assert seen == [[sources], [sources, "/elsewhere"]]


def test_what_a_first_order_method_finds_in_the_child_process_solves_the_relaxation():
    arrays, room, candidates = parts(TRIANGLE)
    model = model_of(arrays, room, candidates)
    told = io.BytesIO()
    answer(asked_of(model), told)
    found = np.load(io.BytesIO(told.getvalue()))
    assert np.abs(found["shares"] - 0.5).max() < 0.01
    assert bound_from(arrays, room, prices_of(arrays, model, found["duals"]), candidates) == 7.0


@pytest.mark.parametrize("slots", [[0, UNPLACED, UNPLACED], [UNPLACED, 0, 0], [UNPLACED, UNPLACED, 1]])
def test_a_schedule_is_taken_for_more_points_but_never_for_a_must_less(slots):
    arrays = arrays_of(problem(ask("m", "ab", 3, must=True), ask("n", "ac", 9), ask("o", "bd", 9), slots=2))
    running = Search(arrays, np.array([1, UNPLACED, UNPLACED], np.int32), effort())
    running._take_slots(np.array(slots, np.int32))
    assert (running.slots.tolist(), running.value) == ([1, UNPLACED, UNPLACED], 3)
    running._take_slots(np.array([0, 1, UNPLACED], np.int32))
    assert (running.slots.tolist(), running.value) == ([0, 1, UNPLACED], 12)
    running._take_slots(np.array([UNPLACED, 0, 1], np.int32))
    assert (running.slots.tolist(), running.value) == ([0, 1, UNPLACED], 12)


def test_musts_are_placed_first_and_the_rest_greedily_around_them():
    # Whoever comes first takes slot 0; only the search sees that the third must needs it.
    musts = [ask("m", "ab", 1, must=True), ask("n", "ac", 1, must=True), ask("o", "bc", 1, must=True)]
    asked = problem(*musts, ask("w", "ad", 9), ask("v", "bd", 5), slots=3, capacity={"a": [1, 1, 0], "b": [1, 1, 1]})
    arrays = arrays_of(asked)
    slots = first_slots(arrays, effort())
    assert sorted(slots[:3].tolist()) == [0, 1, 2]
    assert slots[0] < 2 and slots[1] < 2 and slots[2] == 2
    assert slots.tolist() == greedy(arrays, np.where(arrays.must, slots, UNPLACED).astype(np.int32)).tolist()


class Gate:
    """Hold each piece of work until its stage has been told."""

    def __init__(self):
        self.stage, self.told, self.seconds = None, threading.Event(), []

    def hold(self, stage, work):
        def held(*arguments, **named):
            self.seconds += [named["seconds"]] if stage == "polish" else []
            self.told.clear()
            self.stage = stage
            assert self.told.wait(20.0) and threading.current_thread().daemon
            return work(*arguments, **named)

        return held

    def tell(self, stage):
        if stage == self.stage:
            self.told.set()


def test_long_work_tells_its_stage_and_what_has_been_reached(monkeypatch):
    gate, rows = Gate(), []
    monkeypatch.setattr(solving, "BEAT_SECONDS", 0.01)
    for stage, module, name in (
        ("greedy", solving, "first_slots"),
        ("greedy", search, "preview_prices"),
        ("bound", search, "relaxations"),
        ("improve", search, "proved"),
        ("polish", polishing, "polish"),
        ("explain", explaining, "explain"),
        ("check", solving.check, "faults"),
    ):
        monkeypatch.setattr(module, name, gate.hold(stage, getattr(module, name)))
    for step in solving.solve(TRIANGLE, seconds=100.0):
        gate.tell(step.stage)
        assert step.seconds == round(step.seconds, 3)
        if not rows or rows[-1] != (step.stage, step.value, step.bound):
            rows.append((step.stage, step.value, step.bound))
    assert rows == [
        ("check", 0, 15.0),
        ("greedy", 0, 15.0),
        ("greedy", 6, 7.0),
        ("bound", 6, 7.0),
        ("improve", 6, 7.0),
        ("improve", 6, 6.0),
        ("polish", 6, 6.0),
        ("explain", 6, 6.0),
        ("check", 6, 6.0),
        ("done", 6, 6.0),
    ]
    assert 0.0 < gate.seconds[0] <= 80.0


def test_a_run_is_seeded_with_one_and_says_how_long_it_took():
    steps = list(solving.solve(problem(ask("m", "ab", 5))))
    schedule = steps[-1].schedule
    assert len(steps) < 60  # two a second
    assert schedule.seconds == round(schedule.seconds, 3)
    assert (schedule.seed, 0.0 <= schedule.seconds < 60.0) == (1, True)
    assert schedule.versions["python"] == ".".join(map(str, sys.version_info[:3]))
    assert schedule.versions["praya"] == version("praya")  # whoever replays a run must know which program made it


@pytest.mark.parametrize(("asked", "used"), [({}, 2), ({"threads": 1}, 1), ({"threads": 0}, 1), ({"threads": 3}, 3)])
def test_a_run_uses_as_many_threads_as_it_is_given_and_leaves_some_of_its_time_after_the_search(monkeypatch, asked, used):
    efforts, first = [], solving.first_slots
    monkeypatch.setattr(solving, "first_slots", lambda arrays, effort: efforts.append(effort) or first(arrays, effort))
    began = time.monotonic()
    list(solving.solve(problem(ask("m", "ab", 5)), seconds=100.0, seed=6, **asked))
    assert [(one.threads, one.seed, one.target_gap) for one in efforts] == [(used, 6, 0.0)]
    assert 50.0 < efforts[0].ends_at - began < 100.0


def test_breaks_are_told_before_and_after_polishing():
    # The two fit next to each other, but most calendars are free in the slot between the first and the last.
    held = [ask("m", "ab", 5), ask("n", "ac", 4)]
    asked = problem(*held, slots=3, capacity={"d": [0, 9, 0]})
    schedule = list(solving.solve(asked, seconds=30.0))[-1].schedule
    assert (schedule.breaks, schedule.breaks_unpolished) == (0, 1)
    apart = [ask(f"{sides}{slot}", sides, fixed_slot=slot) for sides in ("ab", "cd") for slot in (0, 2)]
    schedule = list(solving.solve(problem(*apart, slots=3), seconds=30.0))[-1].schedule
    assert (schedule.breaks, schedule.breaks_unpolished) == (4, 4)  # of four calendars


def test_a_search_of_a_vast_event_never_relaxes_and_a_small_one_is_never_approximated(monkeypatch):
    called = []
    monkeypatch.setattr(search, "approximate", lambda *_, **__: called.append("approximate"))
    assert standings(TRIANGLE)[-1][0] == "improve"
    monkeypatch.setattr(search, "VAST", 2)
    monkeypatch.setattr(search, "proved", lambda *_, **__: called.append("proved"))
    assert [stage for stage, *_ in standings(TRIANGLE)][0] == "greedy"
    assert called == ["proved"]
    monkeypatch.setattr(search, "SMALL", 2)
    standings(TRIANGLE)
    assert called == ["proved"]
    monkeypatch.setattr(search, "VAST", 3)
    monkeypatch.setattr(search, "SMALL", 3)
    assert [stage for stage, *_ in standings(TRIANGLE)][:2] == ["greedy", "bound"]
    assert called == ["proved", "proved"]
