"""Keep rounds, runs of the scheduler, and the meetings that follow from them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from praya.core.directory.codes import random_code
from praya.core.texts.fields import UnescapedJSONField
from praya.match.requests.models import Request
from praya.meet.accreditation.models import Delegate
from praya.meet.editions.models import Edition, Site, Stand, Table
from praya.meet.parties.models import Party


class Round(models.Model):
    """Name one pass of matching; `includes_unanswered` lets unanswered requests compete, at a lower weight."""

    class Status(models.TextChoices):
        """List the states of a round."""

        OPEN = "open", "open"
        FROZEN = "frozen", "frozen"
        PUBLISHED = "published", "published"

    code = models.CharField(max_length=20, unique=True, default=random_code)
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN)
    includes_unanswered = models.BooleanField(default=True)
    expiry_hours = models.PositiveSmallIntegerField(default=72)
    freeze_slots = models.PositiveSmallIntegerField(default=2)
    opened_at = models.DateTimeField(auto_now_add=True)
    frozen_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "match"
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=["edition", "number"], name="round_number_once"),
            models.UniqueConstraint(
                fields=["edition"], condition=Q(status__in=["open", "frozen"]), name="one_round_in_preparation"
            ),
        )

    def __str__(self) -> str:
        return f"{self.edition_id}/{self.number}"


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

    class Meta:
        app_label = "match"
        ordering = ("-pk",)

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


class Meeting(models.Model):
    """Hold a slot and a place for two calendars, or one host and several guests.

    `sequence` rises with every change that a calendar feed must tell; a table is never taken twice in a slot.
    """

    class Status(models.TextChoices):
        """List the states of a meeting."""

        SCHEDULED = "scheduled", "scheduled"
        HELD = "held", "held"
        NO_SHOW = "no_show", "no-show"
        CANCELLED = "cancelled", "cancelled"

    code = models.CharField(max_length=20, unique=True, default=random_code)
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="meetings")
    request = models.ForeignKey(Request, null=True, on_delete=models.SET_NULL, related_name="meetings")
    run = models.ForeignKey(Run, null=True, on_delete=models.SET_NULL, related_name="meetings")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    site = models.ForeignKey(Site, null=True, blank=True, on_delete=models.PROTECT, related_name="meetings")
    table = models.ForeignKey(Table, null=True, blank=True, on_delete=models.PROTECT, related_name="meetings")
    stand = models.ForeignKey(Stand, null=True, blank=True, on_delete=models.PROTECT, related_name="meetings")
    status = models.CharField(max_length=10, choices=Status, default=Status.SCHEDULED)
    is_fixed = models.BooleanField(default=False)
    sequence = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        app_label = "match"
        ordering = ("starts_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["table", "starts_at"],
                condition=Q(table__isnull=False) & ~Q(status="cancelled"),
                name="table_taken_once",
            ),
            models.UniqueConstraint(
                fields=["request"],
                condition=Q(request__isnull=False) & ~Q(status="cancelled"),
                name="request_met_once",
            ),
            models.CheckConstraint(condition=Q(table__isnull=True) | Q(stand__isnull=True), name="meeting_one_place"),
        )
        indexes = (models.Index(fields=["edition", "starts_at"]),)

    def __str__(self) -> str:
        return self.code


class Attendance(models.Model):
    """Let one delegate attend a meeting for a calendar; released rows tell feeds what was cancelled or handed over.

    `starts_at` repeats the meeting's so that the database itself refuses to book a delegate twice in a slot.
    The note and the outcome belong to this side alone.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendances")
    calendar = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="attendances")
    delegate = models.ForeignKey(Delegate, on_delete=models.CASCADE, related_name="attendances")
    starts_at = models.DateTimeField()
    is_released = models.BooleanField(default=False)
    outcome = models.CharField(max_length=10, blank=True, choices=[("held", "held"), ("no_show", "no-show")])
    note = models.TextField(max_length=4000, blank=True)

    class Meta:
        app_label = "match"
        ordering = ("starts_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["delegate", "starts_at"], condition=Q(is_released=False), name="delegate_booked_once"
            ),
            models.UniqueConstraint(fields=["meeting", "delegate"], name="attendance_once"),
        )
        indexes = (models.Index(fields=["calendar", "starts_at"]),)

    def __str__(self) -> str:
        return f"{self.delegate_id} {self.starts_at:%Y-%m-%dT%H:%MZ}"


class Repair(models.Model):
    """Keep one change on the day and the minimal answer that was proposed to it, until it is applied or discarded.

    `proposal` lists what happens to each meeting, with the sequence it had, so that applying an outdated proposal is
    noticed. `lost_from` and `lost_until` bound the time that a delegate cannot meet.
    """

    class Kind(models.TextChoices):
        """List what can happen on the day."""

        LATE = "late", "late"
        GONE = "gone", "gone for the day"
        LEFT = "left", "left"
        STAND = "stand", "stand moved"
        CANCELLED = "cancelled", "meeting cancelled"

    class Status(models.TextChoices):
        """List the states of a repair."""

        PROPOSED = "proposed", "proposed"
        APPLIED = "applied", "applied"
        DISCARDED = "discarded", "discarded"

    code = models.CharField(max_length=20, unique=True, default=random_code)
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="repairs")
    kind = models.CharField(max_length=10, choices=Kind)
    delegate = models.ForeignKey(Delegate, null=True, on_delete=models.CASCADE, related_name="+")
    meeting = models.ForeignKey(Meeting, null=True, on_delete=models.CASCADE, related_name="+")
    exhibitor = models.ForeignKey("meet.Exhibitor", null=True, on_delete=models.CASCADE, related_name="+")
    stand = models.ForeignKey(Stand, null=True, on_delete=models.CASCADE, related_name="+")
    lost_from = models.DateTimeField(null=True)
    lost_until = models.DateTimeField(null=True)
    proposal = UnescapedJSONField(default=dict)
    milliseconds = models.FloatField(default=0)
    status = models.CharField(max_length=10, choices=Status, default=Status.PROPOSED)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    applied_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "match"
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.kind} {self.code}"
