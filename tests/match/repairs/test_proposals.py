"""What is lost, what is answered, and what a proposal keeps to be applied by."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from praya.core.actions.refusing import Refused
from praya.engines.zones import GridSlot
from praya.match.diary.models import Meeting
from praya.match.repairs.applying import Step, apply_repair, steps_of
from praya.match.repairs.models import Repair
from praya.match.repairs.proposing import Loss, frozen_slots, loss_of, propose_absence, propose_cancellation, propose_stand
from praya.meet.editions.grid import Grid
from praya.meet.editions.models import Stand
from tests import builders as make
from tests.match.asking import book

BEFORE = datetime(2027, 3, 1, tzinfo=UTC)
HALF_HOUR = timedelta(minutes=30)
OPENING = make.HK_MORNING


def at(slots):
    return OPENING + slots * HALF_HOUR


TOMORROW = 48
# Three slots today, two tomorrow.
DAYS = {0: 0, 1: 0, 2: 0, TOMORROW: 1, TOMORROW + 1: 1}
SLOTS = tuple(GridSlot(at(number), at(number + 1), day) for number, day in DAYS.items())
GRID = Grid(SLOTS, {}, {slot.start: number for number, slot in enumerate(SLOTS)})
LAST = at(TOMORROW + 2)


@pytest.mark.parametrize(
    ("kind", "now", "until", "lost"),
    [
        ("late", at(0), at(2), Loss(0b00011, at(0), at(2))),
        ("late", at(0.5), at(1.5), Loss(0b00011, at(0.5), at(1.5))),
        ("late", at(1), at(999), Loss(0b11110, at(1), LAST)),
        ("gone", at(0), None, Loss(0b00111, at(0), at(3))),
        ("gone", at(2.5), None, Loss(0b00100, at(2.5), at(3))),
        ("gone", at(3), None, Loss(0b11000, at(3), LAST)),  # the day is over: the next one
        ("gone", at(-9), None, Loss(0b00111, at(-9), at(3))),
        ("gone", LAST, None, Loss(0, LAST, LAST)),
        ("left", at(1), None, Loss(0b11110, at(1), LAST)),
        ("left", at(1), at(2), Loss(0b11110, at(1), LAST)),
    ],
)
def test_what_is_lost_goes_from_now_to_the_return_the_end_of_the_day_or_the_last_slot(kind, now, until, lost) -> None:
    assert loss_of(kind, GRID, at=now, until=until) == lost


@pytest.mark.parametrize("until", [None, at(1), at(0)])
def test_whoever_is_late_comes_back_later_than_now(until) -> None:
    with pytest.raises(Refused, match="Say until when, later than now."):
        loss_of("late", GRID, at=at(1), until=until)
    assert loss_of("late", GRID, at=at(1), until=at(1) + timedelta(seconds=1)).slots == 0b00010


def meets(edition, host, slot, sender=None, **fields) -> Meeting:
    sender = sender or make.calendar_of(make.make_delegate(edition))
    guests = fields.pop("guests", [])
    request = make.make_request(sender, host, status="accepted", **fields)
    request.guests.set(guests)
    return book(request, starts_at=at(slot), by=None, at=BEFORE)


def step(act, meeting, why, to=None, sequence=0) -> Step:
    moved_to = at(to).isoformat() if to is not None else None
    return Step(act, meeting.pk, None, sequence, meeting.starts_at.isoformat(), moved_to, why)


@pytest.mark.django_db
def test_a_proposal_keeps_who_asked_about_whom_and_what_it_took(edition) -> None:
    desk = make.make_team_member(edition, role="desk")
    person = make.make_delegate(edition)
    repair = propose_absence(person, kind="late", by=desk, at=at(1), until=at(3))
    kept = Repair.objects.values("edition", "kind", "delegate", "meeting", "exhibitor", "stand", "by", "status").get()
    assert kept == {
        "edition": edition.pk,
        "kind": "late",
        "delegate": person.pk,
        "meeting": None,
        "exhibitor": None,
        "stand": None,
        "by": desk.pk,
        "status": "proposed",
    }
    assert (repair.lost_from, repair.lost_until, repair.proposal) == (at(1), at(3), {"steps": []})
    assert 0 < repair.milliseconds < 600_000
    assert round(repair.milliseconds, 1) == repair.milliseconds


@pytest.mark.django_db
def test_meetings_in_the_lost_time_are_answered_in_their_order_and_others_left_alone(edition) -> None:
    exhibitor = make.make_exhibitor(edition, staff=2)
    company, (late, colleague) = make.calendar_of(exhibitor), make.staff_of(exhibitor)
    second, first = (meets(edition, company, slot, named=late) for slot in (3, 2))
    meets(edition, company, 4, named=late)
    meets(edition, company, 1, named=late)
    cancelled = meets(edition, company, 10)
    Meeting.objects.filter(pk=cancelled.pk).update(status="cancelled")
    for meeting in (first, second):
        meeting.request.named = None
        meeting.request.save()
    repair = propose_absence(late, kind="late", by=None, at=at(2), until=at(4))
    assert steps_of(repair) == [step("hand_over", one, "colleague") for one in (first, second)]
    assert colleague.pk != late.pk


@pytest.mark.django_db
@pytest.mark.parametrize("how", ["named", "recipient", "sender", "guest"])
def test_nobody_takes_over_from_whoever_was_asked_for_in_person(edition, how) -> None:
    exhibitor = make.make_exhibitor(edition, staff=2)
    company, late = make.calendar_of(exhibitor), make.staff_of(exhibitor)[0]
    personal, buyer = make.calendar_of(late), make.calendar_of(make.make_delegate(edition))
    meeting = {
        "named": lambda: meets(edition, company, 4, buyer, named=late),
        "recipient": lambda: meets(edition, personal, 4, buyer),
        "sender": lambda: meets(edition, buyer, 4, personal),
        "guest": lambda: meets(edition, make.calendar_of(make.make_delegate(edition)), 4, buyer, guests=[personal]),
    }[how]()
    repair = propose_absence(late, kind="late", by=None, at=at(0), until=at(5))
    assert [(one.act, one.meeting) for one in steps_of(repair)] == [("move", meeting.pk)]
    apply_repair(repair, by=None, at=at(0))
    meeting.refresh_from_db()
    assert (meeting.starts_at >= at(5), meeting.attendances.filter(delegate=late, is_released=False).count()) == (True, 1)


@pytest.mark.django_db
def test_whoever_was_asked_for_and_left_is_not_replaced_in_their_slot(edition) -> None:
    exhibitor = make.make_exhibitor(edition, staff=2)
    company, late = make.calendar_of(exhibitor), make.staff_of(exhibitor)[0]
    meeting = meets(edition, company, 11, named=late)
    repair = propose_absence(late, kind="left", by=None, at=at(0))
    assert steps_of(repair) == [step("cancel", meeting, "no_common_slot")]
    assert apply_repair(repair, by=None, at=at(0)).status == "applied"


@pytest.mark.django_db
def test_a_colleague_who_is_busy_or_away_cannot_take_over_and_another_can(edition) -> None:
    exhibitor = make.make_exhibitor(edition, staff=4)
    company, (late, away, busy, free) = make.calendar_of(exhibitor), make.staff_of(exhibitor)
    make.make_availability(away, at(6), at(9))
    meeting = meets(edition, company, 4, named=late)
    meets(edition, company, 4, named=busy)
    meeting.request.named = None
    meeting.request.save()

    def answer():
        return steps_of(propose_absence(late, kind="late", by=None, at=at(3), until=at(5)))

    assert answer() == [step("hand_over", meeting, "colleague")]
    meets(edition, company, 4, named=free)
    assert [one.act for one in answer()] == ["move"]


@pytest.mark.django_db
def test_a_meeting_without_a_request_is_handed_over_too(edition) -> None:
    exhibitor = make.make_exhibitor(edition, staff=2)
    company, late = make.calendar_of(exhibitor), make.staff_of(exhibitor)[0]
    meeting = make.make_meeting(company, make.calendar_of(make.make_delegate(edition)), at(4))
    Meeting.objects.filter(pk=meeting.pk).update(sequence=7)
    repair = propose_absence(late, kind="left", by=None, at=at(3))
    assert steps_of(repair) == [step("hand_over", meeting, "colleague", sequence=7)]


@pytest.mark.django_db
def test_who_takes_over_is_busy_then_for_the_meetings_that_look_for_a_slot(edition) -> None:
    exhibitor = make.make_exhibitor(edition, staff=3)
    company, (late, colleague, third) = make.calendar_of(exhibitor), make.staff_of(exhibitor)
    for one in (late, colleague, third):
        make.make_availability(one, at(4), at(6))
    handed = make.make_meeting(company, make.calendar_of(make.make_delegate(edition)), at(5))
    sender = make.make_delegate(edition)
    make.make_availability(sender, at(4), at(6))
    personal = meets(edition, company, 4, make.calendar_of(sender), named=late)
    waiting = make.make_request(make.calendar_of(make.make_delegate(edition)), company, status="accepted", named=colleague)
    make.make_availability(waiting.sender.delegate, at(5), at(6))
    repair = propose_absence(late, kind="left", by=None, at=at(1))
    # The colleague has no slot left in which the waiting one could be met.
    assert steps_of(repair) == [step("hand_over", handed, "colleague"), step("cancel", personal, "no_common_slot")]


@pytest.mark.django_db
def test_whoever_left_meets_nobody_again_and_what_they_leave_goes_to_who_waits(edition) -> None:
    host = make.calendar_of(make.make_delegate(edition))
    gone = make.make_delegate(edition)
    lost = meets(edition, host, 4, make.calendar_of(gone))
    make.make_availability(host.delegate, at(4), at(5))
    waiting = make.make_request(make.calendar_of(make.make_delegate(edition)), host, status="accepted")
    repair = propose_absence(gone, kind="left", by=None, at=at(1))
    placed = Step("place", request=waiting.pk, moved_to=at(4).isoformat(), why="freed_slot")
    assert steps_of(repair) == [step("cancel", lost, "no_common_slot"), placed]


@pytest.mark.django_db
def test_a_lost_meeting_moves_to_the_first_slot_that_is_not_frozen(edition) -> None:
    host = make.calendar_of(make.make_delegate(edition))
    meeting = meets(edition, host, 4)
    late = meeting.attendances.get(calendar=host).delegate

    def moved_to():
        return steps_of(propose_absence(late, kind="late", by=None, at=at(4), until=at(5)))

    make.make_round(edition, status="published", freeze_slots=1)
    assert moved_to() == [step("move", meeting, "lost_slot", to=5)]
    make.make_round(edition, status="published", freeze_slots=3)
    assert moved_to() == [step("move", meeting, "lost_slot", to=7)]


@pytest.mark.django_db
def test_two_slots_are_frozen_unless_the_latest_round_says_otherwise(edition) -> None:
    assert frozen_slots(edition) == 2
    make.make_round(edition, status="published", freeze_slots=5)
    make.make_round(edition, status="published", freeze_slots=0)
    make.make_round(make.make_edition(), freeze_slots=9)
    assert frozen_slots(edition) == 0


@pytest.mark.django_db
def test_a_meeting_called_off_is_named_and_its_slot_offered_to_the_weightiest(edition) -> None:
    host = make.calendar_of(make.make_delegate(edition))
    make.make_availability(host.delegate, at(5), at(6))
    meeting = meets(edition, host, 5)
    make.make_request(make.calendar_of(make.make_delegate(edition)), host, status="accepted")
    must = make.make_request(make.calendar_of(make.make_delegate(edition)), host, status="accepted", level="must")
    desk = make.make_team_member(edition, role="desk")
    repair = propose_cancellation(meeting, by=desk, at=at(1))
    placed = Step("place", request=must.pk, moved_to=at(5).isoformat(), why="freed_slot")
    assert steps_of(repair) == [step("cancel", meeting, "called_off"), placed]
    assert (repair.kind, repair.meeting, repair.by, repair.edition) == ("cancelled", meeting, desk, edition)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        ("cancelled", "This meeting has been cancelled."),
        ("held", "This meeting has already taken place."),
        ("no_show", "This meeting has already taken place."),
    ],
)
def test_what_is_over_cannot_be_called_off(edition, status, sentence) -> None:
    meeting = meets(edition, make.calendar_of(make.make_delegate(edition)), 5)
    meeting.status = status
    with pytest.raises(Refused, match=sentence):
        propose_cancellation(meeting, by=None, at=at(1))
    assert not Repair.objects.exists()


@pytest.mark.django_db
def test_a_stand_takes_along_what_is_scheduled_there_from_now_on(edition) -> None:
    exhibitor = make.make_exhibitor(edition, staff=2)
    company = make.calendar_of(exhibitor)
    free = Stand.objects.filter(hall__site=exhibitor.site, exhibitor=None).first()
    meets(edition, company, 2)
    second, first = meets(edition, company, 5), meets(edition, company, 4)
    held = meets(edition, company, 5)
    Meeting.objects.filter(pk=held.pk).update(status="held")
    repair = propose_stand(exhibitor, free, by=None, at=at(4))
    assert steps_of(repair) == [step("stand", one, "stand_moved") for one in (first, second)]
    assert (repair.kind, repair.exhibitor, repair.stand, repair.edition) == ("stand", exhibitor, free, edition)
    assert len(steps_of(propose_stand(exhibitor, exhibitor.stand, by=None, at=at(0)))) == 3


@pytest.mark.django_db
def test_an_exhibitor_without_a_stand_takes_nothing_along(edition) -> None:
    exhibitor = make.make_exhibitor(edition, has_stand=False)
    meets(edition, make.calendar_of(exhibitor), 4)
    free = Stand.objects.filter(hall__site=exhibitor.site, exhibitor=None).first()
    assert steps_of(propose_stand(exhibitor, free, by=None, at=at(0))) == []
