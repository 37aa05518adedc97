"""Keep the calls of an edition."""

from __future__ import annotations

from django.db import models

from praya.core.directory.codes import random_code
from praya.meet.accreditation.models import Delegate
from praya.meet.editions.models import Edition


class Call(models.Model):
    """Note that a delegate rang, and when somebody rang back."""

    code = models.CharField(max_length=20, unique=True, default=random_code)
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="calls")
    delegate = models.ForeignKey(Delegate, models.CASCADE, related_name="calls")
    about = models.CharField(max_length=200)
    rung_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "make"

    def __str__(self) -> str:
        return self.about
