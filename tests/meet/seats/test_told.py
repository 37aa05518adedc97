"""Write to people about seats only what is so when the letter leaves; keep their data, their agenda and the programme in step."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from praya.core.letters.models import Letter
from praya.core.personal.erasing import erase
from praya.core.personal.queries import subject_of
from praya.meet.accreditation.models import Engagement
from praya.meet.programme.asking import registered_in
from praya.meet.seats import actions, moments, plans
from praya.meet.seats.models import Seat
from praya.meet.seats.telling import of_seat
from tests import builders as make
from tests.builders.seats import EARLY

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def letters(delegate: Any) -> list[Letter]:
    return list(Letter.objects.filter(person=delegate.person, way="mail").order_by("pk"))


def test_a_letter_says_for_what_when_and_where_and_nothing_once_it_is_so_no_more(edition, place, people) -> None:
    admission = make.make_admission(place, seats=1, withdraw_until=place.starts_at - HOUR)
    first, second = people(2)
    seats = [make.make_seat(admission, one) for one in (first, second)]
    actions.give_back(seats[0], by=None, at=EARLY)
    letter = letters(second)[-1]
    facts = of_seat(letter, EARLY)
    assert facts is not None
    assert [what for what, _said in facts.rows] == ["Session", "When", "Where", "Give it back until"]
    assert ("Premiere" in facts.rows[0][1], "Cinema 1" in facts.rows[2][1]) == (True, True)
    actions.give_back(seats[1], by=None, at=EARLY)
    assert of_seat(letter, EARLY) is None


def test_a_seat_stands_in_the_agenda_takes_time_and_leaves_it_again(
    edition, place, people, django_capture_on_commit_callbacks
) -> None:
    admission = make.make_admission(place, seats=1)
    holder, waits = people(2)
    with django_capture_on_commit_callbacks(execute=True):
        seats = [make.make_seat(admission, one) for one in (holder, waits)]
    rows = {row.delegate_id: row for row in Engagement.objects.all()}
    assert (rows[holder.pk].is_busy, rows[holder.pk].source) == (True, place.code)
    assert (rows[waits.pk].is_busy, rows[waits.pk].facts["why"]) == (False, "waiting")
    assert registered_in(edition) == {place.pk: 1}
    actions.give_back(seats[0], by=None, at=EARLY)
    assert plans.plan_left() == 2, "what was not planned at once is planned by the worker"
    rows = {row.delegate_id: row for row in Engagement.objects.all()}
    assert (rows[holder.pk].is_gone, rows[waits.pk].is_busy, rows[waits.pk].sequence > 0) == (True, True, True)
    assert plans.plan_left() == 0


def test_whoever_is_erased_or_leaves_gives_their_seats_back(place, people) -> None:
    admission = make.make_admission(place, seats=2, withdraw_until=timezone.now() - HOUR)
    erased, left, third, fourth = people(4)
    for one in (erased, left, third, fourth):
        make.make_seat(admission, one)
    erase(subject_of(erased.person.account), at=timezone.now())
    assert Seat.objects.get(delegate=third).state == "seated"
    left.status = "left"
    left.save()
    assert actions.give_back_of_ended(timezone.now()) == 1
    assert Seat.objects.get(delegate=fourth).state == "seated"
    assert moments.keep_moments(at=timezone.now()) == 0


def test_a_seat_of_rules_that_were_promised_before_the_release_can_be_given_back_at_once(edition, people) -> None:
    session = make.make_session(edition, "Later released")
    admission = make.make_admission(make.make_placement(session, make.HK_MORNING), seats=1)
    make.make_release(edition)
    seat = make.make_seat(admission, people(1)[0])
    actions.give_back(seat, by=None, at=EARLY)
    assert Seat.objects.get().state == "given_back"
