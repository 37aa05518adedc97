"""A prepared query finds what the query itself would, whatever its words; what is no word is refused."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from praya.core.directory.models import Person
from praya.core.gathering import Gathered
from praya.core.prepared import Prepared
from praya.meet.accreditation.models import Availability, Delegate
from tests import builders as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> list[Delegate]:
    edition, other = make.make_edition(), make.make_edition()
    found = [make.make_delegate(edition, name=name) for name in ("Anna", "Bo")] + [make.make_delegate(other, name="Cy")]
    for hours, one in enumerate(found):
        make.make_availability(one, make.HK_MORNING + timedelta(hours=hours), make.HK_AFTERNOON + timedelta(hours=hours))
    return found


def test_numbers_texts_and_instants_are_words_and_a_query_is_built_once_for_each_shape(people: list[Delegate]) -> None:
    built = []

    def build(column: str, **words: Any) -> QuerySet[Any, Any]:
        built.append(column)
        numbers = [word for name, word in words.items() if name.startswith("edition")]
        free = Availability.objects.filter(delegate=OuterRef("pk"), starts_at__gte=words["at"])
        rows = Delegate.objects.filter(Q(edition__in=numbers) | Q(person__name=words["name"]), Exists(free))
        return rows.annotate(n=Count("availability")).order_by(column).values_list("person__name", "n")

    rows = Prepared(build)
    first, second, third = people
    asked = [(("pk",), {}), (("-pk",), {}), (("pk",), {"at": make.HK_MORNING + timedelta(hours=1)}), (("pk",), {"name": "Bo"})]
    for shape, other in asked:
        for numbers in ([first.edition_id], [third.edition_id], [first.edition_id, third.edition_id]):
            words = {f"edition_{at}": number for at, number in enumerate(numbers)}
            words |= {"name": "Anna", "at": make.HK_MORNING, **other}
            plain = list(build(*shape, **words))
            built.pop()
            assert rows(*shape, **words) == plain
    assert built == ["pk", "pk", "-pk", "-pk"]
    assert len(rows("pk", edition_0=first.edition_id, name="Cy", at=make.HK_MORNING)) == 3


def test_records_come_with_what_is_selected_and_gathered_with_them(
    people: list[Delegate], django_assert_num_queries: Any
) -> None:
    def build(edition: int) -> QuerySet[Any, Any]:
        spans = Gathered(Availability.objects.filter(delegate=OuterRef("pk")), "starts_at")
        return Delegate.objects.filter(edition=edition).select_related("person", "category").annotate(spans=spans).order_by("pk")

    rows = Prepared(build)
    for one in (people[0], people[2], people[0]):
        with django_assert_num_queries(1):
            found = rows(edition=one.edition_id)
            names = [row.person.name for row in found]
        assert (found, names) == (list(build(one.edition_id)), ["Cy"] if one == people[2] else ["Anna", "Bo"])
        assert [row.spans for row in found] == [row.spans for row in build(one.edition_id)]
    Person.objects.filter(name="Cy").update(name="Di")
    assert [row.person.name for row in rows(edition=people[2].edition_id)] == ["Di"]


def test_among_no_numbers_nothing_is_found(people: list[Delegate], django_assert_num_queries: Any) -> None:
    rows = Prepared(lambda **words: Delegate.objects.filter(pk__in=words.values()))
    with django_assert_num_queries(0):
        assert (rows(), rows()) == ([], [])
    assert rows(one=people[0].pk) == [people[0]]


@pytest.mark.parametrize(
    ("build", "words"),
    [
        (lambda at: Delegate.objects.filter(applied_at=at + timedelta(hours=1)), {"at": make.HK_MORNING}),
        (lambda name: Person.objects.filter(name__icontains=name), {"name": "A"}),
        (lambda number: Person.objects.filter(pk=number + 1), {"number": 1}),
    ],
)
def test_what_is_not_compared_as_it_is_is_no_word(build: Any, words: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="not compared as it is with a column"):
        Prepared(build)(**words)
