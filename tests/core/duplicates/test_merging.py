"""Merging: no spelling is lost, everything follows, and taking it back leaves every table as it was."""

from __future__ import annotations

import pytest
from django.utils import timezone

from praya.core.actions.refusing import Refused
from praya.core.audit.models import Entry
from praya.core.catalogue.indexing import index_people
from praya.core.catalogue.models import Credit, Draft, Grant, Identifier, Title
from praya.core.directory.models import Organisation, Person
from praya.core.duplicates.actions import merge, unmerge
from praya.core.duplicates.models import Merge
from praya.core.index.models import Listing
from praya.meet.accreditation.models import Delegate
from praya.meet.works.models import Work
from tests.builders import (
    make_account,
    make_delegate,
    make_edition,
    make_exhibitor,
    make_organisation,
    make_person,
    make_title,
    make_work,
)
from tests.core.duplicates.snapshots import everything, listed

pytestmark = pytest.mark.django_db


def credit(role: str, who: Person | str) -> dict[str, str]:
    """Write a credit as a document does."""
    return {"role": role, "name": str(who), "person": who.code if isinstance(who, Person) else ""}


def test_every_spelling_is_kept_with_its_source_and_script() -> None:
    keep = make_person("Ng See-yuen", names={"zh-Hans": "吴思远"}, aliases=[{"text": "N. G. Ng", "tag": "", "kind": "merged"}])
    other = make_person("吳思遠", names={"en": "Ng See Yuen", "zh-Hans": "吴思远"}, account=None, email=None)
    merge("person", keep.pk, other.pk, by=None)
    keep.refresh_from_db()
    assert (keep.name, keep.names) == ("Ng See-yuen", {"zh-Hans": "吴思远", "zh": "吳思遠"})
    assert keep.aliases == [
        {"text": "N. G. Ng", "tag": "", "kind": "merged"},
        {"text": "吳思遠", "tag": "zh", "kind": "merged", "source": other.code, "script": "Hani"},
        {"text": "Ng See Yuen", "tag": "en", "kind": "merged", "source": other.code, "script": "Latn"},
    ]


def test_what_is_empty_is_filled_and_what_is_said_stays() -> None:
    keep = make_organisation("Lantern Pier", country="", website="https://lantern.example", level="public")
    other = make_organisation(
        "燈籠碼頭",
        country="MO",
        website="https://other.example",
        identifiers={"registration": "123"},
        level="buyer",
        activities=["sales"],
        reference="7/ORG-1",
        visibility={"profile": "private"},
    )
    merge("organisation", keep.pk, other.pk, by=None)
    kept, gone = Organisation.objects.get(pk=keep.pk), Organisation.objects.get(pk=other.pk)
    assert (kept.country, kept.website, kept.activities, kept.reference) == (
        "MO",
        "https://lantern.example",
        ["sales"],
        "7/ORG-1",
    )
    assert (kept.level, kept.visibility, kept.identifiers) == ("buyer", {"profile": "private"}, {"registration": "123"})
    assert (gone.reference, gone.name, gone.merged_into) == ("", "燈籠碼頭", kept)


def test_everything_that_refers_to_the_other_follows() -> None:
    edition, later = make_edition(), make_edition()
    keep, other = make_person("Ng See-yuen"), make_person("吳思遠", account=None)
    make_delegate(edition, person=keep)
    delegate = make_delegate(later, person=other)
    title = make_title("Drunken Lantern", credits=[credit("producer", other)])
    done = merge("person", keep.pk, other.pk, by=None)
    assert Delegate.objects.get(pk=delegate.pk).person == keep
    assert Credit.objects.get(title=title).person == keep
    assert done.journal["moved"] == [
        {"table": "core.credit", "column": "person", "rows": [title.credits.get().pk]},
        {"table": "meet.delegate", "column": "person", "rows": [delegate.pk]},
    ]
    names = Listing.objects.get(kind="person", number=keep.pk).names.split("\n")
    assert (names, Listing.objects.filter(kind="person", number=other.pk).count()) == (["Ng See-yuen", "吳思遠"], 0)
    # Badge holders may read the person's record, and so find the title by every spelling; the public only as credited.
    told = Listing.objects.filter(kind="title", number=title.pk).order_by("audiences").values_list("audiences", "credits")
    assert [(audiences, credits.split("\n")) for audiences, credits in told] == [(1, ["吳思遠"]), (6, ["吳思遠", "Ng See-yuen"])]


def test_taking_a_merge_back_leaves_every_table_as_it_was() -> None:
    edition, later = make_edition(), make_edition()
    keep, other = make_person("Ng See-yuen", country=""), make_person("吳思遠", names={"en": "Ng S. Y."}, reference="1/D-1")
    make_delegate(edition, person=keep)
    make_delegate(edition, person=other, job_title="Producer")
    make_delegate(later, person=other)
    make_title("Drunken Lantern", credits=[credit("producer", other), credit("director", keep)])
    index_people([keep.pk, other.pk])
    before, index = everything(), listed()
    done = merge("person", keep.pk, other.pk, by=None)
    assert (everything() != before, listed() != index) == (True, True)
    unmerge(done, by=None)
    assert everything() == before
    assert listed() == index
    assert list(Entry.objects.values_list("action", flat=True))[:2] == ["take a merge back", "merge records"]


