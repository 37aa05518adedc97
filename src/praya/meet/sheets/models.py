"""Keep uploaded spreadsheets until they are taken or discarded."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from praya.core.directory.codes import random_code
from praya.core.directory.models import Organisation
from praya.core.texts.fields import UnescapedJSONField
from praya.meet.editions.models import Edition


class SheetImport(models.Model):
    """Hold one upload; only the account that made it may see it, because a sheet can hold what nobody else may read.

    What is brought in for a `company` shows that company's rows, and to nobody who has left it. `file` is the upload itself
    and `fates` its dry run (gzipped JSON); both are removed once the import is applied, refused or too old. `digest` names
    the dry run that was shown: applying another one is refused.
    """

    class Status(models.TextChoices):
        """List the states of an import."""

        WAITING = "waiting", "waiting"
        CHECKED = "checked", "checked"
        APPLYING = "applying", "applying"
        APPLIED = "applied", "applied"
        REFUSED = "refused", "refused"

    code = models.CharField(max_length=20, unique=True, default=random_code)
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="imports")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    company = models.ForeignKey(Organisation, null=True, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, blank=True)
    language = models.CharField(max_length=20, default="en")
    status = models.CharField(max_length=10, choices=Status, default=Status.WAITING)
    file = models.BinaryField(null=True)
    fates = models.BinaryField(null=True)
    digest = models.CharField(max_length=64, blank=True)
    counts = UnescapedJSONField(default=dict)
    ignored = UnescapedJSONField(default=list)
    message = models.TextField(blank=True)
    job = models.CharField(max_length=36, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    applied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "meet"
        ordering = ("-pk",)
        indexes = (models.Index(fields=["edition", "account"]),)

    def __str__(self) -> str:
        return self.name
