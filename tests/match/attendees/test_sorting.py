"""People and companies are sorted by what the reader sees: countries by their names, and what one has in common by likelihood."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from praya.core.directory.models import Person
from praya.match.suggestions.numbers import EXHIBITOR, PERSON, kind_of, pk_of
from praya.meet.accreditation.models import Delegate
from praya.meet.editions.models import Edition
from tests import builders as make
from tests.match.suggestions.market import Fair, numbers_for

pytestmark = pytest.mark.django_db
COUNTRIES = ("DE", "AT", "HK", "", "ES", "JP")


def shown(client: Client, edition: Edition, page: str, sort: str, **more: Any) -> list[Any]:
    """Return the rows of a list in their order."""
    return list(client.get(f"/e/{edition.slug}/{page}/", {"sort": sort, **more}).context["rows"])


@pytest.mark.parametrize(
    ("language", "order"),
    [
        ("en", ["AT", "DE", "HK", "JP", "ES", ""]),  # Austria, Germany, Hong Kong, Japan, Spain
        ("pt", ["DE", "AT", "ES", "HK", "JP", ""]),  # Alemanha, Áustria, Espanha, Hong Kong, Japão
        ("zh-hant", ["JP", "ES", "HK", "AT", "DE", ""]),  # by strokes: 日本, 西班牙, 香港, 奧地利, 德國
        ("zh-hans", ["AT", "DE", "JP", "ES", "HK", ""]),  # by pinyin: Àodìlì, Déguó, Rìběn, Xībānyá, Xiānggǎng
    ],
)
def test_countries_stand_in_the_order_of_their_names(client: Client, language: str, order: list[str]) -> None:
    edition = make.make_edition()
    for number, country in enumerate(COUNTRIES):
        company = make.make_organisation(f"Company {number}", country=country)
        make.make_exhibitor(edition, organisation=company, staff=0)
        make.make_calendar(make.make_delegate(edition, name=f"Person {number}", organisation=None))
        Person.objects.filter(name=f"Person {number}").update(country=country)
    me = make.make_delegate(edition, person=make.make_person("Me", country=""), organisation=None)
    make.sign_in(client, me.person.account)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    assert [line.country for line in shown(client, edition, "exhibitors", "country")] == order
    people = [row["from"] for row in shown(client, edition, "people", "country") if row["person__name"].startswith("Person")]
    assert people == order


def test_whom_one_has_most_in_common_with_comes_first_and_everybody_else_follows_by_name() -> None:
    fair = Fair()
    other = make.make_exhibitor(fair.edition, "Aardvark Hire", staff=1)
    client = fair.client(fair.buyer)
    before = [line.name for line in shown(client, fair.edition, "exhibitors", "common")]
    fair.compute()
    after = [line.exhibitor for line in shown(client, fair.edition, "exhibitors", "common")]
    # Which of them are suggested, and which only to look further, is drawn by the numbers of records: here, one at least is.
    suggested = [pk_of(number) for number in numbers_for(fair.buyer) if kind_of(number) == EXHIBITOR]
    expected = [*suggested, *(number for number in (other.pk, fair.stand.pk) if number not in suggested)]
    assert (before, after) == (["Aardvark Hire", "Lantern Sales"], expected)
    people = [row["pk"] for row in shown(client, fair.edition, "people", "common")]
    suggested = [pk_of(number) for number in numbers_for(fair.buyer) if kind_of(number) == PERSON]
    assert suggested
    rest = sorted(set(people) - set(suggested), key=lambda pk: Delegate.objects.get(pk=pk).person.name)
    assert people == [*suggested, *rest]
