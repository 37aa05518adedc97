"""The surroundings of a change as a small problem: who is read, what may move, what waits, which tables are left."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from praya.engines.meetings import Calendar as EngineCalendar
from praya.engines.meetings import Request as Asked
from praya.match.diary.models import Meeting
from praya.match.repairs.surroundings import calendars_around, surroundings_of
from praya.match.requests.models import Request
from praya.match.requests.queries import unmet
from praya.match.scheduling.snapshot import read_snapshot
from praya.meet.editions.models import Table
from tests import builders as make
from tests.match.asking import person

pytestmark = pytest.mark.django_db
BEFORE = datetime(2027, 3, 1, tzinfo=UTC)
HALF_HOUR = timedelta(minutes=30)
NOON = make.HK_AFTERNOON


def asks(one, other, **fields) -> Request:
    return make.make_request(one, other, **{"status": "accepted", **fields})


def meets(one, other, at=NOON, **fields) -> Meeting:
    """Let two calendars meet about an accepted request."""
    return make.make_meeting(one, other, at, **{"request": asks(one, other), **fields})


def around(edition, known, homeless, *, at=BEFORE):
    numbers = {calendar.pk for calendar in known}
    return surroundings_of(read_snapshot(edition, calendars=sorted(numbers)), numbers, homeless, at=at)


def asked(found):
    return {one.id: one for one in found.problem.requests}


def test_whoever_loses_a_meeting_is_read_with_whom_they_meet_and_who_waits_for_them(edition) -> None:
    one, other, met, hopeful, stranger, far = (person(edition) for _ in range(6))
    lost = meets(one, other)
    meets(met, one, NOON + HALF_HOUR)
    meets(stranger, far)
    over = asks(stranger, one, status="withdrawn")
    over_meeting = make.make_meeting(stranger, one, NOON + 2 * HALF_HOUR, status="cancelled", request=over)
    over_meeting.attendances.update(is_released=True)
    asks(hopeful, other)
    asks(far, one, status="sent")
    numbers = [calendar.pk for calendar in (one, other, met, hopeful)]
    assert calendars_around(edition.pk, [lost]) == set(numbers)
    assert calendars_around(edition.pk, [lost], can_move=False) == {one.pk, other.pk, hopeful.pk}
    assert calendars_around(edition.pk, []) == set()


def test_a_company_is_read_with_whoever_of_its_people_is_asked_for(edition) -> None:
    exhibitor = make.make_exhibitor(edition)
    personal = make.make_calendar(make.staff_of(exhibitor)[0])
    one, other = person(edition), person(edition)
    lost = meets(one, other)
    asks(one, personal)
    found = calendars_around(edition.pk, [lost])
    assert found == {one.pk, other.pk, personal.pk, make.calendar_of(exhibitor).pk}


def test_a_company_that_loses_a_meeting_is_read_with_its_peoples_own_calendars(edition) -> None:
    exhibitor = make.make_exhibitor(edition, staff=2)
    company, (first, second) = make.calendar_of(exhibitor), make.staff_of(exhibitor)
    own = [make.make_calendar(one) for one in (first, second)]
    buyer, former = person(edition), person(edition)
    lost = make.make_meeting(company, buyer, NOON, delegates=(first, buyer.delegate), request=asks(buyer, own[0]))
    left = make.make_meeting(company, buyer, NOON + HALF_HOUR, request=asks(former, buyer))
    numbers = {calendar.pk for calendar in (company, buyer, *own)}
    assert calendars_around(edition.pk, [lost]) == numbers
    # Asked for by somebody who works elsewhere by now.
    assert calendars_around(edition.pk, [lost, left]) == {*numbers, former.pk}


def test_of_those_who_wait_sixty_are_read_musts_first(edition) -> None:
    one, other = person(edition), person(edition)
    lost = meets(one, other)
    people = [person(edition) for _ in range(62)]
    for number, waiting in enumerate(people):
        asks(waiting, one, level="must" if number == 61 else "like")
    found = calendars_around(edition.pk, [lost]) - {one.pk, other.pk}
    assert found == {calendar.pk for calendar in [*people[:59], people[61]]}


def test_accepted_requests_wait_until_they_are_met(edition) -> None:
    one, other, third = (person(edition) for _ in range(3))
    waiting = asks(one, other)
    meeting = meets(one, third)
    asks(other, third, status="declined")
    elsewhere = make.make_edition()
    asks(person(elsewhere), person(elsewhere))
    make.make_meeting(other, third)
    assert list(unmet(edition.pk, "accepted")) == [waiting]
    Meeting.objects.filter(pk=meeting.pk).update(status="cancelled")
    assert set(unmet(edition.pk, "accepted")) == {waiting, meeting.request}


def test_a_lost_meeting_has_its_weight_and_the_others_none(edition) -> None:
    one, other, met = (person(edition) for _ in range(3))
    lost, kept = meets(one, other), meets(met, one, NOON + HALF_HOUR)
    plain = make.make_meeting(one, other, NOON + 2 * HALF_HOUR)
    found = around(edition, [one, other, met], [lost, plain])
    sides = {lost: (one, other), kept: (met, one), plain: (one, other)}
    assert asked(found) == {
        f"m{meeting.pk}": Asked(f"m{meeting.pk}", tuple(str(side.pk) for side in parties), 40 if meeting == lost else 0)
        for meeting, parties in sides.items()
    }
    numbers = read_snapshot(edition).grid.number
    assert found.assignments == {f"m{meeting.pk}": numbers[meeting.starts_at] for meeting in sides}
    assert found.waiting == []


def test_what_is_fixed_past_held_or_met_by_somebody_unread_stays(edition) -> None:
    one, other, unread = (person(edition) for _ in range(3))
    free = meets(one, other)
    fixed = meets(other, person(edition), NOON + 3 * HALF_HOUR, is_fixed=True)
    begun = meets(one, person(edition), make.HK_MORNING)
    held = meets(one, person(edition), NOON + HALF_HOUR, status="held")
    half = meets(one, unread, NOON + 2 * HALF_HOUR)
    known = [one, other, *(meeting.request.recipient for meeting in (fixed, begun, held))]
    numbers = read_snapshot(edition).grid.number
    found = asked(around(edition, known, [], at=make.HK_MORNING))
    stay = {f"m{meeting.pk}": found[f"m{meeting.pk}"].fixed_slot for meeting in (free, fixed, begun, held, half)}
    assert stay == {
        f"m{free.pk}": None,
        **{f"m{meeting.pk}": numbers[meeting.starts_at] for meeting in (fixed, begun, held, half)},
    }
    assert found[f"m{half.pk}"].calendars == (str(one.pk),)
    # A lost meeting has no slot to stay in, whatever else is true of it.
    found = asked(around(edition, known, [fixed, begun], at=make.HK_MORNING))
    assert [found[f"m{meeting.pk}"].fixed_slot for meeting in (fixed, begun)] == [None, None]


def test_a_meeting_that_the_grid_has_lost_is_nowhere(edition) -> None:
    one, other = person(edition), person(edition)
    stray = meets(one, other, NOON + timedelta(minutes=7))
    found = around(edition, [one, other], [])
    assert (found.assignments, asked(found)[f"m{stray.pk}"].fixed_slot) == ({}, None)


@pytest.mark.parametrize("how", ["named", "sender", "recipient"])
def test_whoever_was_asked_for_in_person_binds_a_meeting_to_their_free_slots(edition, how) -> None:
    exhibitor = make.make_exhibitor(edition, staff=2)
    company, (first, second) = make.calendar_of(exhibitor), make.staff_of(exhibitor)
    personal, buyer, other = make.make_calendar(first), person(edition), person(edition)
    make.make_availability(first, NOON - HALF_HOUR, NOON + 3 * HALF_HOUR)
    request = {
        "named": lambda: asks(buyer, company, named=first),
        "sender": lambda: asks(personal, buyer),
        "recipient": lambda: asks(buyer, personal),
    }[how]()
    mine = make.make_meeting(company, buyer, NOON, delegates=(first, buyer.delegate), request=request)
    busy = make.make_meeting(company, other, NOON + HALF_HOUR, delegates=(first, other.delegate))
    theirs = make.make_meeting(company, other, NOON, delegates=(second, other.delegate), request=asks(other, company))
    found = asked(around(edition, [company, personal, buyer, other], []))
    numbers = read_snapshot(edition).grid.number
    # Its own slot, and the one in which the person is free; not the slot of their other meeting.
    assert found[f"m{mine.pk}"].allowed_slots == (numbers[NOON], numbers[NOON + 2 * HALF_HOUR])
    assert [found[f"m{meeting.pk}"].allowed_slots for meeting in (busy, theirs)] == [None, None]


def test_a_lost_meeting_may_not_keep_the_slot_that_it_lost(edition) -> None:
    exhibitor = make.make_exhibitor(edition, staff=2)
    company, (first, _second) = make.calendar_of(exhibitor), make.staff_of(exhibitor)
    make.make_availability(first, NOON + HALF_HOUR, NOON + 2 * HALF_HOUR)
    buyer = person(edition)
    lost = make.make_meeting(company, buyer, NOON, delegates=(first, buyer.delegate), request=asks(buyer, company, named=first))
    found = asked(around(edition, [company, buyer], [lost]))
    assert found[f"m{lost.pk}"].allowed_slots == (read_snapshot(edition).grid.number[NOON + HALF_HOUR],)


def test_a_person_who_cannot_meet_any_more_leaves_a_meeting_its_own_slot_alone(edition) -> None:
    exhibitor = make.make_exhibitor(edition, staff=2)
    company, (first, _second) = make.calendar_of(exhibitor), make.staff_of(exhibitor)
    buyer = person(edition)
    mine = make.make_meeting(company, buyer, NOON, delegates=(first, buyer.delegate), request=asks(buyer, company, named=first))
    waiting = asks(person(edition), company, named=first)
    first.status = "left"
    first.save()
    found = asked(around(edition, [company, buyer, waiting.sender], []))
    slot = read_snapshot(edition).grid.number[NOON]
    assert (found[f"m{mine.pk}"].allowed_slots, found[str(waiting.pk)].allowed_slots) == ((slot,), ())


def test_whoever_waits_for_somebody_free_may_have_any_of_their_slots(edition) -> None:
    exhibitor = make.make_exhibitor(edition, staff=2)
    company, named = make.calendar_of(exhibitor), make.staff_of(exhibitor)[1]
    waiting = asks(person(edition), company, named=named)
    seen = read_snapshot(edition)
    found = asked(around(edition, [company, waiting.sender], []))
    is_open = seen.grid.open_at[exhibitor.site_id]
    assert found[str(waiting.pk)].allowed_slots == tuple(slot for slot in range(len(seen.grid.slots)) if is_open >> slot & 1)


def test_those_who_wait_come_by_weight_and_then_by_number(edition) -> None:
    people = [person(edition) for _ in range(4)]
    likes = [asks(people[0], people[1]), asks(people[0], people[2])]
    must = asks(people[3], people[0], level="must")
    refused = asks(people[1], people[2], level="must")
    make.make_wish(people[2], people[1], "no")
    unread = asks(people[1], person(edition))
    found = around(edition, people, [])
    assert found.waiting == [must, *likes]
    site = people[0].delegate.site_id
    assert asked(found) == {
        str(one.pk): Asked(str(one.pk), (str(one.recipient_id), str(one.sender_id)), weight, pool=f"site{site}")
        for one, weight in ((must, 75), (likes[0], 40), (likes[1], 40))
    }
    assert {refused.pk, unread.pk}.isdisjoint(one.pk for one in found.waiting)


def test_sixty_wait_at_most(edition) -> None:
    one = person(edition)
    people = [person(edition) for _ in range(61)]
    requests = [asks(other, one) for other in people]
    assert around(edition, [one, *people], []).waiting == requests[:60]


def test_a_request_within_one_company_does_not_wait(edition) -> None:
    exhibitor = make.make_exhibitor(edition, staff=2)
    company, personal = make.calendar_of(exhibitor), make.make_calendar(make.staff_of(exhibitor)[0])
    asks(personal, company)
    assert around(edition, [company, personal], []).waiting == []


@pytest.mark.parametrize(("stand", "site", "has_tables"), [(True, "hk", True), (False, "la", True), (False, "hk", False)])
def test_a_request_at_a_stand_online_or_where_no_tables_are_waits_for_no_table(edition, stand, site, has_tables) -> None:
    company = make.calendar_of(make.make_exhibitor(edition, has_stand=stand))
    request = asks(person(edition, site=site), company)
    if not has_tables:
        Table.objects.all().delete()
    assert asked(around(edition, [company, request.sender], []))[str(request.pk)].pool is None


def test_tables_are_those_of_the_site_less_what_is_taken_by_meetings_not_read(edition) -> None:
    site, far = edition.sites.all()
    tables = {one.number: one for one in Table.objects.filter(hall__site=site)}
    one, other = person(edition), person(edition)
    inside = meets(one, other, table=tables[1], site=site)
    for number in (2, 3):
        meets(person(edition), person(edition), table=tables[number], site=site)
    meets(person(edition), person(edition), NOON + HALF_HOUR, site=site)  # without a table
    meets(person(edition), person(edition), NOON + 2 * HALF_HOUR, table=tables[1], site=site, status="cancelled")
    meets(person(edition), person(edition), make.LA_MIDDAY, table=tables[1], site=site)  # while the site is closed
    seen = read_snapshot(edition)
    found = around(edition, [one, other], [inside])
    pools = {pool.id: list(pool.capacity) for pool in found.problem.pools}
    slots = range(len(seen.grid.slots))
    usual = {f"site{place.pk}": [3 * (seen.grid.open_at[place.pk] >> slot & 1) for slot in slots] for place in (site, far)}
    usual[f"site{site.pk}"][seen.grid.number[NOON]] = 1
    assert pools == usual
    assert asked(found)[f"m{inside.pk}"].pool == f"site{site.pk}"


def test_a_meeting_without_a_table_takes_none(edition) -> None:
    one, other = person(edition), person(edition)
    meeting = meets(one, other, site=edition.sites.first())
    assert asked(around(edition, [one, other], []))[f"m{meeting.pk}"].pool is None


def test_calendars_have_their_staff_and_quotas(edition) -> None:
    company = make.calendar_of(make.make_exhibitor(edition, staff=2))
    limited = make.make_calendar(make.make_delegate(edition), quota_total=4, quota_per_day=3)
    make.make_meeting(limited, company, NOON)
    seen = read_snapshot(edition)
    days = seen.grid.day_count
    is_open = seen.grid.open_at[edition.sites.get(slug="hk").pk]

    def room(staff):
        return tuple(staff * (is_open >> slot & 1) for slot in range(len(seen.grid.slots)))

    assert around(edition, [company, limited], []).problem.calendars == (
        EngineCalendar(str(limited.pk), room(1), 4, (3,) * days),
        EngineCalendar(str(company.pk), room(2), None, None),
    )
    assert [(one.start, one.end, one.day) for one in around(edition, [company], []).problem.slots] == [
        (one.start, one.end, one.day) for one in seen.grid.slots
    ]
