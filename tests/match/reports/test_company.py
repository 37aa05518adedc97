"""What a company reads of a market: its own meetings and sums; what others said or left open stays with them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db.models import Q

from praya.match.diary.models import Attendance
from praya.match.reports.queries_companies import company_at, company_lines
from praya.match.reports.queries_company import CompanyFigures, own_sheet, sheet_before, whole_sheet
from praya.match.requests.models import Request
from praya.match.requests.queries import request_rows
from praya.meet.accreditation.models import Delegate
from praya.meet.parties.sides import side_of
from praya.show.viewings.actions import count_view
from tests import builders as make

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
HOUSE = "Harbour Pictures"


@pytest.fixture
def exhibitor(edition):
    return make.make_exhibitor(edition, HOUSE, staff=2)


@pytest.fixture
def guests(edition):
    return [make.calendar_of(make.make_delegate(edition, name=f"Guest {number}")) for number in range(4)]


@pytest.fixture
def market(edition, exhibitor, guests):
    """Let the house meet four guests, one meeting of each fate, and ask and be asked."""
    house, site = make.calendar_of(exhibitor), edition.sites.get(slug="hk")
    for number, status in enumerate(("scheduled", "held", "no_show", "cancelled")):
        place = {"site": site, "stand": exhibitor.stand} if status != "no_show" else {}
        make.make_meeting(house, guests[number], make.HK_MORNING + number * HOUR, status=status, **place)
    for guest, status in zip(guests, ("accepted", "declined", "withdrawn", "expired"), strict=True):
        make.make_request(guest, house, status=status)
    others = [make.calendar_of(make.make_delegate(edition)) for _ in range(3)]
    for other, status in zip(others, ("accepted", "sent", "declined"), strict=True):
        make.make_request(house, other, status=status)
    return exhibitor.organisation


def staff(exhibitor) -> Delegate:
    return make.staff_of(exhibitor)[0]


def test_organisers_read_what_any_side_said_of_the_meetings(edition, market) -> None:
    sheet = whole_sheet(edition, market)
    own = staff(market.exhibits.get()).person.name
    assert [(met.who, met.own, met.place, met.state) for met in sheet.meetings] == [
        ("Guest 0", own, "Hall HKG, stand A1", "scheduled"),
        ("Guest 1", own, "Hall HKG, stand A1", "held"),
        ("Guest 2", own, "online", "no_show"),
    ]
    assert sheet.figures == CompanyFigures(
        placed=3, held=1, no_show=1, cancelled=1, sent=3, sent_accepted=1, received=3, received_accepted=1
    )
    rates = (sheet.figures.attendance, sheet.figures.sent_share, sheet.figures.received_share)
    assert [round(rate or 0, 1) for rate in rates] == [50.0, 33.3, 33.3]
    assert (sheet.figures.unreported, sheet.figures.sent_open, sheet.figures.received_open) == (1, 2, 2)


def test_its_own_people_read_what_their_side_said_and_not_what_others_did(edition, exhibitor, market) -> None:
    sheet = own_sheet(staff(exhibitor), edition, market)
    assert [met.state for met in sheet.meetings] == ["scheduled"] * 3
    own = Attendance.objects.filter(calendar=exhibitor.calendar, meeting__status="no_show")
    own.update(outcome="held")
    Attendance.objects.exclude(calendar=exhibitor.calendar).update(outcome="no_show")
    again = own_sheet(staff(exhibitor), edition, market)
    assert [met.state for met in again.meetings] == ["scheduled", "scheduled", "held"]
    assert (again.figures.held, again.figures.no_show) == (1, 0)


def test_a_colleagues_own_meetings_are_the_companys_for_organisers_alone(edition) -> None:
    company = make.make_organisation("Lantern Buyers")
    me, colleague = (make.make_delegate(edition, organisation=company) for _ in range(2))
    guest = make.calendar_of(make.make_delegate(edition, name="Guest"))
    make.make_meeting(make.calendar_of(colleague), guest)
    make.make_request(make.calendar_of(colleague), guest, status="accepted")
    make.make_meeting(make.calendar_of(me), guest, make.HK_AFTERNOON)
    assert [met.starts_at for met in own_sheet(me, edition, company).meetings] == [make.HK_AFTERNOON]
    assert own_sheet(me, edition, company).figures.sent == 0
    assert len(whole_sheet(edition, company).meetings) == 2
    assert whole_sheet(edition, company).figures.sent == 1


def test_two_of_a_company_at_one_meeting_are_named_and_the_meeting_counts_once(edition, exhibitor, guests) -> None:
    house = make.calendar_of(exhibitor)
    first, second = make.staff_of(exhibitor)
    meeting = make.make_meeting(house, guests[0], delegates=(first, guests[0].delegate))
    meeting.attendances.create(calendar=house, delegate=second, starts_at=meeting.starts_at)
    (met,) = whole_sheet(edition, exhibitor.organisation).meetings
    assert met.own == f"{first.person.name}, {second.person.name}"
    assert met.who == "Guest 0"
    assert company_lines(edition)[0].placed == 1


def test_views_are_told_from_five_up_of_works_that_are_shown(edition, market) -> None:
    works = [make.make_work(edition, make.make_title(name, owner=market)) for name in ("Ferry", "Harbour")]
    make.make_work(edition, make.make_title("Hidden", owner=market), status="submitted")
    make.make_work(edition, make.make_title("Of others", owner=make.make_organisation()))
    for _ in range(5):
        count_view(works[0], make.make_delegate(edition))
    count_view(works[1], make.make_delegate(edition))
    assert [(work.shown_name, work.views) for work in whole_sheet(edition, market).works] == [("Ferry", 5), ("Harbour", None)]


def test_a_no_changes_no_figure(edition, exhibitor, market, guests) -> None:
    before = [own_sheet(staff(exhibitor), edition, market).figures, whole_sheet(edition, market).figures, lines(edition)]
    for guest in guests:
        make.make_wish(guest, exhibitor.calendar, "no")
    after = [own_sheet(staff(exhibitor), edition, market).figures, whole_sheet(edition, market).figures, lines(edition)]
    assert after == before


def test_its_own_no_leaves_out_for_its_own_people_what_their_list_does_and_changes_nothing_for_organisers(
    edition, exhibitor, market, guests
) -> None:
    stranger = make.calendar_of(make.make_delegate(edition))
    make.make_request(stranger, exhibitor.calendar)
    whole, own = whole_sheet(edition, market).figures, own_sheet(staff(exhibitor), edition, market).figures
    for guest in (*guests, stranger):
        make.make_wish(exhibitor.calendar, guest, "no")
    again = own_sheet(staff(exhibitor), edition, market).figures
    side = side_of(staff(exhibitor))
    listed = request_rows(side, box="received").exclude(status="withdrawn").count()
    assert (whole_sheet(edition, market).figures, again.received, again.sent) == (whole, listed, own.sent)
    assert own.received > again.received


def test_declined_ended_and_waiting_are_one_number(edition, exhibitor, market) -> None:
    shown = {own_figures(edition, exhibitor, status) for status in ("sent", "declined", "expired")}
    assert len(shown) == 1


def own_figures(edition, exhibitor, status):
    Request.objects.exclude(status__in=["accepted", "withdrawn"]).update(status=status)
    return own_sheet(staff(exhibitor), edition, exhibitor.organisation).figures


def lines(edition):
    return [(line.name, line.cells) for line in company_lines(edition)]


def test_companies_are_counted_each_meeting_once_the_busiest_first(edition, exhibitor, market) -> None:
    buyers = make.make_organisation("Lantern Buyers", country="MO")
    both = [make.calendar_of(make.make_delegate(edition, organisation=buyers)) for _ in range(2)]
    meeting = make.make_meeting(both[0], exhibitor.calendar, make.HK_AFTERNOON, status="held")
    meeting.attendances.create(calendar=both[1], delegate=both[1].delegate, starts_at=meeting.starts_at)
    found = company_lines(edition)
    shown = [(one.name, one.people, one.stand, one.is_exhibitor, one.cells[1:]) for one in found]
    assert shown == [
        (HOUSE, 2, "A1", True, [3, 3, 2, 4, 2, 1]),
        ("Lantern Buyers", 2, "", False, [0, 0, 0, 1, 1, 0]),
    ]
    assert [round(one.share or 0) for one in found] == [80, 20]
    assert [one.name for one in company_lines(edition, kind="others")] == ["Lantern Buyers"]
    assert [one.name for one in company_lines(edition, kind="exhibitors", q="harb pict")] == [HOUSE]
    assert company_lines(edition, q="nobody") == []


def test_the_line_of_each_company_says_what_its_sheet_does(edition, exhibitor, market) -> None:
    buyers = make.make_organisation("Lantern Buyers")
    make.make_meeting(make.calendar_of(make.make_delegate(edition, organisation=buyers)), exhibitor.calendar, make.HK_AFTERNOON)
    for line in company_lines(edition):
        figures = whole_sheet(edition, company_at(edition, line.code)).figures
        counted = [figures.sent, figures.received, figures.sent_accepted + figures.received_accepted]
        assert line.cells[1:] == [*counted, figures.placed, figures.held, figures.no_show]


def test_a_company_is_found_where_it_exhibits_or_somebody_comes_for_it(edition, exhibitor) -> None:
    stranger, comes, left = (make.make_organisation() for _ in range(3))
    make.make_delegate(edition, organisation=comes)
    make.make_delegate(edition, organisation=left, status="left")
    assert company_at(edition, exhibitor.organisation.code) == exhibitor.organisation
    assert company_at(edition, comes.code) == comes
    assert [company_at(edition, one) for one in (stranger.code, left.code, "nobody")] == [None] * 3


def before(edition):
    starts_on = edition.starts_on - timedelta(days=365)
    return make.make_edition("before", market=edition.market, starts_on=starts_on, ends_on=starts_on)


def test_the_last_edition_is_compared_for_whoever_came_for_the_company_then(edition, exhibitor) -> None:
    me, colleague = make.staff_of(exhibitor)
    last = before(edition)
    then = make.make_exhibitor(last, organisation=exhibitor.organisation, staff=0)
    make.make_delegate(last, person=me.person, organisation=exhibitor.organisation)
    make.make_delegate(last, person=colleague.person, organisation=make.make_organisation())
    guest = make.calendar_of(make.make_delegate(last))
    make.make_meeting(make.calendar_of(then), guest, delegates=(make.staff_of(then)[0], guest.delegate))
    mine, theirs = (own_sheet(one, edition, exhibitor.organisation) for one in (me, colleague))
    found = sheet_before(mine, None, me)
    assert found is not None
    assert (found.edition, found.figures.placed) == (last, 1)
    assert sheet_before(theirs, None, colleague) is None


def test_organisers_compare_a_company_with_a_last_edition_that_they_organise(edition, account, exhibitor) -> None:
    last = before(edition)
    sheet = whole_sheet(edition, exhibitor.organisation)
    assert sheet_before(sheet, account, None) is None
    make.make_team_member(last, account)
    found = sheet_before(sheet, account, None)
    assert found is not None
    company = exhibitor.organisation
    assert (found.edition, found.parties) == (last, Q(exhibitor__organisation=company) | Q(delegate__organisation=company))


def test_whoever_was_erased_is_counted_without_a_name(edition, exhibitor, guests) -> None:
    meeting = make.make_meeting(make.calendar_of(exhibitor), guests[0], status="held")
    person = guests[0].delegate.person
    person.name, person.names = "Erased person", {}
    person.save()
    (met,) = whole_sheet(edition, exhibitor.organisation).meetings
    assert (met.code, met.who) == (meeting.code, "Erased person")


@pytest.mark.parametrize("many", [1, 4])
def test_a_sheet_costs_the_same_for_one_and_many(edition, exhibitor, guests, django_assert_num_queries, many) -> None:
    for number in range(many):
        make.make_meeting(make.calendar_of(exhibitor), guests[number], make.HK_MORNING + number * HOUR)
        make.make_work(edition, make.make_title(owner=exhibitor.organisation))
    sheet = whole_sheet(edition, exhibitor.organisation)
    with django_assert_num_queries(7):
        assert (len(sheet.meetings), sheet.figures.placed, len(sheet.works)) == (many, many, many)


@pytest.mark.parametrize("many", [1, 4])
def test_the_list_of_companies_costs_the_same_for_one_and_many(edition, django_assert_num_queries, many) -> None:
    for _ in range(many):
        make.make_exhibitor(edition, has_stand=False)
    with django_assert_num_queries(6):
        assert len(company_lines(edition)) == many
