"""Merging two people of one edition: meetings and requests come first, and a no stays unsaid."""

from __future__ import annotations

import pytest
from django.utils import timezone

from praya.core.actions.refusing import Refused
from praya.core.duplicates.actions import merge, unmerge
from praya.match.messages.models import Block
from praya.meet.accreditation.models import Delegate
from praya.meet.duplicates import actions
from praya.meet.editions.models import Edition
from tests.builders import (
    HK_MORNING,
    calendar_of,
    make_delegate,
    make_edition,
    make_exhibitor,
    make_meeting,
    make_person,
    make_request,
    make_resemblance,
    make_wish,
)
from tests.core.duplicates.snapshots import everything

pytestmark = pytest.mark.django_db


def two(edition: Edition) -> tuple[Delegate, Delegate]:
    """Accredit two people to one edition."""
    return make_delegate(edition, name="Ng See-yuen"), make_delegate(edition, name="吳思遠")


def test_whoever_has_a_meeting_is_not_merged_away() -> None:
    edition = make_edition()
    keep, other = two(edition)
    meeting = make_meeting(calendar_of(make_exhibitor(edition)), calendar_of(other), HK_MORNING)
    with pytest.raises(Refused, match="吳思遠 has meetings or requests there. Cancel these first."):
        merge("person", keep.person_id, other.person_id, by=None)
    type(meeting).objects.update(status="cancelled")
    merge("person", keep.person_id, other.person_id, by=None)
    assert Delegate.objects.get(pk=other.pk).status == "left"


@pytest.mark.parametrize(
    ("status", "is_refused"), [("sent", True), ("accepted", True), ("declined", False), ("withdrawn", False)]
)
def test_whoever_waits_for_an_answer_is_not_merged_away(status: str, is_refused: bool) -> None:
    edition = make_edition()
    keep, other = two(edition)
    make_request(calendar_of(other), calendar_of(make_exhibitor(edition)), status=status, sent_by=other)
    if is_refused:
        with pytest.raises(Refused, match="has meetings or requests there"):
            merge("person", keep.person_id, other.person_id, by=None)
    else:
        merge("person", keep.person_id, other.person_id, by=None)


def test_the_other_way_round_meetings_stay() -> None:
    edition = make_edition()
    keep, other = two(edition)
    make_meeting(calendar_of(make_exhibitor(edition)), calendar_of(keep), HK_MORNING)
    pair = make_resemblance(edition, keep.person, other.person)
    actions.same(pair, keep.person_id, by=None, edition=edition.pk)
    assert dict(Delegate.objects.filter(category__slug="buyer").values_list("pk", "status")) == {
        keep.pk: "approved",
        other.pk: "left",
    }
    actions.take_back(pair, by=None, edition=edition.pk)
    assert Delegate.objects.get(pk=other.pk).status == "approved"


def test_a_no_is_neither_told_nor_lost() -> None:
    edition = make_edition()
    keep, other = two(edition)
    third = make_delegate(edition, name="Third").person
    make_wish(calendar_of(other), calendar_of(make_exhibitor(edition)), "no")
    make_block = Block.objects.create
    now = timezone.now()
    make_block(person=other.person, blocked=third, at=now)
    make_block(person=third, blocked=other.person, at=now)
    make_block(person=keep.person, blocked=third, at=now)
    make_block(person=other.person, blocked=keep.person, at=now)
    before = everything()
    done = merge("person", keep.person_id, other.person_id, by=None)
    blocks = set(Block.objects.values_list("person", "blocked"))
    one, two_, three = keep.person_id, other.person_id, third.pk
    assert blocks == {(two_, three), (three, one), (one, three), (two_, one)}
    unmerge(done, by=None)
    assert everything() == before


def test_a_block_since_then_keeps_nobody_from_taking_back() -> None:
    edition = make_edition()
    keep, other = two(edition)
    done = merge("person", keep.person_id, other.person_id, by=None)
    Block.objects.create(person=keep.person, blocked=make_person(), at=timezone.now())
    unmerge(done, by=None)
    assert Block.objects.get().person == keep.person
