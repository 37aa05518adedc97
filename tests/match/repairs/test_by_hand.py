"""What is arranged by hand: meetings that move, change places or are booked, what that costs, and how it is taken back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from django.utils.translation import override

from praya.core.actions.refusing import Refused
from praya.core.audit.models import Entry
from praya.match.diary.models import Meeting
from praya.match.repairs.applying import discard_repair
from praya.match.repairs.arranging import case_of_meeting, case_of_request, days_of
from praya.match.repairs.costs import costs_of
from praya.match.repairs.hand_applying import apply_any
from praya.match.repairs.hand_proposing import propose_booking, propose_move, propose_swap
from praya.match.repairs.models import Repair
from praya.match.repairs.proposing import propose_cancellation
from praya.match.repairs.swapping import swaps_of
from praya.meet.editions.grid import edition_grid
from praya.meet.editions.models import Stand
from praya.meet.notices.models import Notice
from tests import builders as make
from tests.match.asking import person

pytestmark = pytest.mark.django_db
FIRST, SECOND, LATER = make.HK_MORNING, make.HK_MORNING + timedelta(minutes=30), make.HK_AFTERNOON
NOW = make.HK_MORNING - timedelta(days=2)


@pytest.fixture
def pair(edition) -> tuple[Any, Any, Any]:
    """Let Ana and Ben meet at a table of Hong Kong."""
    ana = make.make_calendar(make.make_delegate(edition, name="Ana Silva"))
    ben = make.make_calendar(make.make_delegate(edition, name="Ben Okri"))
    site = edition.sites.get(slug="hk")
    return make.make_meeting(ana, ben, FIRST, site=site, table=site.halls.get().tables.first()), ana, ben


def hall_of(edition) -> str:
    return f"hall-{edition.sites.get(slug='hk').halls.get().pk}"


def value(edition, start=SECOND) -> str:
    return f"{start.isoformat()} {hall_of(edition)}"


def reasons(case, start) -> list[str]:
    return case.obstacles(case.grid.number[start])


def told(meeting: Meeting) -> list[tuple[str, str]]:
    rows = Notice.objects.filter(facts__meeting=meeting.code).order_by("pk")
    return [(one.kind, one.delegate.person.name) for one in rows]


def moved(edition, meeting, account, start=SECOND) -> Repair:
    repair = propose_move(meeting, value(edition, start), by=account, at=NOW)
    return apply_any(repair, by=account, at=NOW)


# Where and when


def test_a_slot_is_offered_where_everybody_is_free_and_there_is_room(edition, pair):
    meeting, ana, _ben = pair
    case = case_of_meeting(meeting, at=NOW)
    assert [(spot.key, spot.name) for spot in case.spots] == [(hall_of(edition), "Hall HKG, a table")]
    assert (reasons(case, SECOND), case.places(case.grid.number[FIRST])) == ([], [])
    make.make_meeting(ana, person(edition), SECOND)
    assert reasons(case_of_meeting(meeting, at=NOW), SECOND) == ["Ana Silva: has a meeting"]
    make.make_availability(ana.delegate, FIRST, SECOND)
    assert reasons(case_of_meeting(meeting, at=NOW), LATER) == ["Ana Silva: not available"]
    assert reasons(case_of_meeting(meeting, at=LATER), FIRST) == ["over"]


def test_a_slot_without_a_free_table_is_not_offered(edition, pair):
    site = edition.sites.get(slug="hk")
    for table in site.halls.get().tables.all():
        make.make_meeting(person(edition), person(edition), SECOND, site=site, table=table)
    assert reasons(case_of_meeting(pair[0], at=NOW), SECOND) == ["no table is free"]


def test_one_meeting_more_than_the_number_is_refused_with_the_name(edition, pair):
    meeting, ana, ben = pair
    ana.quota_total, ben.quota_per_day = 1, 1
    ana.save()
    ben.save()
    assert reasons(case_of_meeting(meeting, at=NOW), SECOND) == []  # the meeting that moves counts no more
    other = make.make_request(ana, person(edition, name="Cai"), status="accepted", sent_at=timezone.now())
    make.make_round(edition, status="published")
    assert reasons(case_of_request(other, at=NOW), SECOND) == ["Ana Silva: one meeting more than the number they may have"]


def test_a_company_is_met_at_its_stand_or_at_a_table(edition):
    host = make.make_exhibitor(edition, "Harbour", staff=1)
    meeting = make.make_meeting(make.calendar_of(host), person(edition), FIRST, site=host.site, stand=host.stand)
    case = case_of_meeting(meeting, at=NOW)
    assert [spot.key for spot in case.spots] == [f"stand-{host.stand_id}", hall_of(edition)]
    # In its own slot only the other place is a change.
    assert [spot.key for spot in case.places(case.grid.number[FIRST])] == [hall_of(edition)]


def test_who_is_elsewhere_meets_online(edition):
    meeting = make.make_meeting(person(edition), make.make_calendar(make.make_delegate(edition, site="la")), FIRST)
    assert [spot.key for spot in case_of_meeting(meeting, at=NOW).spots] == ["online"]


def test_the_grid_says_of_every_slot_to_come_whether_it_can_be_had(edition, pair):
    days = days_of(case_of_meeting(pair[0], at=FIRST - timedelta(minutes=1)))
    first = days[0]
    assert (first.lines[0].start, first.lines[0].is_now, first.lines[0].cells, first.lines[0].reason) == (FIRST, True, [], "")
    assert first.lines[1].cells == [value(edition)]
    assert [day.is_first for day in days] == [True] + [False] * (len(days) - 1)


def test_what_stands_against_a_slot_is_told_with_the_marks_of_the_language(edition, pair):
    meeting, ana, ben = pair
    for one in (ana, ben):
        make.make_meeting(one, person(edition), SECOND)
    with override("zh-hant"):
        line = days_of(case_of_meeting(meeting, at=FIRST - timedelta(minutes=1)))[0].lines[1]
    assert line.reason == "Ana Silva：已有洽談；Ben Okri：已有洽談"


# Moving


def test_a_move_is_proposed_and_then_applied_and_everybody_is_told(edition, pair, account):
    meeting, *_sides = pair
    repair = propose_move(meeting, value(edition), by=account, at=NOW)
    assert (repair.kind, repair.status, Meeting.objects.get().starts_at) == ("moved", "proposed", FIRST)
    apply_any(repair, by=account, at=NOW)
    now = Meeting.objects.get()
    assert (now.starts_at, now.ends_at - now.starts_at, now.table is not None, now.sequence) == (
        SECOND,
        timedelta(minutes=30),
        True,
        1,
    )
    assert told(meeting) == [("moved", "Ana Silva"), ("moved", "Ben Okri")]
    assert Entry.objects.filter(action="apply repair", account=account).count() == 1


def test_a_meeting_that_changes_its_place_alone_says_so(edition, account):
    host = make.make_exhibitor(edition, "Harbour", staff=1)
    meeting = make.make_meeting(make.calendar_of(host), person(edition), FIRST, site=host.site, stand=host.stand)
    moved(edition, meeting, account, FIRST)
    now = Meeting.objects.get()
    assert (now.starts_at, now.stand, now.table is not None, {kind for kind, _who in told(meeting)}) == (
        FIRST,
        None,
        True,
        {"place"},
    )


def test_what_has_changed_since_it_was_proposed_is_not_applied(edition, pair, account):
    meeting, ana, _ben = pair
    repair = propose_move(meeting, value(edition), by=account, at=NOW)
    make.make_meeting(ana, person(edition), SECOND)
    with pytest.raises(Refused, match="This slot can no longer be had"):
        apply_any(repair, by=account, at=NOW)
    assert (Meeting.objects.get(pk=meeting.pk).starts_at, Repair.objects.get().status) == (FIRST, "proposed")
    Meeting.objects.filter(pk=meeting.pk).update(sequence=5)
    with pytest.raises(Refused, match="A meeting has changed"):
        apply_any(repair, by=account, at=NOW)
    assert discard_repair(repair, by=account).status == "discarded"


def test_a_slot_that_was_promised_to_others_is_lost_and_not_offered_again(edition, pair, account):
    meeting, ana, ben = pair
    asked = make.make_request(ana, ben, status="accepted", sent_at=NOW)
    Meeting.objects.filter(pk=meeting.pk).update(request=asked)
    meeting.refresh_from_db()
    make.make_request(ana, person(edition), slots=(SECOND,), sent_at=NOW)
    repair = propose_move(meeting, value(edition), by=account, at=NOW)
    with pytest.raises(Refused, match="This slot can no longer be had"):
        apply_any(repair, by=account, at=NOW)
    assert reasons(case_of_meeting(meeting, at=NOW), SECOND) == ["could not be had before"]


@pytest.mark.parametrize("word", ["", "nonsense", "2027-03-16T01:30:00+00:00 stand-9", "2027-03-16 hall-1"])
def test_what_is_not_offered_is_refused(edition, pair, account, word):
    with pytest.raises(Refused, match="still free"):
        propose_move(pair[0], word, by=account, at=NOW)
    assert Repair.objects.count() == 0


def test_a_meeting_that_is_over_or_cancelled_is_left_alone(edition, pair, account):
    with pytest.raises(Refused, match="already taken place"):
        propose_move(pair[0], value(edition), by=account, at=LATER)
    Meeting.objects.update(status="cancelled")
    with pytest.raises(Refused, match="has been cancelled"):
        propose_move(Meeting.objects.get(), value(edition), by=account, at=NOW)


# Exchanging


def test_two_meetings_exchange_their_slots(edition, pair, account):
    meeting, ana, _ben = pair
    cai = person(edition, name="Cai")
    site = edition.sites.get(slug="hk")
    other = make.make_meeting(ana, cai, LATER, site=site, table=site.halls.get().tables.last())
    (swap,) = swaps_of(meeting, at=NOW)
    assert (swap.how, swap.title) == ("slots", "Ana Silva – Cai")
    apply_any(propose_swap(meeting, swap.value, by=account, at=NOW), by=account, at=NOW)
    meeting.refresh_from_db()
    other.refresh_from_db()
    assert (meeting.starts_at, other.starts_at) == (LATER, FIRST)
    assert [one.starts_at for one in meeting.attendances.filter(is_released=False)] == [LATER, LATER]
    assert (sorted(told(meeting)), sorted(told(other))) == (
        [("moved", "Ana Silva"), ("moved", "Ben Okri")],
        [("moved", "Ana Silva"), ("moved", "Cai")],
    )


def test_a_meeting_is_not_exchanged_with_one_whose_people_are_busy_then(edition, pair):
    meeting, ana, _ben = pair
    cai = person(edition, name="Cai")
    make.make_meeting(ana, cai, LATER)
    make.make_meeting(cai, person(edition), FIRST)
    assert swaps_of(meeting, at=NOW) == []


def test_two_colleagues_take_each_others_meetings(edition, account):
    host = make.make_exhibitor(edition, "Harbour", staff=2)
    mei, tom = make.staff_of(host)
    company = make.calendar_of(host)
    guests = person(edition), person(edition)
    one = make.make_meeting(company, guests[0], FIRST, delegates=(mei, guests[0].delegate))
    two = make.make_meeting(company, guests[1], SECOND, delegates=(tom, guests[1].delegate))
    swap = next(found for found in swaps_of(one, at=NOW) if found.how == "people")
    assert (swap.people, swap.names) == ((mei.pk, tom.pk), (mei.person.name, tom.person.name))
    apply_any(propose_swap(one, swap.value, by=account, at=NOW), by=account, at=NOW)
    goers = {m.pk: m.attendances.get(calendar=company, is_released=False).delegate for m in (one, two)}
    assert goers == {one.pk: tom, two.pk: mei}
    assert {kind for kind, _who in told(one)} == {"takeover"} and mei.person.name in {who for _kind, who in told(one)}


def test_somebody_asked_for_by_name_does_not_give_the_meeting_away(edition):
    host = make.make_exhibitor(edition, "Harbour", staff=2)
    mei, tom = make.staff_of(host)
    company, guest = make.calendar_of(host), person(edition)
    asked = make.make_request(guest, company, named=mei, status="accepted", sent_at=NOW)
    one = make.make_meeting(company, guest, FIRST, delegates=(mei, guest.delegate), request=asked)
    other = person(edition)
    make.make_meeting(company, other, SECOND, delegates=(tom, other.delegate))
    assert [found.how for found in swaps_of(one, at=NOW)] == ["slots"]


@pytest.mark.parametrize("count", [1, 6])
def test_what_can_be_exchanged_costs_the_same_for_one_and_many(edition, django_assert_num_queries, count):
    host = make.make_exhibitor(edition, "Harbour", staff=2)
    (mei, tom), company = make.staff_of(host), make.calendar_of(host)
    meetings = []
    for number in range(count + 1):
        guest = person(edition)
        asked = make.make_request(guest, company, named=mei if number > 1 else None, status="accepted", sent_at=NOW)
        going = {"delegates": (tom if number == 1 else mei, guest.delegate), "request": asked}
        meetings.append(make.make_meeting(company, guest, FIRST + number * timedelta(minutes=30), **going))
    one = Meeting.objects.select_related("edition", "table__hall", "request").get(pk=meetings[0].pk)
    edition_grid(one.edition, list(one.edition.sites.all()))
    with django_assert_num_queries(16):
        found = swaps_of(one, at=NOW)
    assert sorted(swap.how for swap in found) == ["people", *["slots"] * count]


def test_what_cannot_be_exchanged_any_more_is_refused(edition, pair, account):
    with pytest.raises(Refused, match="cannot be exchanged"):
        propose_swap(pair[0], "slots nothing", by=account, at=NOW)


# Booking


def agreed(edition, **more) -> Any:
    make.make_round(edition, status="published")
    return make.make_request(
        person(edition, name="Ana Silva"), person(edition, name="Ben Okri"), status="accepted", sent_at=NOW, **more
    )


def test_what_both_sides_want_is_booked_by_hand(edition, account):
    asked = agreed(edition)
    repair = propose_booking(asked, value(edition), by=account, at=NOW)
    assert Meeting.objects.count() == 0
    apply_any(repair, by=account, at=NOW)
    made = Meeting.objects.get()
    assert (made.request, made.starts_at, made.table.hall_id) == (asked, SECOND, int(hall_of(edition).removeprefix("hall-")))
    assert told(made) == [("booked", "Ben Okri"), ("booked", "Ana Silva")]
    with pytest.raises(Refused, match="already booked"):
        propose_booking(asked, value(edition), by=account, at=NOW)


@pytest.mark.parametrize("status", ["sent", "declined", "withdrawn", "expired"])
def test_nothing_is_booked_without_the_yes_of_both_sides(edition, account, status):
    asked = agreed(edition)
    type(asked).objects.update(status=status)
    asked.refresh_from_db()
    with pytest.raises(Refused, match="needs the yes of both sides"):
        propose_booking(asked, value(edition), by=account, at=NOW)
    assert Repair.objects.count() == 0


def test_a_meeting_that_the_desk_has_called_off_can_be_booked_again(edition, account):
    asked = agreed(edition)
    apply_any(propose_booking(asked, value(edition), by=account, at=NOW), by=account, at=NOW)
    called_off = propose_cancellation(Meeting.objects.get(), by=account, at=NOW)
    Repair.objects.filter(pk=called_off.pk).update(proposal={"steps": called_off.proposal["steps"][:1]})
    called_off.refresh_from_db()
    apply_any(called_off, by=account, at=NOW)
    apply_any(propose_booking(asked, value(edition, LATER), by=account, at=NOW), by=account, at=NOW)
    assert Meeting.objects.get(status="scheduled").starts_at == LATER


# What it costs


def test_a_move_that_costs_nobody_anything_says_nothing(edition, pair, account):
    assert costs_of(propose_move(pair[0], value(edition, LATER), by=account, at=NOW), at=NOW) == []


def test_a_colleague_who_comes_instead_and_a_walk_are_told(edition, account):
    host = make.make_exhibitor(edition, "Harbour", staff=2, site="hk")
    mei, tom = make.staff_of(host)
    company, ben = make.calendar_of(host), person(edition, name="Ben Okri")
    meeting = make.make_meeting(company, ben, FIRST, delegates=(mei, ben.delegate), site=host.site, stand=host.stand)
    cai = person(edition)
    make.make_meeting(company, cai, LATER, delegates=(mei, cai.delegate))
    far = host.site.halls.create(name="Hall 9")
    table = far.tables.create(number=1)
    make.make_meeting(ben, person(edition), LATER + timedelta(minutes=30), site=host.site, table=table)
    to = f"{LATER.isoformat()} stand-{host.stand_id}"
    assert costs_of(propose_move(meeting, to, by=account, at=NOW), at=NOW) == [
        f"{tom.person.name} comes instead of {mei.person.name}.",
        "Ben Okri goes between Hall HKG and Hall 9 without a slot between.",
    ]


def test_the_last_free_slot_and_a_long_row_are_told(edition, account):
    ana = make.make_calendar(make.make_delegate(edition, name="Ana Silva", has_own_hours=True), quota_total=12)
    make.make_availability(ana.delegate, FIRST, FIRST + timedelta(minutes=120))
    for step in (0, 60, 90):
        make.make_meeting(ana, person(edition), FIRST + timedelta(minutes=step))
    make.make_round(edition, status="published")
    asked = make.make_request(ana, person(edition, name="Ben Okri"), status="accepted", sent_at=NOW)
    repair = propose_booking(asked, value(edition), by=account, at=NOW)
    assert costs_of(repair, at=NOW) == [
        "At Hall HKG, a table.",
        "Ana Silva: meeting 4 of the 12 they may have.",
        "Ana Silva loses the last free slot on Tue 16 Mar.",
        "Ana Silva then has 4 meetings without a break.",
    ]
    soon = costs_of(repair, at=SECOND - timedelta(minutes=20))
    assert soon[-1] == "It begins in 20 minutes already."


def test_another_place_is_told(edition, account):
    host = make.make_exhibitor(edition, "Harbour", staff=1)
    meeting = make.make_meeting(make.calendar_of(host), person(edition), FIRST, site=host.site, stand=host.stand)
    repair = propose_move(meeting, value(edition), by=account, at=NOW)
    words = f"At Hall HKG, a table instead of Hall HKG, stand {host.stand.number}."
    assert costs_of(repair, at=NOW) == [words]


def test_an_unused_stand_is_no_place(edition, pair):
    assert Stand.objects.filter(hall__site__slug="hk").exists()
    assert [spot.key for spot in case_of_meeting(pair[0], at=NOW).spots] == [hall_of(edition)]
