"""Keep searches that somebody wants repeated."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from praya.core.directory.codes import random_code, random_token
from praya.meet.accreditation.models import Delegate


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
        app_label = "show"
        ordering = ("name", "pk")
        constraints = (models.UniqueConstraint(fields=["delegate", "words"], name="search_kept_once"),)

    def __str__(self) -> str:
        return self.name


class AlertDay(models.Model):
    """Remember that a delegate was written to on a day, so that nobody is written to twice, whatever fails in between."""

    delegate = models.ForeignKey(Delegate, on_delete=models.CASCADE, related_name="+")
    on = models.DateField()
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "show"
        constraints = (models.UniqueConstraint(fields=["delegate", "on"], name="one_alert_a_day"),)

    def __str__(self) -> str:
        return f"{self.delegate_id} {self.on}"
