"""Brokerage events: further limits of the file, and what a run reports."""

import pytest

from praya.engines.meetings import brokerage
from praya.engines.meetings.brokerage import read_event, schedule_event
from praya.engines.meetings.problem import ProblemError


def event(**changed):
    """Return the text of an event of three people, two meetings and four slots; `changed` replaces statements."""
    said = {
        "nBusiness": "3", "nMeetings": "2", "nTables": "1", "nTotalSlots": "4", "nMorningSlots": "2",
        "requested": "[|2,1,3|3,1,2|]", "forbidden": "[{},{},{}]", "fixed": "[0,0]",
    } | changed  # fmt: skip  # numbers first
    return "".join(f"{name} = {value};\n" for name, value in said.items())


# Three people who all meet in three slots: each could do without a break, one of them cannot.
TIGHT = event(nMeetings="3", nTotalSlots="3", nMorningSlots="3", requested="[|1,2,3|1,3,3|2,3,3|]", fixed="[0,0,0]")


def message(**changed):
    with pytest.raises(ProblemError) as error:
        read_event(event(**changed))
    return str(error.value)


def allowed(**changed):
    return [request.allowed_slots for request in read_event(event(**changed)).requests]


def test_sessions_and_forbidden_slots_of_both_sides_narrow_a_meeting():
    assert allowed() == [(0, 1, 2, 3), (2, 3)]
    assert allowed(forbidden="[{1},{2},{4}]") == [(2, 3), (2,)]
    assert allowed(forbidden="[{2..3},{},{0}]") == [(0, 3), (3,)]
    assert allowed(nMorningSlots="0") == [(0, 1, 2, 3), (0, 1, 2, 3)]
    assert allowed(nMorningSlots="4", requested="[|2,1,1|3,1,3|]") == [(0, 1, 2, 3)] * 2


def test_slots_last_half_an_hour_one_after_another_on_one_day():
    slots = read_event(event()).slots
    assert [(one.start.isoformat()[11:16], one.end.isoformat()[11:16], one.day) for one in slots] == [
        ("09:00", "09:30", 0),
        ("09:30", "10:00", 0),
        ("10:00", "10:30", 0),
        ("10:30", "11:00", 0),
    ]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"requested": "[|0,1,3|3,1,2|]"}, "requested, row 1: expected two different participants from 1 to 3, found [0, 1, 3]"),
        ({"requested": "[|1,0,3|3,1,2|]"}, "requested, row 1: expected two different participants from 1 to 3, found [1, 0, 3]"),
        ({"requested": "[|2,1,3|4,1,2|]"}, "requested, row 2: expected two different participants from 1 to 3, found [4, 1, 2]"),
        ({"requested": "[|2,1,3|1,4,2|]"}, "requested, row 2: expected two different participants from 1 to 3, found [1, 4, 2]"),
        ({"requested": "[|2,1|1,3,2|]"}, "requested, row 1: expected two different participants from 1 to 3, found [2, 1]"),
        ({"requested": "[|2,1,0|1,3,2|]"}, "requested, row 1: session 0 is none of 1 morning, 2 afternoon, 3 either"),
        ({"nMeetings": "3"}, "requested: has 2 rows, but nMeetings is 3"),
        ({"nBusiness": "4"}, "forbidden: has 3 sets, but there are 4 participants"),
        ({"forbidden": "[{},{5},{}]"}, "forbidden, participant 2: 5 is more than 4"),
        ({"forbidden": "[{},{x},{}]"}, "forbidden, participant 2: expected whole numbers, found 'x'"),
        ({"forbidden": f"[{{}},{{{'x' * 50}}},{{}}]"}, f"forbidden, participant 2: expected whole numbers, found '{'x' * 40}'"),
        ({"precedences": "[{}]"}, "precedences: has 1 sets, but there are 2 meetings"),
        ({"precedences": "[{},{3}]"}, "precedences, meeting 2: 3 is more than 2"),
        ({"fixed": "[0,5]"}, "fixed, meeting 2: slot 5 is more than 4"),
        ({"fixed": "[0]"}, "fixed: expected [...] with one slot, or 0, for each of the 2 meetings"),
        ({"fixed": "[0,x]"}, "fixed: expected whole numbers, found 'x'"),
        ({"nMorningSlots": "5"}, "nMorningSlots: 5 is more than the 4 slots there are"),
        ({"nTables": "-1"}, "nTables: expected a whole number up to 10000, found '-1'"),
        ({"nTables": "9" * 50}, f"nTables: expected a whole number up to 10000, found '{'9' * 40}'"),
        ({"nTotalSlots": "1234567890"}, "nTotalSlots: expected a whole number up to 10000, found '1234567890'"),
    ],
)
def test_what_is_just_beyond_a_limit_is_named(changed, expected):
    assert message(**changed) == expected


