"""A sheet of hours that leaves scheduled meetings outside is refused: row by row in the dry run, once more as it is written."""

from __future__ import annotations

from datetime import timedelta

import pytest

from praya.core.sheets.messages import SheetError
from praya.meet.accreditation.models import Availability, Delegate
from praya.meet.editions.models import Edition
from praya.meet.registration import applying, availability
from tests import builders as make
from tests.meet.registration.test_availability import hours
from tests.meet.sheets.rows import faults, plan, states, take

pytestmark = [pytest.mark.django_db, pytest.mark.needs("match")]


def anna(edition: Edition) -> Delegate:
    """Let Anna, whose hours are her site's, meet Boris on 16 March from nine in Hong Kong."""
    delegate = make.make_delegate(edition, person=make.make_person("Anna", email="anna@example.org"))
    other = make.make_delegate(edition, name="Boris")
    make.make_meeting(make.make_calendar(delegate), make.make_calendar(other), make.HK_MORNING)
    return delegate


def rows(*spans: tuple[str, str, str]):
    return hours(*(("anna@example.org", *span, "") for span in spans))


def test_a_meeting_outside_the_new_hours_is_a_fault_of_the_nearest_row() -> None:
    edition = make.make_edition()
    anna(edition)
    found = faults(plan(edition, rows(("2027-03-15", "09:00", "18:00"), ("2027-03-16", "14:00", "18:00"))))
    assert len(found) == 1
    assert "the meeting with Boris on 2027-03-16 09:00 would lie outside these hours" in str(found[0])
    with pytest.raises(SheetError):
        take(edition, rows(("2027-03-16", "14:00", "18:00")))
    assert Availability.objects.count() == 0


def test_hours_that_hold_it_are_taken_also_in_two_rows_that_touch() -> None:
    edition = make.make_edition(slot_minutes=60)
    anna(edition)
    assert states(take(edition, rows(("2027-03-16", "09:00", "09:30"), ("2027-03-16", "09:30", "12:00")))) == ["new", "new"]


def test_what_lay_outside_before_is_no_reason_against_other_hours() -> None:
    edition = make.make_edition()
    delegate = anna(edition)
    Delegate.objects.filter(pk=delegate.pk).update(has_own_hours=True)
    make.make_availability(delegate, make.HK_AFTERNOON, make.HK_AFTERNOON + timedelta(hours=1))
    assert states(take(edition, rows(("2027-03-16", "14:00", "18:00")))) == ["changed"]


def test_a_cancelled_meeting_is_no_reason() -> None:
    edition = make.make_edition()
    delegate = anna(edition)
    delegate.attendances.update(is_released=True)
    assert states(take(edition, rows(("2027-03-16", "14:00", "18:00")))) == ["new"]


def test_a_meeting_booked_between_the_plan_and_the_writing_stops_it(monkeypatch: pytest.MonkeyPatch) -> None:
    edition = make.make_edition()
    delegate = make.make_delegate(edition, person=make.make_person("Anna", email="anna@example.org"))
    parties = [make.make_calendar(one) for one in (delegate, make.make_delegate(edition, name="Boris"))]
    planned = applying.engagements_of

    def book_first(edition: Edition, *, lock: bool = False):
        make.make_meeting(*parties, make.HK_MORNING)
        return planned(edition, lock=lock)

    monkeypatch.setattr(applying, "engagements_of", book_first)
    with pytest.raises(SheetError, match="somebody changed the same records"):
        take(edition, rows(("2027-03-16", "14:00", "18:00")))
    assert Availability.objects.count() == 0


def test_a_plan_that_asks_nobody_would_be_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(availability, "_refuse_stranded", lambda *_words: None)
    with pytest.raises(AssertionError):
        test_a_meeting_outside_the_new_hours_is_a_fault_of_the_nearest_row()
