"""Keep what the Tasks API does not: attempts, claims, progress, living workers and the timetable."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from praya.core.texts.fields import UnescapedJSONField

# The fault under which the library keeps a job that was cancelled.
CANCELLED = "praya.core.jobs.context.JobCancelled"
# The kinds of fault of a job in quarantine, and of one whose asker may no longer; what one says that waits for a version with it.
HELD = "praya.core.jobs.quarantine.Held"
BARRED = "praya.core.jobs.acting.RightLost"
UNKNOWN = "no worker has known this work yet"


class Job(models.Model):
    """Stand beside one task's result: who asked for it, how often it was tried, who holds it and how far it is.

    `claim` is the token of the execution that holds the job now; an execution whose token is not here any more may
    write nothing. `steps` names the effects already written, so that a repeated execution writes none of them twice.
    `strikes` counts the processes that died of it, `deaths` the whole workers that died while it ran; too many of either
    hold it in quarantine from `held_at` on.
    """

    result = models.OneToOneField(
        "django_tasks_database.DBTaskResult", primary_key=True, on_delete=models.CASCADE, related_name="job"
    )
    key = models.CharField(max_length=120, blank=True)
    label = models.CharField(max_length=200, blank=True)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    edition = models.BigIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    # Defaults of the database too: while an upgrade is under way, processes of the version before queue jobs as well.
    strikes = models.PositiveSmallIntegerField(default=0, db_default=0)
    deaths = models.PositiveSmallIntegerField(default=0, db_default=0)
    claim = models.CharField(max_length=32, blank=True)
    worker = models.CharField(max_length=32, blank=True, db_index=True)
    steps = UnescapedJSONField(default=list)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    note = models.CharField(max_length=300, blank=True)
    fault = models.CharField(max_length=2000, blank=True)
    cancel_at = models.DateTimeField(null=True)
    held_at = models.DateTimeField(null=True)
    is_finished = models.BooleanField(default=False)

    class Meta:
        app_label = "core"
        constraints = (models.UniqueConstraint(fields=["key"], condition=Q(is_finished=False) & ~Q(key=""), name="job_key_once"),)
        indexes = (
            models.Index(fields=["held_at"], condition=Q(held_at__isnull=False), name="job_held"),
            models.Index(fields=["edition"], name="job_edition"),
        )

    def __str__(self) -> str:
        return self.label or str(self.pk)


class Worker(models.Model):
    """Show that one process that does jobs lives: `beat_at` moves on by the database's clock while it does.

    `keeper` is the process that started it and sees it die; while the keeper lives, nobody else judges its death.
    """

    code = models.CharField(max_length=32, primary_key=True)
    machine = models.CharField(max_length=200)
    process = models.PositiveIntegerField()
    process_began = models.CharField(max_length=40, blank=True)
    keeper = models.PositiveIntegerField(default=0, db_default=0)
    keeper_began = models.CharField(max_length=40, blank=True, default="", db_default="")
    queues = models.CharField(max_length=200)
    started_at = models.DateTimeField()
    beat_at = models.DateTimeField(db_index=True)

    class Meta:
        app_label = "core"

    def __str__(self) -> str:
        return f"{self.machine}/{self.process}"


class Timetable(models.Model):
    """Remember when a periodic job is due next; the row's lock keeps two workers from queueing it twice."""

    task = models.CharField(max_length=200, primary_key=True)
    next_at = models.DateTimeField()
    last_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "core"

    def __str__(self) -> str:
        return self.task


class HeldJob(models.Model):
    """Hold a job of before a restore back until a person has released or dropped it."""

    result = models.OneToOneField(
        "django_tasks_database.DBTaskResult", primary_key=True, on_delete=models.CASCADE, related_name="+"
    )

    class Meta:
        app_label = "core"

    def __str__(self) -> str:
        return str(self.pk)
