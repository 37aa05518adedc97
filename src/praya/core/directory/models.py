"""Keep organisations and people, with their names in every script they use."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from praya.core.access.audiences import Level
from praya.core.directory.codes import random_code
from praya.core.directory.ordering import OrderField
from praya.core.texts.fields import TextsField, UnescapedJSONField


class DirectoryEntry(models.Model):
    """Hold what people and organisations say of themselves alike.

    `names` maps BCP 47 tags to further names; `reference` is the organiser's own key from a spreadsheet. `aliases` keeps
    every other spelling ever met: a list of {"text", "tag", "kind", "source"}. `activities` are words of
    `praya.core.catalogue.vocabulary`; `preferences` is what is looked for: {"kinds", "genres", "countries", "seeking",
    "rights"}. A record merged into another stays, hidden, so that the merge can be taken back. `order_…` are keys of the name
    by which readers of Latin, and of Han by pinyin or by strokes, look it up.
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
    order_latin = OrderField("latin")
    order_pinyin = OrderField("pinyin")
    order_strokes = OrderField("strokes")

    class Meta:
        abstract = True
        app_label = "core"
        ordering = ("order_latin", "pk")
        constraints = (
            models.UniqueConstraint(fields=["reference"], condition=~Q(reference=""), name="%(class)s_reference_once"),
        )

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        """Write the row; where its name is written, its keys are."""
        if update_fields is not None and {"name", "names"} & set(update_fields):
            update_fields = {*update_fields, "order_latin", "order_pinyin", "order_strokes"}
        super().save(*args, update_fields=update_fields, **kwargs)


class Organisation(DirectoryEntry):
    """Describe a company, association, fund, festival, broadcaster or platform."""

    activity = models.CharField(max_length=60, blank=True)
    website = models.URLField(max_length=300, blank=True)
    profile = TextsField()


class Person(DirectoryEntry):
    """Describe one human being; the address, when known, is theirs alone and never shown in lists.

    `name` is written as the person writes it, whichever name comes first. `phone` and `messenger` are read by those for whom
    `visibility` names a level, and by nobody while it names none. `portrait` names the photograph in addresses (nothing: there
    is none), so that a page that shows people need not ask for it; its bytes stand apart, in `catalogue.models.Portrait`.
    """

    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="person"
    )
    email = models.EmailField(null=True, blank=True, unique=True)
    is_family_name_first = models.BooleanField(default=False)
    birth_year = models.PositiveSmallIntegerField(null=True, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    messenger = models.CharField(max_length=100, blank=True)
    portrait = models.CharField(max_length=64, blank=True)
    portrait_level = models.CharField(max_length=8, choices=Level, default=Level.BADGE)
    biography = TextsField()

    class Meta(DirectoryEntry.Meta):
        indexes = (models.Index(Lower("email"), name="person_email_lower"),)
