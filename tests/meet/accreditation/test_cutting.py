"""Time is taken away from delegates, and what is left stays as spans."""

from __future__ import annotations

import pytest

from praya.meet.accreditation.availability import follow_site, say_hours
from praya.meet.accreditation.cutting import cut_hours, leave, windows_of
from praya.meet.accreditation.hours import hours_of, hours_of_delegates
from praya.meet.accreditation.models import Availability, Delegate
from praya.meet.editions.grid import Grid, edition_grid, slots_in
from praya.meet.editions.models import Edition
from tests import builders as make
from tests.meet.entries import newest, trail

pytestmark = pytest.mark.django_db


def grid_of(edition: Edition) -> Grid:
    return edition_grid(edition, list(edition.sites.all()))


def spans(delegate: Delegate) -> list[tuple[str, str]]:
    rows = Availability.objects.filter(delegate=delegate).order_by("starts_at")
    return [(one.starts_at.isoformat(), one.ends_at.isoformat()) for one in rows]


def test_slots_that_touch_are_one_span() -> None:
    grid = grid_of(make.make_edition())
    first, second, third = (grid.slots[number] for number in (0, 1, 3))
    touching = second.start == first.end

    assert touching
    assert windows_of(grid, 0b1011) == [(first.start, second.end), (third.start, third.end)]
    assert windows_of(grid, 0) == []


def test_hours_are_cut_from_those_that_were_left() -> None:
    edition, account = make.make_edition(), make.make_account()
    one, grid = make.make_delegate(edition), grid_of(edition)
    everything = grid.open_at[one.site_id]
    numbers = list(slots_in(everything))
    lost = sum(1 << number for number in numbers[:-2])
    since = newest()

    cut_hours(one, grid, lost, by=account)
    kept = [(start.isoformat(), end.isoformat()) for start, end in windows_of(grid, everything & ~lost)]
    one.refresh_from_db()

    assert (one.has_own_hours, spans(one)) == (True, kept)
    gone = [[start.isoformat(), end.isoformat()] for start, end in windows_of(grid, lost)]
    assert trail(since=since) == [("cut hours", edition.pk, account.pk, None, {"lost": gone})]
    cut_hours(one, grid, everything & ~lost, by=None)
    assert (spans(one), hours_of_delegates([one], grid)) == ([], {one.pk: 0})


def test_whoever_leaves_has_left() -> None:
    edition, account = make.make_edition(), make.make_account()
    one = make.make_delegate(edition)
    since = newest()

    leave(one, by=account)

    assert Delegate.objects.get(pk=one.pk).status == "left"
    assert trail(since=since) == [("leave", edition.pk, account.pk, {"status": "approved"}, {"status": "left"})]


def test_hours_said_and_given_up_are_in_the_trail() -> None:
    edition, account = make.make_edition(), make.make_account()
    one, grid = make.make_delegate(edition), grid_of(edition)
    slot = next(slots_in(grid.open_at[one.site_id]))
    since = newest()

    assert say_hours(one, grid, 1 << slot, by=account) == 1 << slot
    assert Delegate.objects.get(pk=one.pk).has_own_hours is True
    follow_site(one, by=account)

    said = [[grid.slots[slot].start.isoformat(), grid.slots[slot].end.isoformat()]]
    assert trail(since=since) == [
        ("say hours", edition.pk, account.pk, None, {"hours": said}),
        ("follow site hours", edition.pk, account.pk, None, None),
    ]
    assert (Delegate.objects.get(pk=one.pk).has_own_hours, spans(one)) == (False, [])


def test_nobody_meets_while_their_site_is_closed_and_remote_people_when_they_are_awake() -> None:
    edition = make.make_edition()
    grid = grid_of(edition)
    here, remote = make.make_delegate(edition), make.make_delegate(edition, site=None)
    nowhere = make.make_delegate(edition, site=None, zone="")
    open_here = grid.open_at[here.site_id]

    assert hours_of(here, grid, grid.everything) == open_here
    assert hours_of(remote, grid, 0) == grid.awake("Europe/Paris")
    assert hours_of(nowhere, grid, 0) == grid.awake("UTC")
    for one in (here, remote):
        one.has_own_hours = True
    assert hours_of(here, grid, grid.everything) == open_here
    assert (hours_of(here, grid, 0), hours_of(remote, grid, 5)) == (0, 5)
    here.site_id = -1
    assert hours_of(here, grid, grid.everything) == 0


def test_many_delegates_with_hours_of_their_own_are_read_in_one_query(django_assert_num_queries: object) -> None:
    edition, other = make.make_edition(), make.make_edition()
    grid = grid_of(edition)
    one, foreign = make.make_delegate(edition), make.make_delegate(other)
    slot = grid.slots[next(slots_in(grid.open_at[one.site_id]))]
    for delegate in (one, foreign):
        make.make_availability(delegate, slot.start, slot.end)

    with django_assert_num_queries(1):  # type: ignore[operator]
        few = hours_of_delegates([one], grid)
    with django_assert_num_queries(1):  # type: ignore[operator]
        many = hours_of_delegates([one] * 501, grid)
    assert few == many == {one.pk: grid.within(slot.start, slot.end)}
    assert hours_of_delegates([], grid) == {}
