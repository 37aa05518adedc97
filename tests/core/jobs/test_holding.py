"""Hold back, after a restore, what a backup had not finished."""

from __future__ import annotations

import pytest
from django_tasks_db.models import DBTaskResult

from praya.core.audit.models import Entry
from praya.core.jobs import holding, reaping
from praya.core.jobs.actions import enqueue
from praya.core.jobs.declaring import declared_jobs
from praya.core.jobs.executing import claim_next
from praya.core.jobs.models import HeldJob, Job
from praya.core.jobs.queries import oldest_waiting_seconds
from praya.core.jobs.tasks import prune_jobs
from praya.core.revocations.models import Standing

pytestmark = pytest.mark.django_db
QUEUES = ["default", "mail", "solve"]


def test_unfinished_jobs_are_held_and_those_of_the_timetable_go() -> None:
    claimed = enqueue(prune_jobs, label="at work")
    assert claim_next("worker", QUEUES) is not None
    waiting = enqueue(prune_jobs, label="waits")
    enqueue(prune_jobs, key="periodic praya.core.jobs.tasks.prune_jobs")
    assert holding.hold_unfinished() == 2
    assert [job.pk for job in holding.jobs_of_before()] == [claimed.pk, waiting.pk]
    assert (claim_next("worker", QUEUES), oldest_waiting_seconds()) == (None, 0.0)
    assert Job.objects.count() == 2


def test_a_person_releases_some_and_drops_the_others() -> None:
    first, second = enqueue(prune_jobs), enqueue(prune_jobs)
    holding.hold_unfinished()
    assert (holding.release([first.pk]), holding.drop([first.pk, second.pk])) == (1, 1)
    execution = claim_next("worker", QUEUES)
    assert execution is not None
    assert execution.result.pk == first.pk
    assert DBTaskResult.objects.get(pk=second.pk).status == "FAILED"
    assert list(Entry.objects.order_by("pk").values_list("action", "after")) == [
        ("release held jobs", {"count": 1}),
        ("drop held jobs", {"count": 1}),
    ]
    assert (holding.release([first.pk]), holding.drop([second.pk])) == (0, 0)


def test_who_asks_again_for_a_held_job_gets_it_done() -> None:
    held = enqueue(prune_jobs, key="works-1")
    holding.hold_unfinished()
    assert enqueue(prune_jobs, key="works-1") == held
    assert HeldJob.objects.count() == 0


def test_the_timetable_starts_no_letters_until_a_person_lets_it() -> None:
    jobs = declared_jobs()
    letters = [path for path, task in jobs.items() if task.every_seconds and task.queue_name == "mail"]
    Standing.objects.update_or_create(pk=1, defaults={"is_mail_held": True})
    assert reaping.queue_due(jobs) > 0
    assert DBTaskResult.objects.filter(queue_name="mail").count() == 0
    Standing.objects.update(is_mail_held=False)
    assert reaping.queue_due(jobs) == len(letters)
    Standing.objects.update(reason="missing")
    assert reaping.queue_due(jobs) == 0
