"""Keep meetings, who attends them, and what delegates are told of them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from praya.core.directory.codes import random_code
from praya.meet.accreditation.models import Delegate
from praya.meet.editions.models import Edition, Site, Stand, Table
from praya.meet.parties.models import Party


class Meeting(models.Model):
    """Hold a slot and a place for two calendars, or one host and several guests.

    `sequence` rises with every change that a calendar feed must tell; a table is never taken twice in a slot. `link` is where an
    online meeting takes place, as one of its sides has typed it for this one.
    """

    class Status(models.TextChoices):
        """List the states of a meeting."""

        SCHEDULED = "scheduled", "scheduled"
        HELD = "held", "held"
        NO_SHOW = "no_show", "no-show"
        CANCELLED = "cancelled", "cancelled"

    code = models.CharField(max_length=20, unique=True, default=random_code)
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="meetings")
    request = models.ForeignKey("match.Request", null=True, on_delete=models.SET_NULL, related_name="meetings")
    run = models.ForeignKey("match.Run", null=True, on_delete=models.SET_NULL, related_name="meetings")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    site = models.ForeignKey(Site, null=True, blank=True, on_delete=models.PROTECT, related_name="meetings")
    table = models.ForeignKey(Table, null=True, blank=True, on_delete=models.PROTECT, related_name="meetings")
    stand = models.ForeignKey(Stand, null=True, blank=True, on_delete=models.PROTECT, related_name="meetings")
    status = models.CharField(max_length=10, choices=Status, default=Status.SCHEDULED)
    is_fixed = models.BooleanField(default=False)
    link = models.CharField(max_length=500, blank=True)
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
        indexes = (
            models.Index(fields=["edition", "starts_at"]),
            models.Index(fields=["edition", "status"], name="meeting_standing"),
        )

    def __str__(self) -> str:
        return self.code


class Attendance(models.Model):
    """Let one delegate attend a meeting for a calendar; released rows tell feeds what was cancelled or handed over.

    `starts_at` repeats the meeting's so that the database itself refuses to book a delegate twice in a slot.
    The note, the outcome and the day to follow up belong to this side alone: to those who answer for the party today, and to who
    wrote them. How late the delegate comes was told to the others.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendances")
    calendar = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="attendances")
    delegate = models.ForeignKey(Delegate, on_delete=models.CASCADE, related_name="attendances")
    starts_at = models.DateTimeField()
    is_released = models.BooleanField(default=False)
    outcome = models.CharField(max_length=10, blank=True, choices=[("held", "held"), ("no_show", "no-show")])
    outcome_by = models.ForeignKey(Delegate, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    follow_up_on = models.DateField(null=True, blank=True)
    late_minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    note = models.TextField(max_length=4000, blank=True)
    note_by = models.ForeignKey(Delegate, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

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


class OwnRoom(models.Model):
    """Keep the address of a delegate's own room for online meetings; whoever meets them reads it."""

    delegate = models.OneToOneField(Delegate, on_delete=models.CASCADE, related_name="own_room")
    link = models.CharField(max_length=500)

    class Meta:
        app_label = "match"

    def __str__(self) -> str:
        return self.link
