"""Keep changes on the day and what was proposed to answer them."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from praya.core.directory.codes import random_code
from praya.core.texts.fields import UnescapedJSONField
from praya.match.diary.models import Meeting
from praya.meet.accreditation.models import Delegate
from praya.meet.editions.models import Edition, Stand


class Repair(models.Model):
    """Keep one change on the day and the minimal answer that was proposed to it, until it is applied or discarded.

    `proposal` lists what happens to each meeting, with the sequence it had, so that applying an outdated proposal is
    noticed. `lost_from` and `lost_until` bound the time that a delegate cannot meet. What was arranged by hand can be undone for
    some minutes: then `proposal` also keeps what was there before.
    """

    class Kind(models.TextChoices):
        """List what can happen on the day, and what is arranged by hand."""

        LATE = "late", "late"
        GONE = "gone", "gone for the day"
        LEFT = "left", "left"
        STAND = "stand", "stand moved"
        CANCELLED = "cancelled", "meeting cancelled"
        MOVED = "moved", "meeting moved"
        SWAPPED = "swapped", "meetings swapped"
        BOOKED = "booked", "meeting booked"

    class Status(models.TextChoices):
        """List the states of a repair."""

        PROPOSED = "proposed", "proposed"
        APPLIED = "applied", "applied"
        DISCARDED = "discarded", "discarded"
        UNDONE = "undone", "undone"

    # What an organiser arranges by hand: proposed for every look, and decided upon there.
    BY_HAND = (Kind.MOVED, Kind.SWAPPED, Kind.BOOKED)

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
    undone_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "match"
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.kind} {self.code}"
