"""What belongs to a row is read within the row's own query, alike by both databases."""

from __future__ import annotations

import pytest
from django.db.models import OuterRef

from praya.core.catalogue.models import Credit
from praya.core.directory.models import Organisation, Person
from praya.core.gathering import Gathered, gathered_instant, gathered_json
from praya.meet.accreditation.models import Delegate
from tests import builders as make

pytestmark = pytest.mark.django_db


def test_rows_come_as_lists_of_their_columns_and_of_none_an_empty_one(django_assert_num_queries) -> None:
    person, company = make.make_person("王家衛"), make.make_organisation('Say "Film" Ltd')
    title = make.make_title(
        credits=[{"role": "director", "name": "Wong 'K' Wai", "person": person.code}, {"role": "cast", "name": "B"}]
    )
    credits = Credit.objects.filter(person=OuterRef("pk"))
    with django_assert_num_queries(1):
        found = dict(
            Person.objects.annotate(own=Gathered(credits, "title", "role", "name", "note", "organisation__code")).values_list(
                "pk", "own"
            )
        )
    assert found[person.pk] == [[title.pk, "director", "Wong 'K' Wai", "", None]]
    assert [rows for number, rows in found.items() if number != person.pk] == [[]] * (len(found) - 1)
    nobody = Organisation.objects.annotate(own=Gathered(credits.none(), "pk")).get(pk=company.pk)
    assert not nobody.own


def test_instants_and_names_are_read_from_what_was_gathered() -> None:
    edition = make.make_edition()
    delegate = make.make_delegate(edition, person=make.make_person("Ng See-yuen", names={"zh-Hant": "吳思遠"}))
    make.make_availability(delegate, make.HK_MORNING, make.HK_AFTERNOON)
    spans = Gathered(delegate.availability.model.objects.filter(delegate=OuterRef("pk")), "starts_at", "ends_at")
    names = Gathered(Person.objects.filter(pk=OuterRef("person")), "names", "pk")
    row = Delegate.objects.annotate(spans=spans, spelt=names).get()
    assert [[gathered_instant(one) for one in span] for span in row.spans] == [[make.HK_MORNING, make.HK_AFTERNOON]]
    assert [(gathered_json(spelt), number) for spelt, number in row.spelt] == [({"zh-Hant": "吳思遠"}, delegate.person_id)]
