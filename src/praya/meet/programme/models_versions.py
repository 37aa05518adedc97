"""Keep what every version of a programme changed, what was told at once since, and when the next one is released by itself."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from praya.core.texts.fields import UnescapedJSONField
from praya.meet.editions.models import Edition
from praya.meet.programme.models import Release


class Changed(models.Model):
    """Hold what a version changed of one session, in its `lines`, and the session as the version tells it, without its people."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="changed")
    session = models.CharField(max_length=20)
    lines = UnescapedJSONField(default=list)
    told = UnescapedJSONField(default=dict)

    class Meta:
        app_label = "meet"
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["release", "session"], name="changed_once"),)

    def __str__(self) -> str:
        return f"{self.release_id} {self.session}"


class Revision(models.Model):
    """Hold what was told at once of one session after a version was released.

    The session is kept as it was told `before`, if the version had it, and as it is told since.
    """

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    sequence = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    session = models.CharField(max_length=20)
    before = UnescapedJSONField(null=True)
    told = UnescapedJSONField(default=dict)
    lines = UnescapedJSONField(default=list)

    class Meta:
        app_label = "meet"
        ordering = ("release", "number")
        constraints = (models.UniqueConstraint(fields=["release", "number"], name="revision_number_once"),)

    def __str__(self) -> str:
        return f"{self.release_id} {self.number}"


class PlannedRelease(models.Model):
    """Hold an instant at which the next version is released by itself, with a mark of what its planner had seen.

    The programme is released as it stands then. Where that is something else than was seen, it is held back if the planner
    chose so. `late_minutes` is how much later a worker was there.
    """

    class State(models.TextChoices):
        """Name what has become of it."""

        PLANNED = "planned", "planned"
        DONE = "done", "done"
        MISSED = "missed", "missed"
        TAKEN_BACK = "taken back", "taken back"

    class Reason(models.TextChoices):
        """Name why nothing was released."""

        CHANGED = "changed", "changed"
        UNCHANGED = "unchanged", "unchanged"
        EMPTY = "empty", "empty"
        BROKEN = "broken", "broken"

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="planned_releases")
    at = models.DateTimeField()
    seen = models.CharField(max_length=32)
    holds_if_changed = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    reason = models.CharField(max_length=10, choices=Reason, blank=True)
    late_minutes = models.PositiveIntegerField(default=0)
    looked_at = models.DateTimeField(null=True)
    warned_at = models.DateTimeField(null=True)
    release = models.ForeignKey(Release, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        app_label = "meet"
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(fields=["edition"], condition=models.Q(state="planned"), name="planned_release_once"),
        )

    def __str__(self) -> str:
        return f"{self.edition_id} {self.state}"
