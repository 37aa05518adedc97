"""The organiser's figures: each group counted exactly, beside those of the last edition."""

from __future__ import annotations

from datetime import timedelta
from itertools import count

import pytest
from django.utils import translation

from praya.core.texts.reading import write
from praya.match.reports.figures import GROUPS, TOTALS, cells_of, numbers_of, rows_of
from praya.match.reports.lines import COLUMNS, Line, Report, Totals
from praya.match.reports.queries import compared_report, report_of
from tests import builders as make

pytestmark = pytest.mark.django_db
HALF_HOUR = timedelta(minutes=30)


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
    at_hk = edition.sites.get(slug="hk")
    requests = [
        make.make_request(person, seller, status=status)
        for person, status in zip(people, ("accepted", "declined", "withdrawn", "sent"), strict=True)
    ]

    def meet(one, status, **fields):
        make.make_meeting(one, seller, make.HK_MORNING + next(slots) * HALF_HOUR, status=status, **fields)

    for status in ("scheduled", "held", "no_show", "no_show", "cancelled"):
        meet(people[0], status, site=at_hk, request=requests[0] if status == "held" else None)
    meet(people[1], "held")
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
    totals = report_of(edition, sites(edition)).totals
    assert totals == Totals(requests=5, accepted=2, placed=5, held=2, no_show=2, cancelled=1, booked=1, online=1)
    rates = [totals.agreement, totals.booking, totals.attendance, totals.cancellation, totals.at_distance]
    assert [round(rate or 0, 1) for rate in rates] == [40.0, 50.0, 50.0, 16.7, 20.0]
    assert totals.unreported == 1


def test_an_empty_edition_counts_nothing_and_has_no_rates(edition) -> None:
    report = report_of(edition, sites(edition))
    assert report.totals == Totals()
    assert (report.by_category, report.by_country, report.by_site) == ([], [], [])
    assert [line.placed for line in report.by_place] == [0, 0, 0]
    assert {row.text for row in rows_of(TOTALS, report.totals, None)} == {"0", "–"}


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


def test_shares_and_rates_follow_from_the_counts(edition, market) -> None:
    seller = report_of(edition, sites(edition)).by_category[0]
    assert (seller.share, seller.attendance) == (50.0, 50.0)
    assert round(seller.agreement or 0, 1) == 33.3
    assert cells_of(GROUPS, seller) == ["1", "0", "3", "1", "33.3 %", "5", "50.0 %", "2", "2", "50.0 %"]
    assert numbers_of(GROUPS, seller) == [1, 0, 3, 1, 33.3, 5, 50.0, 2, 2, 50.0]


def test_meetings_are_counted_once_where_they_take_place_with_the_zone_of_each_site(edition, market) -> None:
    places = report_of(edition, sites(edition)).by_place
    assert [(line.label, line.placed, line.held, line.no_show, line.share) for line in places] == [
        ("HKG: Asia/Hong_Kong", 4, 1, 2, 80.0),
        ("LAX: America/Los_Angeles", 0, 0, 0, 0.0),
        ("online", 1, 1, 0, 20.0),
    ]


def test_staff_of_an_exhibitor_are_no_calendars_of_their_own_and_no_group(edition) -> None:
    exhibitor = make.make_exhibitor(edition, "Harbour Pictures", staff=2)
    make.calendar_of(exhibitor)
    for one in make.staff_of(exhibitor):
        make.calendar_of(one)
    assert rows(report_of(edition, sites(edition)).by_category) == [("Exhibitors", figures(1, 0, 0, 0, 0, 0, 0))]


def test_a_company_without_a_country_is_from_where_most_of_its_people_are(edition) -> None:
    company = make.make_organisation("Harbour Pictures", country="")
    exhibitor = make.make_exhibitor(edition, organisation=company, staff=0)
    make.calendar_of(exhibitor)
    for country in ("MO", "JP", "JP", ""):
        make.make_delegate(edition, person=make.make_person(country=country), organisation=company)
    stranger = make.make_delegate(edition, person=make.make_person(country=""), organisation=make.make_organisation(country="KR"))
    make.calendar_of(stranger)
    assert [line.label for line in report_of(edition, sites(edition)).by_country] == ["Japan", "South Korea"]


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
    assert (Line().share, Line().agreement, Line().attendance, Line().change) == (None,) * 4


def last_of(edition, **fields):
    starts_on = edition.starts_on - timedelta(days=365)
    return make.make_edition("before", market=edition.market, starts_on=starts_on, ends_on=starts_on, **fields)


def test_the_last_edition_stands_beside_this_one_for_whoever_organises_both(edition, account, market) -> None:
    last = last_of(edition)
    make.make_team_member(last, account)
    seller = make.calendar_of(make.make_exhibitor(last, "Harbour Pictures"))
    for number in range(3):
        make.make_meeting(buyer(last, "MO"), seller, make.HK_MORNING + number * HALF_HOUR, status="held")
    compared = compared_report(edition, sites(edition), account)
    assert compared.last_edition == last
    found = {row.figure.name: (row.text, row.last_text, row.difference_text) for row in compared_rows(compared)}
    assert found["placed"] == ("5", "3", "+2")
    assert found["held"] == ("2", "3", "−1")
    assert found["attendance"] == ("50.0 %", "100.0 %", "−50.0")
    assert found["agreement"] == ("40.0 %", "–", "–")
    countries = [(line.label, line.was, line.change) for line in compared.report.by_country]
    assert countries == [("Hong Kong", 3, 2), ("Macao", 3, 2), ("France", 0, 0), ("unknown", 0, 0)]


def compared_rows(compared):
    last: Report = compared.last
    return rows_of(TOTALS, compared.report.totals, last.totals)


@pytest.mark.parametrize("role", ["desk", None])
def test_nobody_reads_figures_of_a_last_edition_that_they_do_not_organise(edition, account, market, role) -> None:
    last = last_of(edition)
    if role:
        make.make_team_member(last, account, role=role)
    compared = compared_report(edition, sites(edition), account)
    assert (compared.last, compared.last_edition) == (None, None)
    assert {line.was for line in compared.report.by_country} == {None}


def test_the_last_edition_is_the_nearest_one_before_of_the_same_market(edition, account) -> None:
    nearest = last_of(edition)
    long_ago, next_year = nearest.starts_on - timedelta(days=365), edition.ends_on + timedelta(days=365)
    others = [
        make.make_edition("long-ago", market=edition.market, starts_on=long_ago, ends_on=long_ago),
        make.make_edition("next", market=edition.market, starts_on=next_year, ends_on=next_year),
        make.make_edition("elsewhere", starts_on=nearest.starts_on, ends_on=nearest.ends_on),
    ]
    for one in (nearest, *others):
        make.make_team_member(one, account)
    assert compared_report(edition, sites(edition), account).last_edition == nearest
