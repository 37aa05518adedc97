"""Staff and tables: nobody and nothing twice in a slot, and as steady as can be."""

import doctest
from collections import Counter
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from praya.engines.meetings import places
from praya.engines.meetings.places import Appointment, Member, NoPlaceError, seat_staff, seat_tables

ALWAYS = (1 << 8) - 1


def test_two_asked_by_name_get_each_other_out_of_the_way():
    staff = {"film": [Member("ann", ALWAYS), Member("bo", ALWAYS)]}
    either = Appointment("either", 0, ("film",), named=frozenset({"ann", "bo"}))
    only = Appointment("only", 0, ("film",), named=frozenset({"ann"}))
    assert seat_staff([either, only], staff) == {("either", "film"): "bo", ("only", "film"): "ann"}


def test_a_name_of_the_other_side_does_not_bind_this_side():
    staff = {"film": [Member("ann", ALWAYS)], "fund": [Member("cy", ALWAYS), Member("di", ALWAYS)]}
    meeting = Appointment("m", 0, ("film", "fund"), named=frozenset({"di"}))
    assert seat_staff([meeting], staff) == {("m", "film"): "ann", ("m", "fund"): "di"}


@pytest.mark.parametrize(
    "meetings",
    [
        [Appointment("m", 3, ("film",), named=frozenset({"bo"}))],
        [Appointment("l", 3, ("film",)), Appointment("m", 3, ("film",))],
    ],
)
def test_nobody_free_names_the_meeting_the_party_and_the_slot(meetings):
    staff = {"film": [Member("ann", ALWAYS), Member("bo", 0)]}
    with pytest.raises(NoPlaceError) as error:
        seat_staff(meetings, staff)
    assert str(error.value) == "m: nobody of film is free in slot 3"


def test_a_party_without_staff_is_named():
    with pytest.raises(NoPlaceError, match="m: nobody of film is free in slot 0"):
        seat_staff([Appointment("m", 0, ("film",))], {})


def test_staff_meet_without_gaps():
    staff = {"film": [Member("ann", ALWAYS), Member("bo", ALWAYS)]}
    meetings = [Appointment(f"m{slot}", slot, ("film",)) for slot in (0, 1, 2, 4)]
    assert list(seat_staff(meetings, staff).values()) == ["ann", "ann", "ann", "bo"]


def test_people_keep_their_table():
    tables = {"hall": ["t1", "t2", "t3"]}
    meetings = [
        Appointment("a0", 0, ("a", "x"), pool="hall"),
        Appointment("b0", 0, ("b", "y"), pool="hall"),
        Appointment("n1", 1, ("n", "z"), pool="hall"),
        Appointment("b1", 1, ("b", "x"), pool="hall"),
        Appointment("online", 1, ("c", "d")),
    ]
    assert seat_tables(meetings, tables) == {"a0": "t1", "b0": "t2", "b1": "t2", "n1": "t3"}


def test_tables_given_away_are_not_given_again():
    meeting = Appointment("m", 0, ("a", "b"), pool="hall")
    assert seat_tables([meeting], {"hall": ["t1", "t2"]}, taken=[("t1", 0)]) == {"m": "t2"}
    with pytest.raises(NoPlaceError) as error:
        seat_tables([meeting], {"hall": ["t1"]}, taken=[("t1", 0)])
    assert str(error.value) == "m: no table of hall is left in slot 0"


def drawn(seed):
    """Draw meetings of companies that fit their staff, because every meeting takes its staff as it is drawn."""
    random = Random(seed)
    staff = {f"p{k}": [Member(f"p{k}s{j}", random.randrange(256)) for j in range(random.randint(1, 3))] for k in range(5)}
    free = {(m.id, slot) for members in staff.values() for m in members for slot in range(8) if m.free >> slot & 1}
    meetings = []
    for number in range(40):
        slot, parties = random.randrange(8), tuple(random.sample(sorted(staff), 2))
        going = [[m.id for m in staff[party] if (m.id, slot) in free] for party in parties]
        if all(going):
            chosen = [random.choice(names) for names in going]
            free -= {(name, slot) for name in chosen}
            named = frozenset(random.sample(chosen, random.randint(0, 2)))
            meetings.append(Appointment(f"m{number}", slot, parties, random.choice([None, "hall"]), named))
    return staff, meetings


@given(st.integers(0, 10**6))
@settings(max_examples=200, deadline=None)
def test_whoever_is_sent_is_free_asked_for_and_sent_once(seed):
    staff, meetings = drawn(seed)
    found = seat_staff(meetings, staff)
    assert set(found) == {(meeting.id, party) for meeting in meetings for party in meeting.parties}
    by_id = {meeting.id: meeting for meeting in meetings}
    twice = Counter((name, by_id[meeting].slot) for (meeting, _), name in found.items())
    assert max(twice.values(), default=1) == 1
    for (meeting, party), name in found.items():
        member = next(one for one in staff[party] if one.id == name)
        asked = by_id[meeting].named & {one.id for one in staff[party]}
        assert member.free >> by_id[meeting].slot & 1
        assert not asked or name in asked


@given(st.integers(0, 10**6))
@settings(max_examples=50, deadline=None)
def test_no_table_is_taken_twice(seed):
    meetings = drawn(seed)[1]
    need = Counter(meeting.slot for meeting in meetings if meeting.pool)
    tables = {"hall": [f"t{k}" for k in range(max(need.values(), default=0))]}
    found = seat_tables(meetings, tables)
    assert set(found) == {meeting.id for meeting in meetings if meeting.pool}
    taken = Counter((found[meeting.id], meeting.slot) for meeting in meetings if meeting.pool)
    assert max(taken.values(), default=1) == 1


def test_the_examples_in_the_documentation_hold():
    assert doctest.testmod(places).failed == 0
