"""The days and slots of an edition, and who may object to its change."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.utils.translation import ngettext_lazy

from praya.core.actions.refusing import Refused
from praya.engines.zones import mask_of
from praya.meet.editions import objections
from praya.meet.editions.grid import edition_grid, slots_in
from praya.meet.editions.models import OpeningHours
from praya.meet.editions.objections import change_checked
from tests import builders as make

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
NINE = datetime(2027, 3, 15, 1, tzinfo=UTC)  # in Hong Kong


@pytest.fixture
def morning():
    """Make an edition of one day, open for four slots at one site."""
    edition = make.make_edition(with_sites=False, starts_on=date(2027, 3, 15), ends_on=date(2027, 3, 15))
    make.make_site(edition, "hk", hours=(time(9), time(11)), days=(edition.starts_on, edition.ends_on), with_break=False)
    return edition


def test_an_edition_has_every_day_from_its_first_to_its_last() -> None:
    edition = make.make_edition(with_sites=False, starts_on=date(2027, 2, 27), ends_on=date(2027, 3, 1))
    assert edition.days == [date(2027, 2, 27), date(2027, 2, 28), date(2027, 3, 1)]


def test_a_grid_knows_the_slots_within_an_hour_those_it_touches_and_those_ahead(morning) -> None:
    grid = edition_grid(morning, list(morning.sites.all()))
    assert grid.starts == [NINE, NINE + HOUR / 2, NINE + HOUR, NINE + 3 * HOUR / 2]
    begins = NINE + HOUR / 4
    assert list(slots_in(grid.within(begins, begins + HOUR))) == [1]
    assert list(slots_in(grid.overlapping(begins, begins + HOUR))) == [0, 1, 2]
    assert list(slots_in(grid.after(NINE + HOUR))) == [2, 3]
    assert (grid.everything, grid.day_of(0), grid.day_count) == (mask_of(range(4)), mask_of(range(4)), 1)


def test_a_change_that_hurts_what_was_whole_is_refused_by_name_and_undone(morning, monkeypatch) -> None:
    hours = OpeningHours.objects.get(site__edition=morning)

    def closed_early(edition):
        early = OpeningHours.objects.filter(site__edition=edition, closes__lt=time(11))
        return {1: "hurt before", **({2: "10:30 Ana – Bo"} if early.exists() else {})}

    counted = ngettext_lazy("%(count)d call would be dropped:", "%(count)d calls would be dropped:", "count")
    monkeypatch.setattr(objections, "_objectors", {})
    objections.declare_objector(closed_early, counted)
    with change_checked(morning):
        OpeningHours.objects.filter(pk=hours.pk).update(closes=time(12))
    with pytest.raises(Refused) as refused, change_checked(morning):
        OpeningHours.objects.filter(pk=hours.pk).update(closes=time(10))
    assert (refused.value.sentences, refused.value.names) == (["1 call would be dropped:"], ["10:30 Ana – Bo"])
    hours.refresh_from_db()
    assert hours.closes == time(12)


def test_each_room_that_objects_says_so_in_its_own_words_and_numbers(morning, monkeypatch) -> None:
    late = OpeningHours.objects.filter(site__edition=morning, closes__gt=time(12))
    calls = ngettext_lazy("%(count)d call would be dropped:", "%(count)d calls would be dropped:", "count")
    walks = ngettext_lazy("%(count)d walk would be dropped:", "%(count)d walks would be dropped:", "count")
    monkeypatch.setattr(objections, "_objectors", {})
    # What is hurt already in one room has the number of what would be hurt in the other.
    objections.declare_objector(lambda _edition: {1: "hurt before"}, calls)
    objections.declare_objector(lambda _edition: {1: "a walk", 2: "another"} if late.exists() else {}, walks)
    with pytest.raises(Refused) as refused, change_checked(morning):
        OpeningHours.objects.filter(site__edition=morning).update(closes=time(13))
    assert str(refused.value) == "2 walks would be dropped: a walk; another"
