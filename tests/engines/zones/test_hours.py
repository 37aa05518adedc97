"""Opening hours of one site and of several at once."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from praya.engines.zones import CivilHours, Interval, NonexistentTime, SiteHours, open_intervals, shared_hours

MONDAY = date(2027, 3, 15)


def hours(opens, closes):
    return CivilHours(time.fromisoformat(opens), time.fromisoformat(closes))


def site(zone, *opening, breaks=(), day=MONDAY):
    return SiteHours(zone, zone, {day: opening}, {day: tuple(breaks)})


def texts(intervals):
    return [str(interval) for interval in intervals]


def test_breaks_are_taken_out_and_touching_hours_joined():
    macau = site(
        "Asia/Macau",
        hours("14:00", "18:00"),
        hours("09:00", "14:00"),
        breaks=[hours("08:00", "09:30"), hours("12:00", "13:00"), hours("12:30", "13:30"), hours("17:00", "19:00")],
    )
    assert texts(open_intervals(macau)) == ["2027-03-15 01:30Z to 04:00Z", "2027-03-15 05:30Z to 09:00Z"]


def test_hours_past_midnight_end_on_the_next_day():
    late = site("Asia/Macau", hours("20:00", "09:00"))
    assert texts(open_intervals(late)) == ["2027-03-15 12:00Z to 2027-03-16 01:00Z"]
    assert texts(open_intervals(site("Asia/Macau", hours("08:00", "08:00")))) == ["2027-03-15 00:00Z to 2027-03-16 00:00Z"]


def test_a_day_on_which_the_clocks_change_is_an_hour_shorter():
    los_angeles = site("America/Los_Angeles", hours("00:00", "12:00"), day=date(2027, 3, 14))
    (opening,) = open_intervals(los_angeles)
    assert opening.end - opening.start == timedelta(hours=11)


def test_an_opening_time_that_does_not_exist_names_the_site_and_date():
    with pytest.raises(NonexistentTime) as error:
        open_intervals(site("America/Los_Angeles", hours("02:30", "12:00"), day=date(2027, 3, 14)))
    assert str(error.value).startswith("America/Los_Angeles, 2027-03-14: 2027-03-14 02:30 does not exist")


def test_shared_hours_of_two_sites():
    macau = site("Asia/Macau", hours("09:00", "18:00"), breaks=[hours("10:00", "10:30")])
    los_angeles = site("America/Los_Angeles", hours("15:00", "20:00"), day=date(2027, 3, 14))
    assert texts(shared_hours([macau, los_angeles], MONDAY)) == [
        "2027-03-15 01:00Z to 02:00Z",
        "2027-03-15 02:30Z to 03:00Z",
    ]
    assert shared_hours([macau], date(2027, 3, 16)) == []
    assert shared_hours([], MONDAY) == []


SESSIONS = st.lists(st.tuples(st.integers(0, 46), st.integers(0, 46)), max_size=4)


def sessions(pairs):
    return tuple(CivilHours(time(a // 2, a % 2 * 30), time(b // 2, b % 2 * 30)) for a, b in pairs)


@given(SESSIONS, SESSIONS, st.integers(0, 3 * 48))
def test_an_instant_is_open_when_a_session_covers_it_and_no_break_does(opening, breaks, half_hour):
    macau = SiteHours("Macau", "Asia/Macau", {MONDAY: sessions(opening)}, {MONDAY: sessions(breaks)})
    moment = datetime(2027, 3, 14, 16, 15, tzinfo=UTC) + timedelta(minutes=30 * half_hour)

    def covers(pairs):
        return any(a <= half_hour < (b if b > a else b + 48) for a, b in pairs)

    found = any(interval.start <= moment < interval.end for interval in open_intervals(macau))
    assert found == (covers(opening) and not covers(breaks))


def test_an_interval_covers_what_lies_within_it():
    start = datetime(2027, 3, 15, 1, tzinfo=UTC)
    day, hour = Interval(start, start + timedelta(days=1)), Interval(start, start + timedelta(hours=1))
    assert (day.covers(hour), hour.covers(day), day.covers(day)) == (True, False, True)
