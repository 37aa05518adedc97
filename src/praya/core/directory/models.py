"""Keep organisations and people, with their names in every script they use."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from praya.core.accounts.models import Account
from praya.core.directory.codes import random_code
from praya.core.texts.fields import UnescapedJSONField


class Organisation(models.Model):
    """Describe a company, association, fund, festival, broadcaster or platform.

    `names` maps BCP 47 tags to further names; `reference` is the organiser's own key from a spreadsheet.
    """

    code = models.CharField(max_length=20, unique=True, default=random_code)
    reference = models.CharField(max_length=100, blank=True)
    name = models.CharField(max_length=200)
    names = UnescapedJSONField(default=dict, blank=True)
    country = models.CharField(max_length=2, blank=True)
    activity = models.CharField(max_length=60, blank=True)
    website = models.URLField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "core"
        ordering = ("name", "pk")
        constraints = (
            models.UniqueConstraint(fields=["reference"], condition=~Q(reference=""), name="organisation_reference_once"),
        )

    def __str__(self) -> str:
        return self.name


class Person(models.Model):
    """Describe one human being; the address, when known, is theirs alone and never shown in lists."""

    code = models.CharField(max_length=20, unique=True, default=random_code)
    reference = models.CharField(max_length=100, blank=True)
    account = models.OneToOneField(Account, null=True, blank=True, on_delete=models.SET_NULL, related_name="person")
    email = models.EmailField(null=True, blank=True, unique=True)
    name = models.CharField(max_length=200)
    names = UnescapedJSONField(default=dict, blank=True)
    is_family_name_first = models.BooleanField(default=False)
    country = models.CharField(max_length=2, blank=True)
    languages = UnescapedJSONField(default=list, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "core"
        ordering = ("name", "pk")
        constraints = (models.UniqueConstraint(fields=["reference"], condition=~Q(reference=""), name="person_reference_once"),)

    def __str__(self) -> str:
        return self.name
