"""Keep the trail: who changed what, when, with what before and after."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from praya.core.texts.fields import UnescapedJSONField


class Entry(models.Model):
    """Record one change; entries are only ever added.

    `edition` is the number of the edition concerned (0: none), so that an organiser reads only their own trail.
    """

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    edition = models.BigIntegerField(default=0, db_index=True)
    action = models.CharField(max_length=80)
    subject = models.CharField(max_length=80)
    subject_id = models.CharField(max_length=40, blank=True)
    before = UnescapedJSONField(null=True)
    after = UnescapedJSONField(null=True)

    class Meta:
        app_label = "core"
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action} {self.subject} {self.subject_id}"
