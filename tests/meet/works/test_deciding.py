"""A work goes from its owners to the organisers and back, each step allowed from some states only and kept in the trail."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils import timezone

from praya.core.actions.refusing import Refused
from praya.core.catalogue.models import Title
from praya.meet.works.actions import accept, give_back, present, reopen, submit, take_back
from praya.meet.works.models import Work
from tests import builders as make
from tests.meet.entries import newest, trail

pytestmark = pytest.mark.django_db
STATES = [str(state) for state in Work.Status.values]
CHANGED = "This work has changed meanwhile. Look at it again."


def test_a_title_is_presented_once_whoever_brings_it_again() -> None:
    edition, title, account = make.make_edition(), make.make_title(), make.make_account()
    exhibitor = make.make_exhibitor(edition)
    contact = make.make_delegate(edition)
    since = newest()

    work = present(edition, title, by=account, exhibitor=exhibitor, contact=contact)
    again = present(edition, title, by=None, status=Work.Status.ACCEPTED)

    assert again == work
    assert (work.exhibitor, work.contact, work.by, work.status) == (exhibitor, contact, account, "prepared")
    assert trail(since=since) == [("present work", 0, account.pk, None, {"title": title.code, "status": "prepared"})]


def test_organisers_are_told_of_a_work_that_comes_in_another_state() -> None:
    edition, title = make.make_edition(), make.make_title()
    since = newest()

    present(edition, title, by=None, status=Work.Status.SUBMITTED)

    assert trail(since=since) == [("present work", edition.pk, None, None, {"title": title.code, "status": "submitted"})]


def outcome(step: Callable[[Work], Work], state: str) -> str:
    """Return the state to which a step leads from another, or the refusal."""
    work = make.make_work(make.make_edition(with_sites=False), status=state)
    try:
        moved = step(work)
    except Refused as refusal:
        return str(refusal)
    assert moved.status == Work.objects.get(pk=work.pk).status
    return moved.status


@pytest.mark.parametrize(
    ("step", "to", "refused"),
    [
        (lambda work: submit(work, by=None), "submitted", {"accepted"}),
        (lambda work: accept(work, by=None), "accepted", {"prepared", "withdrawn"}),
        (lambda work: give_back(work, "Why", by=None), "returned", {"prepared", "withdrawn"}),
        (lambda work: take_back(work, by=None), "withdrawn", set()),
        (lambda work: reopen(work, "submitted", by=None), "submitted", set()),
    ],
    ids=["submit", "accept", "give back", "take back", "reopen"],
)
def test_each_step_is_allowed_from_its_states_only(step: Callable[[Work], Work], to: str, refused: set[str]) -> None:
    assert {state: outcome(step, state) for state in STATES} == {state: CHANGED if state in refused else to for state in STATES}


def test_every_step_keeps_its_time_and_its_trail() -> None:
    account, edition = make.make_account(), make.make_edition()
    title = make.make_title(status=Title.Status.DRAFT)
    work = make.make_work(edition, title, status=Work.Status.PREPARED)
    since, began = newest(), timezone.now()

    submit(work, by=account)
    submit(work, by=account)
    give_back(work, "x" * 2001, by=account)
    returned = Work.objects.get(pk=work.pk)
    with pytest.raises(Refused, match="changed meanwhile"):
        reopen(work, "submitted", by=account)
    reopen(returned, "submitted", by=account)
    accept(work, by=account)
    shown = Title.objects.get(pk=title.pk).status
    take_back(work, by=account)

    facts = {"title": title.code}
    assert (returned.remark, shown, Work.objects.get(pk=work.pk).remark) == ("x" * 2000, "published", "")
    assert returned.decided_at is not None
    assert began <= returned.decided_at <= timezone.now()
    assert [(action, *rest) for action, *rest in trail(since=since) if "title" not in action] == [
        ("submit work", edition.pk, account.pk, {"status": "prepared"}, {**facts, "status": "submitted"}),
        (
            "decide about work",
            edition.pk,
            account.pk,
            {"status": "submitted"},
            {**facts, "status": "returned", "remark": "x" * 2000},
        ),
        ("decide about work", edition.pk, account.pk, {"status": "returned"}, {**facts, "status": "submitted"}),
        ("decide about work", edition.pk, account.pk, {"status": "submitted"}, {**facts, "status": "accepted"}),
        ("take work back", edition.pk, account.pk, {"status": "accepted"}, {**facts, "status": "withdrawn"}),
    ]
    assert [fact[:3] for fact in trail(since=since) if "title" in fact[0]] == [("publish title", edition.pk, account.pk)]
