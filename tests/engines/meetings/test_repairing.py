"""Repairs on the day: smallest rearrangement, frozen slots, waiting list."""

import doctest
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from praya.engines.meetings import board as board_module
from praya.engines.meetings.arrays import UNPLACED, arrays_of, assignments_of, room_of
from praya.engines.meetings.problem import Calendar, Pool, Problem, Request
from praya.engines.meetings.repairing import (
    Change,
    FaultyRepairError,
    Move,
    Repair,
    absence,
    board_of,
    checked_repair,
    faults_of_repair,
    repair,
)
from tests.engines.meetings.drawn import drawn_problems, slots_over


def market(rows, requests, *, pools=(), days=1):
    """Return a board; requests are {name: (calendars, slot)} or full (Request, slot) pairs."""
    made = [(one if isinstance(one, Request) else Request(name, tuple(one), 1), slot) for name, (one, slot) in requests.items()]
    width = len(next(iter(rows.values())))
    calendars = tuple(Calendar(name, row) for name, row in rows.items())
    arrays = arrays_of(Problem(slots_over(days, width // days), pools, calendars, tuple(one for one, _ in made)))
    return board_of(arrays, np.array([UNPLACED if slot is None else slot for _, slot in made], np.int32))


def in_order(board):
    """Tell whether a board knows who sits where as if it had been set up anew."""
    anew = board_of(board.arrays, np.array(board.slots, np.int32))
    held = [{place: sorted(there) for place, there in one.items() if there} for one in (board.sitting, board.seated)]
    return held == [{place: sorted(there) for place, there in one.items()} for one in (anew.sitting, anew.seated)]


def test_a_lost_meeting_takes_the_nearest_free_slot_of_the_same_day():
    free = (1, 1, 1, 1, 1, 1)
    board = market({"a": free, "b": free}, {"m": ("ab", 2)}, days=2)
    found = repair(board, absence(board, "a", [2]), open_from=1)
    assert found == Repair(saved=(Move("m", 2, 1),), others=(), placed=(), unplaceable=())
    assert board.assignments() == {"m": 1}


def test_frozen_slots_take_nothing_new():
    board = market({"a": (1, 1, 1), "b": (1, 1, 1)}, {"m": ("ab", 1)})
    assert repair(board, absence(board, "a", [1, 2]), open_from=1).unplaceable == ("m",)


def test_one_other_meeting_makes_way():
    rows = {"a": (1, 1, 0), "b": (1, 1, 1), "c": (0, 1, 1)}
    board = market(rows, {"m": ("ab", 0), "x": ("bc", 1)})
    before, change = board.assignments(), absence(board, "a", [0])
    found = repair(board, change, open_from=0)
    assert found == Repair(saved=(Move("m", 0, 1),), others=(Move("x", 1, 2),), placed=(), unplaceable=())
    assert faults_of_repair(board.arrays.problem, before, change, found, open_from=0) == []


@pytest.mark.parametrize("kept", [{"fixed_slot": 1}, {}])
def test_fixed_and_frozen_meetings_do_not_make_way(kept):
    rows = {"a": (1, 1, 0), "b": (1, 1, 1), "c": (0, 1, 1)}
    board = market(rows, {"m": ("ab", 0), "x": (Request("x", ("b", "c"), 1, **kept), 1)})
    assert repair(board, absence(board, "a", [0]), open_from=0 if kept else 2).unplaceable == ("m",)


def test_a_meeting_at_a_full_pool_makes_way():
    rows = dict.fromkeys("abcd", (1, 1, 1)) | {"a": (1, 1, 0)}
    hall = Pool("hall", (1, 1, 1))
    requests = {
        "m": (Request("m", ("a", "b"), 1, pool="hall"), 0),
        "x": (Request("x", ("c", "d"), 1, pool="hall"), 1),
    }
    board = market(rows, requests, pools=(hall,))
    found = repair(board, absence(board, "a", [0]), open_from=0)
    assert (found.saved, found.others) == ((Move("m", 0, 1),), (Move("x", 1, 0),))


TWO_SAVED = {"e": (1, 1, 0, 0, 0), "f": (1, 1, 0, 0, 0)}


def test_two_others_make_way_when_another_was_saved_without():
    rows = {"a": (1, 0, 1, 0, 0), "b": (1, 0, 1, 1, 0), "c": (0, 0, 1, 1, 0), "d": (0, 0, 1, 0, 1), **TWO_SAVED}
    rows |= {"a": (1, 0, 1, 0, 1)}
    requests = {"m": ("ab", 0), "x": ("bc", 2), "y": ("ad", 2), "z": ("ef", 0)}
    board = market(rows, requests)
    change = Change(lost=("m", "z"), cuts=(("a", 0), ("e", 0)))
    found = repair(board, change, open_from=0)
    assert found.saved == (Move("z", 0, 1), Move("m", 0, 2))
    assert found.others == (Move("y", 2, 4), Move("x", 2, 3))
    assert in_order(board)
    board = market(rows, requests)
    assert repair(board, Change(lost=("m",), cuts=(("a", 0),)), open_from=0).unplaceable == ("m",)


def test_a_meeting_in_the_way_takes_the_slot_of_another_that_moves_on():
    rows = {"a": (1, 1, 0, 0), "b": (1, 1, 1, 0), "c": (0, 1, 1, 1), "d": (0, 0, 1, 1)}
    rows |= {"e": (1, 0, 0, 1), "f": (1, 0, 0, 1)}
    requests = {"m": ("ab", 0), "x": ("bc", 1), "y": ("cd", 2), "z": ("ef", 0)}
    board = market(rows, requests)
    found = repair(board, Change(lost=("m", "z"), cuts=(("a", 0), ("e", 0))), open_from=0)
    assert found.saved == (Move("z", 0, 3), Move("m", 0, 1))
    assert found.others == (Move("y", 2, 3), Move("x", 1, 2))
    assert in_order(board)


def test_the_meeting_in_the_way_stays_when_nobody_can_follow():
    rows = {"a": (1, 1, 0, 0), "b": (1, 1, 1, 0), "c": (0, 1, 1, 0), "d": (0, 0, 1, 0)}
    rows |= {"e": (1, 0, 0, 1), "f": (1, 0, 0, 1)}
    requests = {"m": ("ab", 0), "x": ("bc", 1), "y": ("cd", 2), "z": ("ef", 0)}
    board = market(rows, requests)
    found = repair(board, Change(lost=("m", "z"), cuts=(("a", 0), ("e", 0))), open_from=0)
    assert (found.unplaceable, found.others) == (("m",), ())
    assert board.assignments() == {"x": 1, "y": 2, "z": 3}
    assert in_order(board)


@pytest.mark.parametrize(("c", "d"), [((0, 0, 1, 1, 0), (0, 0, 1, 0, 0)), ((0, 0, 1, 0, 0), (0, 0, 1, 0, 1))])
def test_two_cannot_leave_when_one_has_nowhere_to_go(c, d):
    rows = {"a": (1, 0, 1, 0, 1), "b": (1, 0, 1, 1, 0), "c": c, "d": d, **TWO_SAVED}
    board = market(rows, {"m": ("ab", 0), "x": ("bc", 2), "y": ("ad", 2), "z": ("ef", 0)})
    found = repair(board, Change(lost=("m", "z"), cuts=(("a", 0), ("e", 0))), open_from=0)
    assert found.unplaceable == ("m",)


def test_a_freed_slot_is_offered_to_the_weightiest_who_waits():
    rows = {"a": (1,), "b": (1,), "c": (1,), "d": (1,)}
    requests = {
        "m": ("ab", 0),
        "light": (Request("light", ("a", "c"), 3), None),
        "heavy": (Request("heavy", ("a", "d"), 7), None),
    }
    board = market(rows, requests)
    found = repair(board, Change(ended=("m",)), open_from=0, waiting=["light", "heavy", "m"])
    assert found == Repair(saved=(), others=(), placed=(Move("heavy", None, 0),), unplaceable=())


def test_quotas_bind_those_who_wait():
    free = (1, 1)
    arrays = arrays_of(
        Problem(
            slots_over(1, 2),
            (),
            (Calendar("a", free, quota=1), Calendar("b", free), Calendar("c", free, day_quotas=(0,))),
            (Request("m", ("a", "b"), 1), Request("w", ("a", "b"), 1), Request("v", ("b", "c"), 1)),
        )
    )
    board = board_of(arrays, np.array([0, UNPLACED, UNPLACED], np.int32))
    assert repair(board, Change(), open_from=0, waiting=["w", "v"]).placed == ()
    assert repair(board, Change(lost=("v",)), open_from=0).unplaceable == ("v",)


def test_the_least_of_a_companys_meetings_is_lost_and_a_promised_one_last():
    requests = {
        "dear": (Request("dear", ("a", "b"), 9), 0),
        "cheap": (Request("cheap", ("a", "c"), 2), 0),
        "must": (Request("must", ("a", "d"), 1, must=True), 0),
    }
    board = market({"a": (3, 1, 0), "b": (1, 0, 0), "c": (1, 0, 0), "d": (1, 0, 0)}, requests)
    assert absence(board, "a", [0, 1, 2]) == Change(lost=("cheap",), cuts=(("a", 0), ("a", 1)))
    roomy = market({"a": (4, 1, 0), "b": (1, 0, 0), "c": (1, 0, 0), "d": (1, 0, 0)}, requests)
    assert absence(roomy, "a", [0]) == Change(lost=(), cuts=(("a", 0),))


def test_an_unknown_name_is_an_error():
    board = market({"a": (1,), "b": (1,)}, {"m": ("ab", 0)})
    with pytest.raises(KeyError):
        repair(board, Change(lost=("nobody",)), open_from=0)


def drawn_change(random, board):
    """Draw an absence of one calendar and a meeting that is called off."""
    arrays = board.arrays
    calendar = random.choice(arrays.problem.calendars).id
    since = random.randrange(arrays.slot_count)
    change = absence(board, calendar, range(since, random.randint(since, arrays.slot_count)))
    placed = sorted(set(board.assignments()) - set(change.lost))
    return Change(change.lost, change.cuts, tuple(random.sample(placed, min(1, len(placed)))))


@given(drawn_problems(), st.integers(0, 10**6))
@settings(max_examples=150, deadline=None)
def test_a_repair_keeps_every_rule_and_its_board_in_order(drawn, seed):
    arrays, slots = drawn
    random, board = Random(seed), board_of(arrays, slots)
    change = drawn_change(random, board)
    open_from = random.randrange(arrays.slot_count)
    waiting = [request.id for request, slot in zip(arrays.problem.requests, slots) if slot == UNPLACED]
    found = repair(board, change, open_from=open_from, waiting=waiting)
    before = assignments_of(arrays, slots)
    assert faults_of_repair(arrays.problem, before, change, found, open_from=open_from) == []
    assert {*found.unplaceable, *(move.request for move in found.saved)} == set(change.lost)
    room = room_of(arrays, np.array(board.slots, np.int32))
    for calendar, slot in change.cuts:
        room.capacity[int(calendar[1:]), slot] -= 1
    assert board.left[:-1] == room.capacity[:-1].tolist()
    assert board.has_staff == board_module._as_sets(room.capacity > 0)
    assert board.has_days == board_module._as_sets((room.day_quota > 0)[:, arrays.days])
    assert board.has_table == board_module._as_sets(room.pool_capacity > 0)
    assert in_order(board)


@given(drawn_problems())
@settings(max_examples=50, deadline=None)
def test_where_a_meeting_could_go_is_where_it_could_be_put_once_lifted(drawn):
    arrays, slots = drawn
    board, everywhere = board_of(arrays, slots), (1 << arrays.slot_count) - 1
    for request in np.flatnonzero(slots != UNPLACED).tolist():
        found = board.elsewhere(request, everywhere)
        slot = board.lift(request)
        assert found == board.free(request, everywhere) & ~(1 << slot)
        board.place(request, slot)


def test_the_check_of_a_repair_names_what_is_wrong():
    rows = {"a": (1, 1, 1), "b": (1, 1, 1), "c": (1, 1, 1)}
    fixed = Request("x", ("b", "c"), 1, fixed_slot=0)
    board = market(rows, {"m": ("ab", 1), "x": (fixed, 0)})
    change = Change(lost=("m",), cuts=(("a", 1),))
    bad = Repair(saved=(), others=(Move("x", 2, 1),), placed=(Move("m", None, 0),), unplaceable=())
    assert faults_of_repair(board.arrays.problem, board.assignments(), change, bad, open_from=1) == [
        "x is said to leave slot 2, but was in 0",
        "x must stay in slot 2",
        "m is put into slot 0, which is frozen",
        "1 others are moved to save 0",
        "x is fixed in slot 0, but placed in 1",
    ]
    twice = Repair(saved=(Move("m", 1, 1),), others=(), placed=(), unplaceable=())
    assert faults_of_repair(board.arrays.problem, board.assignments(), change, twice, open_from=1) == [
        "a has 1 meetings in slot 1, capacity 0"
    ]


def test_a_checked_repair_passes_what_is_right_and_raises_on_what_is_wrong(monkeypatch):
    rows = {"a": (1, 1), "b": (1, 1)}
    board = market(rows, {"m": ("ab", 0)})
    assert checked_repair(board, absence(board, "a", [0]), open_from=0).saved == (Move("m", 0, 1),)
    board = market(rows, {"m": ("ab", 0), "n": ("ab", 1)})
    monkeypatch.setattr(board_module.Board, "free", lambda *_: 0b10)
    with pytest.raises(FaultyRepairError, match="2 rules are broken, first: a has 2 meetings in slot 1, capacity 1"):
        checked_repair(board, Change(lost=("m",), cuts=(("a", 0),)), open_from=0)


def test_what_was_wrong_before_is_not_held_against_the_repair():
    board = market({"a": (1, 1), "b": (1, 1), "c": (0, 1)}, {"m": ("ab", 0), "x": ("ac", 0)})
    change = Change(ended=("m",))
    assert checked_repair(board, change, open_from=0) == Repair((), (), (), ())


def test_the_examples_in_the_documentation_hold():
    assert doctest.testmod(board_module).failed == 0
