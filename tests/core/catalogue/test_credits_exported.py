"""Somebody's own data have the credits that everybody reads, and nobody finds by name whoever was erased."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from praya.core.catalogue.indexing import index_people
from praya.core.catalogue.models import Credit, Title
from praya.core.holding import personal_tables
from praya.core.index.models import Listing
from praya.core.personal.erasing import erase
from praya.core.personal.queries import rows_of, subject_numbered, told_rows
from tests.builders import make_person, make_title

pytestmark = pytest.mark.django_db


def test_own_data_tell_of_no_credit_that_its_owner_keeps_to_themselves() -> None:
    me, other = make_person("Mei Chan"), make_person("Bo Lo")
    credits = [{"role": "director", "name": one.name, "person": one.code} for one in (me, other)]
    shown, draft, closed, apart, merged = (make_title(f"Lantern {number}", credits=credits) for number in range(5))
    Title.objects.filter(pk=draft.pk).update(status=Title.Status.DRAFT)
    Title.objects.filter(pk=closed.pk).update(level="badge")
    Title.objects.filter(pk=apart.pk).update(visibility={"credits": "private"})
    Title.objects.filter(pk=merged.pk).update(merged_into=shown)
    who = subject_numbered([], [me.pk])
    table = next(table for table in personal_tables() if table.model is Credit)
    assert who is not None
    assert rows_of(table, who).get() == shown.credits.get(person=me)
    assert list(told_rows(table, who)) == [{"title__code": shown.code, "role": "director", "name": "Mei Chan", "note": ""}]


def test_whoever_was_erased_is_found_by_their_name_no_more() -> None:
    me, other = make_person("Mei Chan", level="public"), make_person("Bo Lo", level="public")
    index_people([me.pk, other.pk])
    assert set(Listing.objects.filter(kind="person").values_list("number", "names")) == {(me.pk, "Mei Chan"), (other.pk, "Bo Lo")}
    who = subject_numbered([], [me.pk])
    assert who is not None
    erase(who, at=timezone.now() + timedelta(hours=1))
    assert set(Listing.objects.filter(kind="person").values_list("number", flat=True)) == {other.pk}
    assert not Listing.objects.filter(names__contains="Mei").exists()
