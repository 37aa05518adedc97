"""The trail keeps who changed what, with what before and after, and belongs to the change's transaction."""

from __future__ import annotations

import pytest
from django.db import connection, transaction

from praya.core.audit.actions import record
from praya.core.audit.models import Entry
from tests.builders import make_account, make_organisation

pytestmark = pytest.mark.django_db


def test_an_entry_names_its_subject_and_both_states() -> None:
    account, company = make_account(), make_organisation()
    made = record("set hours", company, by=account, edition=7, before={"name": "電影"}, after={"name": "映画"})
    kept = Entry.objects.get()
    assert (kept.pk, kept.action, kept.subject, kept.subject_id, kept.account_id, kept.edition, kept.before, kept.after) == (
        made.pk,
        "set hours",
        "core.organisation",
        str(company.pk),
        account.pk,
        7,
        {"name": "電影"},
        {"name": "映画"},
    )


def test_an_act_without_a_record_is_named_by_a_word() -> None:
    record("back up", "installation", by=None)
    kept = Entry.objects.get()
    assert (kept.subject, kept.subject_id, kept.account, kept.edition, kept.before, kept.after) == (
        "installation",
        "",
        None,
        0,
        None,
        None,
    )


def test_a_deed_at_an_edition_is_one_that_its_room_has_declared() -> None:
    with pytest.raises(LookupError, match="'polish brass'"):
        record("polish brass", "installation", by=None, edition=7)
    assert not Entry.objects.exists()


def test_it_costs_one_query(django_assert_num_queries) -> None:
    company = make_organisation()
    with django_assert_num_queries(1):
        record("rename", company, by=None, after={"name": "b"})


def test_other_scripts_are_stored_readable() -> None:
    record("rename", "x", by=None, after={"name": "電影"})
    with connection.cursor() as cursor:
        cursor.execute("SELECT after FROM core_entry")
        assert "電影" in str(cursor.fetchone()[0])


def test_a_change_that_is_rolled_back_leaves_no_entry() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        record("rename", "x", by=None)
        raise ZeroDivisionError
    assert Entry.objects.count() == 0


def test_an_entry_outlives_the_account_and_the_newest_comes_first() -> None:
    account = make_account()
    first, second = record("one", "x", by=account), record("two", "x", by=account)
    account.delete()
    assert list(Entry.objects.values_list("pk", "account")) == [(second.pk, None), (first.pk, None)]


def test_an_entry_reads_as_a_sentence() -> None:
    company = make_organisation()
    made = record("rename", company, by=None)
    assert str(made) == f"{made.at:%Y-%m-%d %H:%M} rename core.organisation {company.pk}"
