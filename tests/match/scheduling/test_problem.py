"""An edition as the problem that the scheduler computes on, exactly."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from praya.engines.meetings import Request as Asked
from praya.match.diary.models import Meeting
from praya.match.diary.places import Place
from praya.match.scheduling.snapshot import problem_of, read_snapshot, requests_of_round, with_absent
from praya.match.scheduling.weights import points
from praya.meet.accreditation.models import Category
from praya.meet.editions.models import Hall, Table
from praya.meet.parties.attending import Staff
from tests import builders as make
from tests.match.asking import asks, person

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 3, 1, tzinfo=UTC)
HALF_HOUR = timedelta(minutes=30)


def problem(seen, requests, now=NOW):
    return problem_of(seen, requests, name="test", now=now)


def by_id(rows):
    return {row.id: row for row in rows}


@pytest.mark.parametrize(
    ("level", "said", "worth"),
    [
        ("like", {}, 12),  # 25, halved
        ("must", {}, 30),
        ("like", {"is_accepted": True}, 40),
        ("must", {"is_accepted": True}, 75),
        ("like", {"wish": "like"}, 40),
        ("like", {"wish": "must"}, 65),
        ("like", {"wish": "no"}, 12),
        ("must", {"is_accepted": True, "wish": "must"}, 115),
        ("like", {"is_vip": True}, 22),  # 45, halved
        ("like", {"is_vip": True, "is_accepted": True}, 60),
        ("like", {"is_must_place": True}, 212),
    ],
)
def test_a_meeting_is_worth_what_both_sides_said(level, said, worth) -> None:
    assert points(level, **{"is_accepted": False, "wish": "", "is_vip": False, **said}) == worth


@pytest.mark.parametrize("side", ["sender", "recipient"])
def test_the_weight_is_read_from_the_edition(edition, side) -> None:
    vip = make.make_category(edition, "vip", is_vip=True)
    people = {"sender": person(edition, category=None), "recipient": person(edition)}
    request = asks(edition, people["sender"], people["recipient"], status="sent")
    assert read_snapshot(edition).weight(request) == 12
    make.make_wish(people["sender"], people["recipient"], "must")  # what the sender wishes is in the request
    assert read_snapshot(edition).weight(request) == 12
    make.make_wish(people["recipient"], people["sender"], "must")
    assert read_snapshot(edition).weight(request) == 65
    request.status, request.is_must_place = "accepted", True
    assert read_snapshot(edition).weight(request) == 280
    people[side].delegate.category = vip
    people[side].delegate.save()
    assert (read_snapshot(edition).weight(request), Category.objects.filter(is_vip=True).count()) == (300, 1)


def test_a_company_is_never_vip(edition) -> None:
    companies = [make.calendar_of(make.make_exhibitor(edition)) for _ in range(2)]
    assert read_snapshot(edition).weight(asks(edition, *companies)) == 40


def test_an_exhibitors_delegate_attends_on_its_calendar_and_is_asked_for_in_person(edition) -> None:
    exhibitor = make.make_exhibitor(edition, staff=2)
    company, (first, second) = make.calendar_of(exhibitor), make.staff_of(exhibitor)
    own, personal = make.make_calendar(first), make.make_calendar(second)
    buyer, guest = person(edition), person(edition)
    request = asks(edition, buyer, own, named=second)
    request.guests.add(guest)
    seen = read_snapshot(edition)
    assert seen.company == {own.pk: Staff(company.pk, first.pk), personal.pk: Staff(company.pk, second.pk)}
    assert seen.attending(request).addressed == (own.pk, buyer.pk, guest.pk)
    assert seen.attending(request).parties == (company.pk, buyer.pk, guest.pk)
    assert seen.attending(request).named == (second.pk, first.pk)
    assert seen.attending(request).calendars == (company.pk, buyer.pk, guest.pk, personal.pk, own.pk)
    assert seen.place(request) == Place(exhibitor.site_id, exhibitor.stand_id)
    make.make_wish(guest, personal, "no")
    assert (seen.is_vetoed(request), read_snapshot(edition).is_vetoed(request)) == (False, True)


def test_a_plain_request_names_nobody(edition) -> None:
    request = asks(edition)
    seen = read_snapshot(edition)
    assert (seen.attending(request).named, seen.attending(request).calendars) == (
        (),
        (request.recipient_id, request.sender_id),
    )
    assert seen.place(request) == Place(edition.sites.get(slug="hk").pk)
    make.make_wish(request.sender, request.recipient, "must")
    assert read_snapshot(edition).is_vetoed(request) is False


def test_slots_are_busy_and_masks_are_what_the_staff_can_do(edition) -> None:
    exhibitor = make.make_exhibitor(edition, staff=2)
    company, (first, second) = make.calendar_of(exhibitor), make.staff_of(exhibitor)
    make.make_availability(first, make.HK_MORNING, make.HK_MORNING + HALF_HOUR)
    make.make_availability(second, make.HK_AFTERNOON, make.HK_AFTERNOON + HALF_HOUR)
    buyer = person(edition)
    make.make_meeting(company, buyer, make.HK_MORNING, delegates=(first, buyer.delegate))
    make.make_meeting(company, buyer, make.HK_AFTERNOON, delegates=(first, buyer.delegate))
    make.make_meeting(company, buyer, make.HK_MORNING + timedelta(minutes=7))  # a slot that the grid has lost
    seen = read_snapshot(edition)
    morning, afternoon = (1 << seen.grid.number[at] for at in (make.HK_MORNING, make.HK_AFTERNOON))
    assert seen.busy() == {first.pk: morning | afternoon, buyer.delegate_id: morning | afternoon}
    assert (seen.mask(company.pk), seen.mask(0)) == (morning | afternoon, 0)


def test_a_part_of_an_edition_holds_its_calendars_with_their_meetings_and_wishes(edition) -> None:
    one, other, third, fourth = (person(edition) for _ in range(4))
    make.make_meeting(third, fourth)
    mine = make.make_meeting(one, third, make.HK_AFTERNOON)
    make.make_meeting(one, other, status="cancelled").attendances.update(is_released=True)
    make.make_wish(one, other, "no")
    make.make_wish(third, one, "no")
    seen = read_snapshot(edition, calendars=[one.pk, other.pk])
    people = [one.delegate_id, other.delegate_id]
    assert (sorted(seen.calendars), seen.meetings) == ([one.pk, other.pk], [mine])
    assert seen.going == {mine.pk: [(one.pk, one.delegate_id), (third.pk, third.delegate_id)]}
    assert (seen.staff, sorted(seen.hours)) == ({one.pk: people[:1], other.pk: people[1:]}, people)
    assert (seen.wishes, seen.own_calendar) == (
        {(one.pk, other.pk): "no"},
        dict(zip(people, (one.pk, other.pk), strict=True)),
    )
    whole = read_snapshot(edition)
    assert (len(whole.calendars), len(whole.meetings), len(whole.wishes)) == (4, 2, 2)


def test_nothing_of_another_edition_is_read(edition) -> None:
    other = make.make_edition()
    request = asks(other)
    request.guests.add(person(other))
    make.make_meeting(request.sender, request.recipient)
    make.make_wish(request.sender, request.recipient)
    seen = read_snapshot(edition)
    held = (
        seen.calendars,
        seen.staff,
        seen.hours,
        seen.meetings,
        seen.going,
        seen.wishes,
        seen.guests,
    )
    assert [len(one) for one in held] == [0] * 7
    tables = Table.objects.filter(hall__site__edition=edition)
    assert (seen.hall_of_table, sorted(seen.tables)) == (
        {table.pk: table.hall_id for table in tables},
        sorted(edition.sites.values_list("pk", flat=True)),
    )


def test_a_request_competes_with_all_that_is_known_of_it(edition) -> None:
    exhibitor = make.make_exhibitor(edition)
    company, buyer = make.calendar_of(exhibitor), person(edition)
    first = asks(edition, buyer, company, level="must", is_must_place=True)
    second = asks(edition)
    hall = edition.sites.get(slug="hk").halls.get()
    found = problem(read_snapshot(edition), [first, second])
    assert found.requests == (
        Asked(str(first.pk), (str(company.pk), str(buyer.pk)), 275, must=True),
        Asked(str(second.pk), (str(second.recipient_id), str(second.sender_id)), 40, pool=f"hall{hall.pk}"),
    )
    sides = (company.pk, buyer.pk, second.recipient_id, second.sender_id)
    assert ([one.id for one in found.calendars], found.name) == ([str(side) for side in sides], "test")


def test_two_of_one_company_have_nobody_to_meet(edition) -> None:
    exhibitor = make.make_exhibitor(edition, staff=2)
    inside = asks(edition, make.make_calendar(make.staff_of(exhibitor)[0]), make.calendar_of(exhibitor))
    assert problem(read_snapshot(edition), [inside]).requests == ()


def test_slots_and_tables_are_those_of_the_grid_while_the_site_is_open(edition) -> None:
    hk, la = edition.sites.all()
    Table.objects.create(hall=Hall.objects.create(site=hk, name="A small one"), number=1)
    seen = read_snapshot(edition)
    found = problem(seen, [])
    assert [(one.start, one.end, one.day) for one in found.slots] == [(one.start, one.end, one.day) for one in seen.grid.slots]

    def opened(site, tables):
        return tuple(tables * (seen.grid.open_at[site.pk] >> slot & 1) for slot in range(len(found.slots)))

    first, second = hk.halls.order_by("pk")
    assert [(one.id, one.capacity) for one in found.pools] == [
        (f"hall{first.pk}", opened(hk, 3)),
        (f"hall{second.pk}", opened(hk, 1)),
        (f"hall{la.halls.get().pk}", opened(la, 3)),
    ]


def test_requests_are_shared_among_halls_by_their_tables_the_first_hall_first(edition) -> None:
    hk = edition.sites.get(slug="hk")
    first = hk.halls.get()
    second = Hall.objects.create(site=hk, name="Second")
    Table.objects.create(hall=second, number=1)
    requests = [asks(edition) for _ in range(8)]
    online = asks(edition, person(edition, site="la"), person(edition))
    found = problem(read_snapshot(edition), [*requests, online])
    a, b = f"hall{first.pk}", f"hall{second.pk}"
    assert [one.pool for one in found.requests] == [a, a, a, b, a, a, a, b, None]


def test_without_tables_a_request_needs_none(edition) -> None:
    Table.objects.all().delete()
    request = asks(edition)
    found = problem(read_snapshot(edition), [request])
    assert (found.requests[0].pool, found.pools) == (None, ())


def table_of(edition, number=1):
    return Table.objects.get(hall__site__edition=edition, hall__site__slug="hk", number=number)


def test_what_is_booked_is_fixed_with_its_table_and_the_people_it_needs(edition) -> None:
    exhibitor = make.make_exhibitor(edition)
    company, (staff,) = make.calendar_of(exhibitor), make.staff_of(exhibitor)
    personal, buyer = make.make_calendar(staff), person(edition)
    meeting = make.make_meeting(company, buyer, make.HK_AFTERNOON, table=table_of(edition))
    lone = make.make_meeting(company, buyer, make.HK_MORNING)
    lone.attendances.filter(calendar=company).delete()
    make.make_meeting(company, buyer, make.HK_MORNING + timedelta(minutes=7))
    seen = read_snapshot(edition)
    found = problem(seen, [])
    parties = (str(company.pk), str(buyer.pk), str(personal.pk))
    slot, hall = seen.grid.number[make.HK_AFTERNOON], f"hall{table_of(edition).hall_id}"
    # A meeting outside the grid or with one side alone binds nothing.
    assert found.requests == (Asked(f"m{meeting.pk}", parties, 0, pool=hall, fixed_slot=slot),)


def test_tables_that_are_taken_always_fit_even_when_the_hall_has_fewer_or_is_closed(edition) -> None:
    for number in (1, 2):
        make.make_meeting(person(edition), person(edition), make.HK_AFTERNOON, table=table_of(edition, number))
    make.make_meeting(person(edition), person(edition), make.LA_MIDDAY, table=table_of(edition))
    hall = table_of(edition).hall
    seen = read_snapshot(edition)
    seen.tables[hall.site_id] = {hall.pk: 1}
    capacity = by_id(problem(seen, []).pools)[f"hall{hall.pk}"].capacity
    at = seen.grid.number
    assert [capacity[at[when]] for when in (make.HK_AFTERNOON, make.LA_MIDDAY, make.HK_MORNING)] == [2, 1, 1]


def test_quotas_hold_but_for_what_is_booked_already(edition) -> None:
    calendar = make.make_calendar(make.make_delegate(edition), quota_total=2, quota_per_day=1)
    for at in (make.HK_MORNING, make.HK_AFTERNOON, make.HK_AFTERNOON + timedelta(days=1)):
        make.make_meeting(calendar, person(edition), at)
    request = asks(edition, calendar)
    seen = read_snapshot(edition)
    held = by_id(problem(seen, [request]).calendars)[str(calendar.pk)]
    days = [seen.grid.slots[seen.grid.number[at]].day for at in (make.HK_MORNING, make.HK_AFTERNOON)]
    busy = [sum(day == one for one in days) for day in range(seen.grid.day_count)]
    assert (held.quota, held.day_quotas) == (3, tuple(max(1, count) for count in busy))


def test_without_quotas_there_is_no_limit_and_each_is_kept_by_itself(edition) -> None:
    limits = {"none": {}, "all": {"quota_total": 4}, "day": {"quota_per_day": 3}}
    calendars = {name: make.make_calendar(make.make_delegate(edition), **fields) for name, fields in limits.items()}
    requests = [asks(edition, one) for one in calendars.values()]
    found = by_id(problem(read_snapshot(edition), requests).calendars)
    days = read_snapshot(edition).grid.day_count
    kept = {name: (found[str(one.pk)].quota, found[str(one.pk)].day_quotas) for name, one in calendars.items()}
    assert kept == {"none": (None, None), "all": (4, None), "day": (None, (3,) * days)}


def test_a_calendar_has_room_for_its_staff_and_for_what_is_booked(edition) -> None:
    exhibitor = make.make_exhibitor(edition, staff=2)
    company = make.calendar_of(exhibitor)
    first, _second = make.staff_of(exhibitor)
    make.make_availability(first, make.HK_AFTERNOON, make.HK_AFTERNOON + HALF_HOUR)
    for one in make.staff_of(exhibitor):
        other = person(edition)
        make.make_meeting(company, other, make.LA_MIDDAY, delegates=(one, other.delegate))
    seen = read_snapshot(edition)
    capacity = by_id(problem(seen, []).calendars)[str(company.pk)].capacity
    at = seen.grid.number
    assert [capacity[at[when]] for when in (make.HK_MORNING, make.HK_AFTERNOON, make.LA_MIDDAY)] == [1, 2, 2]
    assert len(capacity) == len(seen.grid.slots)


def test_during_the_market_only_slots_ahead_are_allowed(edition) -> None:
    request = asks(edition)
    seen = read_snapshot(edition)
    first = seen.grid.starts[0]
    assert problem(seen, [request], now=first).requests[0].allowed_slots is None
    allowed = problem(seen, [request], now=first + HALF_HOUR).requests[0].allowed_slots
    assert allowed == tuple(range(1, len(seen.grid.slots)))


def test_requests_of_a_round_are_of_its_edition_and_not_met_yet(edition) -> None:
    current = make.make_round(edition, includes_unanswered=True)
    accepted, sent = asks(edition), asks(edition, status="sent")
    for status in ("declined", "withdrawn", "expired"):
        asks(edition, status=status)
    asks(make.make_edition())
    assert requests_of_round(current) == [accepted, sent]
    meeting = make.make_meeting(accepted.sender, accepted.recipient, request=accepted)
    make.make_meeting(person(edition), person(edition))
    assert requests_of_round(current) == [sent]
    Meeting.objects.filter(pk=meeting.pk).update(status="cancelled")
    current.includes_unanswered = False
    assert requests_of_round(current) == [accepted]


def test_what_is_added_for_explanation_comes_last_with_its_calendars_and_once(edition) -> None:
    shared = person(edition)
    kept, absent = asks(edition, shared), asks(edition, shared)
    seen = read_snapshot(edition)
    before = problem(seen, [kept])
    whole = with_absent(before, seen, [kept, absent], now=NOW)
    assert (whole.requests[:1], whole.requests[1].id, len(whole.requests)) == (before.requests, str(absent.pk), 2)
    assert whole.calendars[:2] == before.calendars
    assert [one.id for one in whole.calendars[2:]] == [str(absent.recipient_id)]
    assert (whole.name, whole.pools, whole.slots) == (before.name, before.pools, before.slots)


def test_booked_meetings_are_not_added_twice_for_explanation(edition) -> None:
    make.make_meeting(person(edition), person(edition))
    kept, absent = asks(edition), asks(edition)
    seen = read_snapshot(edition)
    whole = with_absent(problem(seen, [kept]), seen, [absent], now=NOW)
    assert len({one.id for one in whole.requests}) == len(whole.requests) == 3
