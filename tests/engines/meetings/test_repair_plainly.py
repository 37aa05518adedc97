"""One lost meeting: the repair is the smallest that trying every slot and every other meeting finds."""

from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from praya.engines.meetings.arrays import UNPLACED, arrays_of, room_of
from praya.engines.meetings.problem import Calendar, Problem, Request
from praya.engines.meetings.repairing import Change, Move, Repair, absence, board_of, faults_of_repair, repair
from tests.engines.meetings.drawn import drawn_problems, slots_over


def room_after(arrays, slots, cuts):
    room = room_of(arrays, slots)
    for calendar, slot in cuts:
        room.capacity[int(calendar[1:]), slot] -= 1
    return room


def open_to(arrays, slots, cuts, request, open_from):
    """Return the slots not frozen in which an unplaced request could be put, the others staying where they are."""
    return [slot for slot in np.flatnonzero(room_after(arrays, slots, cuts).open_slots(request)).tolist() if slot >= open_from]


def nearest(arrays, slots, before):
    days = arrays.days
    return min(slots, key=lambda slot: (abs(days[slot] - days[before]), abs(slot - before), slot))


def left_by_one(arrays, slots, cuts, request, open_from):
    """Return {slot: {other: where it goes}} of the slots that one other meeting can leave to a request."""
    found = {}
    room = room_after(arrays, slots, cuts)
    parties = [party for party in arrays.parties[request].tolist() if party < arrays.calendar_count]
    for other, slot in enumerate(slots.tolist()):
        if slot < max(open_from, 0) or arrays.fixed[other] != UNPLACED or not arrays.allowed[request, slot]:
            continue
        if any(room.quota[party] <= 0 or room.day_quota[party, arrays.days[slot]] <= 0 for party in parties):
            continue
        without = slots.copy()
        without[other] = UNPLACED
        if not room_after(arrays, without, cuts).open_slots(request)[slot]:
            continue
        there = [place for place in open_to(arrays, without, cuts, other, open_from) if place != slot]
        if there:
            found.setdefault(slot, {})[other] = nearest(arrays, there, slot)
    return found


@given(drawn_problems(), st.integers(0, 10**6))
@settings(max_examples=200, deadline=None)
def test_one_lost_meeting_costs_the_least_rearrangement(drawn, seed):
    arrays, slots = drawn
    random = Random(seed)
    placed = np.flatnonzero(slots != UNPLACED).tolist()
    if not placed:
        return
    lost = random.choice(placed)
    before, open_from = int(slots[lost]), random.choice([0, 0, random.randrange(arrays.slot_count)])
    name, names = arrays.problem.requests[lost].id, [request.id for request in arrays.problem.requests]
    side = random.choice(arrays.problem.requests[lost].calendars)
    cuts = tuple((side, slot) for slot in random.choices(range(arrays.slot_count), k=random.randint(0, 3)))
    cuts = tuple({*cuts, (side, before)})
    found = repair(board_of(arrays, slots), Change(lost=(name,), cuts=cuts), open_from=open_from)
    rest = slots.copy()
    rest[lost] = UNPLACED
    free = open_to(arrays, rest, cuts, lost, open_from)
    ways = left_by_one(arrays, rest, cuts, lost, open_from)
    if free:
        assert found == Repair((Move(name, before, nearest(arrays, free, before)),), (), (), ())
    elif ways:
        slot = nearest(arrays, ways, before)
        (other,) = found.others
        assert (found.saved, found.unplaceable) == ((Move(name, before, slot),), ())
        assert (other.was, other.now) == (slot, ways[slot][names.index(other.request)])
    else:
        assert found == Repair((), (), (), (name,))


