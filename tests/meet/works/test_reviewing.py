"""Reviews are kept in the trail so that they can be taken back, and only the latest can."""

from __future__ import annotations

import pytest

from praya.core.actions.refusing import Refused
from praya.core.audit.actions import record
from praya.core.audit.models import Entry
from praya.core.catalogue.models import Title
from praya.meet.works.models import Work
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
