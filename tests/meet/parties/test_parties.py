"""Who has a calendar, on whose a delegate acts, and what others call it."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from praya.match.requests.models import ProposedSlot, Wish
from praya.match.requests.notices import name_of, people_behind
from praya.meet.accreditation.visits import EditionVisit
from praya.meet.parties.actions import acting_party, ensure_parties
from praya.meet.parties.models import Party
from praya.meet.parties.queries import hold_all_parties, hold_parties, party_called
from praya.meet.parties.sides import acting_side, parties_behind, side_of, visiting_side
from tests.builders import (
    HK_MORNING,
    calendar_of,
    make_category,
    make_delegate,
    make_edition,
    make_exhibitor,
    make_organisation,
    make_request,
    make_wish,
    staff_of,
)

pytestmark = pytest.mark.django_db


def test_exhibitors_and_approved_delegates_get_the_calendars_that_they_lack() -> None:
    edition = make_edition()
    exhibitor = make_exhibitor(edition, staff=1)
    exhibitor.calendar.delete()
    buyer, known = make_delegate(edition), make_delegate(edition)
    make_delegate(edition, status="applied")
    make_delegate(make_edition())
    own = calendar_of(known)
    assert ensure_parties(edition) == 3
    assert list(Party.objects.filter(delegate=None).values_list("edition", "exhibitor")) == [(edition.pk, exhibitor.pk)]
    delegates = Party.objects.filter(exhibitor=None).order_by("delegate")
    wanted = sorted([buyer.pk, known.pk, staff_of(exhibitor)[0].pk])
    assert list(delegates.values_list("edition", "delegate")) == [(edition.pk, pk) for pk in wanted]
    assert known.calendar == own
    assert ensure_parties(edition) == 0


def test_staff_act_on_their_exhibitors_calendar_and_answer_for_their_own_too() -> None:
    edition = make_edition()
    organisation = make_organisation()
    staff = make_delegate(edition, organisation=organisation)
    own = calendar_of(staff)
    assert side_of(staff).pks == (own.pk,)
    stand = calendar_of(make_exhibitor(edition, organisation=organisation, staff=0))
    make_exhibitor(make_edition(), organisation=organisation, staff=0)
    side = side_of(staff)
    assert (side.acting, side.pks, side.edition) == (stand.pk, (stand.pk, own.pk), edition.pk)
    assert acting_party(staff) == stand
    assert set(Party.objects.filter(parties_behind(staff))) == {stand, own}


def test_a_delegate_without_a_calendar_acts_on_none_until_it_is_made() -> None:
    buyer = make_delegate(make_edition())
    assert (side_of(buyer).acting, side_of(buyer).pks) == (0, ())
    made = acting_party(buyer)
    assert (made.edition_id, made.delegate_id, side_of(buyer).acting) == (buyer.edition_id, buyer.pk, made.pk)
    assert acting_party(buyer) == made


@pytest.mark.parametrize("kind", ["staff", "guest", "alone", "of another company"])
def test_a_visit_brings_its_side_along_and_the_side_is_what_anybody_would_ask_for(kind: str, django_assert_num_queries) -> None:
    edition, organisation = make_edition(), make_organisation()
    make_exhibitor(make_edition(), organisation=organisation, staff=0)
    if kind == "staff":
        make_exhibitor(edition, organisation=organisation, staff=0)
    make_exhibitor(edition, staff=1)
    who = make_delegate(edition, organisation=None if kind == "guest" else organisation)
    if kind != "alone":
        calendar_of(who)
    visit = EditionVisit(edition, list(edition.sites.all()), who.person.account)
    with django_assert_num_queries(1):
        side, chosen = visiting_side(visit), parties_behind(visit.me, "calendar__")
    assert (side.acting, side.pks) == (side_of(who).acting, side_of(who).pks)
    other = make_wish(calendar_of(make_delegate(edition)), calendar_of(make_delegate(edition))).other
    for number in side.pks:
        make_wish(Party.objects.get(pk=number), other)
    assert {wish.calendar_id for wish in Wish.objects.filter(chosen)} == set(side.pks)
    assert set(Party.objects.filter(parties_behind(visit.me))) == set(Party.objects.filter(parties_behind(who)))


def test_who_is_no_party_yet_becomes_one_to_act_and_the_visit_knows() -> None:
    edition = make_edition()
    who = make_delegate(edition)
    visit = EditionVisit(edition, list(edition.sites.all()), who.person.account)
    assert (visiting_side(visit).acting, list(Party.objects.filter(parties_behind(visit.me)))) == (0, [])
    made = acting_side(visit)
    assert made.pks == (Party.objects.get(delegate=who).pk,)
    assert (visiting_side(visit).pks, side_of(who).pks) == (made.pks, made.pks)
    assert set(Party.objects.filter(parties_behind(visit.me))) == {who.calendar}


def test_a_stranger_has_no_side() -> None:
    with pytest.raises(AssertionError, match="only delegates have a side"):
        visiting_side(EditionVisit(make_edition(), [], None))


def test_a_calendar_is_called_after_its_company_or_person_and_led_to_by_its_code() -> None:
    edition = make_edition()
    stand = calendar_of(make_exhibitor(edition, "Lantern", staff=2))
    staff = staff_of(stand.exhibitor)
    make_delegate(edition, organisation=stand.exhibitor.organisation, category=make_category(edition, "press", may_meet=False))
    own = calendar_of(staff[0])
    buyer = calendar_of(make_delegate(edition, name="Bao Buyer"))
    assert [name_of(one.pk) for one in (stand, own, buyer)] == ["Lantern", staff[0].person.name, "Bao Buyer"]
    assert people_behind(stand.pk) == [one.pk for one in staff]
    assert people_behind(own.pk) == [staff[0].pk]
    assert party_called(edition.pk, buyer.code) == buyer.pk
    assert party_called(make_edition().pk, buyer.code) is None


def test_records_name_themselves_in_lists_and_logs() -> None:
    edition = make_edition()
    one, other = calendar_of(make_delegate(edition)), calendar_of(make_delegate(edition))
    wish = make_wish(one, other, "like")
    request = make_request(one, other, slots=(HK_MORNING,))
    assert str(one) == one.code
    assert (str(wish), str(request)) == (f"{one.pk} like {other.pk}", request.code)
    assert str(ProposedSlot.objects.get()) == "2027-03-16T01:00Z"


def test_parties_are_held_in_the_order_of_their_numbers_and_nobody_elses() -> None:
    edition = make_edition()
    one, other = (calendar_of(make_delegate(edition)) for _ in range(2))
    column = f'"{Party._meta.db_table}"."id"'
    locked = " FOR UPDATE" if connection.vendor == "postgresql" else ""
    with CaptureQueriesContext(connection) as asked:
        hold_parties([other.pk, one.pk])
        hold_all_parties(edition.pk)
    asks = [query["sql"].partition(" WHERE ")[2] for query in asked.captured_queries]
    assert asks == [
        f"{column} IN ({other.pk}, {one.pk}) ORDER BY 1 ASC{locked}",
        f'"{Party._meta.db_table}"."edition_id" = {edition.pk} ORDER BY 1 ASC{locked}',
    ]
