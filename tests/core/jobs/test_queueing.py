"""Queue, retry, cancel and repeat jobs in one process."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from praya.core.accounts.models import Account
from praya.core.audit.models import Entry
from praya.core.features.finding import modules_of_rooms
from praya.core.jobs import reaping
from praya.core.jobs.actions import cancel, enqueue, prune
from praya.core.jobs.context import ClaimLost, JobContext
from praya.core.jobs.declaring import Errand, declared_jobs
from praya.core.jobs.executing import claim_next, execute
from praya.core.jobs.models import Job, Timetable, Worker
from praya.core.jobs.queries import job_progress, oldest_waiting_seconds
from praya.core.jobs.reaping import beat, queue_due, sign_off, sign_on, take_over_from_dead
from tests.core.jobs import probes

pytestmark = pytest.mark.django_db


def work_off(queues=("default", "mail", "solve"), worker="w"):
    """Execute every ready job here and return how each ended."""
    outcomes = []
    while execution := claim_next(worker, list(queues)):
        outcomes.append(execute(execution))
    return outcomes


def entries(action="probe"):
    return sorted(Entry.objects.filter(action=action).values_list("subject", flat=True))


def context_of(execution):
    return JobContext(task_result=execution.result.task_result, claim=execution.claim, interrupt=threading.Event())


def state(job):
    return job_progress(job.pk).state


def test_job_runs_once_and_is_done():
    job = enqueue(probes.add_entry, 7)

    assert (state(job), work_off(), state(job), entries()) == ("waiting", ["done"], "done", ["7"])
    assert DBTaskResult.objects.get(pk=job.pk).return_value == 7


def test_plain_tasks_interface_queues_the_same_job():
    result = probes.add_entry.enqueue(8)

    assert Job.objects.filter(pk=result.id).count() == 1
    assert (work_off(), entries()) == (["done"], ["8"])


@pytest.mark.django_db(transaction=True)
def test_rolled_back_transaction_queues_nothing():
    with pytest.raises(RuntimeError), transaction.atomic():
        enqueue(probes.add_entry, 1)
        raise RuntimeError
    assert (Job.objects.count(), work_off()) == (0, [])


def test_failing_job_is_tried_thrice_leaves_nothing_and_tells_its_feature():
    job = enqueue(probes.always_fails, 5)

    assert work_off() == ["to be tried again", "to be tried again", "failed"]
    assert (state(job), entries()) == ("failed", [])
    assert Entry.objects.get(action="probe gave up").after == {"fault": "RuntimeError: attempt 3", "words": [5]}


def test_final_fault_is_not_tried_again():
    enqueue(probes.fails_for_good)

    assert work_off() == ["failed"]
    assert Entry.objects.get(action="probe gave up").after == {"fault": "HopelessError: no remedy", "words": []}


def test_effect_written_before_a_fault_is_not_written_again():
    job = enqueue(probes.fails_after_effect)

    assert (work_off(), entries()) == (["to be tried again", "done"], ["once"])
    assert DBTaskResult.objects.get(pk=job.pk).return_value == 2


def test_delay_doubles_and_keeps_the_job_waiting():
    job = enqueue(probes.add_entry, "not a number", seconds="x")

    assert (work_off(), work_off()) == (["to be tried again"], [])
    delay = DBTaskResult.objects.get(pk=job.pk).run_after - timezone.now()
    assert 4 < delay.total_seconds() <= 5
    assert [probes.add_entry.delay_after(attempt) for attempt in (1, 2, 3, 30)] == [5.0, 10.0, 20.0, 3600.0]


def test_same_key_is_queued_once_until_it_has_finished():
    first, second = enqueue(probes.add_entry, 1, key="k"), enqueue(probes.add_entry, 2, key="k")
    work_off()
    third = enqueue(probes.add_entry, 3, key="k")

    assert (first.pk == second.pk, first.pk == third.pk) == (True, False)


def test_more_urgent_jobs_go_first_and_later_ones_wait():
    enqueue(probes.add_entry, 1, priority=-10)
    enqueue(probes.add_entry, 2, priority=10)
    later = enqueue(probes.add_entry, 3, run_after=timezone.now() + timedelta(hours=1))
    work_off()

    assert list(Entry.objects.order_by("pk").values_list("subject", flat=True)) == ["2", "1"]
    # What has its hour has its lane.
    assert DBTaskResult.objects.get(pk=later.pk).queue_name == "timed"


def test_lane_leaves_other_queues_alone():
    enqueue(probes.long_work, 1)

    assert (work_off(["default"]), work_off(["solve"])) == ([], ["done"])


def test_waiting_job_is_cancelled_at_once():
    account = Account.objects.create_user("a@example.org")
    job = enqueue(probes.add_entry, 1, by=account)

    assert (cancel(job, by=account), cancel(job, by=account)) == (True, False)
    assert (state(job), work_off(), entries("cancel job")) == ("cancelled", [], ["core.job"])


def test_running_job_stops_at_its_next_step():
    job = enqueue(probes.long_work, 1000)
    execution = claim_next("w", ["solve"])
    cancel(job, by=None)

    assert job_progress(job.pk).is_stopping is True
    assert (execute(execution), state(job)) == ("cancelled", "cancelled")


def test_progress_is_seen_by_others():
    job = enqueue(probes.long_work, 3)
    context = context_of(claim_next("w", ["solve"]))
    context.progress(1, 4, "one of four")
    seen = job_progress(job.pk)

    assert (seen.state, seen.done, seen.total, seen.note, seen.share) == ("running", 1, 4, "one of four", 25)


def test_stopping_worker_hands_a_job_back_without_counting_the_attempt():
    job = enqueue(probes.long_work, 1000)
    execution = claim_next("w", ["solve"])
    execution.interrupt.set()

    assert (execute(execution), state(job)) == ("handed back", "waiting")
    assert Job.objects.get(pk=job.pk).attempts == 0


def test_execution_that_was_taken_over_can_write_nothing():
    job = enqueue(probes.add_entry, 9)
    stalled = claim_next("gone", ["default"])
    assert take_over_from_dead() == 1
    assert context_of(stalled).still_mine() is False
    assert (execute(stalled), state(job), entries()) == ("taken over", "waiting", [])
    with pytest.raises(ClaimLost):
        context_of(stalled).progress(1, 2)
    assert (work_off(), entries()) == (["done"], ["9"])


def test_living_worker_keeps_its_job():
    worker = sign_on(["default"])
    enqueue(probes.add_entry, 1)
    claim_next(worker.pk, ["default"])

    assert (take_over_from_dead(), beat(worker.pk)) == (0, True)
    sign_off(worker.pk)
    assert (beat(worker.pk), work_off()) == (False, ["done"])


def test_worker_of_another_machine_is_dead_when_silent():
    worker = sign_on(["default"])
    Worker.objects.filter(pk=worker.pk).update(machine="elsewhere", beat_at=timezone.now() - timedelta(seconds=61))
    enqueue(probes.add_entry, 1)
    claim_next(worker.pk, ["default"])

    assert (take_over_from_dead(silent_seconds=90), take_over_from_dead(silent_seconds=60)) == (0, 1)


def test_process_number_used_again_is_another_worker():
    worker = sign_on(["default"])
    Worker.objects.filter(pk=worker.pk).update(process_began="1")
    take_over_from_dead()

    assert Worker.objects.count() == 0


def test_dead_worker_whose_last_beat_fell_on_a_whole_second_is_known_to_be_dead():
    worker = sign_on(["default"])
    with connection.cursor() as cursor:  # as the database's own clock writes it
        words = "UPDATE core_worker SET beat_at = '2026-01-05 10:00:00.000+00', process_began = '1' WHERE code = %s"
        cursor.execute(words if connection.vendor == "postgresql" else words.replace("+00", ""), [worker.pk])
    enqueue(probes.add_entry, 1)
    claim_next(worker.pk, ["default"])

    assert (take_over_from_dead(), Worker.objects.count()) == (1, 0)


def test_worker_that_speaks_while_it_is_looked_at_lives(monkeypatch):
    worker = sign_on(["default"])
    Worker.objects.filter(pk=worker.pk).update(process_began="1", beat_at=timezone.now() - timedelta(minutes=1))

    def look(process):
        beat(worker.pk)
        return "2"

    monkeypatch.setattr(reaping, "began", look)
    take_over_from_dead()

    assert Worker.objects.count() == 1


def test_periodic_job_is_queued_once_per_due_time():
    tasks = {probes.each_minute.module_path: probes.each_minute, probes.add_entry.module_path: probes.add_entry}

    assert (queue_due(tasks), queue_due(tasks), work_off(), entries()) == (1, 0, ["done"], ["minute"])
    Timetable.objects.update(next_at=timezone.now() - timedelta(seconds=1))
    assert (queue_due(tasks), work_off(), entries()) == (1, ["done"], ["minute", "minute"])


def test_every_feature_with_tasks_is_found():
    assert declared_jobs()["praya.core.jobs.tasks.prune_jobs"].every_seconds == 86400


def test_old_records_are_pruned():
    old, young = enqueue(probes.add_entry, 1), enqueue(probes.add_entry, 2)
    work_off()
    DBTaskResult.objects.filter(pk=old.pk).update(finished_at=timezone.now() - timedelta(days=31))

    assert (prune(), [job.pk for job in Job.objects.all()]) == (1, [young.pk])


def test_age_of_the_oldest_waiting_job():
    assert oldest_waiting_seconds() == 0.0
    job = enqueue(probes.add_entry, 1)
    DBTaskResult.objects.filter(pk=job.pk).update(enqueued_at=timezone.now() - timedelta(seconds=90))

    assert round(oldest_waiting_seconds()) == 90


def test_every_errand_is_run_by_a_job_and_found_again_by_its_record() -> None:
    declared = declared_jobs().values()
    errands = [one for room in modules_of_rooms("jobs.py") for one in vars(room).values() if isinstance(one, Errand)]
    assert [one.key for one in errands if one.task not in declared] == []
    assert len({one.key for one in errands}) == len(errands) >= 8
    job = probes.PROBE.start(7, by=None, edition=3, what="it")
    assert (job.key, job.label, job.edition) == ("probe-7", "Probing it", 3)
    assert probes.PROBE.start(7, by=None, edition=3, what="it again") == job
    assert (list(probes.PROBE.jobs(7)), list(probes.PROBE.jobs(8)), work_off()) == ([job], [], ["done"])
    assert entries() == ["7"]


def test_an_errand_that_nothing_runs_is_not_queued() -> None:
    with pytest.raises(AssertionError, match=r"no tasks\.py runs lost-%d"):
        Errand("lost-%d", "Lost").start(7, by=None, edition=3)
    assert not Job.objects.exists()
