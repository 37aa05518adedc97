"""Keep the tokens of programs; what opens is shown once and kept as a hash."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from praya.core.accounts.models import Account
from praya.core.directory.codes import random_code
from praya.meet.editions.models import Edition


class Token(models.Model):
    """Let a program read an edition as one person, only through the named operations, until it ends or is withdrawn."""

    code = models.CharField(max_length=20, unique=True, default=random_code)
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="tokens")
    account = models.ForeignKey(Account, models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    operations = models.JSONField(default=list)
    made_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "meet"
        indexes = (models.Index(fields=["edition", "account"], name="token_owner"),)

    def __str__(self) -> str:
        return self.name
