"""Slots are written at the clocks of the sites where they take place, and at the viewer's where that differs."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from praya.match.requests.times import sites_of_slot, slot_words
from praya.meet.editions.models import Site
from tests.builders import HK_MORNING

HK = Site(pk=1, short_name="HKG", zone="Asia/Hong_Kong")
LA = Site(pk=2, short_name="LAX", zone="America/Los_Angeles")
PARIS, MACAU = ZoneInfo("Europe/Paris"), ZoneInfo("Asia/Macau")


@pytest.mark.parametrize(
    ("sites", "viewer", "words"),
    [
        ([HK], MACAU, "Tue 16 Mar 09:00 HKG"),
        ([HK], PARIS, "Tue 16 Mar 09:00 HKG · 02:00 your time"),
        ([HK, LA], ZoneInfo(LA.zone), "Tue 16 Mar 09:00 HKG · Mon 18:00 LAX"),
        ([LA, HK], PARIS, "Mon 15 Mar 18:00 LAX · Tue 09:00 HKG · Tue 02:00 your time"),
        ([], PARIS, "Tue 16 Mar 02:00 your time"),
    ],
)
def test_a_slot_in_words(sites: list[Site], viewer: ZoneInfo, words: str) -> None:
    assert slot_words(HK_MORNING, sites, viewer) == words


def test_a_slot_belongs_to_the_sites_of_its_sides_and_to_the_first_when_both_are_remote() -> None:
    assert sites_of_slot([HK, LA], [LA.pk, HK.pk]) == [HK, LA]
    assert sites_of_slot([HK, LA], [None, LA.pk]) == [LA]
    assert sites_of_slot([HK, LA], [None, None]) == [HK]
    assert sites_of_slot([], [None]) == []
