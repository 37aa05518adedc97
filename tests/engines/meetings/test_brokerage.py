"""Brokerage events: reading them, placing every meeting, and the fewest breaks."""

import doctest
from itertools import product
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from praya.engines.meetings import anneal as anneal_module
from praya.engines.meetings import check
from praya.engines.meetings.anneal import anneal
from praya.engines.meetings.arrays import arrays_of, assignments_of
from praya.engines.meetings.brokerage import LONGEST_TEXT, read_event, schedule_event
from praya.engines.meetings.problem import ProblemError
from praya.engines.meetings.unavoidable import unavoidable_breaks

EVENT = """
% a small event
nBusiness = 4;
nMeetings = 3;
nTables = 2;
nTotalSlots = 5;
nMorningSlots = 3;
requested = [|1, 2,3,
|3, 4,1,
|1, 3,2,|];
forbidden = [{0}, {0,2}, {}, {1..2}];
fixed = [0,0,4];
precedences = [{},{},{}];
"""


def lines(**changed):
    """Return the small event with some statements replaced; None leaves one out."""
    kept = []
    for statement in EVENT.replace("% a small event", "").split(";"):
        name = statement.strip().split(" ")[0]
        if name and name not in changed:
            kept.append(statement.strip())
        elif changed.get(name) is not None:
            kept.append(f"{name} = {changed[name]}")
    return ";\n".join(kept) + ";"


def test_an_event_becomes_a_problem_of_musts():
    problem = read_event(EVENT, "small")
    assert (problem.name, len(problem.slots), problem.pools[0].capacity) == ("small", 5, (2, 2, 2, 2, 2))
    assert [calendar.capacity for calendar in problem.calendars] == [(1, 1, 1, 1, 1)] * 4
    told = [(one.id, one.calendars, one.allowed_slots, one.fixed_slot, one.must) for one in problem.requests]
    assert told == [
        ("meeting 1", ("participant 1", "participant 2"), (0, 2, 3, 4), None, True),
        ("meeting 2", ("participant 3", "participant 4"), (2,), None, True),
        ("meeting 3", ("participant 1", "participant 3"), (3, 4), 3, True),
    ]


def test_an_event_may_leave_out_fixed_meetings_and_precedences():
    problem = read_event(lines(fixed=None, precedences=None))
    assert [request.fixed_slot for request in problem.requests] == [None, None, None]


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"nBusiness": None}, "nBusiness: is missing; a brokerage event must set it"),
        ({"nTables": "many"}, "nTables: expected a whole number up to 10000, found 'many'"),
        ({"nTables": "10001"}, "nTables: expected a whole number up to 10000, found '10001'"),
        ({"nMorningSlots": "6"}, "nMorningSlots: 6 is more than the 5 slots there are"),
        ({"requested": "[1,2,3]"}, "requested: expected [| participant, participant, session | ... |]"),
        ({"requested": "[|1,2,3|]"}, "requested: has 1 rows, but nMeetings is 3"),
        ({"requested": "[|1,2,3|1,x,3|2,3,1|]"}, "requested, row 2: expected whole numbers, found 'x'"),
        (
            {"requested": "[|1,2,3|1,1,3|2,3,1|]"},
            "requested, row 2: expected two different participants from 1 to 4, found [1, 1, 3]",
        ),
        (
            {"requested": "[|1,2,3|1,2,4|2,3,1|]"},
            "requested, row 2: session 4 is none of 1 morning, 2 afternoon, 3 either",
        ),
        ({"forbidden": "{1}"}, "forbidden: expected [{...}, {...}, ...], one set per participant"),
        ({"forbidden": "[{1}]"}, "forbidden: has 1 sets, but there are 4 participants"),
        ({"forbidden": "[{1},{6},{},{}]"}, "forbidden, participant 2: 6 is more than 5"),
        ({"forbidden": "[{1},{1..9},{},{}]"}, "forbidden, participant 2: expected whole numbers, found '1..9'"),
        ({"fixed": "0"}, "fixed: expected [...] with one slot, or 0, for each of the 3 meetings"),
        ({"fixed": "[0,6,0]"}, "fixed, meeting 2: slot 6 is more than 5"),
        (
            {"precedences": "[{2},{},{}]"},
            "precedences: meetings in a given order are not supported; empty the sets to leave it open",
        ),
    ],
)
def test_a_bad_event_names_the_place_and_the_remedy(changed, message):
    with pytest.raises(ProblemError) as error:
        read_event(lines(**changed))
    assert str(error.value) == message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (EVENT[: EVENT.index("nMorningSlots") - 2], 'the file ends within "nTotalSlots", before its ";"; is it complete?'),
        ("hello;", '"hello" is not of the form name = value'),
        ("a = 1; a = 2;", "a: is set twice; keep one"),
        (" " * (LONGEST_TEXT + 1), "the file has more than 5 million characters; no event is so large"),
    ],
)
def test_a_file_that_is_no_event_is_refused(text, message):
    with pytest.raises(ProblemError) as error:
        read_event(text)
    assert str(error.value) == message


