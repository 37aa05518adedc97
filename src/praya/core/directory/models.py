"""Keep organisations and people, with their names in every script they use."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from praya.core.access.audiences import Level
from praya.core.directory.codes import random_code
from praya.core.texts.fields import TextsField, UnescapedJSONField


class DirectoryEntry(models.Model):
    """Hold what people and organisations say of themselves alike.

    `names` maps BCP 47 tags to further names; `reference` is the organiser's own key from a spreadsheet. `aliases` keeps
    every other spelling ever met: a list of {"text", "tag", "kind", "source"}. `activities` are words of
    `praya.core.catalogue.vocabulary`; `preferences` is what is looked for: {"kinds", "genres", "countries", "seeking",
    "rights"}. A record merged into another stays, hidden, so that the merge can be taken back.
    """

    code = models.CharField(max_length=20, unique=True, default=random_code)
    reference = models.CharField(max_length=100, blank=True)
    name = models.CharField(max_length=200)
    names = UnescapedJSONField(default=dict, blank=True)
    country = models.CharField(max_length=2, blank=True)
    languages = UnescapedJSONField(default=list, blank=True)
    aliases = UnescapedJSONField(default=list, blank=True)
    activities = UnescapedJSONField(default=list, blank=True)
    territories = UnescapedJSONField(default=list, blank=True)
    preferences = UnescapedJSONField(default=dict, blank=True)
    identifiers = UnescapedJSONField(default=dict, blank=True)
    level = models.CharField(max_length=8, choices=Level, default=Level.BADGE)
    visibility = UnescapedJSONField(default=dict, blank=True)
    merged_into: models.ForeignKey[Self | None, Self | None] = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True
        app_label = "core"
        ordering = ("name", "pk")
        constraints = (
            models.UniqueConstraint(fields=["reference"], condition=~Q(reference=""), name="%(class)s_reference_once"),
        )

    def __str__(self) -> str:
        return self.name


class Organisation(DirectoryEntry):
    """Describe a company, association, fund, festival, broadcaster or platform."""

    activity = models.CharField(max_length=60, blank=True)
    website = models.URLField(max_length=300, blank=True)
    profile = TextsField()


class Person(DirectoryEntry):
    """Describe one human being; the address, when known, is theirs alone and never shown in lists.

    `name` is written as the person writes it, whichever name comes first.
    """

    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="person"
    )
    email = models.EmailField(null=True, blank=True, unique=True)
    is_family_name_first = models.BooleanField(default=False)
    birth_year = models.PositiveSmallIntegerField(null=True, blank=True)
    biography = TextsField()

    class Meta(DirectoryEntry.Meta):
        indexes = (models.Index(Lower("email"), name="person_email_lower"),)
