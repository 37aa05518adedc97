"""Merging two people of whom one has blocked somebody: a no stays unsaid."""

from __future__ import annotations

import pytest
from django.utils import timezone

from praya.core.duplicates.actions import merge, unmerge
from praya.match.messages.models import Block
from tests.builders import calendar_of, make_delegate, make_edition, make_exhibitor, make_person, make_wish
from tests.core.duplicates.snapshots import everything

pytestmark = pytest.mark.django_db


def test_a_no_is_neither_told_nor_lost() -> None:
    edition = make_edition()
    keep, other = make_delegate(edition), make_delegate(edition)
    third = make_delegate(edition, name="Third").person
    make_wish(calendar_of(other), calendar_of(make_exhibitor(edition)), "no")
    make_block = Block.objects.create
    now = timezone.now()
    make_block(person=other.person, blocked=third, at=now)
    make_block(person=third, blocked=other.person, at=now)
    make_block(person=keep.person, blocked=third, at=now)
    make_block(person=other.person, blocked=keep.person, at=now)
    before = everything()
    done = merge("person", keep.person_id, other.person_id, by=None, proof="owner")
    blocks = set(Block.objects.values_list("person", "blocked"))
    one, two_, three = keep.person_id, other.person_id, third.pk
    assert blocks == {(two_, three), (three, one), (one, three), (two_, one)}
    unmerge(done, by=None)
    assert everything() == before


def test_a_block_since_then_keeps_nobody_from_taking_back() -> None:
    edition = make_edition()
    keep, other = make_delegate(edition), make_delegate(edition)
    done = merge("person", keep.person_id, other.person_id, by=None)
    Block.objects.create(person=keep.person, blocked=make_person(), at=timezone.now())
    unmerge(done, by=None)
    assert Block.objects.get().person == keep.person
