"""Lists that are sorted by a name stand as their reader looks names up, on every database."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client
from django.utils.translation import override

from praya.core.directory.models import Person
from praya.core.directory.ordering import order_field
from tests import builders as make

pytestmark = pytest.mark.django_db
NAMES = ("Zoe Aster", "Álvaro Brito", "ana bela", "Östen Dahl", "陳大文", "丁一", "de Vries Joke")
LATIN = ["Álvaro Brito", "ana bela", "de Vries Joke", "Östen Dahl", "Zoe Aster"]


def test_a_list_of_the_organisers_is_sorted_as_its_reader_looks_names_up() -> None:
    edition = make.make_edition("autumn")
    for name in NAMES:
        make.make_delegate(edition, name=name)
    client = make.sign_in(Client(), make.make_team_member(edition))
    page = client.get("/e/autumn/manage/delegates/", {"sort": "name"})
    found = [name for name in _names(page) if name in NAMES]
    assert found == [*LATIN, "陳大文", "丁一"]


@pytest.mark.parametrize(
    ("language", "expected"),
    [("pt", [*LATIN, "陳大文", "丁一"]), ("zh-hant", ["丁一", "陳大文", *LATIN]), ("zh-hans", ["陳大文", "丁一", *LATIN])],
)
@pytest.mark.parametrize("page", ["delegates", "exhibitors", "invitations"])
def test_lists_of_the_organisers_begin_as_their_reader_looks_names_up(page: str, language: str, expected: list[str]) -> None:
    edition = make.make_edition("autumn")
    for name in NAMES:
        make.make_exhibitor(edition, name, staff=0)
        make.make_delegate(edition, name=name)
    client = make.sign_in(Client(), make.make_team_member(edition))
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    assert [name for name in _names(client.get(f"/e/autumn/manage/{page}/")) if name in NAMES] == expected


def _names(page: object) -> list[str]:
    rows = page.context["rows"]  # type: ignore[attr-defined]
    return [row["name"] if isinstance(row, dict) else row.person.name for row in rows]


@pytest.mark.parametrize(
    ("language", "expected"),
    [("pt", [*LATIN, "陳大文", "丁一"]), ("zh-hant", ["丁一", "陳大文", *LATIN]), ("zh-hans", ["陳大文", "丁一", *LATIN])],
)
def test_the_key_of_a_language_orders_people(language: str, expected: list[str]) -> None:
    for name in NAMES:
        make.make_person(name)
    with override(language):
        rows = Person.objects.filter(name__in=NAMES).order_by(order_field(language), "pk")
        assert list(rows.values_list("name", flat=True)) == expected


def test_the_key_follows_the_name_however_it_is_saved() -> None:
    person = make.make_person("Zoe Aster")
    before = person.order_latin
    person.name = "Ana Reis"
    person.save(update_fields=["name"])
    person.refresh_from_db()
    assert person.order_latin < before
    (made,) = Person.objects.bulk_create([Person(name="Ana Reis")])
    assert Person.objects.get(pk=made.pk).order_latin == person.order_latin
