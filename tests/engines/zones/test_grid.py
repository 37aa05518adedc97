"""One grid of slots over several sites."""

import doctest
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from praya.engines import zones
from praya.engines.zones import CivilHours, SiteHours, civil, hours, open_intervals, open_slots, slot_grid

MONDAY = date(2027, 3, 15)


def site(zone, opens, closes, *, days=1, first=MONDAY):
    opening = (CivilHours(time.fromisoformat(opens), time.fromisoformat(closes)),)
    return SiteHours(zone, zone, {first + timedelta(days=k): opening for k in range(days)})


def starts(grid):
    return [f"{slot.start:%d %H:%M}/{slot.day}" for slot in grid]


@pytest.mark.parametrize("module", [zones, civil, hours])
def test_the_examples_in_the_documentation_hold(module):
    assert doctest.testmod(module).failed == 0


def test_two_sites_share_a_day_that_is_cut_where_both_are_closed():
    hong_kong = site("Asia/Hong_Kong", "09:00", "11:00", days=2)
    los_angeles = site("America/Los_Angeles", "17:30", "18:30", days=2, first=date(2027, 3, 14))
    grid = slot_grid([hong_kong, los_angeles], 30)
    assert starts(grid) == [
        "15 00:30/0",
        "15 01:00/0",
        "15 01:30/0",
        "15 02:00/0",
        "15 02:30/0",
        "16 00:30/1",
        "16 01:00/1",
        "16 01:30/1",
        "16 02:00/1",
        "16 02:30/1",
    ]
    assert open_slots(hong_kong, grid) == (1, 2, 3, 4, 6, 7, 8, 9)
    assert open_slots(los_angeles, grid) == (0, 1, 5, 6)


def test_a_session_past_midnight_stays_on_its_day():
    grid = slot_grid([site("Asia/Macau", "22:00", "02:00", days=2)], 60)
    assert starts(grid) == [
        "15 14:00/0",
        "15 15:00/0",
        "15 16:00/0",
        "15 17:00/0",
        "16 14:00/1",
        "16 15:00/1",
        "16 16:00/1",
        "16 17:00/1",
    ]


def test_a_session_past_midnight_utc_stays_on_its_day():
    grid = slot_grid([site("America/Los_Angeles", "15:00", "19:00", days=2)], 60)
    assert [slot.day for slot in grid] == [0, 0, 0, 0, 1, 1, 1, 1]


def test_sites_open_round_the_clock_cut_the_day_at_the_first_midnight():
    grid = slot_grid([site("Asia/Macau", "00:00", "00:00", days=2)], 360)
    assert starts(grid) == [
        "14 16:00/0",
        "14 22:00/0",
        "15 04:00/0",
        "15 10:00/0",
        "15 16:00/1",
        "15 22:00/1",
        "16 04:00/1",
        "16 10:00/1",
    ]


def test_a_day_without_slots_does_not_count():
    macau = SiteHours("Macau", "Asia/Macau", {MONDAY + timedelta(days=k): (CivilHours(time(9), time(10)),) for k in (0, 3)})
    assert [slot.day for slot in slot_grid([macau], 30)] == [0, 0, 1, 1]


def test_a_quarter_hour_zone_yields_to_the_site_with_more_slots():
    macau, kathmandu = site("Asia/Macau", "09:00", "18:00"), site("Asia/Kathmandu", "09:00", "12:00")
    grid = slot_grid([kathmandu, macau], 30)
    assert (len(grid), len(open_slots(macau, grid)), len(open_slots(kathmandu, grid))) == (18, 18, 5)
    quarters = slot_grid([kathmandu, macau], 15)
    assert (len(open_slots(macau, quarters)), len(open_slots(kathmandu, quarters))) == (36, 12)


def test_a_lunch_break_of_the_only_site_restarts_the_slots():
    lunch = {MONDAY: (CivilHours(time(10, 40), time(11, 0)),)}
    macau = SiteHours("Macau", "Asia/Macau", {MONDAY: (CivilHours(time(9), time(12)),)}, lunch)
    assert starts(slot_grid([macau], 25)) == [
        "15 01:00/0",
        "15 01:25/0",
        "15 01:50/0",
        "15 02:15/0",
        "15 03:00/0",
        "15 03:25/0",
    ]


def test_no_hours_give_no_slots_and_no_length_is_an_error():
    assert slot_grid([], 30) == ()
    assert slot_grid([site("Asia/Macau", "09:00", "09:20")], 30) == ()
    with pytest.raises(ValueError, match="a slot of 0 minutes cannot hold a meeting; write at least 1"):
        slot_grid([], 0)


ZONES = st.sampled_from(["Asia/Macau", "America/Los_Angeles", "Asia/Kathmandu", "Asia/Kolkata", "Europe/Lisbon"])
SITES = st.lists(st.tuples(ZONES, st.integers(4, 22), st.integers(0, 23)), min_size=1, max_size=3)


@given(SITES, st.sampled_from([15, 20, 30, 45, 60]), st.integers(1, 4))
def test_slots_do_not_overlap_and_each_is_open_at_some_site(drawn, minutes, days):
    # The week after the clocks change in America and before they change in Europe.
    sites = [site(zone, f"{a:02}:00", f"{b:02}:00", days=days, first=date(2027, 3, 26)) for zone, a, b in drawn if b > a + 0]
    grid = slot_grid(sites, minutes)
    assert all(a.end <= b.start and a.day <= b.day for a, b in zip(grid, grid[1:]))
    assert all(slot.end - slot.start == timedelta(minutes=minutes) for slot in grid)
    assert {k for place in sites for k in open_slots(place, grid)} == set(range(len(grid)))
    assert sorted({slot.day for slot in grid}) == list(range(len({slot.day for slot in grid})))


@given(ZONES, st.integers(4, 12), st.integers(13, 23), st.sampled_from([15, 20, 30, 60]))
def test_a_single_site_has_every_slot_that_fits(zone, opens, closes, minutes):
    place = site(zone, f"{opens:02}:00", f"{closes:02}:00", days=5, first=date(2027, 3, 26))
    expected = [
        interval.start + timedelta(minutes=k * minutes)
        for interval in open_intervals(place)
        for k in range((interval.end - interval.start) // timedelta(minutes=minutes))
    ]
    grid = slot_grid([place], minutes)
    assert [slot.start for slot in grid] == expected
    assert all(slot.start.tzinfo is UTC or slot.start.utcoffset() == timedelta(0) for slot in grid)
    assert len({slot.day for slot in grid}) == 5
    assert datetime(2027, 3, 25, tzinfo=UTC) < grid[0].start
