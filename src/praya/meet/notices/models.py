"""Keep what delegates were told."""

from __future__ import annotations

from django.db import models

from praya.core.directory.models import Organisation
from praya.core.texts.fields import UnescapedJSONField
from praya.meet.accreditation.models import Delegate


class Notice(models.Model):
    """Tell one delegate what happened; a room declares the `kind` with its sentence, `facts` holds the words' values.

    What concerns their `company` is told to them as one of its people, and only as long as they are.
    """

    delegate = models.ForeignKey(Delegate, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=40)
    facts = UnescapedJSONField(default=dict)
    company = models.ForeignKey(Organisation, null=True, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "meet"
        ordering = ("-pk",)
        indexes = (models.Index(fields=["delegate", "read_at"]),)

    def __str__(self) -> str:
        return self.kind
