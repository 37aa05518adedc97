"""Hold back what waited when a backup was written: most of it was done since, and letters must not go out twice."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from praya.core.audit.actions import record
from praya.core.jobs.actions import give_up
from praya.core.jobs.models import CANCELLED, HeldJob, Job

PERIODIC = "periodic "


def hold_unfinished() -> int:
    """Hold every job that a restored database has not finished; return how many.

    Those of the timetable go: it starts them anew when they are due, letters only once a person lets it.
    """
    with transaction.atomic():
        unfinished = DBTaskResult.objects.filter(status__in=(TaskResultStatus.READY, TaskResultStatus.RUNNING))
        unfinished.filter(job__key__startswith=PERIODIC).delete()
        numbers = list(unfinished.values_list("pk", flat=True))
        HeldJob.objects.all().delete()
        HeldJob.objects.bulk_create([HeldJob(pk=number) for number in numbers], batch_size=500)
        DBTaskResult.objects.filter(pk__in=numbers, status=TaskResultStatus.RUNNING).update(status=TaskResultStatus.READY)
        Job.objects.filter(pk__in=numbers).update(claim="", worker="")
    return len(numbers)


def jobs_of_before() -> QuerySet[Job]:
    """Return the jobs that are held, those asked for first first."""
    return Job.objects.filter(pk__in=HeldJob.objects.values("pk")).select_related("result").order_by("result__enqueued_at")


def release(numbers: Sequence[UUID]) -> int:
    """Let held jobs be done; return how many."""
    with transaction.atomic():
        released = list(HeldJob.objects.select_for_update().filter(pk__in=numbers).values_list("pk", flat=True))
        HeldJob.objects.filter(pk__in=released).delete()
        if released:
            record("release held jobs", "core.job", by=None, after={"count": len(released)})
    return len(released)


def drop(numbers: Sequence[UUID]) -> int:
    """Give held jobs up as cancelled; return how many."""
    with transaction.atomic():
        dropped = list(HeldJob.objects.select_for_update().filter(pk__in=numbers).values_list("pk", flat=True))
        for number in dropped:
            result = DBTaskResult.objects.select_for_update().get(pk=number)
            give_up(result, Job.objects.select_for_update().get(pk=number), fault="cancelled", kind=CANCELLED)
        HeldJob.objects.filter(pk__in=dropped).delete()
        if dropped:
            record("drop held jobs", "core.job", by=None, after={"count": len(dropped)})
    return len(dropped)
