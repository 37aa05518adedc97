"""The editions after real events hold what is known of them, and say what is invented."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from praya.core.catalogue.models import Title
from praya.core.texts.reading import read
from praya.demo.clearing import clear
from praya.demo.market import Loaded
from praya.demo.places import CITY_MARKET, CONFERENCE, DIALOGUE
from praya.demo.reference import _begins
from praya.meet.door.models import FrontPage
from praya.meet.editions.models import Edition, Market
from praya.meet.programme.conflicts import clashes_of
from praya.meet.programme.models import Host, Placement, Release, Series, Session

LANGUAGES = ("en", "zh-Hant", "zh-Hans", "pt", "ar")
pytestmark = pytest.mark.django_db


def test_the_conference_is_held_at_two_sites_on_its_days_by_its_four_bodies(loaded: Loaded) -> None:
    edition = Edition.objects.get(slug="world-film-industry-conference-2024")
    assert (edition.starts_on, edition.ends_on) == (date(2024, 10, 23), date(2024, 10, 24))
    assert [(one.slug, one.zone) for one in edition.sites.all()] == [("macau", "Asia/Macau"), ("la", "America/Los_Angeles")]
    opening = Session.objects.filter(edition=edition, kind="ceremony").order_by("pk")[0]
    assert "common future" in read(opening.title, "en").text
    assert Host.objects.filter(session=opening).count() == 4
    here, there = Placement.objects.filter(session=opening).order_by("pk")
    assert here.starts_at == there.starts_at == datetime(2024, 10, 24, 1, 30, tzinfo=UTC), (
        "half past six of the evening before in Los Angeles"
    )


def test_the_first_edition_names_sixteen_kinds_of_events_and_some_are_held_again(loaded: Loaded) -> None:
    first = Edition.objects.get(slug="world-film-industry-conference-1")
    assert Session.objects.filter(edition=first).count() == Series.objects.filter(market__slug=CONFERENCE).count() == 16
    again = Session.objects.filter(edition__slug="world-film-industry-conference-2024").exclude(series=None)
    assert again.count() >= 3
    assert all(Session.objects.filter(edition=first, series=one.series).count() == 1 for one in again)


def test_the_dialogue_is_on_the_next_25th_of_october_and_its_page_says_that_the_year_is_chosen(loaded: Loaded) -> None:
    edition = Edition.objects.get(market__slug=DIALOGUE)
    assert (edition.starts_on, edition.sites.get().zone) == (date(2027, 10, 25), "Europe/London")
    kinds = set(Session.objects.filter(edition=edition).values_list("kind", flat=True))
    assert kinds == {"promotion", "keynote", "presentation", "screening", "roundtable"}
    assert set(Title.objects.filter(works__edition=edition).values_list("kind", flat=True)) == {
        "documentary",
        "animation",
        "series",
    }
    about = FrontPage.objects.get(edition=edition).about
    assert "gives no year" in read(about, "en").text
    assert all(read(about, language).language == language for language in LANGUAGES)


def test_the_market_of_four_days_has_ten_events_and_a_forum(loaded: Loaded) -> None:
    edition = Edition.objects.get(market__slug=CITY_MARKET)
    assert (edition.ends_on - edition.starts_on).days == 3
    by_track = [Session.objects.filter(edition=edition, track=one).count() for one in edition.tracks.all()]
    assert by_track == [1, 10]


def test_every_reference_edition_is_released_in_every_language_and_in_conflict_with_nothing(loaded: Loaded) -> None:
    for edition in Edition.objects.filter(market__slug__in=(CONFERENCE, DIALOGUE, CITY_MARKET)):
        sessions = list(Session.objects.filter(edition=edition))
        assert len(Release.objects.get(edition=edition).told) == len(sessions)
        assert all(read(one.title, language).language == language for one in sessions for language in LANGUAGES)
        assert clashes_of(edition, list(edition.sites.all())) == []


@pytest.mark.parametrize(
    ("today", "begins"),
    [(date(2026, 10, 24), date(2026, 10, 25)), (date(2026, 10, 25), date(2027, 10, 25)), (date(2026, 12, 1), date(2027, 10, 25))],
)
def test_the_next_day_of_that_name_is_never_today(today: date, begins: date) -> None:
    assert _begins({"every": "10-25"}, date(2027, 3, 15), today) == begins


def test_nothing_of_them_stays_when_the_demo_is_cleared(loaded: Loaded) -> None:
    clear()
    assert not Market.objects.filter(slug__in=(CONFERENCE, DIALOGUE, CITY_MARKET)).exists()
    assert not Session.objects.exists()
