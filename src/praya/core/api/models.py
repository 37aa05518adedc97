"""Count how often each caller has asked, for all processes together."""

from __future__ import annotations

from django.db import models


class Allowance(models.Model):
    """Count the requests of one caller in the minute that runs; a minute is named by its number since 1970."""

    caller = models.CharField(max_length=64, primary_key=True)
    minute = models.BigIntegerField()
    used = models.IntegerField()

    class Meta:
        app_label = "core"

    def __str__(self) -> str:
        return f"{self.caller}: {self.used}"
