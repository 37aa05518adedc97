"""Keep which streams are open, for all processes together."""

from __future__ import annotations

from django.db import models


class Stream(models.Model):
    """Hold an open stream; one that its process has not seen for half a minute died with it."""

    account = models.ForeignKey("core.Account", on_delete=models.CASCADE, related_name="+")
    process = models.CharField(max_length=32)
    seen = models.DateTimeField()

    class Meta:
        app_label = "core"

    def __str__(self) -> str:
        return f"{self.account_id} in {self.process}"
