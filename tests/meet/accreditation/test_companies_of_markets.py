"""A company typed by hand is one of the own market: another market's company of the same name is somebody else's."""

from __future__ import annotations

import pytest

from praya.core.directory.models import Organisation
from praya.meet.accreditation.actions import organisation_named
from tests import builders as make

pytestmark = pytest.mark.django_db


def test_another_markets_company_is_not_taken_over():
    theirs = make.make_exhibitor(make.make_edition(), organisation=make.make_organisation("Harbour Films")).organisation
    own = organisation_named(make.make_edition(), "Harbour Films")
    assert own != theirs
    assert Organisation.objects.filter(name="Harbour Films").count() == 2


def test_the_own_markets_company_is_known_in_its_next_edition():
    market = make.make_market()
    exhibiting, sending = make.make_organisation("Harbour Films"), make.make_organisation("Pier Pictures")
    earlier = make.make_edition(market=market)
    make.make_exhibitor(earlier, organisation=exhibiting)
    make.make_delegate(earlier, organisation=sending)
    later = make.make_edition(market=market)
    imported = make.make_organisation("Quay Media", reference=f"{market.pk}/Q1")
    assert [organisation_named(later, name) for name in ("harbour films", "Pier Pictures", "Quay Media", "")] == [
        exhibiting,
        sending,
        imported,
        None,
    ]
