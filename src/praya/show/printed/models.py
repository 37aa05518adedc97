"""Keep catalogues that were printed for somebody."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.db import models

from praya.core.access.audiences import Audience
from praya.core.directory.codes import random_code
from praya.meet.editions.models import Edition


class PrintedCatalogue(models.Model):
    """Hold a catalogue printed in the job worker for one account; `words` is the address of the selection.

    `audience` is as whom its account read when it was printed.
    """

    code = models.CharField(max_length=20, unique=True, default=random_code)
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="+")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    words = models.CharField(max_length=1500, blank=True)
    job = models.CharField(max_length=36, blank=True)
    file = models.BinaryField(null=True)
    audience = models.PositiveSmallIntegerField(default=Audience.PUBLIC)
    fault = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "show"
        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.code

    @property
    def job_number(self) -> UUID | None:
        """Return the number of the job that prints it."""
        return UUID(self.job) if self.job else None
