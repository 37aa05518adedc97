"""Civil times that exist once, never or twice."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from praya.engines.zones import (
    AmbiguousTime,
    CivilTimeError,
    NonexistentTime,
    UnknownZone,
    civil_time,
    instant,
    local_day,
    zone_named,
)

ZONES = ["Asia/Macau", "America/Los_Angeles", "Asia/Kathmandu", "Australia/Lord_Howe", "Europe/Lisbon", "Pacific/Apia"]


@given(
    st.datetimes(datetime(2000, 1, 1), datetime(2040, 1, 1)).map(lambda t: t.replace(microsecond=0)),
    st.sampled_from(ZONES),
)
def test_an_instant_shows_the_civil_time_it_was_made_from(civil, zone):
    try:
        moment = instant(civil, zone)
    except CivilTimeError:
        # Only a time at which the two readings of the clock differ may be refused.
        place = ZoneInfo(zone)
        assert civil.replace(tzinfo=place, fold=0).utcoffset() != civil.replace(tzinfo=place, fold=1).utcoffset()
    else:
        assert civil_time(moment, zone).replace(tzinfo=None) == civil


def test_a_quarter_hour_zone():
    assert instant(datetime(2027, 3, 15, 9, 0), "Asia/Kathmandu") == datetime(2027, 3, 15, 3, 15, tzinfo=UTC)


def test_a_skipped_time_names_the_time_to_write():
    with pytest.raises(NonexistentTime) as error:
        instant(datetime(2027, 3, 14, 2, 0), "America/Los_Angeles")
    assert str(error.value) == (
        "2027-03-14 02:00 does not exist in America/Los_Angeles: the clocks jump from 02:00 to 03:00; write 03:00 or later"
    )


def test_a_half_hour_change_is_measured_exactly():
    with pytest.raises(NonexistentTime) as error:
        instant(datetime(2027, 10, 3, 2, 29, 59), "Australia/Lord_Howe")
    assert "the clocks jump from 02:00 to 02:30" in str(error.value)


def test_a_skipped_day_names_the_next_date():
    with pytest.raises(NonexistentTime) as error:
        instant(datetime(2011, 12, 30, 12, 0), "Pacific/Apia")
    assert str(error.value).endswith("the clocks jump from 00:00 to 2011-12-31 00:00; write 2011-12-31 00:00 or later")


def test_a_doubled_time_names_both_ways_out():
    with pytest.raises(AmbiguousTime) as error:
        instant(datetime(2027, 11, 7, 1, 30), "America/Los_Angeles")
    assert str(error.value) == (
        "2027-11-07 01:30 happens twice in America/Los_Angeles: the clocks go back from 02:00 to 01:00; "
        "write a time before 01:00 or from 02:00 on"
    )


def test_a_doubled_time_can_be_chosen():
    doubled = datetime(2027, 11, 7, 1, 30)
    first = instant(doubled, "America/Los_Angeles", second_time=False)
    second = instant(doubled, "America/Los_Angeles", second_time=True)
    assert second - first == timedelta(hours=1)


def test_the_edges_of_a_change_exist_once():
    assert instant(datetime(2027, 3, 14, 3, 0), "America/Los_Angeles") == datetime(2027, 3, 14, 10, 0, tzinfo=UTC)
    assert instant(datetime(2027, 11, 7, 2, 0), "America/Los_Angeles") == datetime(2027, 11, 7, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize("name", ["Asia", "Mars/Olympus", "", "../etc/passwd"])
def test_an_unknown_zone_is_named(name):
    with pytest.raises(UnknownZone) as error:
        zone_named(name)
    assert str(error.value) == f"{name!r} is not a time zone; write an IANA name such as Asia/Macau"


def test_a_civil_time_has_no_zone_and_an_instant_has_one():
    with pytest.raises(CivilTimeError, match="already has a zone"):
        instant(datetime(2027, 3, 15, tzinfo=UTC), "Asia/Macau")
    with pytest.raises(CivilTimeError, match="has no zone"):
        civil_time(datetime(2027, 3, 15), "Asia/Macau")


def test_the_local_day_differs_between_sites():
    moment = datetime(2027, 3, 15, 1, 0, tzinfo=UTC)
    assert (local_day(moment, "Asia/Macau"), local_day(moment, "America/Los_Angeles")) == (
        date(2027, 3, 15),
        date(2027, 3, 14),
    )