def market(rows, requests, *, days=1, **limits):
    """Return a board; requests are (Request, slot) pairs, rows the capacities by calendar, limits quotas by calendar."""
    width = len(next(iter(rows.values())))
    calendars = tuple(Calendar(name, row, **limits.get(name, {})) for name, row in rows.items())
    made = tuple(request for request, _ in requests)
    arrays = arrays_of(Problem(slots_over(days, width // days), (), calendars, made))
    return board_of(arrays, np.array([UNPLACED if slot is None else slot for _, slot in requests], np.int32))


def ask(name, sides, weight=1, **rest):
    return Request(name, tuple(sides), weight, **rest)


def test_the_weightiest_of_the_lost_chooses_first():
    rows = {"a": (0, 1, 0), "b": (0, 1, 1), "c": (0, 1, 1)}
    board = market(rows, [(ask("light", "ab", 2), 0), (ask("heavy", "ac", 5), 0)])
    assert repair(board, Change(lost=("light", "heavy")), open_from=0) == Repair((Move("heavy", 0, 1),), (), (), ("light",))


def test_of_equals_the_earlier_in_the_list_chooses_first_and_each_once():
    rows = {"a": (0, 1, 0), "b": (0, 1, 1), "c": (0, 1, 1)}
    board = market(rows, [(ask("one", "ab", 2), 0), (ask("two", "ac", 2), 0)])
    found = repair(board, Change(lost=("two", "one", "two")), open_from=0)
    assert found == Repair((Move("one", 0, 1),), (), (), ("two",))


def test_a_day_away_is_further_than_the_other_end_of_the_day():
    free = (1, 0, 0, 0, 1, 1, 1, 1)
    board = market({"a": free, "b": free}, [(ask("m", "ab"), 3)], days=2)
    assert repair(board, Change(lost=("m",)), open_from=0).saved == (Move("m", 3, 0),)
    board = market({"a": (1, 0, 0, 0, 0, 0, 0, 1), "b": free}, [(ask("m", "ab"), 3)], days=4)
    assert repair(board, Change(lost=("m",)), open_from=0).saved == (Move("m", 3, 0),)


def test_a_lost_request_that_had_no_slot_is_unplaceable():
    board = market({"a": (1, 1), "b": (1, 1)}, [(ask("m", "ab"), None)])
    assert repair(board, Change(lost=("m",)), open_from=0) == Repair((), (), (), ("m",))


def test_those_who_wait_get_their_earliest_open_slot_and_keep_what_they_have():
    rows = {"a": (1, 1, 1, 1), "b": (1, 1, 1, 1), "c": (1, 1, 1, 1)}
    board = market(rows, [(ask("w", "ab"), None), (ask("kept", "ac"), 2), (ask("lost", "bc"), 3)])
    found = repair(board, Change(ended=("lost",)), open_from=1, waiting=["w", "kept", "lost"])
    assert found == Repair((), (), (Move("w", None, 1),), ())
    assert board.assignments() == {"w": 1, "kept": 2}


@pytest.mark.parametrize("limits", [{"quota": 1}, {"day_quotas": (1,)}])
def test_a_side_at_its_quota_gets_no_slot_however_many_make_way(limits):
    rows = {"a": (1, 1, 0), "b": (1, 1, 0), "c": (1, 1, 1), "d": (1, 1, 1)}
    requests = [(ask("kept", "ac"), 0), (ask("m", "ab"), None), (ask("x", "bd"), 1)]
    board = market(rows, requests, a=limits)
    assert (board.free(1, 0b111), board.free(1, 0)) == (0, 0)
    crowded = [(ask("kept", "ac"), 0), (ask("m", "ab"), 2), (ask("x", "bd"), 1)]
    more = {name: value + 1 if name == "quota" else (2,) for name, value in limits.items()}
    board = market(rows | {"a": (1, 1, 1), "b": (1, 1, 1)}, crowded, a=more)
    cut = Change(lost=("m",), cuts=(("a", 2), ("b", 0)))
    assert repair(board, cut, open_from=0) == Repair((Move("m", 2, 1),), (Move("x", 1, 2),), (), ())


def test_a_side_that_has_lost_more_staff_than_its_meetings_gets_no_other():
    rows = dict.fromkeys("abcd", (1, 1, 1))
    board = market(rows, [(ask("m", "ab"), 0), (ask("x", "ac"), 1), (ask("y", "bd"), 1)])
    change = Change(lost=("m",), cuts=(("a", 0), ("a", 1), ("b", 2)))
    assert repair(board, change, open_from=0).unplaceable == ("m",)


def test_a_day_that_a_meeting_leaves_has_room_for_it_again():
    rows = {"a": (1, 1, 1), "b": (1, 0, 1), "c": (1, 1, 1)}
    board = market(rows, [(ask("m", "ab"), 2), (ask("x", "ac"), 0)], c={"day_quotas": (1,)})
    found = repair(board, Change(lost=("m",), cuts=(("a", 2),)), open_from=0)
    assert (found.saved, found.others) == ((Move("m", 2, 0),), (Move("x", 0, 1),))


def test_absence_costs_a_meeting_only_where_the_others_cannot_take_all():
    requests = [(ask("x", "ab", 4), 0), (ask("y", "ac", 3), 0), (ask("z", "ab", 9), 1)]
    board = market({"a": (2, 2, 0), "b": (1, 1, 1), "c": (1, 1, 1)}, requests)
    assert absence(board, "a", [0, 1, 2]) == Change(lost=("y",), cuts=(("a", 0), ("a", 1)))


def test_of_equally_light_meetings_the_first_of_the_list_is_lost_and_fixed_ones_last():
    one, two = ask("one", "ab", 3), ask("two", "ac", 3)
    rows = {"a": (2,), "b": (1,), "c": (1,)}
    assert absence(market(rows, [(one, 0), (two, 0)]), "a", [0]).lost == ("one",)
    fixed = ask("fixed", "ab", 1, fixed_slot=0)
    assert absence(market(rows, [(fixed, 0), (two, 0)]), "a", [0]).lost == ("two",)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (Repair((Move("m", 1, 2),), (Move("y", 0, 2),), (), ()), ["y must stay in slot 0"]),
        (
            Repair((Move("m", 1, 2),), (Move("w", None, 1),), (), ()),
            [],
        ),
        (Repair((Move("m", 1, 2),), (Move("v", 1, 2),), (), ()), []),
        (Repair((Move("m", 1, 0),), (), (), ()), ["m is put into slot 0, which is frozen"]),
        (Repair((Move("m", 1, 1),), (), (), ()), []),
        (Repair((), (), (Move("w", None, 1),), ("m",)), []),
    ],
)
def test_the_check_of_a_repair_holds_what_is_frozen(found, expected):
    rows = dict.fromkeys("abcdefgh", (1, 1, 1))
    board = market(rows, [(ask("m", "ab"), 1), (ask("y", "cd"), 0), (ask("w", "ef"), None), (ask("v", "gh"), 1)])
    before = board.assignments()
    assert faults_of_repair(board.arrays.problem, before, Change(lost=("m",)), found, open_from=1) == expected
