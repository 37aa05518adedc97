"""What is left of people, quotas and tables while meetings are placed one after the other."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from praya.engines.meetings import Member
from praya.match.requests.models import Request
from praya.match.scheduling.ledger import Ledger
from praya.match.scheduling.snapshot import read_snapshot
from praya.meet.editions.models import Table
from tests import builders as make

pytestmark = pytest.mark.django_db
BEFORE = datetime(2027, 3, 1, tzinfo=UTC)
HALF_HOUR = timedelta(minutes=30)
NOON = make.HK_AFTERNOON


def person(edition, **fields):
    limits = {name: fields.pop(name) for name in ("quota_total", "quota_per_day") if name in fields}
    return make.make_calendar(make.make_delegate(edition, **fields), **limits)


def asks(edition, one=None, other=None, **fields) -> Request:
    return make.make_request(one or person(edition), other or person(edition), status="accepted", **fields)


def ledger(edition, after=BEFORE) -> Ledger:
    return Ledger(read_snapshot(edition), after=after)


def obstacles(book, request, *instants):
    return [book.obstacle(request, book.snapshot.grid.number[at]) for at in instants]


def take(book, request, at=NOON) -> None:
    book.take(request, book.snapshot.grid.number[at])


def test_a_slot_that_has_begun_or_left_the_grid_is_past(edition) -> None:
    request = asks(edition)
    book = ledger(edition, after=NOON)
    last = len(book.snapshot.grid.slots)
    assert obstacles(book, request, make.HK_MORNING, NOON) == ["past", None]
    assert [book.obstacle(request, slot) for slot in (last - 1, last, last + 1)] == ["no_common_slot", "past", "past"]


def test_a_company_takes_as_many_at_once_as_it_has_people(edition) -> None:
    company = make.calendar_of(make.make_exhibitor(edition, staff=2))
    requests = [asks(edition, other=company) for _ in range(3)]
    book = ledger(edition)
    slot = book.snapshot.grid.number[NOON]
    left = []
    for request in requests:
        left.append((book.room(company.pk, slot), book.obstacle(request, slot)))
        take(book, request)
    assert left == [(2, None), (1, None), (0, "no_common_slot")]
    assert obstacles(book, requests[0], NOON + HALF_HOUR) == [None]
    assert book.room(0, slot) == 0


def test_what_is_booked_already_counts_where_the_grid_has_it(edition) -> None:
    one, other = person(edition), person(edition)
    make.make_meeting(one, other, NOON)
    make.make_meeting(one, other, NOON + timedelta(minutes=7))
    request = asks(edition, one)
    book = ledger(edition)
    assert obstacles(book, request, NOON, NOON + HALF_HOUR) == ["no_common_slot", None]


@pytest.mark.parametrize(
    ("limit", "obstacle"),
    [
        ({"quota_total": 2}, [None, "quota", "quota"]),
        ({"quota_total": 3}, [None, None, "quota"]),
        ({"quota_per_day": 2}, [None, "quota", None]),
        ({"quota_per_day": 1}, ["quota", "quota", None]),
        ({"quota_per_day": 0}, ["quota", "quota", "quota"]),
        ({}, [None, None, None]),
    ],
)
def test_quotas_count_what_is_booked_and_what_is_taken(edition, limit, obstacle) -> None:
    one = person(edition, **limit)
    make.make_meeting(one, person(edition), make.HK_MORNING)
    request = asks(edition, one)
    book = ledger(edition)
    tomorrow = NOON + timedelta(days=1)
    found = []
    for at in (NOON, NOON + HALF_HOUR):
        found += obstacles(book, request, at)
        take(book, request, at)
    assert [*found, *obstacles(book, request, tomorrow)] == obstacle


def test_somebody_asked_for_by_name_is_one_person(edition) -> None:
    exhibitor = make.make_exhibitor(edition, staff=3)
    company, (first, second, _third) = make.calendar_of(exhibitor), make.staff_of(exhibitor)
    make.make_availability(second, NOON, NOON + HALF_HOUR)
    requests = [asks(edition, other=company, named=first) for _ in range(2)]
    late = asks(edition, other=company, named=second)
    other = person(edition)
    make.make_meeting(company, other, NOON + HALF_HOUR, delegates=(first, other.delegate))
    book = ledger(edition)
    take(book, requests[0])
    free = NOON + 2 * HALF_HOUR
    assert obstacles(book, requests[1], NOON, NOON + HALF_HOUR, free) == ["no_common_slot", "no_common_slot", None]
    assert obstacles(book, late, NOON, NOON + HALF_HOUR) == [None, "no_common_slot"]


def test_somebody_asked_for_who_has_left_is_never_free(edition) -> None:
    exhibitor = make.make_exhibitor(edition, staff=2)
    named = make.staff_of(exhibitor)[0]
    request = asks(edition, other=make.calendar_of(exhibitor), named=named)
    named.status = "left"
    named.save()
    book = ledger(edition)
    assert (book.first_free(request), obstacles(book, request, NOON)) == (None, ["no_common_slot"])


def test_a_table_is_needed_where_there_are_tables_and_no_stand(edition) -> None:
    site = edition.sites.get(slug="hk")
    tables = list(Table.objects.filter(hall__site=site))
    for table in tables[:2]:
        make.make_meeting(person(edition), person(edition), NOON, site=site, table=table)
    make.make_meeting(person(edition), person(edition), NOON, site=site)  # without a table
    at_table = [asks(edition) for _ in range(2)]
    at_stand = asks(edition, other=make.calendar_of(make.make_exhibitor(edition)))
    online = asks(edition, person(edition, site=None, zone="Asia/Hong_Kong"))
    book = ledger(edition)
    free = NOON + HALF_HOUR
    assert obstacles(book, at_table[0], NOON, free) == [None, None]
    take(book, at_stand)
    take(book, online)
    assert obstacles(book, at_table[0], NOON) == [None]
    take(book, at_table[0])
    assert obstacles(book, at_table[1], NOON, free) == ["no_table", None]
    more = asks(edition, other=at_stand.recipient)
    remote = asks(edition, person(edition, site=None, zone="Asia/Hong_Kong"))
    book = ledger(edition)
    take(book, at_table[0])
    assert [obstacles(book, one, NOON) for one in (more, remote)] == [[None], [None]]


def test_a_site_without_tables_lets_people_meet_anywhere(edition) -> None:
    Table.objects.all().delete()
    first, second = asks(edition), asks(edition)
    book = ledger(edition)
    take(book, first)
    assert obstacles(book, second, NOON) == [None]


def test_the_first_free_slot_is_ahead_and_free_for_all(edition) -> None:
    one, other = person(edition), person(edition)
    make.make_availability(one.delegate, NOON, NOON + 4 * HALF_HOUR)
    request = asks(edition, one, other)
    make.make_meeting(other, person(edition), NOON)
    book = ledger(edition)
    number = book.snapshot.grid.number
    assert book.first_free(request) == number[NOON + HALF_HOUR]
    take(book, request, NOON + HALF_HOUR)
    assert book.first_free(request) == number[NOON + 2 * HALF_HOUR]
    assert ledger(edition, after=NOON + 3 * HALF_HOUR).first_free(request) == number[NOON + 3 * HALF_HOUR]
    assert ledger(edition, after=NOON + 4 * HALF_HOUR).first_free(request) is None


def test_members_are_free_but_for_what_they_attend(edition) -> None:
    exhibitor = make.make_exhibitor(edition, staff=2)
    company, (first, second) = make.calendar_of(exhibitor), make.staff_of(exhibitor)
    make.make_availability(first, NOON, NOON + 2 * HALF_HOUR)
    make.make_availability(second, NOON, NOON + HALF_HOUR)
    other = person(edition)
    make.make_meeting(company, other, NOON, delegates=(first, other.delegate))
    book = ledger(edition)
    at = book.snapshot.grid.number
    free = {first.pk: 1 << at[NOON + HALF_HOUR], second.pk: 1 << at[NOON]}
    assert book.members(company.pk) == [Member(str(one), mask) for one, mask in free.items()]
    assert book.members(0) == []
