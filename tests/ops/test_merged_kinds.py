"""Of all that is held of a person, kind by kind, one officer's merge gives nothing to the sign-in of another record.

The kinds are those that rooms declare (`core/holding.py`); a life with a row in every one of them is led in `test_personal.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from django.db import transaction

from praya.core.accounts.models import Account
from praya.core.actions.refusing import Refused
from praya.core.directory.models import Person
from praya.core.duplicates import actions as merging
from praya.core.duplicates import proving
from praya.core.duplicates.actions import merge
from praya.core.duplicates.models import Merge
from praya.core.features.merging import is_secret
from praya.core.holding import personal_tables
from praya.core.personal.exporting import own_data_file
from praya.core.personal.queries import rows_of, subject_of
from praya.meet.duplicates import agreeing
from praya.meet.duplicates.actions import same, same_where_certain
from praya.meet.duplicates.models import WaitingMerge
from tests import builders as make
from tests.examples import amount
from tests.ops.test_personal import Life, plant

pytestmark = [pytest.mark.django_db, pytest.mark.needs("match")]
# Kinds of a life: the number of their declaration, which stands in every word that is planted there.
Kinds = set[int]


class Twins:
    """Hold somebody who has used everything, the record that looks like theirs, and the officer who may merge the two."""

    def __init__(self) -> None:
        self.life = Life()
        self.star = self.life.me.person
        later = make.make_edition(market=self.life.edition.market)
        self.rival = make.make_delegate(later, name="Looks Alike").person
        self.officer = make.make_team_member(self.life.edition)
        self.pair = make.make_resemblance(self.life.edition, self.star, self.rival, is_certain=True)
        self.held = {number: set(rows.values_list("pk", flat=True)) for number, rows in self.rows(self.life.account)}
        plant(self.life.who)

    def rows(self, account: Account) -> Iterator[tuple[int, Any]]:
        """Yield what is told to an account, by the kind."""
        who = subject_of(account)
        yield from ((number, rows_of(table, who)) for number, table in enumerate(personal_tables()) if table.columns)

    def gained(self) -> Kinds:
        """Return the kinds of which rows of the star have become the rival's."""
        return {number for number, rows in self.rows(self.reader) if self.held[number] & set(rows.values_list("pk", flat=True))}

    def read(self) -> Kinds:
        """Return the kinds of which the rival reads a word of the star."""
        with own_data_file(subject_of(self.reader)) as file:
            return {int(number) for number in re.findall(r"kanari-(\d+)-", file.read().decode("utf-8", "replace"))}

    @property
    def reader(self) -> Account:
        """Return the account of the rival, whichever record it belongs to now."""
        account = self.rival.account
        assert account is not None
        return Account.objects.get(pk=account.pk)

    def asked(self, way: str, keep: Person) -> None:
        """Let the officer merge the two in one of the ways there are; a refusal is as good as waiting."""
        other = self.star if keep == self.rival else self.rival
        try:
            if way == "pair":
                same(self.pair, keep.pk, by=self.officer, edition=self.life.edition.pk)
            elif way == "all that is certain":
                same_where_certain(self.pair.market, lambda pair: keep.pk, by=self.officer, edition=self.life.edition.pk)
            else:
                merge("person", keep.pk, other.pk, by=self.officer)
        except Refused:
            pass


WAYS = ("pair", "all that is certain", "bare")


@contextmanager
def undone() -> Iterator[None]:
    """Take back whatever is done in the block."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def private(numbers: Kinds) -> Kinds:
    """Return those kinds that not every organiser reads anyway."""
    tables = personal_tables()
    return {number for number in numbers if not tables[number].is_open and not is_secret(tables[number].model)}


def labels(numbers: Kinds) -> list[str]:
    return sorted(f"{personal_tables()[number].model._meta.label_lower}: {personal_tables()[number].label}" for number in numbers)


def forced(twins: Twins) -> tuple[Kinds, Kinds]:
    """Return the kinds that a merge with a proof gives to the rival: by their rows, and by the words that are read."""
    with undone():
        merge("person", twins.rival.pk, twins.star.pk, by=twins.officer, proof="owner")
        return twins.gained(), twins.read()


@pytest.fixture
def twins(before_the_market: None) -> Twins:
    return Twins()


@pytest.mark.parametrize("star_signs_in", [True, False])
def test_no_word_of_any_kind_comes_to_another_by_one_officer(twins: Twins, star_signs_in: bool) -> None:
    if not star_signs_in:
        Person.objects.filter(pk=twins.star.pk).update(account=None)
    merged = Merge.objects.count()
    assert (twins.gained(), twins.read()) == (set(), set())
    for way in WAYS:
        for keep in (twins.rival, twins.star):
            with undone():
                twins.asked(way, keep)
                assert (way, labels(twins.gained()), labels(twins.read())) == (way, [], [])
                assert keep == twins.star or Merge.objects.count() == merged


def test_each_kind_alone_makes_a_merge_wait(twins: Twins, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a merge would give away is private to it, even where there is nothing else; a new kind is by itself."""
    tables, given = personal_tables(), private(forced(twins)[0])
    monkeypatch.setattr(agreeing, "_brought_into_companies", lambda kept, gone: [])
    unnoticed = set()
    for number in given:
        monkeypatch.setattr(proving, "personal_tables", lambda number=number: [tables[number]])
        with undone():
            twins.asked("pair", twins.rival)
            if not WaitingMerge.objects.filter(pair=twins.pair).exists():
                unnoticed.add(number)
    assert labels(unnoticed) == []
    assert len(given) >= 9


def test_without_the_judge_every_kind_would_be_read(twins: Twins, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: what the tests above look for is there once nobody asks for proof."""
    rows, words = forced(twins)
    for module in (merging, agreeing, proving):
        monkeypatch.setattr(module, "exposed_by", lambda kept, gone: [])
    monkeypatch.setattr(agreeing, "_brought_into_companies", lambda kept, gone: [])
    for way in WAYS:
        with undone():
            twins.asked(way, twins.rival)
            assert (labels(twins.gained()), labels(twins.read())) == (labels(rows), labels(words))
    assert len(private(rows)) >= len(private(words)) >= 9


def test_a_kind_that_is_called_open_by_mistake_is_given_away(twins: Twins, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control of what is drawn from the declarations: each kind makes a merge wait by what is said of it alone."""
    tables, given = personal_tables(), private(forced(twins)[0])
    monkeypatch.setattr(agreeing, "_brought_into_companies", lambda kept, gone: [])
    held = set()
    for number in sorted(given)[: amount(9, thorough=1000)]:
        called_open = replace(tables[number], is_open=True)
        monkeypatch.setattr(proving, "personal_tables", lambda called_open=called_open: [called_open])
        with undone():
            twins.asked("pair", twins.rival)
            if number not in twins.gained():
                held.add(number)
    assert labels(held) == []
