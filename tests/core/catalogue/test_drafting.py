"""Keep changes aside: nothing typed is lost, nothing of others is overwritten unseen, nothing unsound is submitted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from praya.core.actions.refusing import Refused
from praya.core.actions.seeing import mark_of
from praya.core.audit.models import Entry
from praya.core.catalogue.models import Draft, Title
from praya.core.documents import drafting
from praya.core.documents.actions import Kept, revise, undo_revision
from praya.core.documents.checking import Faulty
from praya.core.documents.declaring import loaded_document
from praya.core.duplicates.actions import merge
from tests.builders import make_account, make_title

pytestmark = pytest.mark.django_db


def fresh(title: Title) -> Title:
    """Return a title read anew."""
    return Title.objects.select_related("draft").get(pk=title.pk)


def keep(title: Title, **values: Any) -> Kept:
    """Save fields as somebody who has just read them."""
    now = drafting.working_document(fresh(title))
    return drafting.keep_part(title, values, seen=mark_of(now, values), by=None)


def test_a_draft_leaves_the_title_as_it_is() -> None:
    title = make_title("A", year=2001)
    kept = keep(title, year=2002)
    assert (kept.theirs, kept.document["year"], fresh(title).year) == (None, 2002, 2001)
    assert drafting.working_document(fresh(title))["year"] == 2002
    assert [entry.action for entry in Entry.objects.filter(subject="core.title").order_by("pk")] == ["enter title", "begin draft"]


def test_what_is_unsound_is_kept_but_not_submitted() -> None:
    title = make_title("A")
    keep(title, year="soon", identifiers={"eidr": "10.5240/7EC7-228A-510A-053E-CBB8-K"})
    assert Draft.objects.get().document["year"] == "soon"
    with pytest.raises(Faulty) as refusal:
        drafting.submit_draft(title, by=None)
    assert [fault.place for fault in refusal.value.faults] == ["year", "identifiers.eidr"]
    assert Draft.objects.get().status == Draft.Status.EDITING


def test_saving_the_same_again_changes_nothing() -> None:
    title = make_title("A", year=2001)
    seen = mark_of(drafting.working_document(title), ["year"])
    first = drafting.keep_part(title, {"year": 2002}, seen=seen, by=None)
    again = drafting.keep_part(title, {"year": 2002}, seen=seen, by=None)
    assert (first.theirs, again.theirs) == (None, None)
    assert Entry.objects.filter(action="begin draft").count() == 1


def test_of_two_who_write_at_once_the_second_sees_both_versions() -> None:
    title = make_title("A", year=2001)
    seen = mark_of(drafting.working_document(title), ["year"])
    drafting.keep_part(title, {"year": 2002}, seen=seen, by=None)
    second = drafting.keep_part(title, {"year": 2003}, seen=seen, by=None)
    assert second.theirs is not None
    assert (second.theirs["year"], second.typed["year"]) == (2002, 2003)
    assert drafting.working_document(fresh(title))["year"] == 2002
    third = drafting.keep_part(title, {"year": 2003}, seen=mark_of(second.theirs, ["year"]), by=None)
    assert (third.theirs, drafting.working_document(fresh(title))["year"]) == (None, 2003)


def test_two_who_write_different_parts_do_not_meet() -> None:
    title = make_title("A", year=2001, minutes=90)
    years, lengths = (mark_of(drafting.working_document(title), [name]) for name in ("year", "minutes"))
    assert drafting.keep_part(title, {"year": 2002}, seen=years, by=None).theirs is None
    assert drafting.keep_part(title, {"minutes": 95}, seen=lengths, by=None).theirs is None
    now = drafting.working_document(fresh(title))
    assert (now["year"], now["minutes"]) == (2002, 95)


def test_a_submitted_draft_becomes_the_title() -> None:
    title, author, organiser = make_title("A", year=2001), make_account(), make_account()
    keep(title, year=2002)
    drafting.submit_draft(title, by=author)
    drafting.apply_draft(title, by=organiser, edition=7)
    assert (fresh(title).year, fresh(title).version, Draft.objects.count()) == (2002, 2, 0)
    entry = Entry.objects.get(action="revise title")
    assert (entry.account, entry.edition, entry.before["year"], entry.after["year"]) == (organiser, 7, 2001, 2002)


def test_nothing_is_approved_that_was_not_seen() -> None:
    title = make_title("A", year=2001)
    keep(title, year=2002)
    drafting.submit_draft(title, by=None)
    seen = drafting.reading_mark(fresh(title))
    keep(title, year=1999)
    drafting.submit_draft(title, by=None)
    with pytest.raises(Refused, match="changed while you were looking"):
        drafting.check_seen(drafting.reading_mark(fresh(title)), seen)


def test_saving_takes_a_submitted_draft_back() -> None:
    title = make_title("A")
    keep(title, year=2002)
    drafting.submit_draft(title, by=None)
    keep(title, year=2003)
    assert Draft.objects.get().status == Draft.Status.EDITING
    with pytest.raises(Refused):
        drafting.return_draft(title, "Why?", by=None)


def test_a_returned_draft_carries_the_remark() -> None:
    title = make_title("A")
    keep(title, year=2002)
    drafting.submit_draft(title, by=None)
    drafting.return_draft(title, "Which year?", by=None)
    draft = Draft.objects.get()
    assert (draft.status, draft.remark) == (Draft.Status.RETURNED, "Which year?")
    drafting.submit_again(title, {}, by=None)
    assert (Draft.objects.get().status, Draft.objects.get().document["year"]) == (Draft.Status.SUBMITTED, 2002)


def test_a_draft_thrown_away_can_be_brought_back() -> None:
    title = make_title("A", year=2001)
    keep(title, year=2002)
    drafting.discard_draft(title, by=None)
    assert drafting.working_document(fresh(title))["year"] == 2001
    drafting.restore_draft(title, by=None)
    assert drafting.working_document(fresh(title))["year"] == 2002
    with pytest.raises(Refused):
        drafting.restore_draft(title, by=None)
    drafting.discard_draft(title, by=None)
    drafting.discard_draft(title, by=None)
    assert Entry.objects.filter(action="discard draft").count() == 2


def test_without_a_draft_there_is_nothing_to_submit_or_approve() -> None:
    title = make_title("A")
    for action in (drafting.submit_draft, drafting.apply_draft):
        with pytest.raises(Refused):
            action(title, by=None)


def changed(title: Title, **values: Any) -> Entry:
    """Revise a title and return the entry of the change."""
    revise(title, loaded_document(fresh(title)) | values, by=None)
    return Entry.objects.filter(action="revise title").latest("pk")


def test_one_change_is_undone_and_later_ones_stay() -> None:
    title = make_title("A", year=2001, minutes=90)
    first = changed(title, year=2002)
    changed(title, minutes=95)
    undo_revision(title, first, by=None)
    assert (fresh(title).year, fresh(title).minutes) == (2001, 95)
    undone = Entry.objects.get(action="undo title")
    undo_revision(title, undone, by=None)
    assert fresh(title).year == 2002


def test_a_change_under_a_later_one_is_not_undone() -> None:
    title = make_title("A", year=2001)
    first = changed(title, year=2002)
    changed(title, year=2003)
    with pytest.raises(Refused, match="changed again since: Year"):
        undo_revision(title, first, by=None)
    assert fresh(title).year == 2003


def test_only_changes_of_the_title_itself_are_undone() -> None:
    title, other = make_title("A"), make_title("B")
    entry = changed(other, year=2002)
    for wrong in (entry, Entry.objects.filter(action="enter title").first()):
        with pytest.raises(Refused, match="cannot be undone"):
            undo_revision(title, wrong, by=None)


def test_owners_undo_within_their_draft() -> None:
    title = make_title("A", year=2001)
    entry = changed(title, year=2002)
    draft = drafting.draft_without(fresh(title), entry, by=None)
    assert (draft.document["year"], fresh(title).year) == (2001, 2002)


def test_what_a_merge_brings_outlives_a_draft_that_is_approved() -> None:
    title = make_title("A", year=2001)
    credit = {"role": "director", "name": "Ng See-yuen", "note": "", "person": "", "organisation": ""}
    other = make_title("B", owner=title.owner, credits=[credit], identifiers={"imdb": "tt0118694"})
    keep(title, year=2002)
    merge("title", title.pk, other.pk, by=None)
    drafting.submit_draft(title, by=None)
    drafting.apply_draft(title, by=None)
    document = loaded_document(fresh(title))
    assert (document["year"], document["credits"], document["identifiers"]) == (2002, [credit], {"imdb": "tt0118694"})
    assert [one["text"] for one in document["names"]] == ["A", "B"]


def test_what_was_undone_meanwhile_does_not_come_back_with_a_draft() -> None:
    title = make_title("A", year=2001)
    entry = changed(title, minutes=95)
    keep(title, year=2002)
    undo_revision(title, entry, by=None)
    drafting.submit_draft(title, by=None)
    drafting.apply_draft(title, by=None)
    assert (fresh(title).year, fresh(title).minutes) == (2002, None)


def test_a_draft_begun_since_keeps_its_own_beside_what_is_put_back() -> None:
    title = make_title("A", year=2001, minutes=90)
    keep(title, year=2003)
    draft = drafting.submit_again(title, {"year": 2002, "minutes": 95}, by=None)
    assert (draft.document, draft.status) == ({"year": 2003, "minutes": 95}, "submitted")


def test_submitting_is_recorded_and_answers_an_earlier_remark() -> None:
    title, author = make_title("A"), make_account()
    keep(title, year=2002)
    drafting.submit_draft(title, by=None)
    returned = drafting.return_draft(title, "Which year?" + "!" * 2000, by=author, edition=4)
    assert (len(returned.remark), returned.remark[:11]) == (2000, "Which year?")
    told = Entry.objects.get(action="return draft")
    assert (told.account, told.edition, told.after) == (author, 4, {"remark": returned.remark})
    again = drafting.submit_draft(title, by=author)
    assert (again.status, again.remark, again.by, Draft.objects.get().remark) == ("submitted", "", author, "")
    assert list(Entry.objects.filter(action="submit draft").order_by("pk").values_list("account", flat=True)) == [None, author.pk]


def test_a_draft_approved_meanwhile_is_put_back_from_its_document() -> None:
    title, author = make_title("A", year=2001), make_account()
    draft = drafting.submit_again(title, {"year": 2002}, by=author)
    assert (draft.status, draft.by, draft.document) == ("submitted", author, {"year": 2002})
    assert Entry.objects.get(action="submit draft").account == author
    drafting.return_draft(title, "No", by=None)
    applied = drafting.apply_draft(title, by=None)
    assert (applied.year, applied.version) == (2002, 2)
    editions = Entry.objects.filter(action__in=("return draft", "revise title")).values_list("edition", flat=True)
    assert list(editions) == [0, 0]


@pytest.mark.parametrize(
    "change",
    [
        lambda title: keep(title, year=2003),
        lambda title: drafting.return_draft(title, "Why?", by=None),
        lambda title: revise(title, loaded_document(title) | {"minutes": 95}, by=None),
    ],
    ids=["its text", "its state", "the title"],
)
def test_a_reviewer_approves_only_what_still_is_as_it_was_read(change: Callable[[Title], object]) -> None:
    title = make_title("A", year=2001)
    keep(title, year=2002)
    drafting.submit_draft(title, by=None)
    seen = drafting.reading_mark(fresh(title))
    change(title)
    with pytest.raises(Refused, match="changed while you were looking"):
        drafting.check_seen(drafting.reading_mark(fresh(title)), seen)
    assert drafting.apply_draft(title, by=None).version > 1


def test_a_mark_hangs_on_what_is_said_and_not_on_the_order_it_is_kept_in() -> None:
    one, other = {"logline": {"source": "en", "texts": {}}}, {"logline": {"texts": {}, "source": "en"}}
    assert mark_of(one, ["logline"]) == mark_of(other, ["logline"])
    assert mark_of({"name": "\ud800"}, ["name"]) != mark_of({"name": "花"}, ["name"])
    assert len(mark_of(one, ["logline"])) == 16
