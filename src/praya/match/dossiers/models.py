"""Keep what organisers note about delegates, and when one of them looked at what a delegate sees."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from praya.core.directory.codes import random_code
from praya.core.texts.fields import UnescapedJSONField
from praya.meet.accreditation.models import Delegate


class OrganiserNote(models.Model):
    """Keep one note about a delegate that the organisers of the edition read, and the delegate in their own data.

    One that is `removed_at` waits some minutes for its author to think better of it, and is deleted then.
    """

    code = models.CharField(max_length=20, unique=True, default=random_code)
    delegate = models.ForeignKey(Delegate, on_delete=models.CASCADE, related_name="organiser_notes")
    text = models.TextField(max_length=2000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "match"
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return self.code


class Sight(models.Model):
    """Remember that an organiser looks, or looked, for some minutes at what a delegate sees: why, and at which `pages`."""

    code = models.CharField(max_length=20, unique=True, default=random_code)
    delegate = models.ForeignKey(Delegate, on_delete=models.CASCADE, related_name="sights")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.CharField(max_length=300)
    pages = UnescapedJSONField(default=list)
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        app_label = "match"
        ordering = ("-pk",)
        constraints = (models.CheckConstraint(condition=Q(ends_at__gte=F("begins_at")), name="sight_ends_after_start"),)

    def __str__(self) -> str:
        return self.code
