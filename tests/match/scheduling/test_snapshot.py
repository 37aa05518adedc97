"""Turning an edition into a problem."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from praya.match.requests.rounds import open_round
from praya.match.scheduling.snapshot import problem_of, read_snapshot, requests_of_round, with_absent
from praya.meet.parties.models import Party
from tests import builders as make

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 3, 1, tzinfo=UTC)


def problem_for(edition, now=NOW):
    seen = read_snapshot(edition)
    current = edition.rounds.first() or open_round(edition, by=None)
    return seen, problem_of(seen, requests_of_round(current), name="test", now=now)


def by_id(rows):
    return {row.id: row for row in rows}


def test_companies_count_staff_and_people_count_once():
    edition = make.make_edition()
    exhibitor, buyer = make.make_exhibitor(edition, staff=3), make.make_delegate(edition)
    company, own = make.calendar_of(exhibitor), make.calendar_of(buyer)
    request = make.make_request(own, company, status="accepted", level="must")
    seen, problem = problem_for(edition)
    calendars = by_id(problem.calendars)
    slot = seen.grid.number[make.HK_AFTERNOON]
    assert calendars[str(company.pk)].capacity[slot] == 3
    assert calendars[str(own.pk)].capacity[slot] == 1
    assert calendars[str(own.pk)].capacity[seen.grid.number[make.LA_MIDDAY]] == 0
    (asked,) = problem.requests
    assert (asked.id, asked.calendars) == (str(request.pk), (str(company.pk), str(own.pk)))
    assert (asked.weight, asked.pool, asked.allowed_slots) == (75, None, None)


def test_a_named_delegate_is_a_second_calendar():
    edition = make.make_edition()
    exhibitor = make.make_exhibitor(edition, staff=2)
    named = make.staff_of(exhibitor)[0]
    personal = make.calendar_of(named)
    buyer = make.calendar_of(make.make_delegate(edition))
    make.make_request(buyer, make.calendar_of(exhibitor), status="accepted", named=named)
    _stock, problem = problem_for(edition)
    assert problem.requests[0].calendars == (str(make.calendar_of(exhibitor).pk), str(buyer.pk), str(personal.pk))


def test_tables_are_shared_among_the_halls_of_the_site():
    edition = make.make_edition()
    hk = edition.sites.get(slug="hk")
    from praya.meet.editions.models import Hall, Table

    second = Hall.objects.create(site=hk, name="Second")
    Table.objects.create(hall=second, number=1)
    first = hk.halls.get(name="Hall HKG")
    pools = []
    for _ in range(4):
        one, two = (make.make_calendar(make.make_delegate(edition)) for _ in range(2))
        make.make_request(one, two, status="accepted")
    seen, problem = problem_for(edition)
    pools = sorted(request.pool for request in problem.requests)
    assert pools == sorted([f"hall{first.pk}"] * 3 + [f"hall{second.pk}"])
    slot = seen.grid.number[make.HK_AFTERNOON]
    assert by_id(problem.pools)[f"hall{first.pk}"].capacity[slot] == 3


def test_booked_meetings_are_fixed_and_always_fit():
    edition = make.make_edition()
    exhibitor, buyer = make.make_exhibitor(edition, staff=1), make.make_delegate(edition)
    make.make_calendar(make.staff_of(exhibitor)[0])
    Party.objects.filter(delegate=buyer).update(quota_total=0)
    own = make.make_calendar(buyer, quota_total=0, quota_per_day=0)
    meeting = make.make_meeting(make.calendar_of(exhibitor), own, make.HK_AFTERNOON)
    buyer.status = "left"
    buyer.save()
    seen, problem = problem_for(edition)
    (fixed,) = problem.requests
    slot = seen.grid.number[make.HK_AFTERNOON]
    assert (fixed.id, fixed.fixed_slot, fixed.weight) == (f"m{meeting.pk}", slot, 0)
    calendar = by_id(problem.calendars)[str(own.pk)]
    assert (calendar.capacity[slot], calendar.quota, calendar.day_quotas[seen.grid.slots[slot].day]) == (1, 1, 1)


def test_past_slots_are_not_offered():
    edition = make.make_edition()
    one, two = (make.make_calendar(make.make_delegate(edition)) for _ in range(2))
    make.make_request(one, two, status="accepted")
    seen, problem = problem_for(edition, now=make.HK_AFTERNOON)
    first = problem.requests[0].allowed_slots[0]
    assert seen.grid.slots[first].start == make.HK_AFTERNOON


@pytest.mark.parametrize("who", ["sender", "recipient", "named"])
def test_a_veto_is_seen_from_every_side(who):
    edition = make.make_edition()
    exhibitor, buyer = make.make_exhibitor(edition, staff=2), make.make_delegate(edition)
    company, own = make.calendar_of(exhibitor), make.calendar_of(buyer)
    named = make.staff_of(exhibitor)[0]
    personal = make.make_calendar(named)
    request = make.make_request(own, company, named=named)
    seen = read_snapshot(edition)
    assert not seen.is_vetoed(request)
    sides = {"sender": (own, company), "recipient": (company, own), "named": (own, personal)}[who]
    make.make_wish(*sides, "no")
    assert read_snapshot(edition).is_vetoed(request)


def test_an_absent_request_can_be_added_for_explanation():
    edition = make.make_edition()
    calendars = [make.make_calendar(make.make_delegate(edition)) for _ in range(4)]
    kept = make.make_request(calendars[0], calendars[1], status="accepted")
    absent = make.make_request(calendars[2], calendars[3], status="accepted")
    seen = read_snapshot(edition)
    problem = problem_of(seen, [kept], name="", now=NOW)
    whole = with_absent(problem, seen, [absent], now=NOW)
    assert [request.id for request in whole.requests] == [str(kept.pk), str(absent.pk)]
    assert len(whole.calendars) == 4


def test_only_accepted_requests_compete_when_the_round_says_so():
    edition = make.make_edition()
    one, two, three = (make.make_calendar(make.make_delegate(edition)) for _ in range(3))
    accepted = make.make_request(one, two, status="accepted")
    sent = make.make_request(one, three)
    current = make.make_round(edition, includes_unanswered=True)
    assert requests_of_round(current) == [accepted, sent]
    current.includes_unanswered = False
    assert requests_of_round(current) == [accepted]
    make.make_meeting(one, two, request=accepted)
    assert requests_of_round(current) == []


def test_reading_an_edition_takes_a_constant_number_of_queries(django_assert_num_queries):
    edition = make.make_edition()
    for _ in range(3):
        one, two = (make.make_calendar(make.make_delegate(edition)) for _ in range(2))
        make.make_request(one, two, status="accepted")
    with django_assert_num_queries(11):
        read_snapshot(edition)
