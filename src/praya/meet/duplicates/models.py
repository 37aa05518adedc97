"""Keep merges that wait for somebody's word."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from praya.core.directory.codes import random_code
from praya.core.duplicates.models import Resemblance
from praya.meet.editions.models import Edition


class WaitingMerge(models.Model):
    """Hold a merge by which a sign-in would read what somebody else keeps private, or what is kept for another company.

    It is carried out once `owner`, whose account that other record has, agrees, or an organiser who did not ask for it.
    Two companies have no owner.
    `mark` says who signed in for both when it was asked for; `told` is the state of which both have been written to.
    """

    class State(models.TextChoices):
        """List what becomes of it."""

        WAITING = "waiting", "waiting"
        MERGED = "merged", "merged"
        WITHDRAWN = "withdrawn", "withdrawn"
        REFUSED = "refused", "refused"

    code = models.CharField(max_length=20, unique=True, default=random_code)
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="+")
    pair = models.ForeignKey(Resemblance, on_delete=models.CASCADE, related_name="waiting")
    keep = models.BigIntegerField()
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    mark = models.CharField(max_length=16)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    told = models.CharField(max_length=10, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "meet"
        ordering = ("-pk",)
        constraints = (models.UniqueConstraint(fields=["pair"], condition=Q(state="waiting"), name="pair_waits_once"),)

    def __str__(self) -> str:
        return self.code

    @property
    def other(self) -> int:
        """Return the number of the record that is given up."""
        return self.pair.second if self.keep == self.pair.first else self.pair.first
