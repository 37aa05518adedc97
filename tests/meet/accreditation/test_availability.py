"""Say when one can meet, on a grid that never loses a meeting."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from praya.core.audit.models import Entry
from praya.match.agenda.availability import chosen_slots
from praya.meet.accreditation.availability import follow_site, possible_slots, same_times_every_day, say_hours
from praya.meet.accreditation.hours import hours_of_delegates
from praya.meet.editions.grid import edition_grid, slots_in
from tests.builders import (
    HK_AFTERNOON,
    HK_MORNING,
    LA_MIDDAY,
    calendar_of,
    make_availability,
    make_category,
    make_delegate,
    make_edition,
    make_exhibitor,
    make_meeting,
    make_request,
    sign_in,
    staff_of,
)

pytestmark = pytest.mark.django_db
HALF_HOUR = timedelta(minutes=30)


def grid_of(edition):
    return edition_grid(edition, list(edition.sites.all()))


def visitor(client: Client, edition, **fields):
    delegate = make_delegate(edition, **fields)
    calendar_of(delegate)
    sign_in(client, delegate.person.account)
    return delegate


def hours(delegate, grid) -> list[datetime]:
    delegate.refresh_from_db()
    return [grid.starts[slot] for slot in slots_in(hours_of_delegates([delegate], grid)[delegate.pk])]


def cell(text: str, start: datetime) -> str:
    """Return the whole cell of a slot."""
    return re.search(rf'<td>((?!</td>).)*value="{re.escape(start.isoformat())}".*?</td>', text, re.S).group(0)


def test_saying_hours_joins_slots_and_leaves_out_what_the_site_does_not_open() -> None:
    edition = make_edition()
    delegate, grid = make_delegate(edition), grid_of(edition)
    wanted = chosen_slots(grid, [HK_MORNING.isoformat(), (HK_MORNING + HALF_HOUR).isoformat(), LA_MIDDAY.isoformat(), "noon", ""])
    say_hours(delegate, grid, wanted, by=None)
    assert list(delegate.availability.values_list("starts_at", "ends_at")) == [(HK_MORNING, HK_MORNING + 2 * HALF_HOUR)]
    assert hours(delegate, grid) == [HK_MORNING, HK_MORNING + HALF_HOUR]
    assert Entry.objects.get().after == {"hours": [[HK_MORNING.isoformat(), (HK_MORNING + 2 * HALF_HOUR).isoformat()]]}
    follow_site(delegate, by=None)
    assert hours(delegate, grid) == [grid.starts[slot] for slot in slots_in(grid.open_at[delegate.site_id])]


def test_a_remote_delegate_may_choose_any_slot() -> None:
    edition = make_edition()
    delegate, grid = make_delegate(edition, site=None), grid_of(edition)
    assert possible_slots(delegate, grid) == grid.everything
    say_hours(delegate, grid, chosen_slots(grid, [LA_MIDDAY.isoformat()]), by=None)
    assert hours(delegate, grid) == [LA_MIDDAY]


def test_a_day_is_copied_by_its_clock_times() -> None:
    edition = make_edition()
    grid, zone = grid_of(edition), ZoneInfo("Asia/Hong_Kong")
    site = edition.sites.get(slug="hk")
    chosen = chosen_slots(grid, [HK_MORNING.isoformat(), (HK_AFTERNOON + timedelta(days=1)).isoformat()])
    copied = same_times_every_day(grid, zone, "2027-03-16", chosen, grid.open_at[site.pk])
    assert [grid.starts[slot] for slot in slots_in(copied)] == [HK_MORNING + timedelta(days=n) for n in (-1, 0, 1, 2)]


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_a_constant_number_of_queries(client: Client, django_assert_num_queries, count: int) -> None:
    edition = make_edition()
    me = visitor(client, edition)
    exhibitor = make_exhibitor(edition)
    for number in range(count):
        make_meeting(calendar_of(exhibitor), calendar_of(me), HK_MORNING + number * HALF_HOUR)
        make_availability(me, HK_MORNING + number * HALF_HOUR, HK_MORNING + (number + 1) * HALF_HOUR)
    with django_assert_num_queries(11):
        text = client.get(f"/e/{edition.slug}/availability/").content.decode()
    assert text.count("cancel it on the agenda first</span>") == count


def test_the_grid_shows_the_sites_time_and_the_viewers(client: Client) -> None:
    edition = make_edition()
    visitor(client, edition, zone="America/Los_Angeles")
    text = client.get(f"/e/{edition.slug}/availability/").content.decode()
    assert '<th scope="row">09:00 <small class="own-time">18:00 −1</small></th>' in text
    assert "Tue 16 Mar" in text
    assert text.count("checked") == 4 * 16
    assert "Asia/Hong_Kong" in text


def test_meetings_are_locked_and_held_slots_are_said(client: Client) -> None:
    edition = make_edition()
    me = visitor(client, edition)
    exhibitor = make_exhibitor(edition, "Lantern")
    make_meeting(calendar_of(exhibitor), calendar_of(me), HK_MORNING)
    make_request(calendar_of(me), calendar_of(make_exhibitor(edition)), slots=(HK_AFTERNOON,))
    text = client.get(f"/e/{edition.slug}/availability/").content.decode()
    assert f'value="{HK_MORNING.isoformat()}"' not in text
    assert "09:00: Meeting with " in text
    assert "Held for a request that waits for its answer" in cell(text, HK_AFTERNOON)
    client.post(f"/e/{edition.slug}/availability/", {"do": "save", "slot": [HK_AFTERNOON.isoformat()]})
    assert hours(me, grid_of(edition)) == [HK_MORNING, HK_AFTERNOON]


def test_colleagues_of_an_exhibitor_see_how_many_are_free(client: Client) -> None:
    edition = make_edition()
    exhibitor = make_exhibitor(edition, staff=4)
    me, busy, away, _fourth = staff_of(exhibitor)
    buyer = make_delegate(edition)
    make_meeting(calendar_of(exhibitor), calendar_of(buyer), HK_MORNING, delegates=(busy, buyer))
    make_availability(away, HK_MORNING, HK_MORNING + HALF_HOUR)
    sign_in(client, me.person.account)
    text = client.get(f"/e/{edition.slug}/availability/").content.decode()
    assert "3 of 4 of you are free" in cell(text, HK_MORNING)
    assert '<small aria-hidden="true">3/4</small>' in cell(text, HK_AFTERNOON)


def test_copying_and_resetting_on_the_page(client: Client) -> None:
    edition = make_edition()
    me = visitor(client, edition)
    address, grid = f"/e/{edition.slug}/availability/", grid_of(edition)
    client.post(address, {"do": "copy", "day": "2027-03-16", "slot": [HK_MORNING.isoformat()]})
    assert hours(me, grid) == [HK_MORNING + timedelta(days=n) for n in (-1, 0, 1, 2)]
    client.post(address, {"do": "reset"})
    assert len(hours(me, grid)) == 4 * 16
    assert client.post(address, {"do": "save"})["Location"] == address
    assert hours(me, grid) == []


def test_who_has_no_meetings_has_no_hours(client: Client) -> None:
    edition = make_edition()
    visitor(client, edition, category=make_category(edition, "press", may_meet=False))
    assert client.get(f"/e/{edition.slug}/availability/").status_code == 404


def test_an_edition_without_hours_says_so(client: Client) -> None:
    edition = make_edition()
    me = visitor(client, edition)
    me.site.hours.all().delete()
    assert "There are no slots yet" in client.get(f"/e/{edition.slug}/availability/").content.decode()
