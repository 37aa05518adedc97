"""Who goes to a meeting, and what place it needs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from praya.core.actions.refusing import Refused
from praya.engines.zones import GridSlot
from praya.match.diary.booking import require_attendees
from praya.match.diary.models import Attendance
from praya.match.diary.occupancy import Occupancy, occupancy_behind, occupancy_of, quotas_of
from praya.match.diary.places import Place, free_table, place_of, site_of, tables_per_hall
from praya.meet.accreditation.models import Category, Delegate
from praya.meet.editions.grid import Grid, edition_grid
from praya.meet.editions.models import Hall, Table
from praya.meet.exhibitors.models import Exhibitor
from praya.meet.parties.models import Party
from tests import builders as make

MIDNIGHT = datetime(2027, 3, 16, tzinfo=UTC)
HOUR = timedelta(hours=1)
COMPANY, PERSON = 1, 2


def occupancy(busy=None, hours=None) -> Occupancy:
    """Have a company of the delegates 5, 6 and 7, and 8 alone, on a grid of four slots."""
    slots = tuple(GridSlot(MIDNIGHT + n * HOUR, MIDNIGHT + (n + 1) * HOUR, 0) for n in range(4))
    found = Occupancy(Grid(slots, {}, {slot.start: number for number, slot in enumerate(slots)}))
    found.staff.update({COMPANY: [5, 6, 7], PERSON: [8]})
    found.hours.update({5: 0b1111, 6: 0b1111, 7: 0b1111, 8: 0b1111, **(hours or {})})
    found.busy.update(busy or {})
    return found


@pytest.mark.parametrize(
    ("busy", "slot", "named", "who"),
    [
        ({}, 1, (), 5),  # nobody is near: the lowest number
        ({6: 0b0001}, 1, (), 6),  # has the slot before
        ({6: 0b0100}, 1, (), 6),  # has the slot after
        ({6: 0b0001, 7: 0b0101}, 1, (), 7),  # has both
        ({7: 0b0010}, 0, (), 7),  # the first slot has none before it
        ({7: 0b1000}, 1, (), 5),  # two slots away is not next to it
        ({7: 0b0001}, 2, (), 5),
        ({7: 0b0010}, 2, (), 7),
        ({5: 0b0010}, 1, (), 6),  # has a meeting then
        ({5: 0b0010, 6: 0b0010, 7: 0b0010}, 1, (), None),
        ({6: 0b0001}, 1, (7,), 7),  # was asked for by name
        ({7: 0b0010}, 1, (7,), None),  # was asked for and cannot come
        ({}, 1, (8,), 5),  # works elsewhere
    ],
)
def test_whoever_has_meetings_next_to_the_slot_goes_unless_somebody_was_asked_for(busy, slot, named, who) -> None:
    assert occupancy(busy).attending(COMPANY, slot, named) == who


def test_a_calendar_is_free_when_anybody_behind_it_is_and_several_when_all_are() -> None:
    found = occupancy({5: 0b0001, 8: 0b0100}, {5: 0b0011, 6: 0b0001, 7: 0b1000})
    assert [found.free(one) for one in (5, 6, 7, 8, 9)] == [0b0010, 0b0001, 0b1000, 0b1011, 0]
    assert found.free_of(COMPANY) == 0b1011
    assert (found.common([COMPANY, PERSON]), found.common([COMPANY, PERSON], named=7)) == (0b1011, 0b1000)
    assert (found.common([]), found.common([99])) == (0b1111, 0)


def test_a_slot_that_is_taken_is_no_longer_free() -> None:
    found = occupancy()
    found.attend(8, 0)
    found.attend(8, 2)
    assert (found.busy[8], found.free(8)) == (0b0101, 0b1010)


def test_nobody_attends_one_meeting_on_two_calendars() -> None:
    found = occupancy()
    found.staff[3] = [8]
    with pytest.raises(Refused, match="no longer free on both sides"):
        require_attendees([Party(pk=PERSON), Party(pk=3)], (), found, 0)
    assert require_attendees([Party(pk=COMPANY), Party(pk=PERSON)], (6,), found, 0) == {COMPANY: 6, PERSON: 8}


def host(site=1, stand=None) -> Party:
    return Party(exhibitor=Exhibitor(site_id=site, stand_id=stand))


def guest(site=1) -> Party:
    return Party(delegate=Delegate(site_id=site))


@pytest.mark.parametrize(
    ("calendars", "place"),
    [
        ([guest(), guest()], Place(1)),
        ([host(stand=8), guest()], Place(1, 8)),
        ([guest(), host(stand=8)], Place(1, 8)),
        ([host(stand=8), host(stand=9)], Place(1, 8)),
        ([host(), host(stand=9)], Place(1, 9)),
        ([host(), guest()], Place(1)),
        ([host(stand=8), guest(2)], Place(None)),
        ([host(stand=8), guest(None)], Place(None)),
        ([guest(None), guest(None)], Place(None)),
    ],
)
def test_people_of_one_site_meet_at_a_stand_or_a_table_and_others_online(calendars, place) -> None:
    assert place_of(calendars) == place


def test_only_a_meeting_at_a_site_without_a_stand_needs_a_table() -> None:
    assert [Place(1).needs_table, Place(1, 8).needs_table, Place(None).needs_table] == [True, False, False]
    assert [site_of(host(3)), site_of(guest(4)), site_of(Party())] == [3, 4, None]


@pytest.mark.parametrize(
    ("own", "category", "quotas"),
    [
        ({}, None, (None, None)),
        ({}, {"quota_total": 9, "quota_per_day": 3}, (9, 3)),
        ({"quota_total": 4}, {"quota_total": 9, "quota_per_day": 3}, (4, 3)),
        ({"quota_per_day": 2}, {"quota_total": 9, "quota_per_day": 3}, (9, 2)),
        ({"quota_total": 0, "quota_per_day": 0}, {"quota_total": 9, "quota_per_day": 3}, (0, 0)),
    ],
)
def test_a_calendars_own_limits_go_before_those_of_its_category(own, category, quotas) -> None:
    person = Delegate(category=Category(**category) if category else None)
    assert quotas_of(Party(delegate=person, **own)) == quotas
    assert quotas_of(Party(exhibitor=Exhibitor(), quota_total=7)) == (7, None)


@pytest.mark.django_db
def test_only_approved_people_of_this_edition_who_have_meetings_stand_behind_a_calendar() -> None:
    edition = make.make_edition()
    exhibitor = make.make_exhibitor(edition, staff=1)
    company = exhibitor.organisation
    (first,) = make.staff_of(exhibitor)
    plain = make.make_delegate(edition, organisation=company, category=None)
    make.make_delegate(edition, organisation=company, status="applied")
    make.make_delegate(edition, organisation=company, category=make.make_category(edition, "press", may_meet=False))
    make.make_delegate(make.make_edition(), organisation=company)
    alone = make.make_delegate(edition)
    shared, own, personal = make.calendar_of(exhibitor), make.calendar_of(alone), make.calendar_of(plain)
    make.make_meeting(shared, own, make.HK_MORNING, delegates=(first, alone))
    gone = make.make_meeting(shared, own, make.HK_AFTERNOON, delegates=(first, alone), status="cancelled")
    gone.attendances.update(is_released=True)
    grid = edition_grid(edition, list(edition.sites.all()))

    found = occupancy_of(edition.pk, grid, [shared, own, personal])

    assert dict(found.staff) == {shared.pk: [first.pk, plain.pk], personal.pk: [plain.pk], own.pk: [alone.pk]}
    taken = 1 << grid.number[make.HK_MORNING]
    assert (found.busy[first.pk], found.busy[alone.pk], found.busy[plain.pk]) == (taken, taken, 0)
    assert found.hours == dict.fromkeys([first.pk, plain.pk, alone.pk], grid.open_at[alone.site_id])


@pytest.mark.django_db
def test_a_meeting_outside_the_grid_takes_no_slot() -> None:
    edition = make.make_edition()
    one, other = (make.calendar_of(make.make_delegate(edition)) for _ in range(2))
    make.make_meeting(one, other, make.HK_MORNING + timedelta(minutes=7))
    found = occupancy_of(edition.pk, edition_grid(edition, list(edition.sites.all())), [one, other])
    assert (dict(found.busy), Attendance.objects.count()) == ({}, 2)


@pytest.mark.django_db
def test_tables_are_given_by_hall_and_number_a_preferred_one_first() -> None:
    edition = make.make_edition()
    site = edition.sites.get(slug="hk")
    second = Hall.objects.create(site=site, name="A second hall")
    last = Table.objects.create(hall=second, number=0)
    one, two, three = Table.objects.filter(hall__site=site).exclude(hall=second).order_by("number")
    assert tables_per_hall(edition.pk) == {
        site.pk: {one.hall_id: 3, second.pk: 1},
        edition.sites.get(slug="la").pk: {Hall.objects.get(site__slug="la").pk: 3},
    }

    def sit(table, at=make.HK_MORNING, **fields):
        parties = [make.calendar_of(make.make_delegate(edition)) for _ in range(2)]
        make.make_meeting(*parties, at, site=site, table=table, **fields)

    sit(two, status="cancelled")
    sit(three, at=make.HK_AFTERNOON)
    sit(one)
    assert free_table(site.pk, make.HK_MORNING) == two.pk
    assert free_table(site.pk, make.HK_MORNING, [one.pk, three.pk, two.pk]) == three.pk
    assert free_table(site.pk, make.HK_MORNING, [one.pk]) == two.pk
    sit(two, status="held")
    sit(three)
    assert free_table(site.pk, make.HK_MORNING) == last.pk
    sit(last)
    assert free_table(site.pk, make.HK_MORNING) is None


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["exhibitor", "delegate", "of another edition"])
def test_one_calendar_by_its_number_is_occupied_as_the_calendar_itself_is(kind: str, django_assert_num_queries) -> None:
    edition = make.make_edition()
    stand = make.make_exhibitor(edition, staff=2)
    make.make_exhibitor(make.make_edition(), organisation=stand.organisation, staff=1)
    first, second = make.staff_of(stand)
    guest = make.make_delegate(edition, site=None, zone="Asia/Tokyo")
    make.make_availability(second, make.HK_MORNING, make.HK_AFTERNOON)
    Delegate.objects.filter(pk=second.pk).update(has_own_hours=True)
    make.make_meeting(make.calendar_of(stand), make.calendar_of(guest), make.HK_MORNING, delegates=(first, guest))
    gone = make.make_meeting(make.calendar_of(stand), make.calendar_of(guest), make.HK_AFTERNOON, delegates=(second, guest))
    Attendance.objects.filter(meeting=gone).update(is_released=True)
    grid = edition_grid(edition, list(edition.sites.all()))
    owner = {"exhibitor": stand, "delegate": guest, "of another edition": make.make_delegate(make.make_edition())}[kind]
    party = Party.objects.select_related("exhibitor", "delegate").get(pk=make.calendar_of(owner).pk)
    with django_assert_num_queries(1):
        known = occupancy_behind(edition.pk, grid, party.pk)
    with django_assert_num_queries(1):
        found = occupancy_of(edition.pk, grid, [party])
    assert (known.staff[party.pk], known.hours, known.usual, known.busy) == (
        found.staff[party.pk],
        found.hours,
        found.usual,
        found.busy,
    )
    slot = 1 << grid.number[make.HK_MORNING]
    assert (known.staff[party.pk], {one: mask == slot for one, mask in known.busy.items()}) == {
        "exhibitor": ([first.pk, second.pk], {first.pk: True}),
        "delegate": ([guest.pk], {guest.pk: True}),
        "of another edition": ([], {}),
    }[kind]
