"""Keep what waits to be written into the journal, and how this database stands to it; no backup holds these tables."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from praya.core.texts.fields import UnescapedJSONField


class Pending(models.Model):
    """Name a row whose rights changed (`kind` is its table), or an act with its facts; it stays until the journal has it.

    It is written in the transaction of the change: a change that was committed is never missing here, one that was rolled
    back is never here.
    """

    kind = models.CharField(max_length=80)
    key = models.CharField(max_length=80, blank=True)
    facts = UnescapedJSONField(null=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        app_label = "core"

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class Standing(models.Model):
    """Hold, in one row, the journal that this database writes into, and why it may only be read since it was restored.

    `reason` is a word of `standing.REASONS`, nothing when all is well. While `is_mail_held`, the timetable starts no letters.
    """

    book = models.CharField(max_length=32, blank=True)
    reason = models.CharField(max_length=20, blank=True)
    restored_at = models.DateTimeField(null=True)
    written_at = models.DateTimeField(null=True)
    is_mail_held = models.BooleanField(default=False)

    class Meta:
        app_label = "core"

    def __str__(self) -> str:
        return self.reason or "open"
