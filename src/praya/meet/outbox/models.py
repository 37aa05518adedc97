"""Keep what people answered to being invited."""

from __future__ import annotations

from django.db import models

from praya.meet.accreditation.models import Delegate


class InvitationAnswer(models.Model):
    """Say whether a delegate who was invited comes, with a line to the organisers."""

    delegate = models.OneToOneField(Delegate, on_delete=models.CASCADE, related_name="invitation_answer")
    comes = models.BooleanField()
    words = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    class Meta:
        app_label = "meet"

    def __str__(self) -> str:
        return f"{'comes' if self.comes else 'does not come'} {self.delegate_id}"