def run(problem, **options):
    *progress, last = schedule_event(problem, **options)
    return progress, last


def test_the_small_event_is_scheduled_with_the_fewest_breaks():
    progress, last = run(read_event(EVENT))
    assert (last.stage, last.value, last.bound) == ("0 breaks, the fewest possible", 3, 3)
    assert last.schedule.assignments["meeting 2"] == 2
    assert (last.schedule.breaks, last.schedule.gap) == (0, 0.0)
    assert progress[0].stage == "placing every meeting"


def test_a_break_that_nobody_can_avoid_is_proved():
    text = lines(requested="[|1,2,1|1,3,2|1,4,2|]", forbidden="[{2,3,4},{},{},{}]", fixed="[0,0,0]", nTotalSlots="6")
    last = run(read_event(text))[1]
    assert (last.stage, last.schedule.breaks) == ("1 breaks, the fewest possible", 1)


def test_an_event_too_full_for_its_locations_says_so():
    text = lines(nTables="1", fixed="[1,0,0]", forbidden="[{},{},{},{2,3}]", requested="[|1,2,3|3,4,1|1,3,2|]")
    with pytest.raises(ProblemError, match="no schedule holds all meetings of this event"):
        run(read_event(text))


def test_a_meeting_without_a_slot_is_named():
    with pytest.raises(ProblemError, match="meeting 2: participant 3 and participant 4 have no slot in common"):
        run(read_event(lines(forbidden="[{},{},{},{1..3}]")))


def test_time_that_is_too_short_says_so(monkeypatch):
    monkeypatch.setattr("praya.engines.meetings.brokerage.PLACING_EFFORT", 0.0)
    with pytest.raises(ProblemError, match="no schedule with all meetings was found in the time given"):
        run(drawn_event(4, people=12, meetings=30, slots=8))


def test_only_events_are_taken():
    from dataclasses import replace

    problem = read_event(EVENT)
    calendars, requests = problem.calendars, problem.requests
    cases = {
        "mark every request as a must": replace(problem, requests=(replace(requests[0], must=False),)),
        "present in every slot": replace(problem, calendars=(replace(calendars[0], capacity=(1, 1, 0, 1, 1)),)),
        "has one day": replace(problem, slots=(*problem.slots[:4], replace(problem.slots[4], day=1))),
        "one pool of locations": replace(problem, requests=(replace(requests[0], pool=None),)),
        "has no quotas": replace(problem, calendars=(replace(calendars[0], quota=1), *calendars[1:])),
    }
    for message, wrong in cases.items():
        with pytest.raises(ProblemError, match=message):
            run(wrong)


def test_no_time_left_still_gives_a_schedule():
    problem = drawn_event(1, people=8, meetings=12, slots=8)
    last = run(problem, seconds=0.0)[1]
    assert check.faults(problem, last.schedule) == []


