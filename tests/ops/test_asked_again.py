"""Lead every kind of job that acts for somebody through the loss of their right: nothing is written, and it is told.

The kinds are those declared, and how each is started stands in its room's `access.py`: a new one without such a scene fails here.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail

from praya.core.accounts.models import Account
from praya.core.audit.models import Entry
from praya.core.jobs import context
from praya.core.jobs.declaring import declared_jobs
from praya.core.jobs.executing import claim_next, execute
from praya.core.jobs.models import Job
from praya.core.jobs.queries import job_progress
from praya.meet.editions.models import TeamMember
from tests import builders as make
from tests.access.written import JOBS

pytestmark = pytest.mark.django_db


def of_the_house() -> dict[str, Any]:
    """Return the declared jobs of Praya itself, without the probes of tests."""
    return {path: task for path, task in declared_jobs().items() if path.startswith("praya.")}


def work_off() -> list[str]:
    """Do what waits, and return how it ended; letters too."""
    ended = []
    while execution := claim_next("tests", ["solve", "default", "mail"]):
        ended.append(execute(execution))
    return ended


def out_of_the_team(account: Account) -> None:
    TeamMember.objects.filter(account=account).delete()


def to_the_desk(account: Account) -> None:
    TeamMember.objects.filter(account=account).update(role=TeamMember.Role.DESK)


def closed(account: Account) -> None:
    account.is_active = False
    account.save()


def test_every_kind_says_for_whom_it_acts_or_why_for_nobody() -> None:
    silent = {path for path, one in of_the_house().items() if bool(one.asks) + bool(one.nobodys) + bool(one.every_seconds) != 1}
    assert silent == set()


def test_every_kind_that_acts_for_somebody_has_its_scene() -> None:
    assert len(JOBS) == sum(one.asks is not None for one in of_the_house().values())


@pytest.mark.parametrize("kind", sorted(JOBS))
def test_it_is_done_for_whoever_may(kind: str) -> None:
    edition = make.make_edition()
    look = JOBS[kind](edition, make.make_team_member(edition))
    before = look()
    assert Job.objects.get(is_finished=False).result.task.asks is not None
    assert (work_off(), look() != before) == (["done"], True)


@pytest.mark.parametrize("lose", [out_of_the_team, closed], ids=lambda lose: lose.__name__)
@pytest.mark.parametrize("kind", sorted(JOBS))
def test_it_is_not_done_for_whoever_may_no_longer(kind: str, lose: Any) -> None:
    edition = make.make_edition()
    account, other = make.make_team_member(edition), make.make_team_member(edition)
    look = JOBS[kind](edition, account)
    before, job = look(), Job.objects.get(is_finished=False)
    lose(account)
    mail.outbox.clear()
    assert (work_off(), look() == before) == (["barred", "done"], True)
    job.refresh_from_db()
    assert (job_progress(job.pk).state, job.fault) == ("barred", "Whoever asked for this may no longer do it.")
    told = Entry.objects.get(action="bar job")
    assert (told.account, told.edition, told.after) == (None, edition.pk, {"label": job.label, "account": account.pk})
    assert [(one.to, one.subject) for one in mail.outbox] == [([other.email], f"Not done: {job.label}")]


@pytest.mark.parametrize("kind", [kind for kind in sorted(JOBS) if not kind.startswith("works")])
def test_the_desk_has_nothing_done_that_organisers_asked_for(kind: str) -> None:
    edition = make.make_edition()
    account = make.make_team_member(edition)
    look = JOBS[kind](edition, account)
    before = look()
    to_the_desk(account)
    assert (work_off()[0], look() == before) == ("barred", True)


@pytest.mark.parametrize("kind", sorted(JOBS)[::6])
def test_a_house_that_does_not_ask_again_is_caught(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: without the question, the tests above fail for a job of any room."""
    monkeypatch.setattr(context, "is_barred", lambda row, right, words: False)
    with pytest.raises(AssertionError, match="barred"):
        test_it_is_not_done_for_whoever_may_no_longer(kind, out_of_the_team)
