"""Keep who exhibits in an edition and where."""

from __future__ import annotations

from django.db import models

from praya.core.directory.codes import random_code
from praya.core.directory.models import Organisation
from praya.core.texts.fields import TextsField
from praya.meet.editions.models import Edition, Site, Stand


class Exhibitor(models.Model):
    """Let an organisation exhibit at a site with or without a stand, or online (no site)."""

    code = models.CharField(max_length=20, unique=True, default=random_code)
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="exhibitors")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="exhibits")
    site = models.ForeignKey(Site, null=True, blank=True, on_delete=models.PROTECT, related_name="exhibitors")
    stand = models.OneToOneField(Stand, null=True, blank=True, on_delete=models.SET_NULL, related_name="exhibitor")
    profile = TextsField()

    class Meta:
        app_label = "meet"
        ordering = ("organisation__order_latin", "pk")
        constraints = (models.UniqueConstraint(fields=["edition", "organisation"], name="exhibitor_once"),)

    def __str__(self) -> str:
        return self.code
