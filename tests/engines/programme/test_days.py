"""Days and hours of sites on nights on which clocks change, in half-hour zones, and east of the date line."""

from __future__ import annotations

import doctest
from datetime import UTC, date, datetime, time, timedelta

import pytest

from praya.engines.programme import Placement, Programme, Room, Session, SiteDays, conflicts, days
from praya.engines.zones import CivilHours, NonexistentTime, SiteHours, civil_time, instant
from tests.engines.programme.small import told

EVENING = CivilHours(time(18), time(4))
MORNING = CivilHours(time(9), time(13))


def site(zone: str, *opened: date, hours: CivilHours = EVENING) -> SiteHours:
    return SiteHours("site", zone, dict.fromkeys(opened, (hours,)))


def shown(hours: SiteHours, start: datetime, minutes: int):
    """Return the conflicts of one session in the only room of a site."""
    session = Session("a", start, start + timedelta(minutes=minutes), (Placement("room"),))
    return conflicts(Programme((session,), (Room("room", "site"),), (hours,)))


def test_the_examples_of_the_module():
    assert doctest.testmod(days).failed == 0


# The evening's hours are 18:00 to 04:00 next day: ten hours on the clock, so many in truth.
@pytest.mark.parametrize(
    ("zone", "evening", "hours"),
    [
        ("Asia/Macau", date(2026, 10, 31), 10),
        ("America/Los_Angeles", date(2026, 10, 31), 11),  # back on 1 November 2026
        ("America/Los_Angeles", date(2027, 3, 13), 9),  # forward on 14 March 2027
        ("Europe/London", date(2026, 10, 24), 11),  # back on 25 October 2026
        ("Europe/London", date(2027, 3, 27), 9),  # forward on 28 March 2027
        ("Asia/Kathmandu", date(2026, 10, 31), 10),
        ("Australia/Adelaide", date(2026, 10, 3), 9),  # forward on 4 October 2026, from +9:30 to +10:30
        ("Australia/Adelaide", date(2027, 4, 3), 11),
        ("Pacific/Apia", date(2026, 10, 31), 10),
        ("Pacific/Kiritimati", date(2026, 10, 31), 10),
    ],
)
def test_a_session_fills_the_night_it_began_in_to_the_last_minute(zone, evening, hours):
    opens = instant(datetime.combine(evening, time(18)), zone)
    found = site(zone, evening)

    assert shown(found, opens, 60 * hours) == ()
    assert [told(one) for one in shown(found, opens, 60 * hours + 1)] == [
        ("outside_hours", ("a", "site"), "site", 60 * hours + 1, 60 * hours)
    ]
    asked = SiteDays(found)
    last = opens + timedelta(hours=hours) - timedelta(seconds=1)
    assert (asked.day_of(opens), asked.day_of(last), asked.day_of(last + timedelta(seconds=1))) == (
        evening,
        evening,
        evening + timedelta(days=1),
    )
    assert civil_time(last, zone).strftime("%H:%M") == "03:59"


def test_the_hour_that_comes_twice_belongs_to_one_evening_both_times():
    found = SiteDays(site("America/Los_Angeles", date(2026, 10, 31), date(2026, 11, 1)))
    half_past_one = datetime(2026, 11, 1, 1, 30)
    both = [instant(half_past_one, "America/Los_Angeles", second_time=again) for again in (False, True)]

    assert both[1] - both[0] == timedelta(hours=1)
    assert [found.day_of(moment) for moment in both] == [date(2026, 10, 31)] * 2


def test_a_closing_hour_that_the_clocks_skip_is_named():
    with pytest.raises(NonexistentTime, match="site, 2027-03-13: 2027-03-14 02:30 does not exist in America/Los_Angeles"):
        SiteDays(site("America/Los_Angeles", date(2027, 3, 13), hours=CivilHours(time(18), time(2, 30))))


@pytest.mark.parametrize(
    ("zone", "begins"),
    [
        ("Asia/Kathmandu", datetime(2026, 10, 31, 3, 15, tzinfo=UTC)),
        ("Australia/Adelaide", datetime(2026, 10, 30, 22, 30, tzinfo=UTC)),
        ("Pacific/Apia", datetime(2026, 10, 30, 20, tzinfo=UTC)),
        ("Pacific/Kiritimati", datetime(2026, 10, 30, 19, tzinfo=UTC)),
    ],
)
def test_nine_in_the_morning_is_another_instant_everywhere(zone, begins):
    found = site(zone, date(2026, 10, 31), hours=MORNING)

    assert shown(found, begins, 240) == ()
    (early,) = shown(found, begins - timedelta(minutes=1), 240)
    assert (told(early), early.remedy.at) == (("outside_hours", ("a", "site"), "site", 240, 239), begins)
    assert SiteDays(found).day_of(begins) == date(2026, 10, 31)


def test_outside_all_hours_a_moment_belongs_to_the_civil_date_of_its_site():
    moment = datetime(2026, 10, 31, 11, tzinfo=UTC)

    assert [SiteDays(site(zone)).day_of(moment) for zone in ("Pacific/Kiritimati", "America/Los_Angeles")] == [
        date(2026, 11, 1),
        date(2026, 10, 31),
    ]


def test_of_two_evenings_that_hold_a_moment_the_earlier_counts():
    found = SiteDays(
        SiteHours("site", "Asia/Macau", {date(2026, 10, 24): (CivilHours(time(0), time(12)),), date(2026, 10, 23): (EVENING,)})
    )
    assert found.day_of(instant(datetime(2026, 10, 24, 3, 59), "Asia/Macau")) == date(2026, 10, 23)
    assert found.day_of(instant(datetime(2026, 10, 24, 4), "Asia/Macau")) == date(2026, 10, 24)
