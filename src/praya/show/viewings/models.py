"""Keep how many people have looked at a work, and not who."""

from __future__ import annotations

from django.db import models

from praya.meet.works.models import Work


class Viewing(models.Model):
    """Count one reader of a work at an edition, once; `mark` is a hash with the server's key, and names nobody."""

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="+")
    mark = models.CharField(max_length=32)

    class Meta:
        app_label = "show"
        constraints = (models.UniqueConstraint(fields=["work", "mark"], name="viewed_once"),)

    def __str__(self) -> str:
        return f"{self.work_id}"
