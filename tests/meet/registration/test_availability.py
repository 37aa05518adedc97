"""Sheets of availability: hours in the site's own time, within its hours, on days that clocks do not change."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from praya.core.sheets.reading import RawSheet
from praya.meet.accreditation.models import Availability, Delegate
from praya.meet.editions.models import Edition, OpeningHours, Site
from tests.builders import make_availability, make_delegate, make_edition, make_person
from tests.meet.sheets.rows import faults, notes, plan, sheet, states, take

pytestmark = pytest.mark.django_db
HEADS = ("delegate", "date", "from", "to", "time zone")


def hours(*rows: tuple[str, ...]) -> RawSheet:
    """Return a sheet of availability."""
    return sheet("availability", HEADS, *rows)


def anna_at(edition: Edition, site: str | None = "hk") -> Delegate:
    """Accredit Anna."""
    return make_delegate(edition, site=site, person=make_person("Anna", email="anna@example.org", reference="D-1"))


def spans() -> list[tuple[datetime, datetime]]:
    """Return all hours in the database."""
    return list(Availability.objects.order_by("starts_at").values_list("starts_at", "ends_at"))


def test_hours_are_read_in_the_sites_time_across_breaks() -> None:
    edition = make_edition()
    delegate = anna_at(edition)
    rows = hours(
        ("Anna@example.org", "2027-03-15", "09:00", "18:00", ""), ("anna@example.org", "2027-03-16", "9:30", "12:00", "")
    )
    assert states(take(edition, rows)) == ["new", "new"]
    delegate.refresh_from_db()
    assert delegate.has_own_hours
    assert spans() == [
        (datetime(2027, 3, 15, 1, 0, tzinfo=UTC), datetime(2027, 3, 15, 10, 0, tzinfo=UTC)),
        (datetime(2027, 3, 16, 1, 30, tzinfo=UTC), datetime(2027, 3, 16, 4, 0, tzinfo=UTC)),
    ]
    assert states(take(edition, rows)) == ["unchanged", "unchanged"]


def test_hours_in_another_zone() -> None:
    edition = make_edition()
    anna_at(edition, None)
    take(
        edition,
        hours(
            ("anna@example.org", "2027-03-15", "09:00", "12:00", ""), ("anna@example.org", "2027-03-15", "12:00", "13:00", "UTC")
        ),
    )
    assert spans() == [
        (datetime(2027, 3, 15, 8, 0, tzinfo=UTC), datetime(2027, 3, 15, 11, 0, tzinfo=UTC)),
        (datetime(2027, 3, 15, 12, 0, tzinfo=UTC), datetime(2027, 3, 15, 13, 0, tzinfo=UTC)),
    ]


def test_hours_in_the_sheet_take_the_place_of_earlier_ones() -> None:
    edition = make_edition()
    delegate = anna_at(edition)
    make_availability(delegate, datetime(2027, 3, 17, 1, 0, tzinfo=UTC), datetime(2027, 3, 17, 2, 0, tzinfo=UTC))
    made = take(edition, hours(("anna@example.org", "2027-03-15", "09:00", "10:00", "")))
    assert (states(made), notes(made)) == (["changed"], ["takes the place of 1 other hours of this person"])
    assert spans() == [(datetime(2027, 3, 15, 1, 0, tzinfo=UTC), datetime(2027, 3, 15, 2, 0, tzinfo=UTC))]


def test_hours_outside_the_sites_own() -> None:
    edition = make_edition()
    anna_at(edition)
    made = plan(
        edition,
        hours(
            ("anna@example.org", "2027-03-15", "07:00", "10:00", ""),
            ("anna@example.org", "2027-03-15", "17:00", "19:00", ""),
            ("anna@example.org", "2027-03-20", "09:00", "10:00", ""),
        ),
    )
    assert faults(made) == [
        "availability, row 2, column from, “07:00”: HKG is open 09:00–18:00 on 2027-03-15; write hours within these.",
        "availability, row 3, column to, “19:00”: HKG is open 09:00–18:00 on 2027-03-15; write hours within these.",
        "availability, row 4, column date, “2027-03-20”: HKG is closed on 2027-03-20; "
        "it is open on: 2027-03-15, 2027-03-16, 2027-03-17, 2027-03-18.",
    ]


def test_times_that_the_clocks_skip_or_show_twice() -> None:
    edition = make_edition(starts_on=date(2027, 3, 14), ends_on=date(2027, 3, 14))
    site = Site.objects.get(edition=edition, slug="la")
    OpeningHours.objects.create(site=site, on=date(2027, 11, 7), opens=time(0), closes=time(8))
    anna_at(edition, "la")
    made = plan(
        edition,
        hours(
            ("anna@example.org", "2027-03-14", "02:30", "12:00", ""),
            ("anna@example.org", "2027-11-07", "01:30", "05:00", ""),
        ),
    )
    assert faults(made) == [
        "availability, row 2, column from, “02:30”: 2027-03-14 02:30 does not exist in America/Los_Angeles: "
        "the clocks jump from 02:00 to 03:00; write 03:00 or later.",
        "availability, row 3, column from, “01:30”: 2027-11-07 01:30 happens twice in America/Los_Angeles: "
        "the clocks go back from 02:00 to 01:00; write a time before 01:00 or from 02:00 on.",
    ]


def test_hours_of_somebody_unknown_and_hours_that_overlap() -> None:
    edition = make_edition()
    anna_at(edition)
    made = plan(
        edition,
        hours(
            ("nobody@example.org", "2027-03-15", "09:00", "10:00", ""),
            ("anna@example.org", "2027-03-15", "09:00", "11:00", ""),
            ("D-1", "2027-03-15", "10:00", "12:00", ""),
            ("anna@example.org", "2027-03-15", "09:00", "11:00", ""),
        ),
    )
    assert faults(made) == [
        "availability, row 2, column delegate, “nobody@example.org”: no delegate has this address or reference; "
        "add them to the sheet of delegates first.",
        "availability, row 4, column from, “10:00”: these hours overlap those of row 3; "
        "make them one row, or change one of them.",
    ]
    assert states(made) == ["fault", "new", "fault", "duplicate"]


def test_delegates_of_the_same_file_can_have_hours() -> None:
    edition = make_edition()
    made = take(
        edition,
        sheet("delegates", ("name", "e-mail", "site"), ("Bob", "bob@example.org", "la")),
        hours(("bob@example.org", "2027-03-15", "10:00", "12:00", "")),
    )
    assert (states(made), Availability.objects.get().delegate.person.name) == (["new", "new"], "Bob")
