"""Let each room declare what its tables keep for the people of one company, and who these people are.

What is kept is read by whoever comes for the company and by nobody else. A table that refers to a company, or to what stands for
one, and that no room has declared, is taken to keep something.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from django.db.models import Model, Q, QuerySet

from praya.core.directory.models import Person


@dataclass(frozen=True, slots=True)
class Kept:
    """Declare a table that keeps something for a company: `paths` lead from it to the company's record.

    Of some tables `only` these rows are kept from others.
    """

    model: type[Model]
    paths: str
    only: Q = field(default_factory=Q)

    def rows(self, company: int) -> QuerySet[Model]:
        """Return what is kept for a company."""
        leads = reduce(or_, (Q(**{path: company}) for path in self.paths.split()))
        return self.model._base_manager.filter(leads & self.only)


People = Callable[[int], QuerySet[Person]]


@dataclass(slots=True)
class _Declared:
    kept: list[Kept] = field(default_factory=list)
    unkept: dict[type[Model], str] = field(default_factory=dict)
    standing: dict[type[Model], str] = field(default_factory=dict)
    people: list[People] = field(default_factory=list)


declared = _Declared()


def declare_kept(*tables: Kept) -> None:
    """Declare what a room keeps for the people of a company."""
    declared.kept.extend(tables)


def declare_unkept(reason: str, *models: type[Model]) -> None:
    """Name tables that refer to a company and keep nothing from others, or that are told of beside another table."""
    declared.unkept.update(dict.fromkeys(models, reason))


def declare_standing(model: type[Model], path: str) -> None:
    """Name a table whose rows stand for a company, to which `path` leads: what refers to them is asked for as well."""
    declared.standing[model] = path


def declare_people(people: People) -> None:
    """Say who comes for a company, by its number."""
    declared.people.append(people)


def people_of_company(company: int) -> Iterator[Person]:
    """Yield whoever comes for a company, each once, with their accounts."""
    found: dict[int, Person] = {}
    for people in declared.people:
        found |= {one.pk: one for one in people(company).select_related("account").order_by("pk")}
    yield from found.values()
