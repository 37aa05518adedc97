"""Keep runs of the scheduler and what they decided."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from praya.core.directory.codes import random_code
from praya.core.texts.fields import UnescapedJSONField
from praya.match.requests.models import Request, Round


class Run(models.Model):
    """Keep one execution of the scheduler so that anyone can replay it: input, seed, bound, result, versions.

    `problem` and `schedule` are gzipped JSON (praya-meetings/1, praya-schedule/1); `fingerprint` is the SHA-256 of the
    problem. The problem names calendars by number and holds no veto: vetoed requests never enter it.
    """

    class Status(models.TextChoices):
        """List the states of a run."""

        WAITING = "waiting", "waiting"
        RUNNING = "running", "running"
        DONE = "done", "done"
        FAILED = "failed", "failed"
        CANCELLED = "cancelled", "cancelled"

    code = models.CharField(max_length=20, unique=True, default=random_code)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="runs")
    status = models.CharField(max_length=10, choices=Status, default=Status.WAITING)
    seed = models.PositiveIntegerField(default=1)
    limit_seconds = models.PositiveIntegerField(default=90)
    threads = models.PositiveSmallIntegerField(default=2)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    snapshot_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    problem = models.BinaryField(null=True)
    schedule = models.BinaryField(null=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    value = models.BigIntegerField(null=True)
    bound = models.FloatField(null=True)
    requested = models.PositiveIntegerField(null=True)
    placed = models.PositiveIntegerField(null=True)
    breaks = models.PositiveIntegerField(null=True)
    most_breaks = models.PositiveIntegerField(null=True)
    seconds = models.FloatField(null=True)
    versions = UnescapedJSONField(default=dict)
    fault = models.TextField(blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    # Which one is published when the round publishes by itself.
    is_chosen = models.BooleanField(default=False)

    class Meta:
        app_label = "match"
        ordering = ("-pk",)
        constraints = (models.UniqueConstraint(fields=["round"], condition=models.Q(is_chosen=True), name="one_run_chosen"),)

    def __str__(self) -> str:
        return self.code


class RunProgress(models.Model):
    """Keep one point of the chart on which value meets bound."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="progress")
    seconds = models.FloatField()
    value = models.BigIntegerField()
    bound = models.FloatField()
    stage = models.CharField(max_length=40)

    class Meta:
        app_label = "match"
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.seconds:.1f} s: {self.value} of {self.bound:.0f}"


class Verdict(models.Model):
    """Say what a run decided about a request: its slot, or the reason why it has none.

    A vetoed request gets a reason from the same list, found in the same way, so that nothing tells it apart.
    """

    class Reason(models.TextChoices):
        """List the reasons for a refusal."""

        NO_COMMON_SLOT = "no_common_slot", "no common slot"
        QUOTA = "quota", "quota"
        OUTBID = "outbid", "outbid"
        NO_TABLE = "no_table", "no table"

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="verdicts")
    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="verdicts")
    starts_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=20, choices=Reason, blank=True)

    class Meta:
        app_label = "match"
        constraints = (models.UniqueConstraint(fields=["run", "request"], name="verdict_once"),)
        indexes = (models.Index(fields=["run", "reason"]),)

    def __str__(self) -> str:
        return f"{self.request_id}: {self.reason or self.starts_at}"
