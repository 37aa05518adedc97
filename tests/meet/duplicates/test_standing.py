"""A merged record stays hidden: whatever still names it is about the one that stands for both."""

from __future__ import annotations

from typing import Any

import pytest

from praya.core.accounts.actions import claim_person, open_account
from praya.core.duplicates.actions import merge
from praya.meet.accreditation.actions import add_delegate, organisation_named
from praya.meet.accreditation.models import Delegate
from praya.meet.accreditation.queries import delegates_matching
from tests.builders import make_account, make_delegate, make_edition, make_exhibitor, make_organisation, make_person, make_title

pytestmark = pytest.mark.django_db


def test_a_credit_that_names_the_hidden_one_leads_to_the_other() -> None:
    keep, other = make_person("Ng See-yuen"), make_person("吳思遠", account=None)
    merge("person", keep.pk, other.pk, by=None)
    title = make_title(credits=[{"role": "director", "name": "吳思遠", "person": other.code}])
    assert [(one.name, one.person) for one in title.credits.all()] == [("吳思遠", keep)]


def test_the_address_of_the_hidden_one_opens_nothing() -> None:
    keep, other = (
        make_person("Ana", account=None, email="ana@example.org"),
        make_person("Anna", account=None, email="anna@example.org"),
    )
    merge("person", keep.pk, other.pk, by=None)
    assert open_account("anna@example.org") is None
    assert claim_person(make_account("anna@example.org")) is None
    opened = open_account("ana@example.org")
    assert opened is not None and opened.person == keep


def test_accrediting_by_hand_finds_the_one_that_stands() -> None:
    edition = make_edition()
    keep, other = (
        make_person("Ana", account=None, email="ana@example.org"),
        make_person("Anna", account=None, email="anna@example.org"),
    )
    merge("person", keep.pk, other.pk, by=None)
    values: dict[str, Any] = {
        "email": "anna@example.org",
        "name": "Anna",
        "country": "PT",
        "organisation": "",
        "category": None,
        "job_title": "",
        "site": None,
        "zone": "Europe/Lisbon",
    }
    assert add_delegate(edition, values, by=None).person == keep


def test_companies_and_people_are_found_by_spellings_that_stand() -> None:
    edition = make_edition()
    keep = make_exhibitor(edition, organisation=make_organisation("Lantern")).organisation
    other = make_organisation("Lantern", reference=f"{edition.market_id}/L")
    merge("organisation", other.pk, keep.pk, by=None)
    assert organisation_named(edition, "lantern") == other
    person = make_delegate(edition, person=make_person("Ng See-yuen")).person
    merge("person", person.pk, make_person("N. G. See Yuen", account=None, email=None).pk, by=None)
    assert [row.person for row in delegates_matching(edition, q="N. G.")] == [person]
    assert Delegate.objects.filter(person=person).count() == 1
