"""Keep searches that somebody wants repeated, and catalogues that were printed for somebody."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.db import models
from django.utils import timezone

from praya.core.directory.codes import random_code, random_token
from praya.meet.accreditation.models import Delegate
from praya.meet.editions.models import Edition


class SavedSearch(models.Model):
    """Repeat a delegate's search of works; `words` is its address.

    `seen_slot` is the latest listing there was when they were told last, at `seen_at`. With `wants_mail` they are written
    to about new works, once a day at most; whoever knows `token` may stop that.
    """

    code = models.CharField(max_length=20, unique=True, default=random_code)
    delegate = models.ForeignKey(Delegate, on_delete=models.CASCADE, related_name="saved_searches")
    name = models.CharField(max_length=100)
    words = models.CharField(max_length=1000, blank=True)
    wants_mail = models.BooleanField(default=True)
    token = models.CharField(max_length=64, unique=True, default=random_token)
    seen_slot = models.BigIntegerField(default=0)
    seen_at = models.DateTimeField(default=timezone.now)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "match"
        ordering = ("name", "pk")
        constraints = (models.UniqueConstraint(fields=["delegate", "words"], name="saved_search_once"),)

    def __str__(self) -> str:
        return self.name


class AlertDay(models.Model):
    """Remember that a delegate was written to on a day, so that nobody is written to twice, whatever fails in between."""

    delegate = models.ForeignKey(Delegate, on_delete=models.CASCADE, related_name="+")
    on = models.DateField()
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "match"
        constraints = (models.UniqueConstraint(fields=["delegate", "on"], name="alert_day_once"),)

    def __str__(self) -> str:
        return f"{self.delegate_id} {self.on}"


class PrintedCatalogue(models.Model):
    """Hold a catalogue printed in the job worker for one account; `words` is the address of the selection."""

    code = models.CharField(max_length=20, unique=True, default=random_code)
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="+")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    words = models.CharField(max_length=1500, blank=True)
    job = models.CharField(max_length=36, blank=True)
    file = models.BinaryField(null=True)
    fault = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "match"
        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.code

    @property
    def job_number(self) -> UUID | None:
        """Return the number of the job that prints it."""
        return UUID(self.job) if self.job else None
