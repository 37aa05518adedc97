"""How full tables and calendars are, slot by slot and day by day."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from itertools import count

import pytest
from django.test import Client

from praya.match.diary.models import Attendance
from praya.match.scheduling import queries_loads as loads
from praya.meet.editions.grid import edition_grid
from praya.meet.editions.models import Hall, Table
from tests import builders as make

pytestmark = pytest.mark.django_db
HALF_HOUR = timedelta(minutes=30)


def grid_of(edition):
    return edition_grid(edition, list(edition.sites.all()))


def sit(edition, number=1, starts_at=make.HK_AFTERNOON, site="hk", **fields):
    place = edition.sites.get(slug=site)
    table = Table.objects.get(hall__site=place, number=number)
    parties = [make.calendar_of(make.make_delegate(edition, site=site)) for _ in range(2)]
    return make.make_meeting(*parties, starts_at, site=place, table=table, **fields)


def counts(picture):
    return {row.label: [cell.count for cell in row.cells] for row in picture.rows}


def test_each_hall_shows_the_taken_tables_of_each_day_in_the_time_of_its_site(edition) -> None:
    sit(edition, 1)
    sit(edition, 2)
    sit(edition, 3, status="cancelled")
    sit(edition, 1, make.HK_MORNING + timedelta(days=1), status="held")
    sit(edition, 1, make.LA_MIDDAY, site="la")
    hong_kong, los_angeles = loads.hall_loads(edition, grid_of(edition), list(edition.sites.all()))
    assert (hong_kong.hall.name, hong_kong.site.slug, hong_kong.tables) == ("Hall HKG", "hk", 3)
    assert (hong_kong.map.caption, hong_kong.map.most) == ("Hall HKG: tables taken, of 3", 3)
    hours = [f"{hour:02}:{minute}" for hour in (9, 10, 11, 12, 14, 15, 16, 17) for minute in ("00", "30")]
    assert hong_kong.map.columns == hours
    nothing = [0] * 16
    assert counts(hong_kong.map) == {
        "Mon 15 Mar": nothing,
        "Tue 16 Mar": [2 if hour == "14:00" else 0 for hour in hours],
        "Wed 17 Mar": [1 if hour == "09:00" else 0 for hour in hours],
        "Thu 18 Mar": nothing,
    }
    assert los_angeles.map.columns[0] == "10:00"
    assert {label: sum(row) for label, row in counts(los_angeles.map).items()} == {
        "Mon 15 Mar": 1,
        "Tue 16 Mar": 0,
        "Wed 17 Mar": 0,
        "Thu 18 Mar": 0,
    }


def test_a_day_that_opens_later_has_nothing_before(edition) -> None:
    edition.sites.get(slug="hk").hours.filter(on="2027-03-15").update(opens="14:00")
    sit(edition)
    hong_kong = loads.hall_loads(edition, grid_of(edition), list(edition.sites.all()))[0].map
    assert counts(hong_kong)["Mon 15 Mar"] == [0] * 16


def test_halls_come_by_site_and_name_and_only_with_tables(edition) -> None:
    first, second = edition.sites.get(slug="hk"), edition.sites.get(slug="la")
    Table.objects.create(hall=Hall.objects.create(site=second, name="A small one"), number=1)
    Hall.objects.create(site=first, name="Without tables")
    make.make_edition()
    found = [(hall.name, hall.table_count) for hall in loads.halls_with_tables(edition)]
    assert found == [("Hall HKG", 3), ("A small one", 1), ("Hall LAX", 3)]


def test_a_site_has_the_days_on_which_it_is_open(edition) -> None:
    site, grid = edition.sites.get(slug="la"), grid_of(edition)
    days = loads.site_days(grid, site)
    assert [(label, len(numbers)) for label, numbers in days] == [
        (day, 18) for day in ("Mon 15 Mar", "Tue 16 Mar", "Wed 17 Mar", "Thu 18 Mar")
    ]
    assert sum(1 << number for _day, numbers in days for number in numbers) == grid.open_at[site.pk]


def test_one_day_of_a_hall_shows_which_table_is_taken_when(edition) -> None:
    sit(edition, 2)
    sit(edition, 3, status="cancelled")
    sit(edition, 1, make.HK_AFTERNOON + timedelta(days=1))
    site = edition.sites.get(slug="hk")
    picture = loads.table_map(edition, grid_of(edition), site, site.halls.get(), 1)
    assert (picture.caption, picture.most, picture.columns[8]) == ("Hall HKG, Tue 16 Mar", 1, "14:00")
    assert counts(picture) == {"1": [0] * 16, "2": [0] * 8 + [1] + [0] * 7, "3": [0] * 16}


@pytest.mark.parametrize(
    ("asked", "day"),
    [("", 0), ("0", 0), ("3", 3), ("4", 3), ("999", 3), ("1000", 3), ("9" * 5000, 0), ("-1", 0), ("x", 0), ("²", 0)],
)
def test_a_hall_is_shown_on_a_day_that_it_has(edition, asked, day) -> None:
    client = make.sign_in(Client(), make.make_team_member(edition, role="desk"))
    site = edition.sites.get(slug="hk")
    page = client.get(f"/e/spring/manage/heat-maps/{site.halls.get().pk}/", {"day": asked} if asked else {}).context
    label = ["Mon 15 Mar", "Tue 16 Mar", "Wed 17 Mar", "Thu 18 Mar"]
    assert (page["days"], page["day"], page["map"].caption) == (label, day, f"Hall HKG, {label[day]}")
    assert (page["hall"], page["site"]) == (site.halls.get(), site)


def test_a_hall_of_a_site_without_hours_has_no_day(edition) -> None:
    site = edition.sites.get(slug="hk")
    site.hours.all().delete()
    client = make.sign_in(Client(), make.make_team_member(edition))
    page = client.get(f"/e/spring/manage/heat-maps/{site.halls.get().pk}/", {"day": "2"}).context
    assert (page["days"], page["day"], page["map"].columns) == ([], 0, [])
    assert (page["map"].caption, len(page["map"].rows)) == ("Hall HKG", 3)


@pytest.fixture
def meets(edition):
    """Let a calendar have so many meetings, a slot after the other."""
    numbers = count()

    def have(calendar, *starts, **fields):
        for at in starts:
            other = make.calendar_of(make.make_delegate(edition, name=f"Other {next(numbers):02}"))
            make.make_meeting(calendar, other, at, **fields)

    return have


def test_calendars_are_listed_by_their_meetings_and_then_by_name(edition, meets) -> None:
    busy, idle = (make.calendar_of(make.make_delegate(edition, name=name)) for name in ("Zoë Busy", "Ann Idle"))
    stand = make.calendar_of(make.make_exhibitor(edition, "Harbour Pictures"))
    meets(busy, make.HK_MORNING, make.HK_AFTERNOON)
    meets(stand, make.HK_MORNING)
    meets(idle, make.HK_MORNING, status="cancelled")
    meets(idle, make.HK_AFTERNOON)
    Attendance.objects.filter(calendar=idle).update(is_released=True)
    Attendance.objects.filter(calendar=stand, meeting__status="scheduled").update(outcome="held")
    found = [(row["owner"], row["meetings"]) for row in loads.calendar_loads(edition)]
    others = [(f"Other {number:02}", 0 if number == 3 else 1) for number in range(5)]
    assert found == [
        ("Zoë Busy", 2),
        ("Harbour Pictures", 1),
        *[one for one in others if one[1]],
        ("Ann Idle", 0),
        ("Other 03", 0),
    ]
    assert loads.calendar_loads(make.make_edition()).count() == 0


def test_a_calendar_is_found_by_six_words_of_its_name(edition) -> None:
    make.make_calendar(make.make_delegate(edition, name="a b c d e f g"))
    make.make_calendar(make.make_delegate(edition, name="a b c d e g"))
    assert [row["owner"] for row in loads.calendar_loads(edition, "g B a c D e")] == ["a b c d e f g", "a b c d e g"]
    assert [row["owner"] for row in loads.calendar_loads(edition, "a b c d e f x")] == ["a b c d e f g"]
    assert [row["owner"] for row in loads.calendar_loads(edition, "a b c d e x")] == []


def test_a_page_of_calendars_shows_the_meetings_of_each_market_day(edition, meets) -> None:
    calendar = make.calendar_of(make.make_delegate(edition, name="Ana Silva"))
    meets(calendar, make.HK_MORNING, make.HK_AFTERNOON, make.HK_AFTERNOON + timedelta(days=1))
    meets(calendar, make.HK_MORNING + HALF_HOUR, status="cancelled")
    meets(calendar, make.HK_MORNING + timedelta(minutes=7))  # a slot that the grid has lost
    meets(calendar, make.HK_AFTERNOON + HALF_HOUR)
    Attendance.objects.filter(starts_at=make.HK_AFTERNOON + HALF_HOUR).update(is_released=True)
    grid = grid_of(edition)
    second, third = (grid.slots[grid.number[make.HK_AFTERNOON + timedelta(days=day)]].day for day in (0, 1))
    picture = loads.calendar_map(grid, loads.calendar_loads(edition, "silva"))
    assert picture.caption == "Meetings per calendar and market day"
    assert picture.columns == [f"Day {number}" for number in range(1, grid.day_count + 1)]
    morning = grid.slots[grid.number[make.HK_MORNING]].day
    expected = [0] * grid.day_count
    for day in (morning, second, third):
        expected[day] += 1
    assert counts(picture) == {"Ana Silva": expected}


def test_calendars_are_counted_in_steps_of_their_meetings(edition) -> None:
    assert [label for label, _many in loads.load_distribution(edition)] == ["0", "1–4", "5–9", "10–19", "20–39", "40+"]
    people = [make.make_delegate(edition) for _ in range(2)]
    one, other = (make.calendar_of(person) for person in people)
    for number in range(65):
        make.make_meeting(one, other, make.HK_MORNING + number * HALF_HOUR, delegates=tuple(people))
    Attendance.objects.filter(calendar=other).delete()
    mine = Attendance.objects.filter(calendar=one)
    numbers = list(mine.values_list("pk", flat=True))
    ends = {"0": (0,), "1–4": (1, 4), "5–9": (5, 9), "10–19": (10, 19), "20–39": (20, 39), "40+": (40, 65)}
    for label, kept in ((label, kept) for label, both in ends.items() for kept in both):
        mine.update(is_released=True)
        mine.filter(pk__in=numbers[:kept]).update(is_released=False)
        assert Counter(dict(loads.load_distribution(edition))) == Counter(["0", label])
