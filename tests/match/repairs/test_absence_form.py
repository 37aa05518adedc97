"""What the repair desk is told, in the time of the delegate's site."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from praya.match.repairs.forms import AbsenceForm, NewStandForm
from praya.meet.editions.models import Stand
from tests import builders as make

pytestmark = pytest.mark.django_db
NOON = datetime(2027, 3, 16, 4, tzinfo=UTC)  # in Hong Kong
HOUR = timedelta(hours=1)


def form(edition, typed=None, *, now=NOON, next_at=None) -> AbsenceForm:
    return AbsenceForm(typed, edition=edition, zone="Asia/Hong_Kong", now=now, next_at=next_at or now)


@pytest.mark.parametrize(
    ("next_at", "day"),
    [
        (NOON, "2027-03-16"),
        (datetime(2027, 3, 16, 16, tzinfo=UTC), "2027-03-17"),  # midnight in Hong Kong
        (datetime(2027, 3, 1, tzinfo=UTC), "2027-03-15"),  # before the market: its first day
        (datetime(2027, 4, 1, tzinfo=UTC), "2027-03-15"),
    ],
)
def test_the_day_of_the_next_meeting_and_a_late_arrival_are_proposed(edition, next_at, day) -> None:
    shown = form(edition, next_at=next_at)
    assert shown.initial == {"on": day, "kind": "late"}
    days = {"2027-03-15": "Mon 15 Mar", "2027-03-16": "Tue 16 Mar", "2027-03-17": "Wed 17 Mar", "2027-03-18": "Thu 18 Mar"}
    assert shown.fields["on"].choices == list(days.items())


@pytest.mark.parametrize(
    ("typed", "at", "until"),
    [
        ({"kind": "late", "until": "15:00"}, NOON, NOON + 3 * HOUR),  # from now
        ({"kind": "late", "since": "09:00", "until": "12:01"}, NOON, NOON + HOUR / 60),  # what is past is not lost
        ({"kind": "late", "since": "14:00", "until": "15:00"}, NOON + 2 * HOUR, NOON + 3 * HOUR),
        ({"kind": "gone", "since": "14:00"}, NOON + 2 * HOUR, None),
        ({"kind": "left", "since": "14:00", "until": "13:00"}, NOON + 2 * HOUR, NOON + HOUR),
        ({"kind": "left"}, NOON, None),
    ],
)
def test_times_are_read_at_the_site_and_nothing_is_lost_before_now(edition, typed, at, until) -> None:
    read = form(edition, {"on": "2027-03-16", **typed})
    assert read.errors == {}
    assert (read.cleaned_data["at"], read.cleaned_data["until_at"]) == (at, until)


def test_a_day_ahead_is_lost_from_its_midnight(edition) -> None:
    read = form(edition, {"kind": "gone", "on": "2027-03-18"})
    assert (read.errors, read.cleaned_data["at"]) == ({}, datetime(2027, 3, 17, 16, tzinfo=UTC))


@pytest.mark.parametrize(("until", "errors"), [("12:00", ["until"]), ("11:00", ["until"]), ("12:01", [])])
def test_a_late_delegate_comes_back_after_now(edition, until, errors) -> None:
    assert list(form(edition, {"kind": "late", "on": "2027-03-16", "until": until}).errors) == errors


def test_hours_that_the_clocks_skip_are_named_at_either_end() -> None:
    edition = make.make_edition(starts_on=datetime(2027, 3, 14).date(), ends_on=datetime(2027, 3, 14).date())
    typed = {"kind": "late", "on": "2027-03-14", "since": "02:15", "until": "02:45"}
    now = datetime(2027, 3, 1, tzinfo=UTC)
    read = AbsenceForm(typed, edition=edition, zone="America/Los_Angeles", now=now, next_at=now)
    jump = "does not exist in America/Los_Angeles: the clocks jump from 02:00 to 03:00; write 03:00 or later"
    assert read.errors == {"since": [f"2027-03-14 02:15 {jump}"], "until": [f"2027-03-14 02:45 {jump}"]}


def test_a_new_stand_is_chosen_among_the_free_ones_of_the_same_site(edition) -> None:
    exhibitor = make.make_exhibitor(edition)
    free = Stand.objects.filter(hall__site=exhibitor.site_id, exhibitor=None)
    shown = NewStandForm(edition=edition, at=exhibitor.site_id)
    stand = shown.fields["stand"]
    assert (list(shown.fields), set(stand.queryset)) == (["stand"], set(free))
    assert (str(stand.empty_label), str(stand.help_text)) == ("choose", "The free stands of the same site.")
    assert NewStandForm({"stand": ""}, edition=edition, at=exhibitor.site_id).errors == {"stand": ["This field is required."]}
