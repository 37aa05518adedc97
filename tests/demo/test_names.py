"""Show that the demo's names are made of the parts of their language, and that a seed decides them."""

from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest

from praya.demo.naming import any_region, company_name, person_name
from praya.demo.places import market_week
from praya.demo.regions import REGIONS, parts, region_of

HONG_KONG, JAPAN, FRANCE, ISRAEL = (region_of(country) for country in ("HK", "JP", "FR", "IL"))


def test_parts_are_native_and_romanised() -> None:
    assert parts("佐藤=Sato, Dubois") == (("佐藤", "Sato"), ("Dubois", "Dubois"))


def test_there_are_thirty_regions_with_whole_parts() -> None:
    assert len({region.country for region in REGIONS}) == 37
    for region in REGIONS:
        for word in (*region.family_parts, *region.given_parts, *region.first_parts, *region.kind_parts):
            assert word == (word[0].strip(), word[1].strip()) and all(word), region.country
        assert ZoneInfo(region.zone).key == region.zone


def test_names_follow_the_order_of_their_language() -> None:
    rng = Random(1)
    family, given = person_name(rng, JAPAN).latin.split()
    assert family in [part[1] for part in JAPAN.family_parts] and given in [part[1] for part in JAPAN.given_parts]
    given, family = person_name(rng, FRANCE).latin.split()
    assert family in [part[1] for part in FRANCE.family_parts] and given in [part[1] for part in FRANCE.given_parts]


def test_a_native_name_stands_beside_the_latin_one_only_where_scripts_differ() -> None:
    rng = Random(2)
    assert list(person_name(rng, HONG_KONG).native) == ["zh-Hant"]
    assert list(person_name(rng, ISRAEL).native) == ["he"]
    assert person_name(rng, FRANCE).native == {}


def test_company_names_are_never_given_twice() -> None:
    rng, taken = Random(3), set()
    names = [company_name(rng, any_region(rng), taken).latin for _ in range(2500)]
    assert len(set(names)) == 2500 == len(taken)


def test_a_seed_decides_the_names() -> None:
    assert [person_name(Random(7), r) for r in REGIONS] == [person_name(Random(7), r) for r in REGIONS]


@pytest.mark.parametrize("year", range(2026, 2037))
def test_no_clock_changes_in_the_market_week(year: int) -> None:
    monday = market_week(date(year, 1, 10))
    assert (monday.weekday(), monday.month, 15 <= monday.day <= 21) == (0, 3, True)
    for zone in ("America/Los_Angeles", "America/New_York", "Europe/Paris", "Asia/Hong_Kong"):
        noons = [datetime.combine(monday + timedelta(days=day), time(12)) for day in range(5)]
        offsets = {ZoneInfo(zone).utcoffset(noon) for noon in noons}
        assert len(offsets) == 1, zone


def test_the_market_lies_three_weeks_ahead() -> None:
    assert market_week(date(2027, 2, 22)) == date(2027, 3, 15)
    assert market_week(date(2027, 2, 23)) == date(2028, 3, 20)
