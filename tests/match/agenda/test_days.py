"""Lay days out: on each place's own clock, with gaps, as a week on a desk, and say how long there is left."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from praya.match.agenda.days import Day, clock_at, countdown, days_of, lay_out_week, next_line
from praya.match.agenda.queries import Item
from praya.meet.editions.cities import city_of, city_of_zone, offset_words
from praya.meet.editions.models import Site

HK, LA, PARIS = ZoneInfo("Asia/Hong_Kong"), ZoneInfo("America/Los_Angeles"), ZoneInfo("Europe/Paris")
SITES = [
    Site(pk=1, zone="Asia/Hong_Kong", short_name="HKG", hue=1),
    Site(pk=2, zone="America/Los_Angeles", short_name="LAX", hue=2),
]
NINE = datetime(2027, 3, 16, 9, tzinfo=HK)


def item(starts_at: datetime, *, minutes: int = 30, site: int | None = 1, **fields: Any) -> Item:
    ends_at = starts_at + timedelta(minutes=minutes)
    made = Item(f"m{starts_at:%d%H%M}", starts_at, ends_at, site, "Hall", None, "A1", 0, starts_at)
    for name, value in fields.items():
        setattr(made, name, value)
    return made


def days(*items: Item, viewer: ZoneInfo = HK, now: datetime = NINE - timedelta(days=1)) -> list[Day]:
    return days_of(items, lambda number: next((site for site in SITES if site.pk == number), None), viewer, now, sites=SITES)


def at(hour: int, minute: int = 0, day: int = 16) -> datetime:
    return datetime(2027, 3, day, hour, minute, tzinfo=HK)


def test_gaps_are_said_between_meetings_that_stand() -> None:
    (day,) = days(
        item(at(9)), item(at(9, 30)), item(at(10), state="cancelled"), item(at(11)), item(at(13)), item(at(13), minutes=60)
    )
    assert [line.free for line in day.lines] == ["", "", "", "1 h", "1 h 30 min", ""]


def test_the_meeting_that_is_on_comes_before_the_next_and_gone_ones_are_neither() -> None:
    one, two = item(at(9)), item(at(10))
    gone = item(at(9), state="handed_over")
    for now, expected in ((at(8), one), (at(9, 10), one), (at(9, 30), two), (at(10, 29), two), (at(10, 30), None)):
        found = next_line(days(gone, one, two, now=now))
        assert (found.item if found else None) is expected


def test_each_meeting_stands_at_its_hour_of_the_week() -> None:
    laid = days(item(at(9)), item(at(10, 15), minutes=45), item(at(9, 30, day=17)))
    hours = lay_out_week(laid, PARIS)
    assert [(hour.time, hour.own, hour.looks) for hour in hours] == [
        ("09:00", "02:00", "for-h1"),
        ("10:00", "03:00", "at-h1 for-h1"),
    ]
    assert [line.grid for day in laid for line in day.lines] == ["for-s6", "at-h1 at-s3 for-s9", "at-s6 for-s6"]


def test_many_days_and_none_are_no_week() -> None:
    assert lay_out_week(days(*(item(at(9, day=day)) for day in range(16, 24))), HK) == []
    assert lay_out_week([], HK) == []


def test_a_meeting_over_midnight_keeps_its_length() -> None:
    laid = days(item(at(23, 45)))
    assert [hour.time for hour in lay_out_week(laid, HK)] == ["23:00", "00:00"]
    assert laid[0].lines[0].grid == "at-s9 for-s6"


def test_an_online_meeting_is_on_the_viewers_clock_and_day() -> None:
    (day,) = days(item(at(9), site=None), viewer=LA)
    (line,) = day.lines
    assert (day.on.day, line.clock.time, line.clock.city, line.clock.offset) == (15, "18:00", "Los Angeles", "UTC−7")
    assert line.clock.own == ""


@pytest.mark.parametrize(
    ("viewer", "own"), [(LA, "18:00 −1"), (PARIS, "02:00"), (ZoneInfo("Pacific/Kiritimati"), "15:00"), (HK, "")]
)
def test_the_viewers_own_time_says_which_day_it_is(viewer: ZoneInfo, own: str) -> None:
    assert clock_at(NINE, SITES[0], viewer).own == own
    assert clock_at(at(12), SITES[0], ZoneInfo("Pacific/Kiritimati")).own == "18:00"
    assert clock_at(at(20), SITES[0], ZoneInfo("Pacific/Kiritimati")).own == "02:00 +1"


@pytest.mark.parametrize(
    ("ahead", "words"),
    [
        (timedelta(seconds=20), "in 1 min"),
        (timedelta(minutes=59), "in 59 min"),
        (timedelta(hours=2, minutes=5), "in 2 h 05 min"),
        (timedelta(hours=24), "in 1 day"),
        (timedelta(days=106, hours=3), "in 106 days"),
    ],
)
def test_how_long_there_is_left(ahead: timedelta, words: str) -> None:
    assert countdown(NINE + ahead, NINE) == words


def test_a_clock_is_named_by_its_city() -> None:
    assert city_of("America/Los_Angeles", SITES) == "Los Angeles"
    named = Site(zone="Asia/Macau", short_name="MAC", name={"source": "en", "texts": {"en": {"text": "Macau", "by": "person"}}})
    assert (city_of("Asia/Macau", [named]), city_of("Asia/Macau")) == ("Macau", "Macao")
    assert (city_of_zone("Asia/Macau", "x-none"), city_of_zone("UTC", "en")) == ("Macao", "UTC")
    assert [offset_words(datetime(2027, 1, 1, tzinfo=zone)) for zone in (UTC, HK, LA)] == ["UTC", "UTC+8", "UTC−8"]
