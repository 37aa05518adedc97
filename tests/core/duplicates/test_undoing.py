"""Taking merges back: the last first, every table as it was; refused once something has been built on them."""

from __future__ import annotations

from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from praya.core.actions.refusing import Refused
from praya.core.catalogue.indexing import index_organisations, index_people
from praya.core.catalogue.models import Title
from praya.core.directory.models import Organisation, Person
from praya.core.documents.actions import revise
from praya.core.documents.declaring import loaded_document
from praya.core.duplicates.actions import decide, merge, unmerge
from praya.core.duplicates.gathering import TABLES
from praya.core.duplicates.models import Merge, Resemblance
from tests.builders import (
    make_account,
    make_delegate,
    make_edition,
    make_exhibitor,
    make_organisation,
    make_person,
    make_resemblance,
    make_title,
    make_work,
)
from tests.core.duplicates.snapshots import everything, listed

pytestmark = pytest.mark.django_db


def pair(**fields: Any) -> tuple[Person, Person]:
    """Make two people without accounts."""
    return make_person("Ng See-yuen", account=None, **fields), make_person("吳思遠", account=None, email=None)


class Rolled(Exception):
    """Undo a made-up world."""


WORDS = some.sampled_from(["", "HK", "MO"])
TEXTS = some.sampled_from(["吳思遠", "Ng See-yuen", "吴思远", "N. See Yuen", "Ng See Yuen"])
PEOPLE = some.lists(
    some.fixed_dictionaries(
        {
            "name": TEXTS,
            "country": WORDS,
            "names": some.dictionaries(some.sampled_from(["en", "zh-Hant"]), TEXTS, max_size=2),
            "languages": some.lists(some.sampled_from(["en", "yue"]), max_size=1),
            "birth_year": some.sampled_from([None, 1944]),
            "level": some.sampled_from(["public", "badge", "private"]),
            "is_delegate": some.booleans(),
            "is_credited": some.booleans(),
            "has_account": some.booleans(),
        }
    ),
    min_size=3,
    max_size=4,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(people=PEOPLE, order=some.permutations(range(3)))
def test_whatever_was_merged_taking_all_back_leaves_every_table_as_it_was(people: list[dict[str, Any]], order: list[int]) -> None:
    with pytest.raises(Rolled), transaction.atomic():
        edition = make_edition(with_breaks=False)
        made = [made_up(edition, dict(one)) for one in people]
        index_people([one.pk for one in made])
        before, index = everything(), listed()
        done = []
        for keep, other in zip(order, order[1:], strict=False):
            try:
                done.append(merge("person", made[keep].pk, made[other].pk, by=None))
            except Refused:
                continue
        for one in reversed(done):
            unmerge(one, by=None)
        assert (everything(), listed()) == (before, index)
        raise Rolled


def made_up(edition: Any, facts: dict[str, Any]) -> Person:
    """Make one of the people of the property."""
    is_delegate, is_credited, has_account = (facts.pop(name) for name in ("is_delegate", "is_credited", "has_account"))
    person = make_person(**facts, account=make_account() if has_account else None)
    if is_delegate:
        make_delegate(edition, person=person)
    if is_credited:
        make_title(credits=[{"role": "director", "name": person.name, "person": person.code}])
    return person


def test_companies_with_their_works_and_staff_are_as_they_were() -> None:
    edition = make_edition()
    keep = make_exhibitor(edition, "Lantern Pier").organisation
    other = make_organisation(
        "燈籠碼頭", country="MO", reference="9/X", profile={"source": "en", "texts": {"en": {"text": "Sells"}}}
    )
    make_delegate(edition, organisation=other)
    make_work(edition, make_title("Drunken Lantern", owner=other))
    Organisation.objects.create(name="Old", merged_into=other)
    index_organisations([keep.pk, other.pk])
    before, index = everything(), listed()
    done = merge("organisation", keep.pk, other.pk, by=None, proof="organiser")
    assert Organisation.objects.filter(merged_into=keep).count() == 2
    unmerge(done, by=None)
    assert (everything(), listed()) == (before, index)


def test_a_merge_is_taken_back_once() -> None:
    keep, other = pair()
    done = merge("person", keep.pk, other.pk, by=None)
    account = make_account()
    unmerge(done, by=account)
    with pytest.raises(Refused, match="taken back already"):
        unmerge(done, by=None)
    done.refresh_from_db()
    assert (done.undone_by, done.undone_at is not None) == (account, True)


def test_later_merges_are_taken_back_first() -> None:
    (keep, other), third = pair(), make_person("N. S. Yuen", account=None, email=None)
    first = merge("person", keep.pk, other.pk, by=None)
    second = merge("person", keep.pk, third.pk, by=None)
    with pytest.raises(Refused, match="was changed since they were merged"):
        unmerge(first, by=None)
    unmerge(second, by=None)
    unmerge(first, by=None)
    assert Person.objects.filter(merged_into=None).count() == 3


def test_a_record_merged_away_is_neither_merged_nor_merged_into() -> None:
    (keep, other), third = pair(), make_person("N. S. Yuen", account=None)
    merge("person", keep.pk, other.pk, by=None)
    with pytest.raises(Refused, match="吳思遠 has been merged already"):
        merge("person", third.pk, other.pk, by=None)
    with pytest.raises(Refused, match="has been merged into another record since"):
        merge("person", other.pk, third.pk, by=None)
    for wrong in (keep.pk, 987654321):
        with pytest.raises(Refused, match="One of the two records is gone"):
            merge("person", keep.pk, wrong, by=None)


def test_a_change_since_then_is_named() -> None:
    keep, other = pair(country="")
    done = merge("person", keep.pk, other.pk, by=None)
    Person.objects.filter(pk=keep.pk).update(country="FR")
    with pytest.raises(Refused, match=r"Ng See-yuen was changed since they were merged \(country\)"):
        unmerge(done, by=None)


def test_something_new_could_belong_to_either() -> None:
    keep, other = pair()
    done = merge("person", keep.pk, other.pk, by=None)
    make_delegate(make_edition(), person=keep)
    with pytest.raises(Refused, match=r"has got something new \(delegate, 1 in all\)"):
        unmerge(done, by=None)


def test_what_moved_and_changed_is_not_torn_away() -> None:
    edition = make_edition()
    keep, other = pair()
    make_delegate(edition, person=keep)
    delegate = make_delegate(edition, person=other)
    title = make_title(credits=[{"role": "director", "name": "吳思遠", "person": other.code}])
    done = merge("person", keep.pk, other.pk, by=None)
    type(delegate).objects.filter(pk=delegate.pk).update(status="refused")
    with pytest.raises(Refused, match="What belonged to 吳思遠 was changed since they were merged"):
        unmerge(done, by=None)
    type(delegate).objects.filter(pk=delegate.pk).update(status="left")
    title.credits.all().delete()
    with pytest.raises(Refused, match="changed or removed since they were merged"):
        unmerge(done, by=None)


def test_a_work_that_is_written_anew_names_the_person_kept_as_before() -> None:
    keep, other = pair()
    title = make_title(credits=[{"role": "director", "name": "Ng See-yuen", "person": keep.code}])
    done = merge("person", keep.pk, other.pk, by=None)
    title.refresh_from_db()
    revise(title, {**loaded_document(title), "year": 2026}, by=None)
    unmerge(done, by=None)
    assert Title.objects.get().credits.get().person == keep


def test_what_is_said_about_a_pair_has_its_entry() -> None:
    keep, other = pair()
    one = make_resemblance(make_edition(), keep, other)
    account = make_account()
    decide(one, Resemblance.State.UNSURE, by=account)
    decide(one, Resemblance.State.UNSURE, by=None)
    one.refresh_from_db()
    assert (one.by, one.state, one.decided_at is not None) == (account, "unsure", True)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_merge_at_once_one_is_refused() -> None:
    keep, other = pair()
    outcomes: list[str] = []
    barrier = Barrier(2)

    def go(first: int, second: int) -> None:
        barrier.wait()
        try:
            merge("person", first, second, by=None)
            outcomes.append("merged")
        except Refused:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [Thread(target=go, args=words) for words in ((keep.pk, other.pk), (other.pk, keep.pk))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (sorted(outcomes), Merge.objects.count()) == (["merged", "refused"], 1)
    assert TABLES["person"].objects.filter(merged_into=None).count() == 1
