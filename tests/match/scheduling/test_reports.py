"""The organiser's figures: each group counted exactly, and every request and meeting as a line of a sheet."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from django.utils import translation

from praya.core.texts.reading import write
from praya.match.scheduling.queries_reports import COLUMNS, Line, Totals, meeting_lines, report_of, request_lines
from praya.meet.editions.models import Table
from tests import builders as make

pytestmark = pytest.mark.django_db
HALF_HOUR = timedelta(minutes=30)
ANSWERED_AT = datetime(2027, 2, 3, 4, 5, tzinfo=UTC)


def sites(edition):
    return list(edition.sites.all())


def buyer(edition, country="HK", **fields):
    return make.calendar_of(make.make_delegate(edition, person=make.make_person(country=country), **fields))


@pytest.fixture
def market(edition):
    """Let two buyers of Macau, one of France and one without a country meet a seller of Hong Kong."""
    slots = count()
    seller = make.calendar_of(make.make_exhibitor(edition, "Harbour Pictures"))
    press = make.make_category(edition, "press", name=write({"en": "Press", "zh-Hant": "媒體"}))
    people = [
        buyer(edition, "MO"),
        buyer(edition, "MO", site="la"),
        buyer(edition, "FR", site=None, category=press),
        buyer(edition, "", category=None),
    ]

    def meet(one, status):
        make.make_meeting(one, seller, make.HK_MORNING + next(slots) * HALF_HOUR, status=status)

    for status in ("scheduled", "held", "no_show", "no_show", "cancelled"):
        meet(people[0], status)
    meet(people[1], "held")
    for person, status in zip(people, ("accepted", "declined", "withdrawn", "sent"), strict=True):
        make.make_request(person, seller, status=status)
    make.make_request(people[1], people[0], status="accepted")
    make.make_request(people[2], people[0], status="expired")
    return people


def rows(lines):
    return [(line.label, dict(zip(COLUMNS, line.cells, strict=True))) for line in lines]


def figures(calendars, *counts):
    return dict(zip(COLUMNS, (calendars, *counts), strict=True))


def test_what_counts_once_in_the_edition(edition, market) -> None:
    other = make.make_edition()
    make.make_meeting(buyer(other), buyer(other))
    make.make_request(buyer(other), buyer(other))
    assert report_of(edition, sites(edition)).totals == Totals(requests=5, accepted=2, placed=5, held=2, no_show=2, cancelled=1)


def test_an_empty_edition_counts_nothing(edition) -> None:
    report = report_of(edition, sites(edition))
    assert report.totals == Totals(0, 0, 0, 0, 0, 0)
    assert (report.by_category, report.by_country, report.by_site) == ([], [], [])


def test_each_group_counts_what_its_calendars_sent_received_and_held(edition, market) -> None:
    report = report_of(edition, sites(edition))
    # calendars, sent, received, accepted, placed, held, no-show; most meetings first, then most received, then by name
    assert rows(report.by_category) == [
        ("Exhibitors", figures(1, 0, 3, 1, 5, 2, 2)),
        ("Buyer", figures(2, 3, 2, 3, 5, 2, 2)),
        ("Press", figures(1, 1, 0, 0, 0, 0, 0)),
        ("without category", figures(1, 1, 0, 0, 0, 0, 0)),
    ]
    assert rows(report.by_country) == [
        ("Hong Kong", figures(1, 0, 3, 1, 5, 2, 2)),
        ("Macao", figures(2, 3, 2, 3, 5, 2, 2)),
        ("France", figures(1, 1, 0, 0, 0, 0, 0)),
        ("unknown", figures(1, 1, 0, 0, 0, 0, 0)),
    ]
    assert rows(report.by_site) == [
        ("HKG", figures(3, 2, 5, 3, 9, 3, 4)),
        ("LAX", figures(1, 2, 0, 1, 1, 1, 0)),
        ("remote", figures(1, 1, 0, 0, 0, 0, 0)),
    ]


def test_groups_are_named_in_the_readers_language(edition, market) -> None:
    with translation.override("zh-hant"):
        assert "媒體" in [line.label for line in report_of(edition, sites(edition)).by_category]
    with translation.override(None):
        assert [line.label for line in report_of(edition, sites(edition)).by_country][2] == "France"


def test_two_of_a_company_in_one_meeting_are_one_meeting_and_who_was_released_none(edition) -> None:
    exhibitor = make.make_exhibitor(edition, staff=2)
    seller, guest = make.calendar_of(exhibitor), buyer(edition)
    first, second = make.make_meeting(seller, guest), make.make_meeting(seller, guest, make.HK_AFTERNOON)
    first.attendances.create(calendar=seller, delegate=make.staff_of(exhibitor)[1], starts_at=first.starts_at)
    second.attendances.update(is_released=True)
    report = report_of(edition, sites(edition))
    assert [(line.label, line.placed) for line in report.by_category] == [("Buyer", 1), ("Exhibitors", 1)]


def test_lines_are_added_column_by_column() -> None:
    line = Line("one", 1, 2, 3, 4, 5, 6, 7)
    line.add(Line("other", 10, 20, 30, 40, 50, 60, 70))
    assert line == Line("one", 11, 22, 33, 44, 55, 66, 77)
    assert Line("new").cells == [0] * 7


def test_every_request_is_a_line_in_the_order_of_its_making(edition) -> None:
    one, other = (make.calendar_of(make.make_delegate(edition, name=name)) for name in ("Ana Silva", "Bo Li"))
    seller = make.calendar_of(make.make_exhibitor(edition, "Harbour Pictures"))
    make.make_request(other, one)
    make.make_request(seller, one, level="must", status="accepted", answered_at=ANSWERED_AT)
    assert list(request_lines(edition)) == [
        ("From", "To", "Wish", "Status", "Sent at (UTC)", "Answered at (UTC)"),
        ("Bo Li", "Ana Silva", "like", "sent", make.SENT_AT, None),
        ("Harbour Pictures", "Ana Silva", "must", "accepted", make.SENT_AT, ANSWERED_AT),
    ]
    assert len(list(request_lines(make.make_edition()))) == 1


def test_every_meeting_is_a_line_with_its_place_and_the_time_there(edition) -> None:
    exhibitor = make.make_exhibitor(edition, "Harbour Pictures", staff=2)
    seller = make.calendar_of(exhibitor)
    near = [make.calendar_of(make.make_delegate(edition, name=name)) for name in ("Ana Silva", "Bo Li")]
    far = make.calendar_of(make.make_delegate(edition, name="Cy Wu", site=None))
    site = edition.sites.get(slug="hk")
    table = Table.objects.get(hall__site=site, number=2)
    make.make_meeting(seller, near[0], make.HK_AFTERNOON, site=site, stand=exhibitor.stand, status="held")
    shared = make.make_meeting(*near, make.HK_MORNING, site=site, table=table)
    make.make_meeting(near[0], far, make.HK_MORNING - HALF_HOUR, status="cancelled")
    staff = make.staff_of(exhibitor)[1]
    seller.attendances.get().meeting.attendances.create(calendar=seller, delegate=staff, starts_at=make.HK_AFTERNOON)
    assert shared.site == site
    assert list(meeting_lines(edition, sites(edition))) == [
        ("Site", "Date", "From", "To", "Hall", "Table", "Stand", "Status", "Who meets"),
        ("online (UTC)", "2027-03-16", "00:30", "01:00", "", "", "", "cancelled", "Ana Silva – Cy Wu"),
        ("HKG", "2027-03-16", "09:00", "09:30", "Hall HKG", 2, "", "scheduled", "Ana Silva – Bo Li"),
        ("HKG", "2027-03-16", "14:00", "14:30", "Hall HKG", "", "A1", "held", "Harbour Pictures – Ana Silva"),
    ]


def test_a_meeting_that_nobody_attends_any_more_is_a_line_all_the_same(edition) -> None:
    meeting = make.make_meeting(buyer(edition), buyer(edition))
    meeting.attendances.all().delete()
    assert [line[-1] for line in meeting_lines(edition, sites(edition))] == ["Who meets", ""]
