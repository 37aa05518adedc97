"""Merging two records of a work keeps everybody's credit once, whoever was named how."""

from __future__ import annotations

import pytest

from praya.core.catalogue.models import Credit
from praya.core.duplicates.actions import merge
from tests.builders import make_organisation, make_person, make_title

pytestmark = pytest.mark.django_db


def test_each_credit_is_kept_once_by_role_and_by_who_it_is() -> None:
    person, company = make_person("Mei Chan"), make_organisation("Harbour Films")
    of_person, of_company = {"name": "Mei Chan", "person": person.code}, {"name": "Harbour", "organisation": company.code}
    keep = make_title(
        "Lantern Road",
        credits=[
            {"role": "director", **of_person},
            {"role": "production", **of_company},
            {"role": "writer", "name": "Bo Lo"},
        ],
    )
    other = make_title(
        "Lantern Road",
        credits=[
            {"role": "director", **of_person, "name": "Chan Mei"},  # the same person, spelled otherwise
            {"role": "writer", **of_person},  # in another role
            {"role": "production", **of_company, "name": "Harbour Films Ltd"},
            {"role": "writer", "name": "Bo Lo"},
            {"role": "writer", "name": "Ana Lima"},
        ],
    )
    merge("title", keep.pk, other.pk, by=None)
    assert sorted(Credit.objects.filter(title=keep.pk).values_list("role", "name", "person", "organisation")) == [
        ("director", "Mei Chan", person.pk, None),
        ("production", "Harbour", None, company.pk),
        ("writer", "Ana Lima", None, None),
        ("writer", "Bo Lo", None, None),
        ("writer", "Mei Chan", person.pk, None),
    ]


def test_two_people_who_are_one_keep_their_credits() -> None:
    keep, other = make_person("Mei Chan"), make_person("Chan Mei", account=None, email=None)
    rows = [{"role": "director", "name": one.name, "person": one.code} for one in (keep, other)]
    title = make_title("Lantern Road", credits=rows)
    merge("person", keep.pk, other.pk, by=None)
    found = Credit.objects.filter(title=title.pk).order_by("position").values_list("name", "person")
    assert list(found) == [("Mei Chan", keep.pk), ("Chan Mei", keep.pk)]