def test_a_second_accreditation_ends_with_the_merge() -> None:
    edition = make_edition()
    keep, other = make_delegate(edition).person, make_delegate(edition).person
    merge("person", keep.pk, other.pk, by=None)
    assert dict(Delegate.objects.values_list("person", "status")) == {keep.pk: "approved", other.pk: "left"}


def test_two_accounts_in_use_are_never_merged() -> None:
    now = timezone.now()
    keep = make_person("Ana", account=make_account(last_login=now))
    other = make_person("Anna", account=make_account(last_login=now))
    with pytest.raises(Refused, match="Both Ana and Anna sign in"):
        merge("person", keep.pk, other.pk, by=None)
    other.account.last_login = None
    other.account.save()
    with pytest.raises(Refused, match="Ana has signed in, Anna never has: keep Ana instead"):
        merge("person", other.pk, keep.pk, by=None)
    merge("person", keep.pk, other.pk, by=None)
    assert Person.objects.get(pk=other.pk).account == other.account


def test_an_account_moves_to_a_person_without_one() -> None:
    keep, other = make_person("Ana", account=None, email=None), make_person("Anna", email="anna@example.org")
    account = other.account
    done = merge("person", keep.pk, other.pk, by=None)
    kept, gone = Person.objects.get(pk=keep.pk), Person.objects.get(pk=other.pk)
    assert (kept.account, kept.email, gone.account, gone.email) == (account, "anna@example.org", None, None)
    unmerge(done, by=None)
    assert (Person.objects.get(pk=other.pk).account, Person.objects.get(pk=keep.pk).email) == (account, None)


def test_two_exhibitors_of_one_edition_are_refused() -> None:
    edition = make_edition()
    keep, other = make_exhibitor(edition).organisation, make_exhibitor(edition).organisation
    before = everything()
    with pytest.raises(Refused, match="Remove one of the two exhibitors first"):
        merge("organisation", keep.pk, other.pk, by=None)
    assert (everything(), Merge.objects.count()) == (before, 0)


def test_two_identifiers_of_one_register_are_refused() -> None:
    keep, other = make_organisation(identifiers={"imdb": "co1234567"}), make_organisation(identifiers={"imdb": "co7654321"})
    with pytest.raises(Refused, match="imdb co1234567 and co7654321"):
        merge("organisation", keep.pk, other.pk, by=None)
    one, two = make_title("A", identifiers={"imdb": "tt1234567"}), make_title("B", identifiers={"imdb": "tt7654321"})
    with pytest.raises(Refused, match="IMDb tt1234567 and tt7654321"):
        merge("title", one.pk, two.pk, by=None)


def test_works_are_merged_with_names_credits_and_pictures() -> None:
    person = make_person("Ng See-yuen")
    keep = make_title("Drunken Lantern", credits=[credit("director", person)], year=None)
    staff = [credit("director", person), credit("producer", "Someone Else")]
    other = make_title(
        "醉燈",
        credits=staff,
        year=2027,
        identifiers={"imdb": "tt1234567"},
        level="buyer",
    )
    account = make_account()
    for title in (keep, other):
        Grant.objects.create(title=title, account=account, asked_at=timezone.now())
    before, index = everything(), listed()
    done = merge("title", keep.pk, other.pk, by=None)
    kept = Title.objects.get(pk=keep.pk)
    assert [(one["text"], one["kind"], one.get("level")) for one in kept.names][1:] == [("醉燈", "other", "buyer")]
    assert (kept.year, kept.level, kept.version, kept.changed_at) == (2027, "buyer", keep.version + 1, keep.changed_at)
    assert sorted(kept.credits.values_list("role", "name")) == [("director", "Ng See-yuen"), ("producer", "Someone Else")]
    assert (Identifier.objects.get().title, kept.grants.count(), Title.objects.get(pk=other.pk).credits.count()) == (kept, 1, 1)
    unmerge(done, by=None)
    assert (everything(), listed()) == (before, index)


def test_works_of_two_companies_and_works_being_changed_stay_two() -> None:
    keep, other = make_title("A", owner=make_organisation("One")), make_title("B", owner=make_organisation("Two"))
    with pytest.raises(Refused, match="Two companies keep them: One and Two"):
        merge("title", keep.pk, other.pk, by=None)
    Title.objects.filter(pk=other.pk).update(owner=keep.owner)
    Draft.objects.create(title=other)
    with pytest.raises(Refused, match="Approve or discard that draft first"):
        merge("title", keep.pk, other.pk, by=None)


def test_a_work_shown_twice_is_refused_and_one_withdrawn_stays_behind() -> None:
    edition = make_edition()
    keep, other = make_title("A"), make_title("B")
    make_work(edition, keep)
    shown = make_work(edition, other)
    with pytest.raises(Refused, match="Withdraw one of the two there first"):
        merge("title", keep.pk, other.pk, by=None)
    Work.objects.filter(pk=shown.pk).update(status=Work.Status.WITHDRAWN)
    merge("title", keep.pk, other.pk, by=None)
    assert Work.objects.get(pk=shown.pk).title == other
