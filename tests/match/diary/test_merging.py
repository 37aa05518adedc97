"""Merging two people of one edition: meetings come first."""

from __future__ import annotations

import pytest

from praya.core.actions.refusing import Refused
from praya.core.duplicates.actions import merge
from praya.meet.accreditation.models import Delegate
from praya.meet.duplicates import actions
from tests.builders import HK_MORNING, calendar_of, make_delegate, make_edition, make_exhibitor, make_meeting, make_resemblance

pytestmark = pytest.mark.django_db


def test_whoever_has_a_meeting_is_not_merged_away() -> None:
    edition = make_edition()
    keep, other = make_delegate(edition), make_delegate(edition, name="吳思遠")
    meeting = make_meeting(calendar_of(make_exhibitor(edition)), calendar_of(other), HK_MORNING)
    with pytest.raises(Refused, match="吳思遠 has meetings or requests there. Cancel these first."):
        merge("person", keep.person_id, other.person_id, by=None, proof="organiser")
    type(meeting).objects.update(status="cancelled")
    merge("person", keep.person_id, other.person_id, by=None, proof="organiser")
    assert Delegate.objects.get(pk=other.pk).status == "left"


def test_the_other_way_round_meetings_stay() -> None:
    edition = make_edition()
    keep, other = make_delegate(edition), make_delegate(edition, name="吳思遠")
    make_meeting(calendar_of(make_exhibitor(edition)), calendar_of(keep), HK_MORNING)
    pair = make_resemblance(edition, keep.person, other.person)
    actions.same(pair, keep.person_id, by=None, edition=edition.pk)
    assert dict(Delegate.objects.filter(category__slug="buyer").values_list("pk", "status")) == {
        keep.pk: "approved",
        other.pk: "left",
    }
    actions.take_back(pair, by=None, edition=edition.pk)
    assert Delegate.objects.get(pk=other.pk).status == "approved"
