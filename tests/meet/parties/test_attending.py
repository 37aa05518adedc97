"""Who attends when parties are asked to meet."""

from __future__ import annotations

import pytest

from praya.meet.accreditation.models import Delegate
from praya.meet.parties.attending import Attending, Staff, attending_parties, staff_among, who_attends
from tests.builders import calendar_of, make_category, make_delegate, make_edition, make_exhibitor, make_organisation, staff_of

STAFF = {11: Staff(company=10, delegate=1), 12: Staff(company=10, delegate=2)}
OWN = {1: 11, 2: 12, 3: 30}


@pytest.mark.parametrize(
    ("addressed", "named", "parties", "people", "own"),
    [
        ([20, 30], None, (20, 30), (), ()),  # a company and a visitor
        ([20, 30], 7, (20, 30), (7,), ()),  # somebody named who is no party
        ([11, 30], None, (10, 30), (1,), (11,)),  # one of a company's people is met as the company, in person
        ([30, 11, 12], None, (30, 10), (1, 2), (11, 12)),  # two of them are one company
        ([10, 30, 12], 1, (10, 30), (1, 2), (11, 12)),  # the one named first
        ([11, 30], 1, (10, 30), (1,), (11,)),  # named twice is named
    ],
)
def test_an_exhibitors_people_attend_as_the_exhibitor_and_in_person(addressed, named, parties, people, own) -> None:
    found = who_attends(addressed, named, STAFF, OWN)
    assert found == Attending(tuple(addressed), parties, people, own, frozenset({*addressed, *parties, *own}))
    assert found.concerned == {*addressed, *parties, *own}


@pytest.mark.django_db
def test_only_people_who_meet_for_an_exhibitor_of_their_edition_are_its_staff(django_assert_num_queries) -> None:
    edition, organisation = make_edition(), make_organisation()
    make_exhibitor(make_edition(), organisation=organisation)
    stand = calendar_of(make_exhibitor(edition, organisation=organisation))
    staff = staff_of(stand.exhibitor)[0]
    own, free = calendar_of(staff), calendar_of(make_delegate(edition))
    visiting = calendar_of(make_delegate(edition, organisation=make_organisation()))
    press = make_category(edition, "press", may_meet=False)
    gone, silent = (calendar_of(make_delegate(edition, organisation=organisation)) for _ in range(2))
    Delegate.objects.filter(pk=gone.delegate_id).update(status="refused")
    Delegate.objects.filter(pk=silent.delegate_id).update(category=press)
    people = [free, visiting, gone, silent]
    found = staff_among([stand.pk, *(one.pk for one in people)], staff.pk)
    assert found == (
        {own.pk: Staff(stand.pk, staff.pk)},
        {staff.pk: own.pk, **{one.delegate_id: one.pk for one in people}},
    )
    with django_assert_num_queries(2):
        attending, parties = attending_parties([own.pk, free.pk], gone.delegate_id)
    wanted = ((own.pk, free.pk), (stand.pk, free.pk), (gone.delegate_id, staff.pk), (gone.pk, own.pk))
    assert attending == Attending(*wanted, frozenset({own.pk, free.pk, stand.pk, gone.pk}))
    assert [party.pk for party in parties] == [stand.pk, free.pk]
