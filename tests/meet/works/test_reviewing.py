"""Reviews are kept in the trail so that they can be taken back, and only the latest can."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from praya.core.actions.refusing import Refused
from praya.core.audit.actions import record
from praya.core.audit.models import Entry
from praya.core.catalogue.models import Draft, Picture, Title
from praya.core.documents.actions import revise
from praya.core.documents.declaring import loaded_document
from praya.core.documents.drafting import keep_part
from praya.meet.works.actions import take_back
from praya.meet.works.models import Work
from praya.meet.works.queries import review_mark
from praya.meet.works.reviewing import approve, approve_many, return_work, submit_for_review, take_review_back
from tests import builders as make

pytestmark = pytest.mark.django_db


def waiting(edition: object) -> Work:
    title = make.make_title(status=Title.Status.DRAFT)
    return make.make_work(edition, title, status=Work.Status.PREPARED)  # type: ignore[arg-type]


def facts(entry: Entry) -> tuple[object, ...]:
    return (entry.action, entry.edition, entry.account_id, entry.before, entry.after)


def test_a_review_and_its_undoing_are_in_the_trail() -> None:
    edition, account = make.make_edition(), make.make_account()
    work = waiting(edition)
    picture = make.make_picture(work.title, is_approved=False)
    code = work.title.code

    assert submit_for_review(work, by=account) == "submitted"
    entry = approve(work, by=account)
    picture.refresh_from_db()
    assert picture.is_approved is True
    assert facts(entry) == (
        "review work",
        edition.pk,
        account.pk,
        {"status": "submitted", "pictures": [picture.pk]},
        {"status": "accepted", "title": code, "revision": None},
    )
    again = take_review_back(entry, by=account)
    picture.refresh_from_db()
    assert (again.pk, again.title_id, Work.objects.get(pk=work.pk).status) == (work.pk, work.title_id, "submitted")
    assert (picture.is_approved, Title.objects.get(pk=work.title_id).status) == (False, "draft")
    undone = Entry.objects.filter(action="take review back").get()
    after = {"title": code, "status": "submitted"}
    assert facts(undone) == ("take review back", edition.pk, account.pk, None, after)


def test_a_work_that_is_returned_says_why() -> None:
    edition, account = make.make_edition(), make.make_account()
    work = waiting(edition)
    submit_for_review(work, by=account)

    entry = return_work(work, "Please add a logline.", by=account)

    stored = Work.objects.get(pk=work.pk)
    assert (stored.status, stored.remark) == ("returned", "Please add a logline.")
    after = {"status": "returned", "title": work.title.code, "is_draft": False}
    assert facts(entry) == ("review work", edition.pk, account.pk, {"status": "submitted"}, after)


def test_only_a_review_of_a_work_that_is_there_is_taken_back() -> None:
    edition = make.make_edition()
    work = waiting(edition)
    other = record("submit work", work, by=None, edition=edition.pk)
    gone = record("review work", "meet.work", by=None, edition=edition.pk)
    gone.subject_id = "0"

    for entry in (other, gone):
        with pytest.raises(Refused) as told:
            take_review_back(entry, by=None)
        assert str(told.value) == "This decision cannot be taken back."


def test_several_works_are_approved_each_for_itself() -> None:
    edition = make.make_edition()
    works = [waiting(edition) for _ in range(3)]
    for work in works:
        submit_for_review(work, by=None)

    pairs = [(works[0], ""), (works[1], "stale"), (works[2], "")]
    told = f"{works[1].title.name}: This has changed while you were looking. Look at it again."
    assert approve_many(pairs, by=None) == (2, [told])
    assert [Work.objects.get(pk=work.pk).status for work in works] == ["accepted", "submitted", "accepted"]


LOOKING = "This has changed while you were looking. Look at it again."
MEANWHILE = "This work has changed meanwhile. Look at it again."


def submitted() -> Work:
    """Return a work that waits for its organisers for the first time, as a page of theirs reads it."""
    work = waiting(make.make_edition())
    submit_for_review(work, by=None)
    return fresh(work)


def fresh(work: Work) -> Work:
    """Return a work read anew."""
    return Work.objects.select_related("title__draft").get(pk=work.pk)


def changed_work() -> Work:
    """Return a work that is shown and whose changes wait for its organisers."""
    work = make.make_work(make.make_edition(), make.make_title("A", year=2001))
    keep_part(work.title, {"year": 2002}, seen="", by=None)
    submit_for_review(work, by=None)
    return fresh(work)


@pytest.mark.parametrize(("is_marked", "told"), [(True, LOOKING), (False, MEANWHILE)])
@pytest.mark.parametrize("begin", [submitted, changed_work])
def test_a_work_that_its_owner_took_out_is_not_approved(begin: Callable[[], Work], told: str, *, is_marked: bool) -> None:
    work = begin()
    seen, before = review_mark(work), (work.title.status, work.title.year)
    take_back(work, by=None)

    with pytest.raises(Refused) as refusal:
        approve(work, by=None, seen=seen if is_marked else "")

    stored = fresh(work)
    assert (str(refusal.value), stored.status) == (told, "withdrawn")
    assert (stored.title.status, stored.title.year) == before
    assert not Entry.objects.filter(action="review work").exists()


def test_of_several_works_one_taken_out_is_left_and_named() -> None:
    works = [submitted(), submitted()]
    pairs = [(work, review_mark(work)) for work in works]
    take_back(works[0], by=None)

    assert approve_many(pairs, by=None) == (1, [f"{works[0].title.name}: {LOOKING}"])
    assert [fresh(work).status for work in works] == ["withdrawn", "accepted"]


def test_a_work_that_was_given_back_may_be_approved_after_all() -> None:
    work = submitted()
    return_work(work, "Shorter, please", by=None)
    approve(work, by=None, seen=review_mark(fresh(work)))
    assert fresh(work).status == "accepted"


def test_changes_of_a_work_taken_out_are_not_given_back() -> None:
    work = changed_work()
    take_back(work, by=None)
    with pytest.raises(Refused, match="changed meanwhile"):
        return_work(work, "Shorter, please", by=None)
    assert Draft.objects.get().status == "submitted"


@pytest.mark.parametrize(
    ("begin", "decide"),
    [
        (submitted, lambda work: approve(work, by=None)),
        (submitted, lambda work: return_work(work, "Why?", by=None)),
        (changed_work, lambda work: approve(work, by=None)),
        (changed_work, lambda work: return_work(work, "Why?", by=None)),
        (lambda: make.make_work(make.make_edition()), lambda work: return_work(work, "Why?", by=None)),
    ],
    ids=["new, approved", "new, returned", "changes, approved", "changes, returned", "shown, returned"],
)
def test_a_decision_taken_back_does_not_show_what_its_owner_took_out(
    begin: Callable[[], Work], decide: Callable[[Work], Entry]
) -> None:
    work = begin()
    entry = decide(work)
    take_back(fresh(work), by=None)
    with pytest.raises(Refused) as told:
        take_review_back(entry, by=None)
    assert (str(told.value), fresh(work).status) == (MEANWHILE, "withdrawn")


def test_an_approval_taken_back_leaves_what_others_changed_since() -> None:
    work = changed_work()
    entry = approve(work, by=None)
    revise(work.title, {"minutes": 95}, by=None)
    take_review_back(entry, by=None)
    assert Draft.objects.get().document == {"year": 2002}
    approve(work, by=None)
    document = loaded_document(fresh(work).title)
    assert (document["year"], document["minutes"]) == (2002, 95)


@pytest.mark.parametrize("begin", [submitted, changed_work])
@pytest.mark.parametrize(
    "change",
    [
        lambda picture: make.make_picture(picture.title, is_approved=False),
        lambda picture: make.make_picture(picture.title),
        lambda picture: picture.delete(),
        lambda picture: Picture.objects.update(alternative={"source": "en", "texts": {"en": {"text": "Something rude"}}}),
        lambda picture: Picture.objects.update(level="buyer"),
    ],
    ids=["one that waits", "one that does not", "one removed", "its words", "its readers"],
)
def test_no_picture_is_shown_that_nobody_looked_at(begin: Callable[[], Work], change: Callable[[Picture], object]) -> None:
    work = begin()
    picture = make.make_picture(work.title, is_approved=False)
    seen = review_mark(work)
    change(picture)

    with pytest.raises(Refused) as told:
        approve(work, by=None, seen=seen)

    assert str(told.value) == LOOKING
    assert not Picture.objects.filter(pk=picture.pk, is_approved=True).exists()
    approve(work, by=None, seen=review_mark(fresh(work)))
    assert not Picture.objects.filter(is_approved=False).exists()
