"""Find who somebody is, and read everything that is held of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from praya.core.accounts.models import Account
from praya.core.directory.models import Person
from praya.core.holding import Personal, Subject, declared


def subject_of(account: Account) -> Subject:
    """Return who has an account."""
    return _subject(account, Q(account=account))


def subject_at(email: str) -> Subject | None:
    """Return who has an address, with or without an account; None when nobody has."""
    address = email.strip().lower()
    account = Account.objects.filter(Q(email=address) | Q(person__email__iexact=address)).first()
    found = _subject(account, Q(account=account) if account is not None else Q(email__iexact=address))
    return found if found.accounts or found.people else None


def subject_numbered(accounts: Sequence[int], people: Sequence[int]) -> Subject | None:
    """Return whoever has these numbers still, with all that was merged into them; None when nobody has."""
    account = Account.objects.filter(pk__in=accounts).first()
    found = _subject(account, Q(pk__in=people) | Q(account__in=accounts))
    return found if found.accounts or found.people else None


def _subject(account: Account | None, own: Q) -> Subject:
    """Return a person with every record that was merged into theirs, by whatever way."""
    found = dict(Person.objects.filter(own).values_list("pk", "email"))
    further = found
    while further:
        merged = Person.objects.filter(merged_into__in=list(further)).exclude(pk__in=list(found))
        further = dict(merged.values_list("pk", "email"))
        found |= further
    addresses = {str(email).lower() for email in (account.email if account else "", *found.values()) if email}
    return Subject(account, tuple(sorted(found)), tuple(sorted(addresses)))


@dataclass(frozen=True, slots=True)
class Held:
    """Hold how much one table has of a person."""

    table: Personal
    count: int


def rows_of(table: Personal, who: Subject) -> QuerySet[Any]:
    """Return the rows of a table that a person is named by."""
    return table.model._base_manager.filter(table.of(who))


def held_of(who: Subject) -> dict[str, list[Held]]:
    """Return the tables that hold something to be told, by the headings of their rooms; rooms may share one."""
    found: dict[str, list[Held]] = {}
    for heading, tables in declared.rooms:
        counted = [Held(table, rows_of(table, who).count()) for table in tables if table.columns]
        if held := [one for one in counted if one.count]:
            found.setdefault(str(heading), []).extend(held)
    return found


def told_rows(table: Personal, who: Subject) -> Iterator[dict[str, Any]]:
    """Yield the rows of a table, oldest first, as the columns that go out."""
    for row in rows_of(table, who).order_by("pk").values(*table.columns.split()).iterator():
        yield {name: table.shown[name](value) if name in table.shown else value for name, value in row.items()}
