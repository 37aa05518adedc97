"""Keep which sessions people have put into their agenda."""

from __future__ import annotations

from django.db import models

from praya.meet.accreditation.models import Delegate
from praya.meet.programme.models import Session


class Bookmark(models.Model):
    """Put a session into a delegate's agenda, with no promise of a seat; of several places it is the one at their site."""

    delegate = models.ForeignKey(Delegate, on_delete=models.CASCADE, related_name="bookmarks")
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="bookmarks")
    at = models.DateTimeField()

    class Meta:
        app_label = "meet"
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["delegate", "session"], name="bookmark_once"),)

    def __str__(self) -> str:
        return f"{self.delegate_id} {self.session_id}"
