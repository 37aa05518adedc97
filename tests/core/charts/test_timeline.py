"""A day is laid out in steps of five minutes, its hours labelled in one or two zones."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from praya.core.charts.timeline import LONGEST, STEP, STEPS_PER_HOUR, Item, looks, timeline

HONG_KONG = ZoneInfo("Asia/Hong_Kong")
LOS_ANGELES = ZoneInfo("America/Los_Angeles")
KATHMANDU = ZoneInfo("Asia/Kathmandu")
NINE = datetime(2027, 3, 16, 1, 0, tzinfo=UTC)
HALF = timedelta(minutes=30)


def test_an_empty_day_draws_nothing() -> None:
    assert timeline([("Hong Kong", [])], HONG_KONG) is None


def test_items_stand_where_their_minutes_say() -> None:
    day = timeline([("Hong Kong", [Item(NINE + HALF, NINE + 2 * HALF, "Lunch"), Item(NINE, NINE + HALF, "Meeting")])], HONG_KONG)
    assert day is not None
    assert [(p.item.heading, p.at, p.length) for p in day.lanes[0].items] == [("Meeting", 0, 6), ("Lunch", 6, 6)]
    assert [(hour.at, hour.first, hour.second) for hour in day.hours] == [(0, "09:00", ""), (12, "10:00", "")]


def test_the_second_zone_is_shown_only_when_it_differs() -> None:
    items = [("Hong Kong", [Item(NINE, NINE + 2 * HALF, "Meeting")])]
    two = timeline(items, HONG_KONG, LOS_ANGELES)
    same = timeline(items, HONG_KONG, ZoneInfo("Asia/Macau"))
    assert two is not None
    assert same is not None
    assert [(hour.first, hour.second) for hour in two.hours] == [("09:00", "18:00"), ("10:00", "19:00")]
    assert (two.has_second, same.has_second) == (True, False)


def test_a_zone_of_odd_minutes_starts_at_its_own_hour() -> None:
    day = timeline([("Kathmandu", [Item(NINE, NINE + HALF, "Meeting")])], KATHMANDU)
    assert day is not None
    assert [hour.first for hour in day.hours] == ["06:00", "07:00"]
    assert [(p.at, p.length) for p in day.lanes[0].items] == [(9, 6)]


def test_what_lasts_longer_than_a_day_is_cut() -> None:
    day = timeline(
        [
            (
                "A",
                [
                    Item(NINE, NINE + timedelta(hours=30), "Long"),
                    Item(NINE + timedelta(hours=26), NINE + timedelta(hours=27), "Late"),
                ],
            )
        ],
        UTC,
    )
    assert day is not None
    assert [(p.item.heading, p.length) for p in day.lanes[0].items] == [("Long", 288)]


def test_a_moment_still_takes_one_step() -> None:
    day = timeline([("A", [Item(NINE, NINE, "Now")])], HONG_KONG)
    assert day is not None
    assert [(p.at, p.length) for p in day.lanes[0].items] == [(0, 1)]


def test_every_place_and_length_of_a_day_has_its_classes_in_the_sheet() -> None:
    sheet = Path("src/praya/site/static/praya/timeline.css").read_text(encoding="utf-8")
    rules = re.findall(r"^\.((?:at|for)-([hs])\d+) \{ --(?:at|for)-[hs]: (\d+); \}$", sheet, re.MULTILINE)
    said = {name: int(n) * (STEPS_PER_HOUR if unit == "h" else 1) for name, unit, n in rules}
    for steps in range(1, LONGEST // STEP + 1):
        at, lasting = looks(steps, 0).split(), looks(0, steps).split()
        assert [word.replace("at", "for") for word in at] == lasting
        assert [sum(said[word] for word in words) for words in (at, lasting)] == [steps, steps]
