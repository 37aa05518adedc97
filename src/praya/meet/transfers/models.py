"""Keep changes of company that wait for somebody's word."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from praya.core.directory.codes import random_code
from praya.core.directory.models import Organisation
from praya.meet.accreditation.models import Delegate
from praya.meet.editions.models import Edition


class Transfer(models.Model):
    """Hold that a delegate is to come for another company, by which they would read what is kept for its people.

    It is carried out once an organiser who did not ask for it agrees, or the delegate where the company keeps nothing yet. `mark`
    says who signed in for the delegate when it was asked for.
    """

    class State(models.TextChoices):
        """List what becomes of it."""

        WAITING = "waiting", "waiting"
        DONE = "done", "done"
        WITHDRAWN = "withdrawn", "withdrawn"
        REFUSED = "refused", "refused"

    code = models.CharField(max_length=20, unique=True, default=random_code)
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="+")
    delegate = models.ForeignKey(Delegate, on_delete=models.CASCADE, related_name="transfers")
    company = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    mark = models.CharField(max_length=16)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "meet"
        ordering = ("-pk",)
        constraints = (models.UniqueConstraint(fields=["delegate"], condition=Q(state="waiting"), name="delegate_waits_once"),)

    def __str__(self) -> str:
        return self.code
