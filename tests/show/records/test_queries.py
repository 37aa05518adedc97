"""Read records in a constant number of queries, however much there is in them."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from praya.core.documents.actions import revise
from praya.core.documents.declaring import loaded_document
from tests import builders as make
from tests.show.records.market import Company

pytestmark = pytest.mark.django_db


def count(client: Client, address: str) -> int:
    """Return how many queries a page takes."""
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def grow(company: Company, size: int) -> None:
    """Give the company's work more of everything."""
    person, organisation = company.people[0].person, company.organisation
    credits: list[dict[str, Any]] = [
        {"role": "cast", "name": f"A{number}", "note": "", "person": person.code, "organisation": ""} for number in range(size)
    ]
    credits += [
        {"role": "production", "name": f"B{number}", "note": "", "person": "", "organisation": organisation.code}
        for number in range(size)
    ]
    document = loaded_document(company.fresh()) | {"credits": credits, "identifiers": {"imdb": "tt0118694"}}
    for year in range(2000, 2000 + size):
        revise(company.title, document | {"year": year}, by=company.people[0].person.account)
    for _number in range(size):
        make.make_picture(company.title)
        make.make_grant(company.title, make.make_account())


@pytest.mark.parametrize("path", ["", "edit/credits/", "edit/names/", "preview/", "changes/", "pictures/"])
def test_pages_of_a_work(path: str) -> None:
    company = Company()
    grow(company, 1)
    few = count(company.client, f"{company.root}{path}")
    grow(company, 6)
    assert count(company.client, f"{company.root}{path}") == few


def test_the_review_of_a_work() -> None:
    company = Company()
    grow(company, 1)
    few = count(company.organiser, company.review)
    grow(company, 6)
    assert count(company.organiser, company.review) == few
