"""Enter, revise, publish and withdraw titles, each with its entry in the trail."""

from __future__ import annotations

import pytest
from django.db.models import Model

from praya.core.actions.seeing import mark_of
from praya.core.audit.models import Entry
from praya.core.catalogue.actions import set_status
from praya.core.catalogue.document import TITLE, document_of
from praya.core.catalogue.models import Credit, Draft, Grant, Identifier, Picture, Title
from praya.core.documents.actions import enter, revise, undo_revision
from praya.core.documents.checking import Faulty
from praya.core.documents.declaring import loaded_document
from tests.builders import make_account, make_document, make_organisation, make_person, make_title

pytestmark = pytest.mark.django_db


def test_a_title_is_entered_as_a_draft_with_its_whole_document_in_the_trail() -> None:
    account, owner = make_account(), make_organisation()
    title = enter(TITLE, make_document("花樣年華", year=2000), by=account, owner=owner, edition=4)
    entry = Entry.objects.get()
    assert (title.status, title.owner, title.name) == ("draft", owner, "花樣年華")
    assert (entry.action, entry.account, entry.edition, entry.after["year"]) == ("enter title", account, 4, 2000)


def test_an_unsound_title_is_not_entered() -> None:
    with pytest.raises(Faulty) as refusal:
        enter(TITLE, make_document("A", kind="opera", year=1), by=None)
    assert [fault.place for fault in refusal.value.faults] == ["kind", "year"]
    assert str(refusal.value).startswith("Choose one of")
    assert (Title.objects.count(), Entry.objects.count()) == (0, 0)


def test_a_document_comes_back_as_it_went_in() -> None:
    person, company = make_person("Ng See-yuen"), make_organisation("Seasonal")
    credits = [
        {"role": "director", "name": "吳思遠", "note": "", "person": person.code, "organisation": ""},
        {"role": "production", "name": "Seasonal Film", "note": "Hong Kong", "person": "", "organisation": company.code},
        {"role": "cast", "name": "Somebody", "note": "", "person": "", "organisation": ""},
    ]
    document = make_document("A", credits=credits, identifiers={"imdb": "tt0118694"}, currency="HKD", budget_low=5, budget_high=9)
    title = enter(TITLE, document, by=None)
    found = loaded_document(Title.objects.get(pk=title.pk))
    assert (found["credits"], found["identifiers"], found["budget_high"]) == (credits, {"imdb": "tt0118694"}, 9)
    loaded = Title.objects.prefetch_related("credits__person", "credits__organisation", "identifiers").get(pk=title.pk)
    assert loaded_document(loaded) == found == document_of(loaded, loaded.credits.all(), loaded.identifiers.all())


def test_a_change_without_a_difference_leaves_no_trace() -> None:
    title = make_title("A")
    count = Entry.objects.count()
    assert revise(title, loaded_document(title), by=None).record.version == 1
    assert Entry.objects.count() == count


def test_a_title_changed_meanwhile_is_not_overwritten() -> None:
    title = make_title("A", year=2001)
    seen = mark_of({"year": 2001}, ["year"])
    revise(title, {"year": 2002}, by=None, seen=seen)
    late = revise(title, {"year": 2003}, by=None, seen=seen)
    assert late.theirs is not None
    assert (late.theirs["year"], late.typed["year"], Title.objects.get().year) == (2002, 2003, 2002)


def test_no_two_titles_share_an_identifier() -> None:
    make_title("A", identifiers={"wikidata": "Q223560"})
    with pytest.raises(Faulty, match="Another title has this identifier"):
        make_title("B", identifiers={"wikidata": "q223560"})
    assert Title.objects.count() == 1


def test_links_to_nobody_are_left_out() -> None:
    title = make_title("A", credits=[{"role": "cast", "name": "X", "note": "", "person": "nobody", "organisation": "nothing"}])
    credit = title.credits.get()
    assert (credit.person, credit.organisation, credit.name) == (None, None, "X")


def test_publishing_and_withdrawing_are_recorded_once() -> None:
    title = make_title("A", status="draft")
    for status in ("published", "published", "withdrawn"):
        set_status(title, status, by=None)
    actions = Entry.objects.filter(subject="core.title").order_by("pk").values_list("action", flat=True)
    assert list(actions) == ["enter title", "publish title", "withdraw title"]
    assert Title.objects.get().status == "withdrawn"


def test_a_change_replaces_the_credits_and_identifiers_and_tells_the_new_version() -> None:
    cast = {"role": "cast", "name": "A", "note": "", "person": "", "organisation": ""}
    title = make_title("A", credits=[cast, cast | {"name": "B"}], identifiers={"imdb": "tt0118694"})
    registers = {"wikidata": "Q223560", "imdb": "tt0000001"}
    held = revise(title, loaded_document(title) | {"credits": [cast | {"name": "C"}], "identifiers": registers}, by=None).record
    found = loaded_document(Title.objects.get())
    assert (held.version, [one["name"] for one in found["credits"]], found["identifiers"]) == (2, ["C"], registers)


def test_a_credit_is_of_a_person_or_a_company_never_of_both() -> None:
    person, company = make_person(), make_organisation()
    both = {"role": "cast", "name": "A", "note": "", "person": person.code, "organisation": company.code}
    credit = make_title("A", credits=[both]).credits.get()
    assert (credit.person, credit.organisation) == (person, None)


def test_a_credit_without_a_role_is_a_producers() -> None:
    assert make_title("A", credits=[{"role": "", "name": "A"}]).credits.get().role == "producer"


def test_a_changed_status_is_told_with_the_one_before() -> None:
    title = make_title("A", status="draft")
    assert set_status(title, "published", by=None).status == "published"
    entry = Entry.objects.get(action="publish title")
    assert (entry.before, entry.after) == ({"status": "draft"}, {"status": "published"})


def test_what_is_done_outside_an_edition_is_recorded_for_none() -> None:
    title = make_title("A", year=2001, status="draft")
    set_status(title, "published", by=None)
    revise(title, loaded_document(title) | {"year": 2002}, by=None)
    undo_revision(title, Entry.objects.get(action="revise title"), by=None)
    found = Entry.objects.order_by("pk").values_list("action", "edition")
    assert list(found) == [("enter title", 0), ("publish title", 0), ("revise title", 0), ("undo title", 0)]


@pytest.mark.parametrize(
    ("record", "text"),
    [
        (Title(name="A"), "A"),
        (Credit(role="cast", name="B"), "cast: B"),
        (Identifier(value="Q223560"), "Q223560"),
        (Draft(title_id=7), "editing 7"),
        (Picture(digest="0123456789abcdef"), "0123456789ab"),
        (Grant(title_id=7), "asked 7"),
    ],
)
def test_records_are_written_as_people_name_them(record: Model, text: str) -> None:
    assert str(record) == text
