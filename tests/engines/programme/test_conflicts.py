"""Every kind of conflict once as it should be and once just so that it is none, and what would mend it."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest

from praya.engines.programme import (
    Impossible,
    Kind,
    Meeting,
    Part,
    Placement,
    Programme,
    ProgrammeError,
    Room,
    Session,
    Severity,
    Travel,
    conflicts,
    conflicts_of,
    conflicts_of_move,
)
from praya.engines.zones import CivilHours, SiteHours
from tests.engines.programme.small import (
    ALL_DAY,
    DAY,
    LOS_ANGELES,
    MACAU,
    ROOMS,
    at,
    channel,
    found,
    programme,
    remedies,
    session,
    told,
)


def test_nothing_is_wrong_with_a_programme_in_which_nothing_is_shared():
    assert found() == []
    assert (
        found(session("a", "10:00", "11:00", "hall", people=["mei"]), session("b", "11:15", "12:00", "hall", people=["mei"]))
        == []
    )


def test_somebody_in_two_places():
    pair = session("b", "10:30", "12:00", "studio", people=["mei"]), session("a", "10:00", "11:00", "annex", people=["mei", "bo"])

    assert found(*pair) == [("person_twice", ("a", "b"), "mei", 0, -30)]
    assert remedies(*pair) == [("begin_at", "b", None, 11 * 60, None)]


def test_within_one_session_nobody_is_in_two_rooms():
    twice = [Part("mei", "host"), Part("mei", "moderator", room="annex")]

    assert found(session("a", "10:00", "11:00", "hall", "annex", people=twice)) == [("person_twice", ("a", "a"), "mei", 0, -60)]
    assert remedies(session("a", "10:00", "11:00", "hall", "annex", people=twice)) == [("one_room", "a", None, None, None)]
    assert found(session("a", "10:00", "11:00", "hall", "annex", people=[Part("mei", "host"), Part("mei", "speaker")])) == []


def test_a_second_counts_as_a_minute():
    first = session("a", "10:00", "11:00", "annex", people=["mei"])
    second = Session("b", first.end - timedelta(seconds=1), at("12:00"), parts=(Part("mei", "guest"),))

    assert found(first, second) == [("person_twice", ("a", "b"), "mei", 0, -1)]


def test_halls_have_a_way_between_them():
    first = session("a", "10:00", "11:00", "hall", people=["mei"])

    assert found(first, session("b", "11:09", "12:00", "studio", people=["mei"])) == [("travel", ("a", "b"), "mei", 10, 9)]
    assert remedies(first, session("b", "11:09", "12:00", "studio", people=["mei"])) == [("begin_at", "b", None, 670, None)]
    assert found(first, session("b", "11:10", "12:00", "studio", people=["mei"])) == []
    assert found(first, session("b", "11:00", "12:00", people=["mei"])) == []  # online
    assert found(first, session("b", "11:00", "12:00", "studio", people=[Part("mei", "speaker", is_online=True)])) == []


def test_who_is_at_two_sites_needs_time_for_the_way():
    here = session("a", "10:00", "11:00", "hall", people=["mei"])
    there = session("b", "19:00", "20:00", "stage", people=["mei"], zone="America/Los_Angeles")  # 23 hours later
    ways = Travel({("macau", "la"): 900})

    assert found(here, there, travel=ways) == []
    early = session("b", "08:00", "09:00", "stage", people=["mei"], zone="America/Los_Angeles")
    assert found(here, early, travel=ways) == [("travel", ("a", "b"), "mei", 900, 720)]


def test_sites_of_which_nobody_said_how_far_they_are_apart_are_asked_about_within_a_day():
    here = session("a", "10:00", "11:00", "hall", people=["mei"])
    there = session("b", "08:00", "09:00", "stage", people=["mei"], zone="America/Los_Angeles")
    (asked,) = conflicts(programme(here, there))

    assert told(asked) == ("travel_unknown", ("a", "b"), "mei", None, 720)
    assert (asked.severity, asked.remedy.mending.value) == (Severity.UNKNOWN, "state_travel")
    late = session("b", "20:00", "21:00", "stage", people=["mei"], zone="America/Los_Angeles")  # a day after
    assert found(here, late) == []


def test_a_twin_session_lasts_in_all_its_rooms_and_its_people_are_where_they_are():
    twin = session("twin", "10:00", "11:00", "hall", "stage", people=["mei", Part("joe", "moderator", room="stage")])
    beside = session("b", "19:30", "21:00", "stage", day=DAY - timedelta(days=1), zone="America/Los_Angeles")
    after = session("c", "11:30", "12:30", "studio", people=["mei", "joe"])

    assert found(twin, beside, after) == [
        ("room_twice", ("twin", "b"), "stage", 0, -30),
        ("travel_unknown", ("twin", "c"), "joe", None, 30),
    ]


def test_a_room_is_used_once_and_turned_round():
    first = session("a", "10:00", "11:58", "hall")

    assert found(first, session("b", "11:00", "12:30", "hall")) == [("room_twice", ("a", "b"), "hall", 15, -58)]
    assert found(first, session("b", "12:12", "13:00", "hall")) == [("turnaround", ("a", "b"), "hall", 15, 14)]
    assert found(first, session("b", "12:13", "13:00", "hall")) == []
    assert found(session("a", "10:00", "11:00", "stage"), session("b", "11:00", "12:00", "stage"), sites=(MACAU, shut())) == []
    assert remedies(first, session("b", "12:12", "13:00", "hall")) == [("begin_at", "b", None, 733, None)]


def shut():
    """Return the site of the stage without any hours: it is never closed."""
    return SiteHours("la", "America/Los_Angeles", {})


def test_a_room_holds_those_who_are_registered_and_plays_what_is_needed():
    def shown(room, registered, *formats):
        return session("a", "10:00", "11:00", Placement(room, registered, formats))

    assert found(shown("studio", 60, "file")) == []
    assert found(shown("studio", 61, "file")) == [("room_small", ("a", "studio"), "studio", 61, 60)]
    assert remedies(shown("studio", 61, "file")) == [("other_room", "a", "annex", None, 120)]
    assert remedies(shown("studio", 61)) == [("other_room", "a", "annex", None, 120)]
    assert remedies(shown("studio", 121, "file")) == [("limit_seats", "a", None, None, 60)]
    assert found(shown("studio", 0, "DCP 4K", "file")) == [("format", ("a", "studio"), "DCP 4K", 1, 0)]
    assert remedies(shown("studio", 0, "DCP 2K", "DCP 2K")) == [("other_room", "a", "annex", None, 120)]
    assert remedies(shown("studio", 0, "35 mm")) == [("other_format", "a", None, None, None)]
    assert found(session("a", "10:00", "11:00", Placement("studio", 61, capacity=61))) == []
    own = session("a", "10:00", "11:00", Placement("studio", 41, capacity=40))
    assert (found(own), remedies(own)) == (
        [("room_small", ("a", "studio"), "studio", 41, 40)],
        [("other_room", "a", "annex", None, 120)],
    )
    twin = session("a", "10:00", "11:00", Placement("studio", 61), Placement("annex"))
    assert remedies(twin) == [("other_room", "a", "hall", None, 300)]


def test_of_what_nobody_has_said_nothing_is_judged():
    bare = (Room("shed", "macau"),)

    assert found(session("a", "10:00", "11:00", Placement("shed", 900, ("70 mm",))), rooms=bare) == []


def test_interpretation_needs_enough_interpreters_where_it_is_heard():
    heard = channel("zh", "ana", "ana", needed=2), channel("pt", room="annex"), channel("en", "kim", room="annex")

    assert found(session("a", "10:00", "11:00", "hall", "annex", channels=heard)) == [
        ("interpreter_missing", ("a", "pt"), "annex", 1, 0),
        ("interpreter_missing", ("a", "zh"), "hall", 2, 1),
    ]
    assert remedies(session("a", "10:00", "11:00", "hall", "annex", channels=heard)) == [
        ("name_interpreters", "a", "annex", None, 1),
        ("name_interpreters", "a", "hall", None, 1),
    ]
    assert found(session("a", "10:00", "11:00", channels=(channel("zh"),))) == [("interpreter_missing", ("a", "zh"), "", 1, 0)]


def test_an_interpreter_is_in_one_place():
    first = session("a", "10:00", "11:00", "hall", channels=(channel("zh", "ana"),))
    second = session("b", "10:30", "12:00", "annex", people=["ana"])

    assert found(first, second) == [("interpreter_twice", ("a", "b"), "ana", 10, -30)]
    assert remedies(first, second) == [("other_interpreter", "b", None, 670, None)]
    both = channel("zh", "ana"), channel("en", "ana", room="annex")
    assert found(session("a", "10:00", "11:00", "hall", "annex", channels=both)) == [
        ("interpreter_twice", ("a", "a"), "ana", 0, -60)
    ]
    online = channel("zh", "ana"), channel("en", "ana", is_online=True)
    assert found(session("a", "10:00", "11:00", "hall", "annex", channels=online)) == []


def test_a_session_lies_within_the_hours_of_its_site():
    assert found(session("a", "08:00", "23:00", "hall")) == []
    assert found(session("a", "07:30", "08:30", "hall", "annex")) == [("outside_hours", ("a", "macau"), "macau", 60, 30)]
    assert remedies(session("a", "07:30", "08:30", "hall")) == [("begin_at", "a", None, 480, None)]
    assert remedies(session("a", "22:30", "23:30", "hall")) == [("begin_at", "a", None, 22 * 60, None)]
    assert remedies(session("a", "07:30", "23:00", "hall")) == [("longer_hours", "a", None, None, 930)]
    assert found(session("a", "07:00", "08:00", "hall"), sites=(SiteHours("macau", "Asia/Macau", {}), LOS_ANGELES)) == []


def test_of_several_days_the_nearest_is_the_remedy():
    two = SiteHours("macau", "Asia/Macau", {DAY: (ALL_DAY,), DAY + timedelta(days=1): (ALL_DAY,)})

    for begins, ends, nearest in (("05:00", "06:00", "08:00"), ("01:00", "02:00", "22:00")):
        shown = session("a", begins, ends, "hall", day=DAY + timedelta(days=1))
        (closed,) = conflicts(programme(shown, sites=(two, LOS_ANGELES)))
        assert closed.remedy.at == at(nearest, day=DAY + timedelta(days=nearest == "08:00"))


def test_a_meeting_and_hours_that_somebody_cannot():
    shown = session("a", "10:00", "11:00", "hall", people=["mei", Part("bo", "speaker", is_online=True)])
    meetings = (
        Meeting("m1", ("mei", "zoe"), at("10:30"), at("11:00")),
        Meeting("m2", ("mei",), at("11:00"), at("11:30")),
        Meeting("m3", ("zoe",), at("10:00"), at("10:30")),
    )
    hours = Impossible("h1", "bo", at("09:00"), at("10:05")), Impossible("h2", "bo", at("09:00"), at("10:00"))

    assert found(shown, meetings=meetings, impossible=hours) == [
        ("impossible", ("a", "h1"), "bo", 0, -5),
        ("meeting", ("a", "m1"), "mei", 0, -30),
    ]
    assert remedies(shown, meetings=meetings, impossible=hours) == [
        ("begin_at", "a", None, 605, None),
        ("move_meeting", "a", None, 660, None),
    ]


def test_the_worst_comes_first_and_a_conflict_keeps_its_key_while_it_lasts():
    first = session("a", "10:00", "11:00", "hall", people=["mei"])
    before = conflicts(programme(first, session("b", "10:50", "23:30", "hall", people=["mei"])))
    after = conflicts(programme(first, session("b", "09:30", "10:10", "hall", people=["mei"])))

    assert [one.severity.name for one in before] == ["ERROR", "ERROR", "WARNING"]
    assert [one.kind for one in before] == [Kind.PERSON_TWICE, Kind.ROOM_TWICE, Kind.OUTSIDE_HOURS]
    assert [one.key for one in after] == [one.key for one in before[:2]]
    assert before[0].key == ("person_twice", "session", "a", "session", "b", "mei")


def test_what_a_move_makes_and_mends():
    sessions = (
        session("a", "10:00", "11:00", "hall"),
        session("b", "10:30", "11:30", "hall"),
        session("c", "14:00", "15:00", "hall"),
    )
    shift = conflicts_of_move(programme(*sessions), session("b", "14:30", "15:30", "hall"))

    assert [told(one) for one in shift.raised] == [("room_twice", ("c", "b"), "hall", 15, -30)]
    assert [told(one) for one in shift.solved] == [("room_twice", ("a", "b"), "hall", 15, -30)]
    added = conflicts_of_move(programme(*sessions), session("d", "14:30", "15:30", "hall"))
    assert ([told(one) for one in added.raised], added.solved) == ([("room_twice", ("c", "d"), "hall", 15, -30)], ())
    assert conflicts_of(programme(*sessions), sessions[1]) == conflicts(programme(*sessions[:2]))
    assert conflicts_of(programme(*sessions, rooms=ROOMS[:3], sites=(MACAU,)), sessions[2]) == ()


@pytest.mark.parametrize(
    ("sessions", "sentence"),
    [
        ([session("a", "10:00", "11:00")] * 2, "there are two of session a"),
        ([Session("a", at("10:00"), at("10:00"))], "session a ends before it has begun"),
        (
            [Session("a", at("10:00"), at("10:00") + timedelta(hours=25))],
            "session a is longer than a day; make it one session a day",
        ),
        ([Session("a", datetime(2026, 1, 1), datetime(2026, 1, 2))], "session a has no zone; give instants"),
        ([session("a", "10:00", "11:00", "attic")], "session a is in room attic, which does not exist"),
        ([session("a", "10:00", "11:00", "hall", "hall")], "session a is twice in one room"),
        (
            [session("a", "10:00", "11:00", "hall", people=[Part("mei", "host", room="annex")])],
            "session a has somebody in room annex, where it does not take place",
        ),
        (
            [session("a", "10:00", "11:00", "hall", channels=(channel("zh"), channel("zh", room="hall")))],
            "there are two of channel of session a: zh hall",
        ),
    ],
)
def test_what_makes_no_sense_is_refused(sessions, sentence):
    with pytest.raises(ProgrammeError) as refused:
        programme(*sessions)
    assert str(refused.value) == sentence


def test_rooms_sites_and_statements_are_known_once():
    hours = Impossible("h", "mei", at("09:00"), at("10:00"))
    meeting = Meeting("m", ("mei",), at("09:00"), at("10:00"))

    for sentence, facts in {
        "there are two of site macau": {"sites": (MACAU, LOS_ANGELES, MACAU)},
        "there are two of room hall": {"rooms": (*ROOMS, ROOMS[0])},
        "room hall is at macau, which is no site of this programme": {"sites": (LOS_ANGELES,)},
        "there are two of meeting m": {"meetings": (meeting, meeting)},
        "there are two of statement of impossible hours h": {"impossible": (hours, hours)},
    }.items():
        with pytest.raises(ProgrammeError) as refused:
            programme(**facts)
        assert str(refused.value) == sentence


def test_an_empty_programme_without_rooms():
    assert conflicts(Programme(())) == ()
    assert conflicts(Programme((Session("a", datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, 1, tzinfo=UTC)),))) == ()


def test_hours_past_midnight_hold_a_late_show():
    late = SiteHours("macau", "Asia/Macau", {DAY: (CivilHours(time(20), time(2)),)})

    assert found(session("a", "23:30", "01:45", "hall"), sites=(late, LOS_ANGELES)) == []
    assert found(session("a", "23:30", "02:30", "hall"), sites=(late, LOS_ANGELES)) == [
        ("outside_hours", ("a", "macau"), "macau", 180, 150)
    ]
    next_day = {DAY: (CivilHours(time(20), time(2)),), DAY + timedelta(days=1): (ALL_DAY,)}
    gap = SiteHours("macau", "Asia/Macau", next_day)
    assert found(session("a", "01:00", "09:00", "hall", day=DAY + timedelta(days=1)), sites=(gap, LOS_ANGELES)) == [
        ("outside_hours", ("a", "macau"), "macau", 480, 120)
    ]