def drawn_event(seed, *, people, meetings, slots):
    """Return an event in which a schedule is sure to exist, because one was drawn first."""
    random = Random(seed)
    taken, rows, held = set(), [], [0] * slots
    while len(rows) < meetings:
        one, other, slot = random.randrange(people), random.randrange(people), random.randrange(slots)
        if one != other and not {(one, slot), (other, slot)} & taken:
            taken |= {(one, slot), (other, slot)}
            held[slot] += 1
            session = random.choice([3, 3, 1 if slot < slots // 2 else 2])
            rows.append(f"{one + 1},{other + 1},{session}")
    forbidden = [
        "{" + ",".join(str(s + 1) for s in range(slots) if (p, s) not in taken and random.random() < 0.1) + "}"
        for p in range(people)
    ]
    return read_event(
        f"nBusiness={people};nMeetings={meetings};nTables={max(held)};nTotalSlots={slots};nMorningSlots={slots // 2};"
        f"requested=[|{'|'.join(rows)}|];forbidden=[{','.join(forbidden)}];"
    )


def fewest_by_trying_all(problem):
    """Return the fewest breaks of all schedules that keep every rule."""
    found = []
    for slots in product(*(request.allowed_slots for request in problem.requests)):
        placed = dict(zip((request.id for request in problem.requests), slots, strict=True))
        busy = [(party, slot) for request, slot in zip(problem.requests, slots) for party in request.calendars]
        tables = [slots.count(slot) <= problem.pools[0].capacity[slot] for slot in set(slots)]
        if len(set(busy)) == len(busy) and all(tables):
            found.append(check.breaks_of(problem, placed)[0])
    return min(found)


@given(st.integers(0, 10**6))
@settings(max_examples=25, deadline=None)
def test_small_events_reach_the_fewest_breaks_of_all_schedules(seed):
    problem = drawn_event(seed, people=5, meetings=5, slots=5)
    last = run(problem, legs=(500, 3000, 20_000))[1]
    fewest = fewest_by_trying_all(problem)
    assert unavoidable_breaks(arrays_of(problem)) <= fewest
    # With every table of every slot taken two meetings change places at a time, which does not lead to every schedule.
    is_full = sum(problem.pools[0].capacity) == len(problem.requests)
    assert last.schedule.breaks == fewest or is_full


@given(st.integers(0, 10**6), st.integers(0, 10))
@settings(max_examples=25, deadline=None)
def test_annealing_keeps_every_rule_and_never_adds_breaks(seed, moves):
    problem = drawn_event(seed, people=14, meetings=35, slots=8)
    arrays = arrays_of(problem)
    placed = run(problem, legs=())[1].schedule
    start = np.array([placed.assignments[request.id] for request in problem.requests], np.int32)
    end = assignments_of(arrays, anneal(arrays, start, seed=seed, moves=100 * moves))
    assert check.faults(problem, type(placed)(end, placed.value, placed.bound)) == []
    assert check.breaks_of(problem, end)[0] <= placed.breaks


def test_the_same_seed_gives_the_same_schedule():
    problem = drawn_event(3, people=20, meetings=70, slots=10)
    one, two = (run(problem, seed=5, legs=(2000,))[1].schedule.assignments for _ in range(2))
    assert one == two


def test_more_than_two_breaks_of_one_participant_are_bounded_by_two():
    text = (
        "nBusiness=4;nMeetings=3;nTables=3;nTotalSlots=7;nMorningSlots=7;"
        "requested=[|1,2,3|1,3,3|1,4,3|];forbidden=[{2,4,6},{},{},{}];fixed=[1,3,5];"
    )
    assert unavoidable_breaks(arrays_of(read_event(text))) == 2


def test_the_examples_in_the_documentation_hold():
    assert doctest.testmod(anneal_module).failed == 0
