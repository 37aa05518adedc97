"""Windows: what each may use, what is taken from it, and when the rounds end."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from praya.engines.meetings import improve
from praya.engines.meetings.arrays import UNPLACED, arrays_of, is_within, room_of, value_of
from praya.engines.meetings.construct import greedy
from praya.engines.meetings.fill import Filling
from tests.engines.meetings.drawn import drawn_problem, drawn_problems
from tests.engines.meetings.small import ask, problem

TABLES = ("capacity", "pool_capacity", "quota", "day_quota")


def kept_fixed(arrays, slots):
    return np.where(arrays.fixed != UNPLACED, arrays.fixed, slots).astype(np.int32)


@settings(max_examples=60, deadline=None)
@given(drawn_problems(), st.integers(0, 99), st.integers(1, 3))
def test_windows_that_are_out_together_share_nothing_and_give_all_back(drawn, seed, count):
    arrays, slots = drawn
    slots = kept_fixed(arrays, slots)
    board = improve._Board(arrays, slots.copy(), seed)
    board.width = max(1, arrays.slot_count // (count + 1))
    count = min(count, arrays.slot_count - 1)
    windows = [board.cut(count - number, count) for number in range(count)]
    chosen = np.concatenate([window.chosen for window in windows]).tolist()
    requests = np.concatenate([window.requests for window in windows]).tolist()
    assert (len(set(chosen)), len(set(requests))) == (len(chosen), len(requests))
    for window in windows:
        assert window.before.tolist() == slots[window.requests].tolist()
        inside = [k for k, at in enumerate(slots.tolist()) if at in window.chosen and arrays.fixed[k] == UNPLACED]
        assert [k for k in window.requests.tolist() if slots[k] != UNPLACED] == inside
        assert set(window.candidates.slots.tolist()) <= set(window.chosen.tolist())
        assert min(getattr(window.room, name).min(initial=0) for name in TABLES) == 0
    assert {k for k in range(arrays.request_count) if slots[k] == UNPLACED} <= set(requests)
    lifted = slots.copy()
    lifted[requests] = UNPLACED
    left = room_of(arrays, lifted)
    for name in ("quota", "day_quota"):
        given_out = sum(getattr(window.room, name) for window in windows)
        assert np.array_equal(given_out[:-1], getattr(left, name)[:-1])
    for name in ("capacity", "pool_capacity"):
        given_out = sum(getattr(window.room, name) for window in windows)
        expected = np.zeros_like(given_out)
        expected[:, chosen] = getattr(left, name)[:, chosen]
        assert np.array_equal(given_out, expected)
    for window in windows:
        board.put_back(window, improve._Outcome(after=window.before, gain=0, is_easy=True))
    assert board.slots.tolist() == slots.tolist()
    assert [name for name in TABLES if not np.array_equal(getattr(board.room, name), getattr(room_of(arrays, slots), name))] == []
    assert not (board.is_out.any() or board.is_busy.any())


def window_of(arrays, slots):
    return improve._Board(arrays, np.array(slots, np.int32), seed=1).cut(1, 1)


@pytest.mark.parametrize(
    ("requests", "before", "found", "expected"),
    [
        ([("m", "ab", 3, {}), ("n", "ac", 5, {})], [0, -1], [-1, 0], ([-1, 0], 2, True)),
        ([("m", "ab", 5, {}), ("n", "ac", 3, {})], [0, -1], [-1, 0], ([0, -1], 0, False)),
        ([("m", "ab", 5, {}), ("n", "ac", 5, {})], [0, -1], [-1, 0], ([-1, 0], 0, True)),
        ([("m", "ab", 5, {}), ("n", "ac", 4, {})], [0, -1], [-1, 0], ([0, -1], 0, False)),
        ([("m", "ab", 1, {"must": True}), ("n", "ac", 9, {})], [0, -1], [-1, 0], ([0, -1], 0, False)),
        ([("m", "ab", 1, {"must": True}), ("n", "ac", 9, {})], [-1, 0], [0, -1], ([0, -1], -7, True)),
    ],
)
def test_a_window_is_taken_unless_it_is_worse_and_musts_come_before_points(monkeypatch, requests, before, found, expected):
    arrays = arrays_of(problem(*(ask(name, sides, weight, **rest) for name, sides, weight, rest in requests), slots=1))
    filling = Filling(slots=np.array(found, np.int32), is_easy=True)
    monkeypatch.setattr(improve, "best_fill", lambda *_: filling)
    outcome = improve._refill(arrays, window_of(arrays, before))
    assert (outcome.after.tolist(), outcome.gain, outcome.is_easy) == expected


def test_rounds_end_when_four_times_through_all_slots_gained_nothing():
    done = problem(ask("m", "ab", 5), ask("n", "ac", 3), slots=1)
    assert windows(done, [0, UNPLACED]) == [[0, UNPLACED]] * 4
    assert windows(done, [UNPLACED, 0]) == [[0, UNPLACED]] * 5


def windows(asked, slots):
    found = improve.improve(arrays_of(asked), np.array(slots, np.int32), seed=1, threads=1)
    return [after.tolist() for after in found]


def test_a_window_grows_after_an_easy_one_and_shrinks_after_a_hard_one(monkeypatch):
    arrays, slots = drawn_problem(5, days=2, per_day=6, calendars=14, requests=60)
    board = improve._Board(arrays, slots.copy(), seed=1)
    sizes = []
    for is_easy in (False, False, True, True, True):
        window = board.cut(1, 1)
        board.put_back(window, improve._Outcome(after=window.before, gain=0, is_easy=is_easy))
        sizes.append(round(board.size))
    assert sizes == [16000, 12800, 14080, 15488, 17037]
    for is_easy, limit in ((True, 20_000), (False, 1_000)):
        for _ in range(40):
            window = board.cut(1, 1)
            board.put_back(window, improve._Outcome(after=window.before, gain=0, is_easy=is_easy))
        assert board.size == limit


@pytest.mark.parametrize("width", [1.0, 12.0, 40.0])
def test_windows_come_to_hold_about_as_many_candidates_as_they_should(monkeypatch, width):
    monkeypatch.setattr(improve, "MOST_CANDIDATES", 150)
    arrays, slots = drawn_problem(5, days=2, per_day=20, calendars=20, requests=120)
    board = improve._Board(arrays, kept_fixed(arrays, slots), seed=1)
    board.width = width
    sizes = []
    for _ in range(20):
        window = board.cut(1, 1)
        sizes.append(len(window.candidates.requests))
        board.put_back(window, improve._Outcome(after=window.before, gain=0, is_easy=True))
    assert int(arrays.allowed.sum()) > 600
    assert 110 <= sum(sizes[8:]) / 12 <= 190, sizes


def test_a_window_of_a_small_event_is_the_event_and_one_of_a_large_event_its_share(monkeypatch):
    arrays, slots = drawn_problem(5, days=2, per_day=6, requests=30)
    allowed = int(arrays.allowed.sum())
    assert improve._Board(arrays, slots.copy(), seed=1).cut(1, 1).chosen.tolist() == list(range(12))
    for threads, most in ((2, 4), (3, 3), (11, 1)):
        assert len(improve._Board(arrays, slots.copy(), seed=1).cut(threads, threads).chosen) == most
    assert improve._Board(arrays, slots.copy(), seed=1).width == 12.0
    monkeypatch.setattr(improve, "MOST_CANDIDATES", allowed / 4)
    assert improve._Board(arrays, slots.copy(), seed=1).width == 6.0


def test_each_window_gets_an_equal_share_of_what_is_not_yet_given_out(monkeypatch):
    arrays, slots = drawn_problem(5, days=2, per_day=6, requests=30)
    shares, cut = [], improve._Board.cut
    monkeypatch.setattr(improve._Board, "cut", lambda board, *how: shares.append(how) or cut(board, *how))
    for most, threads, expected in ((5, 3, 3), (5, 0, 1), (5, 99, 11), (int(arrays.allowed.sum()) // 2, 99, 2), (20_000, 2, 1)):
        monkeypatch.setattr(improve, "MOST_CANDIDATES", most)
        shares.clear()
        next(improve.improve(arrays, kept_fixed(arrays, slots), seed=1, threads=threads))
        assert shares == [(expected - number, expected) for number in range(expected)]


def test_those_who_wait_are_dealt_out_among_the_windows():
    arrays = arrays_of(problem(*(ask(f"m{k}", "ab") for k in range(40)), slots=6))
    board = improve._Board(arrays, np.full(40, UNPLACED, np.int32), seed=1)
    first, second = board.cut(2, 2), board.cut(1, 2)
    assert 10 <= len(first.requests) <= 30
    assert sorted([*first.requests.tolist(), *second.requests.tolist()]) == list(range(40))


def test_slots_that_are_out_have_their_turn_when_they_are_back():
    arrays, slots = drawn_problem(5, days=2, per_day=6)
    board = improve._Board(arrays, slots.copy(), seed=3)
    board.width = 3
    board.is_out[:6] = True
    others = board._next_slots(2).tolist() + board._next_slots(2).tolist()
    assert sorted(others) == [6, 7, 8, 9, 10, 11]
    board.is_out[:6] = False
    assert sorted(board._next_slots(2).tolist() + board._next_slots(2).tolist()) == [0, 1, 2, 3, 4, 5]


def test_every_slot_has_its_turn_before_any_comes_again():
    arrays, slots = drawn_problem(5, days=2, per_day=6)
    board = improve._Board(arrays, slots.copy(), seed=3)
    board.width = 3
    decks = []
    for _ in range(8):
        decks += board._next_slots(1).tolist()
    assert [sorted(decks[:12]), sorted(decks[12:])] == [list(range(12))] * 2
    assert decks[:12] != decks[12:]


@settings(max_examples=10, deadline=None)
@given(drawn_problems().filter(lambda drawn: drawn[0].slot_count > 3), st.integers(0, 99))
def test_several_windows_at_once_keep_every_rule(drawn, seed):
    arrays, slots = drawn
    slots = kept_fixed(arrays, slots)
    values = [value_of(arrays, slots)]
    before = improve.MOST_CANDIDATES
    improve.MOST_CANDIDATES = 20
    try:
        for after in improve.improve(arrays, slots, seed=seed, threads=3):
            assert is_within(room_of(arrays, after))
            values.append(value_of(arrays, after))
    finally:
        improve.MOST_CANDIDATES = before
    assert arrays.must.any() or values == sorted(values)


def test_windows_reach_a_whole_optimum_that_greedy_misses():
    asked = problem(ask("m", "ab", 5), ask("n", "ac", 4), ask("o", "bd", 4), slots=1)
    arrays = arrays_of(asked)
    start = greedy(arrays, arrays.fixed.copy())
    assert windows(asked, start)[-1] == [UNPLACED, 0, 0]
