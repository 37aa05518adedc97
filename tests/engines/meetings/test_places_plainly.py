"""Who goes and where they sit, against following each day plainly."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from praya.engines.meetings.places import Appointment, Member, NoPlaceError, seat_staff, seat_tables


@given(st.integers(0, 10**6))
@settings(max_examples=100, deadline=None)
def test_whoever_was_busy_just_before_goes_on_else_whoever_has_least_to_do(seed):
    random = Random(seed)
    staff = [Member(name, random.randrange(1, 1 << 10)) for name in random.sample(["ann", "bo", "cy", "di"], 3)]
    slots = [slot for slot in range(10) if any(one.free >> slot & 1 for one in staff) and random.random() < 0.8]
    went = {}
    for slot in slots:
        able = [one.id for one in staff if one.free >> slot & 1]
        went[slot] = min(able, key=lambda name, slot=slot: (went.get(slot - 1) != name, list(went.values()).count(name), name))
    meetings = [Appointment(f"m{slot}", slot, ("film",)) for slot in random.sample(slots, len(slots))]
    assert seat_staff(meetings, {"film": staff}) == {(f"m{slot}", "film"): name for slot, name in went.items()}


def test_those_asked_for_by_name_are_seated_before_the_others():
    staff = {"film": [Member("ann", 1), Member("bo", 1)]}
    meetings = [Appointment("any", 0, ("film",)), Appointment("z", 0, ("film",), named=frozenset({"ann"}))]
    assert seat_staff(meetings, staff) == {("z", "film"): "ann", ("any", "film"): "bo"}


def test_somebody_steps_aside_for_a_meeting_that_only_they_can_take():
    staff = {"film": [Member("ann", 1), Member("bo", 1), Member("cy", 1)]}
    wanted = {"k": {"ann", "bo"}, "l": {"bo", "cy"}, "m": {"ann"}}
    meetings = [Appointment(name, 0, ("film",), named=frozenset(names)) for name, names in wanted.items()]
    assert seat_staff(meetings, staff) == {("k", "film"): "bo", ("l", "film"): "cy", ("m", "film"): "ann"}
    impossible = [*meetings, Appointment("n", 0, ("film",), named=frozenset({"ann", "bo", "cy"}))]
    with pytest.raises(NoPlaceError, match="n: nobody of film is free in slot 0"):
        seat_staff(impossible, staff)


@given(st.integers(0, 10**6))
@settings(max_examples=100, deadline=None)
def test_a_party_keeps_its_last_table_else_gets_the_one_unused_for_longest(seed):
    random = Random(seed)
    tables = {"hall": ["t1", "t2", "t3"], "foyer": ["f1", "f2"]}
    taken = [(random.choice(["t1", "f2"]), random.randrange(6)) for _ in range(2)]
    meetings, last, used, expected = [], {}, {}, {}
    for slot in range(6):
        parties = random.sample("abcd", random.choice([0, 2, 2, 4]))
        pairs = [tuple(parties[k : k + 2]) for k in range(0, len(parties), 2)]
        now = [Appointment(f"m{slot}{k}", slot, pair, pool=random.choice(["hall", "foyer"])) for k, pair in enumerate(pairs)]
        gone = {table for table, at in taken if at == slot}
        for one in sorted(now, key=lambda one: (not set(one.parties) & set(last), one.id)):
            free = [table for table in tables[one.pool] if table not in gone]
            if not free:
                continue
            kept = [last[party] for party in one.parties if last.get(party) in free]
            table = kept[0] if kept else min(free, key=lambda name: (name in used, used.get(name, 0), name))
            gone.add(table)
            used[table] = slot
            last |= dict.fromkeys(one.parties, table)
            expected[one.id] = table
            meetings.append(one)
    random.shuffle(meetings)
    assert seat_tables(meetings, tables, taken) == expected


def test_those_with_a_table_to_keep_choose_before_newcomers():
    meetings = [
        Appointment("m0", 0, ("keeper", "x"), pool="hall"),
        Appointment("n0", 0, ("other", "y"), pool="hall"),
        Appointment("a1", 1, ("new", "newer"), pool="hall"),
        Appointment("z1", 1, ("keeper", "v"), pool="hall"),
    ]
    assert seat_tables(meetings, {"hall": ["t1", "t2"]}) == {"m0": "t1", "n0": "t2", "a1": "t2", "z1": "t1"}


def test_a_pool_that_is_not_known_has_no_table():
    with pytest.raises(NoPlaceError, match="m: no table of attic is left in slot 2"):
        seat_tables([Appointment("m", 2, ("a", "b"), pool="attic")], {"hall": ["t1"]})
