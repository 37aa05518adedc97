"""Every table that refers to a company is declared, and one that is not counts as kept for its people."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db.models import Q

from praya.core.directory.models import Organisation
from praya.core.duplicates.proving import exposed_by, is_kept_for, undeclared_tables
from praya.core.features import merging
from praya.core.keeping import Kept, declared
from praya.match.requests.models import Request, Wish
from praya.meet.notices.models import Notice
from tests import builders as make

pytestmark = [pytest.mark.django_db, pytest.mark.needs("match")]


@pytest.fixture
def unspoken() -> Iterator[None]:
    """Let no room have spoken of notices and requests."""
    before = list(declared.kept)
    declared.kept[:] = [one for one in before if one.model not in {Notice, Request}]
    yield
    declared.kept[:] = before


def test_every_table_that_refers_to_a_company_is_declared_by_one_of_the_rooms() -> None:
    assert [f"{table.model._meta.label} {table.paths}" for table in undeclared_tables()] == []


def test_every_declaration_can_be_asked_and_is_made_once() -> None:
    models = [table.model for table in declared.kept]
    assert [list(table.rows(0)) for table in declared.kept] == [[] for _table in declared.kept]
    assert len({*models, *declared.unkept, *declared.standing}) == len(models) + len(declared.unkept) + len(declared.standing)
    assert all(declared.unkept.values())


def test_a_table_of_which_no_room_has_spoken_counts(unspoken: None) -> None:
    paths = {(table.model, table.paths) for table in undeclared_tables()}
    assert {(Notice, "company"), (Request, "sender__exhibitor__organisation")} <= paths
    edition = make.make_edition()
    told, asked = (make.make_exhibitor(edition, staff=0) for _ in range(2))
    assert not is_kept_for(told.organisation)
    reader = make.make_delegate(edition)
    Notice.objects.create(delegate=reader, kind="published", company=told.organisation)
    assert is_kept_for(told.organisation)
    assert not is_kept_for(asked.organisation)
    make.make_request(asked.calendar, make.make_calendar(reader))
    assert is_kept_for(asked.organisation)


def test_what_nobody_may_learn_of_is_not_asked_for(unspoken: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(merging, "_secret", {*merging._secret, Notice})
    assert Notice not in {table.model for table in undeclared_tables()}


def test_a_no_decides_nothing_and_a_wish_does() -> None:
    edition = make.make_edition()
    firm, other = (make.make_exhibitor(edition, staff=0) for _ in range(2))
    bare = Organisation.objects.create(name="Bare")
    wish = make.make_wish(firm.calendar, other.calendar, level=Wish.Level.NO)
    assert (exposed_by(bare, firm.organisation), exposed_by(bare, other.organisation)) == ([], [])
    Wish.objects.filter(pk=wish.pk).update(level=Wish.Level.LIKE)
    assert (exposed_by(bare, firm.organisation), exposed_by(bare, other.organisation)) == ([firm.organisation], [])


def test_only_some_rows_of_a_table_are_kept() -> None:
    edition = make.make_edition()
    work = make.make_work(edition)
    shown = make.make_showcase(edition, work, curator=make.make_organisation(), is_published=True)
    assert shown.curator is not None
    assert not is_kept_for(shown.curator)
    make.make_showcase(edition, work, curator=shown.curator)
    assert is_kept_for(shown.curator)
    assert Kept(Organisation, "pk", Q(name="")).rows(shown.curator.pk).count() == 0
