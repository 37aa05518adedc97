"""How many people have looked at a work, from five up; who they were is kept nowhere."""

from __future__ import annotations

import pytest
from django.test import Client

from praya.show.viewings.actions import count_view
from praya.show.viewings.models import Viewing
from praya.show.viewings.queries import views_of
from tests import builders as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return make.make_edition("spring", is_public=True)


@pytest.fixture
def work(edition):
    return make.make_work(edition, make.make_title("Harbour", owner=make.make_organisation("Harbour Pictures")))


def look(work, account=None) -> None:
    client = make.sign_in(Client(), account) if account is not None else Client()
    assert client.get(f"/e/spring/works/{work.title.code}/").status_code == 200


def test_a_delegate_counts_once_however_often_they_look(edition, work) -> None:
    reader = make.make_delegate(edition).person.account
    look(work, reader)
    look(work, reader)
    look(work, make.make_delegate(edition).person.account)
    assert Viewing.objects.filter(work=work).count() == 2


def test_neither_the_own_company_nor_the_team_nor_strangers_count(edition, work) -> None:
    look(work)
    look(work, make.make_delegate(edition, organisation=work.title.owner).person.account)
    look(work, make.make_team_member(edition))
    look(work, make.make_team_member(edition, make.make_delegate(edition).person.account, role="desk"))
    assert Viewing.objects.count() == 0


def test_a_work_without_an_owner_counts_everybody(edition) -> None:
    work = make.make_work(edition, make.make_title("Orphan"))
    look(work, make.make_delegate(edition).person.account)
    assert Viewing.objects.filter(work=work).count() == 1


def test_fewer_than_five_are_not_told(edition, work, django_assert_num_queries) -> None:
    other = make.make_work(edition)
    readers = [make.make_delegate(edition) for _ in range(6)]
    for reader in readers[:4]:
        count_view(work, reader)
    for reader in readers:
        count_view(other, reader)
    with django_assert_num_queries(1):
        assert views_of([work.pk, other.pk]) == {work.pk: None, other.pk: 6}
    count_view(work, readers[4])
    assert views_of([work.pk]) == {work.pk: 5}


def test_a_mark_is_anothers_at_another_work_and_holds_no_number(edition, work, settings) -> None:
    reader = make.make_delegate(edition)
    count_view(work, reader)
    count_view(make.make_work(edition), reader)
    first, second = Viewing.objects.order_by("pk").values_list("mark", flat=True)
    assert first != second
    assert {len(first), len(second)} == {32}
    settings.SECRET_KEY = "another key"
    count_view(work, reader)
    assert Viewing.objects.filter(work=work).count() == 2  # no key, no telling who it was


def test_the_second_look_waits_for_no_lock(edition, work, django_assert_num_queries) -> None:
    reader = make.make_delegate(edition)
    with django_assert_num_queries(2):
        count_view(work, reader)
    with django_assert_num_queries(1):
        count_view(work, reader)
