"""Keep changes of a record aside until somebody has reviewed them."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from praya.core.texts.fields import UnescapedJSONField


class AbstractDraft(models.Model):
    """Hold the changed fields of a record's document.

    A kind whose changes are reviewed has a table of this, with a one-to-one field for its record, there called `draft`; and
    the record counts its versions in a column `version`.
    """

    class Status(models.TextChoices):
        """List the states of a draft."""

        EDITING = "editing", "editing"
        SUBMITTED = "submitted", "submitted"
        RETURNED = "returned", "returned"

    document = UnescapedJSONField(default=dict)
    status = models.CharField(max_length=10, choices=Status, default=Status.EDITING)
    remark = models.TextField(blank=True, max_length=2000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True
