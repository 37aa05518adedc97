"""Who has meetings is found and counted along the index of names as the rules have it."""

from __future__ import annotations

import pytest
from django.db.models import Q

from praya.core.access.audiences import Audience
from praya.match.attendees.by_name import count_of_names
from praya.match.attendees.queries import Sought, people
from praya.meet.accreditation.models import Delegate
from praya.meet.accreditation.queries import able_to_meet
from praya.meet.editions.models import Edition
from tests import builders as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition() -> Edition:
    """Hold everybody who may or may not have meetings: with a party, at a stand, of a category without meetings, elsewhere."""
    edition = make.make_edition()
    closed = make.make_category(edition, "closed", may_meet=False)
    for name in ("Anna Able", "Bo Ng", "Mary Moon"):
        make.calendar_of(make.make_delegate(edition, name=name, category=make.make_category(edition, f"open-{name[:2]}".lower())))
    make.calendar_of(make.make_delegate(edition, name="Max Closed", category=closed))
    make.calendar_of(make.make_delegate(edition, name="Mona Applies", status="applied"))
    make.make_delegate(edition, name="Marc Partyless", category=None)
    stand = make.make_exhibitor(edition, "Lantern", staff=0)
    make.make_delegate(edition, name="Mei of a stand", organisation=stand.organisation, category=None)
    make.make_delegate(edition, name="Milo of a stand, closed", organisation=stand.organisation, category=closed)
    other = make.make_edition()
    make.calendar_of(make.make_delegate(other, name="Mila Elsewhere"))
    make.make_delegate(
        edition, name="Mira whose company exhibits elsewhere", organisation=make.make_exhibitor(other, staff=0).organisation
    )
    return edition


def met(edition: Edition) -> set[str]:
    """Return by the rules who has meetings."""
    at_stands = Q(organisation__exhibits__edition=edition, organisation__exhibits__calendar__isnull=False)
    rows = able_to_meet(edition=edition).filter(Q(calendar__isnull=False) | at_stands)
    return set(rows.values_list("person__name", flat=True))


def test_a_page_and_its_count_have_whom_the_rules_let_meet(edition: Edition, django_assert_num_queries) -> None:
    rows = people(edition, Sought(audience=Audience.BUYER))
    names = met(edition)
    assert names == {"Anna Able", "Bo Ng", "Mary Moon", "Mei of a stand"}
    with django_assert_num_queries(2):
        assert ([row["person__name"] for row in rows[:50]], rows.count()) == (sorted(names), len(names))
    assert rows.all().count() == len(names)


def test_a_letter_counts_those_whose_names_begin_so(edition: Edition) -> None:
    delegate = Delegate.objects.get(person__name="Mary Moon")
    beginning = delegate.person.order_latin[:4]
    rows = people(edition, Sought(beginning=beginning, audience=Audience.BUYER))
    wanted = {name for name in met(edition) if Delegate.objects.get(person__name=name).person.order_latin.startswith(beginning)}
    assert {row["person__name"] for row in rows[:50]} == wanted
    assert (rows.count(), "Mary Moon" in wanted, "Anna Able" in wanted) == (len(wanted), True, False)
    assert count_of_names(edition.pk, "order_latin", beginning) == len(wanted)
    assert count_of_names(make.make_edition().pk, "order_latin", "") == 0