def test_what_is_just_within_the_limits_is_read():
    assert read_event(event(nTables="10000")).pools[0].capacity == (10000,) * 4
    assert [one.fixed_slot for one in read_event(event(fixed="[4,1]")).requests] == [3, 0]
    assert [one.fixed_slot for one in read_event(event(precedences="[{},{0}]")).requests] == [None, None]
    assert read_event(event(forbidden="[{4},{},{}]")).requests[0].allowed_slots == (0, 1, 2)
    assert read_event(event(forbidden="[{2..4},{},{}]")).requests[0].allowed_slots == (0,)
    without = read_event(event(nTotalSlots="0", nMorningSlots="0"))
    assert (without.slots, without.name, without.requests[0].allowed_slots) == ((), "", ())


def test_a_text_may_be_as_long_as_the_limit_and_no_longer(monkeypatch):
    monkeypatch.setattr(brokerage, "LONGEST_TEXT", len(event()))
    assert len(read_event(event()).requests) == 2
    with pytest.raises(ProblemError, match="no event is so large"):
        read_event(event() + " ")


def test_a_statement_that_is_wrong_is_shown_by_its_beginning():
    with pytest.raises(ProblemError) as error:
        read_event(f"{'x' * 60};")
    assert str(error.value) == f'"{"x" * 40}" is not of the form name = value'
    with pytest.raises(ProblemError) as error:
        read_event(f"{'y' * 60} = 3")
    assert str(error.value) == f'the file ends within "{"y" * 40}", before its ";"; is it complete?'
    with pytest.raises(ProblemError, match=r'^"3a = 3" is not of the form name = value$'):
        read_event("3a = 3;")


def test_a_run_reports_how_far_it_is_and_ends_with_the_schedule_it_reported():
    steps = list(schedule_event(read_event(event()), seed=7))
    assert [(one.value, one.bound) for one in steps] == [(0, 2), *[(2, 2)] * (len(steps) - 1)]
    assert [one.seconds for one in steps] == sorted(one.seconds for one in steps)
    assert (steps[0].seconds, steps[-1].seconds < 30, steps[-1].schedule.seconds == steps[-1].seconds) == (0.0, True, True)
    assert (steps[-1].schedule.seed, steps[-1].schedule.value, steps[-1].schedule.bound) == (7, 2, 2)
    assert [one.schedule is None for one in steps] == [True] * (len(steps) - 1) + [False]


def test_a_run_ends_as_soon_as_its_breaks_are_the_fewest_possible_or_its_time_is_over():
    easy = read_event(event(fixed="[3,4]"))
    steps = list(schedule_event(easy, legs=(10, 10, 10)))
    assert [one.stage for one in steps] == ["placing every meeting", *["0 breaks, the fewest possible"] * 2]
    assert (steps[-1].schedule.seed, steps[-1].schedule.breaks) == (1, 0)
    tight = read_event(TIGHT)
    assert [len(list(schedule_event(tight, legs=(10, 10), seconds=seconds))) for seconds in (0.0, 60.0)] == [3, 4]


def test_breaks_that_are_left_are_stated_with_what_is_needed_at_least():
    steps = list(schedule_event(read_event(TIGHT), legs=(10, 10)))
    assert steps[-1].schedule.breaks == 1
    assert {one.stage for one in steps[1:]} == {"1 breaks, at least 0 needed"}
    assert len(steps) == 1 + 2 + 1
    twice = event(
        nBusiness="6", nMeetings="6", nTables="2", nTotalSlots="3", nMorningSlots="3", fixed="[0,0,0,0,0,0]",
        requested="[|1,2,3|1,3,3|2,3,3|4,5,3|4,6,3|5,6,3|]", forbidden="[{},{},{},{},{},{}]",
    )  # fmt: skip  # numbers first
    last = list(schedule_event(read_event(twice), legs=(10,)))[-1]
    assert (last.schedule.breaks, last.stage) == (2, "2 breaks, at least 0 needed")


def test_a_schedule_that_breaks_a_rule_is_an_error(monkeypatch):
    monkeypatch.setattr(brokerage.check, "faults", lambda *_: ["one", "two"])
    with pytest.raises(AssertionError, match="^the schedule of the event breaks a rule: one$"):
        list(schedule_event(read_event(event()), legs=()))


def test_more_meetings_than_tables_cannot_all_be_held():
    crowded = event(nTotalSlots="1", nMorningSlots="1", requested="[|2,1,3|3,4,3|]", nBusiness="4", forbidden="[{},{},{},{}]")
    with pytest.raises(ProblemError, match="^no schedule holds all meetings of this event; add slots or locations"):
        list(schedule_event(read_event(crowded)))
    roomy = crowded.replace("nTables = 1", "nTables = 2")
    assert list(schedule_event(read_event(roomy)))[-1].schedule.assignments == {"meeting 1": 0, "meeting 2": 0}
