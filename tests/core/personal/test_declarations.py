"""Every table that leads to a person is declared: what goes out, and what an erasure does with it."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.db import models

from praya.core.accounts.models import Account
from praya.core.directory.models import Person
from praya.core.holding import Personal, Subject, declared, deleted, kept, of_account, of_person, personal_tables
from praya.core.personal.wording import word_for

STEPS = 3


def leads_to_a_person(model: type[models.Model], steps: int = STEPS) -> bool:
    """Tell whether at most so many foreign keys lead from a table to a person or an account."""
    if model in {Account, Person}:
        return True
    fields = [field for field in model._meta.fields if field.related_model is not None]
    return steps > 0 and any(leads_to_a_person(field.related_model, steps - 1) for field in fields)


def undeclared(tables: Iterable[type[models.Model]], known: Iterable[type[models.Model]]) -> list[str]:
    """Return the tables that lead to a person and that no room declares; a table between two belongs to the one that has it."""
    return sorted(model._meta.label for model in set(tables) - set(known) if leads_to_a_person(model))


def test_every_table_that_leads_to_a_person_is_declared_by_one_of_the_rooms() -> None:
    known = {table.model for table in personal_tables()} | set(declared.impersonal)
    assert undeclared(apps.get_models(), known) == []


def test_a_table_without_a_declaration_is_found() -> None:
    known = {table.model for table in personal_tables()} | set(declared.impersonal)
    assert undeclared(apps.get_models(), known - {Account}) == ["core.Account"]
    assert undeclared([Group], []) == []


def test_what_is_said_to_be_impersonal_has_a_reason_and_is_not_declared_as_well() -> None:
    assert all(declared.impersonal.values())
    assert not set(declared.impersonal) & {table.model for table in personal_tables()}


def test_every_column_that_goes_out_has_a_name() -> None:
    assert all(word_for(table, column) for table in personal_tables() for column in table.columns.split())


def test_a_column_that_nobody_has_named_is_a_fault() -> None:
    table = Personal(Person, "People", of_person("pk"), "merged_into", deleted())
    with pytest.raises(KeyError):
        word_for(table, "merged_into")


def test_what_stays_has_a_reason() -> None:
    assert {table.erased.word for table in personal_tables()} == {"deleted", "emptied", "kept"}
    assert kept("why").word == "kept"
    assert kept("why", note="").word == "emptied"
    assert deleted(unless="items", name="…").word == "deleted"


def test_every_column_that_is_emptied_exists() -> None:
    for table in personal_tables():
        for name in table.erased.values:
            assert table.model._meta.get_field(name).concrete


def test_texts_of_one_own_do_not_stay() -> None:
    """Of what is kept as it is, nothing that goes out is a text which the person wrote, but for the credits of works."""
    free = {
        f"{table.model._meta.label}.{column}"
        for table in personal_tables()
        if table.erased.word == "kept"
        for column in table.columns.split()
        if "__" not in column
        and isinstance(table.model._meta.get_field(column), models.TextField | models.JSONField | models.BinaryField)
    }
    assert free == set()


def test_an_account_is_found_by_its_number_only() -> None:
    assert of_account("by")(Subject(Account(pk=7), (), ())).children == [("by__in", (7,))]
