"""Keep which records look alike, what was decided about them, and everything a merge changed."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from praya.core.directory.codes import random_code
from praya.core.texts.fields import UnescapedJSONField

KINDS = ("person", "organisation", "title")


class Resemblance(models.Model):
    """Note that two records of a kind look alike to one market; `first` is the lower number.

    `score` is how alike the names are, in thousandths; `is_certain` that an identifier, or the names and an independent
    fact, say they are the same and nothing speaks against it. What was decided outlasts every later search: a pair found
    again is not asked about again.
    """

    class State(models.TextChoices):
        """List what can be said about a pair."""

        OPEN = "open", "open"
        SAME = "same", "same"
        DIFFERENT = "different", "different"
        UNSURE = "unsure", "unsure"

    code = models.CharField(max_length=20, unique=True, default=random_code)
    market = models.BigIntegerField()
    kind = models.CharField(max_length=16, choices=[(kind, kind) for kind in KINDS])
    first = models.BigIntegerField()
    second = models.BigIntegerField()
    score = models.PositiveSmallIntegerField(default=0)
    is_certain = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    found_at = models.DateTimeField(auto_now_add=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "core"
        ordering = ("-is_certain", "-score", "pk")
        constraints = (
            models.UniqueConstraint(fields=["market", "kind", "first", "second"], name="resemblance_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="resemblance_in_order"),
        )
        indexes = (models.Index(fields=["market", "state", "kind"], name="resemblance_queue"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.first} {self.second} {self.state}"


class Merge(models.Model):
    """Record that `other` was merged into `keep`, with every value changed, so that it can be taken back exactly."""

    code = models.CharField(max_length=20, unique=True, default=random_code)
    market = models.BigIntegerField(default=0)
    kind = models.CharField(max_length=16, choices=[(kind, kind) for kind in KINDS])
    keep = models.BigIntegerField(db_index=True)
    other = models.BigIntegerField(db_index=True)
    journal = UnescapedJSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "core"
        ordering = ("-pk",)
        constraints = (
            # A record that was merged is hidden; it is merged again only after that was taken back.
            models.UniqueConstraint(fields=["kind", "other"], condition=Q(undone_at=None), name="merged_once"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.other} into {self.keep}"
