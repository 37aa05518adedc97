"""A job that acts for somebody is done only as long as they may have it done, and written only while they may."""

from __future__ import annotations

import pytest
from django.core import mail

from praya.core.accounts.models import Account
from praya.core.audit.actions import record
from praya.core.audit.models import Entry
from praya.core.jobs.actions import enqueue
from praya.core.jobs.declaring import Errand, job
from praya.core.jobs.executing import claim_next, execute
from praya.core.jobs.models import Job
from praya.core.jobs.queries import job_progress
from tests.builders import make_account, make_operator

pytestmark = pytest.mark.django_db
ALLOWED: set[str] = set()


def may(account: Account, edition: int, *words: object) -> bool:
    return account.email in ALLOWED


@job(asks=may)
def write_late(context, taken, *, at):
    """Write one entry; the right is lost before, or between that and the end."""
    if at == "before":
        ALLOWED.discard(taken)
    with context.effect() as is_due:
        if is_due:
            record("written", "1", by=None)
    ALLOWED.discard(taken)
    context.progress(1, 1)
    context.stop_if_asked()


def started(at: str = "never", **words) -> tuple[Job, Account]:
    ALLOWED.clear()
    account = make_account()
    ALLOWED.add(account.email)
    return enqueue(write_late, account.email if at != "never" else "", by=account, at=at, **words), account


def run() -> str:
    return execute(claim_next("w", ["default"]))


def written() -> int:
    return Entry.objects.filter(action="written").count()


def test_a_right_that_goes_during_the_work_keeps_it_from_being_written() -> None:
    job, _account = started("before")
    assert (run(), written(), job_progress(job.pk).state, job_progress(job.pk).is_over) == ("barred", 0, "barred", True)


def test_what_was_written_while_they_might_is_done() -> None:
    _job, _account = started("after")
    assert (run(), written()) == ("done", 1)


def test_asked_for_again_by_somebody_who_may_it_is_done_for_them() -> None:
    first, _account = started(key="k")
    ALLOWED.clear()
    other = make_account()
    ALLOWED.add(other.email)
    again = enqueue(write_late, "", by=other, at="never", key="k")
    assert (again.pk, Job.objects.get().account, run(), written()) == (first.pk, other, "done", 1)


def test_asked_for_again_while_the_first_still_may_it_stays_theirs() -> None:
    _first, account = started(key="k")
    enqueue(write_late, "", by=make_account(), at="never", key="k")
    assert Job.objects.get().account == account


def test_what_the_house_has_started_asks_nobody() -> None:
    enqueue(write_late, "", at="never")
    assert (run(), written()) == ("done", 1)


def test_where_nobody_organises_the_operators_are_told_in_their_language() -> None:
    operator = make_operator("operator@example.org")
    operator.language = "zh-hant"
    operator.save()
    _job, account = started("before", label="Import")
    assert run() == "barred"
    assert execute(claim_next("w", ["mail"])) == "done"
    letter = mail.outbox[-1]
    assert (letter.to, letter.subject) == ([operator.email], "未執行：Import")
    assert account.name in letter.body


def test_an_errand_that_says_neither_or_both_is_refused() -> None:
    for rules in ({}, {"asks": may, "nobodys": "a probe"}):
        with pytest.raises(TypeError, match="neither or both"):
            Errand("silent-%d", "Silent").runs(**rules)
