"""Count how often each caller has tried, for all processes together."""

from __future__ import annotations

from django.db import models


class Allowance(models.Model):
    """Count what one caller has tried in a time, a minute or five, which is named by its first minute since 1970."""

    caller = models.CharField(max_length=64, primary_key=True)
    minute = models.BigIntegerField()
    used = models.IntegerField()

    class Meta:
        app_label = "core"

    def __str__(self) -> str:
        return f"{self.caller}: {self.used}"
