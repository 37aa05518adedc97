"""Keep titles and projects with their names, credits and identifiers, and who was granted what is shown on request."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from praya.core.access.audiences import Level
from praya.core.catalogue.identifiers import SCHEME_NAMES
from praya.core.catalogue.vocabulary import KINDS, ROLES, STAGES
from praya.core.directory.codes import random_code
from praya.core.directory.models import Organisation, Person
from praya.core.documents.models import AbstractDraft
from praya.core.texts.fields import TextsField, UnescapedJSONField


class Title(models.Model):
    """Describe one work or project; at a stage of `vocabulary.PROJECT_STAGES` it is a project.

    The lists are plain JSON, checked by `praya.core.documents.checking` before they are stored:
    `names` of {"text", "tag", "kind", "level"}; `countries` of {"code", "share"} in order of share; `versions` of {"tag",
    "is_dubbed", "is_subtitled", "is_audio_described"}; `seeking` of {"what", "where", "note"}; `materials` of {"kind",
    "label", "address", "level"}; `prizes` of {"event", "year", "prize", "country"}; `showings` of {"event", "place",
    "country", "on", "is_public"}. Amounts are whole units of `currency`'s minor unit; a figure has both ends alike.
    `level` is who may see the record at all; `visibility` maps a part of it to a narrower level.
    """

    class Status(models.TextChoices):
        """List the states of a record."""

        DRAFT = "draft", "draft"
        PUBLISHED = "published", "published"
        WITHDRAWN = "withdrawn", "withdrawn"

    code = models.CharField(max_length=20, unique=True, default=random_code)
    reference = models.CharField(max_length=100, blank=True)
    owner = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="titles")
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    level = models.CharField(max_length=8, choices=Level, default=Level.BADGE)
    visibility = UnescapedJSONField(default=dict, blank=True)
    name = models.CharField(max_length=200)
    names = UnescapedJSONField(default=list)
    kind = models.CharField(max_length=12, choices=[(key, key) for key in KINDS])
    stage = models.CharField(max_length=16, choices=[(key, key) for key in STAGES])
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    episodes = models.PositiveIntegerField(null=True, blank=True)
    minutes = models.PositiveIntegerField(null=True, blank=True)
    is_runtime_confirmed = models.BooleanField(default=False)
    genres = UnescapedJSONField(default=list, blank=True)
    themes = UnescapedJSONField(default=list, blank=True)
    countries = UnescapedJSONField(default=list, blank=True)
    languages = UnescapedJSONField(default=list, blank=True)
    versions = UnescapedJSONField(default=list, blank=True)
    logline = TextsField()
    synopsis = TextsField()
    statement = TextsField()
    currency = models.CharField(max_length=3, default="USD")
    budget_low = models.BigIntegerField(null=True, blank=True)
    budget_high = models.BigIntegerField(null=True, blank=True)
    secured_low = models.BigIntegerField(null=True, blank=True)
    secured_high = models.BigIntegerField(null=True, blank=True)
    seeking = UnescapedJSONField(default=list, blank=True)
    rights = TextsField()
    materials = UnescapedJSONField(default=list, blank=True)
    prizes = UnescapedJSONField(default=list, blank=True)
    showings = UnescapedJSONField(default=list, blank=True)
    version = models.PositiveIntegerField(default=1)
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged")
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        app_label = "core"
        ordering = ("name", "pk")
        constraints = (
            models.UniqueConstraint(fields=["reference"], condition=~Q(reference=""), name="title_reference_once"),
            models.CheckConstraint(
                condition=Q(budget_low__isnull=True, budget_high__isnull=True)
                | Q(budget_low__gte=0, budget_high__gte=F("budget_low")),
                name="title_budget_in_order",
            ),
            models.CheckConstraint(
                condition=Q(secured_low__isnull=True, secured_high__isnull=True)
                | Q(secured_low__gte=0, secured_high__gte=F("secured_low")),
                name="title_secured_in_order",
            ),
        )
        indexes = (models.Index(fields=["owner", "status"]), models.Index(fields=["status", "changed_at"]))

    def __str__(self) -> str:
        return self.name


class Credit(models.Model):
    """Name who did what on a title; a person or organisation of the directory when known, always as credited."""

    title = models.ForeignKey(Title, on_delete=models.CASCADE, related_name="credits")
    position = models.PositiveSmallIntegerField(default=0)
    role = models.CharField(max_length=20, choices=[(key, key) for key in ROLES])
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="credits")
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="credits")
    name = models.CharField(max_length=200)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        app_label = "core"
        ordering = ("position", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(person__isnull=True) | Q(organisation__isnull=True), name="credit_of_person_or_organisation"
            ),
        )

    def __str__(self) -> str:
        return f"{self.role}: {self.name}"


class Identifier(models.Model):
    """Identify a title in a register, in the register's standard form; no two titles share one."""

    title = models.ForeignKey(Title, on_delete=models.CASCADE, related_name="identifiers")
    scheme = models.CharField(max_length=10, choices=list(SCHEME_NAMES.items()))
    value = models.CharField(max_length=60)

    class Meta:
        app_label = "core"
        ordering = ("scheme",)
        constraints = (
            models.UniqueConstraint(fields=["scheme", "value"], name="identifier_once"),
            models.UniqueConstraint(fields=["title", "scheme"], name="identifier_scheme_once"),
        )

    def __str__(self) -> str:
        return self.value


class Draft(AbstractDraft):
    """Hold the changed fields of a title's document until somebody reviews them."""

    title = models.OneToOneField(Title, on_delete=models.CASCADE, related_name="draft")

    class Meta:
        app_label = "core"

    def __str__(self) -> str:
        return f"{self.status} {self.title_id}"


class Picture(models.Model):
    """Hold a poster or still of a title, re-encoded from what was uploaded; `digest` names it in addresses.

    `thumbnail` is the same picture for cards and lists. One that is not approved yet is seen by its owners and organisers only.
    """

    title = models.ForeignKey(Title, on_delete=models.CASCADE, related_name="pictures")
    kind = models.CharField(max_length=10, choices=[("poster", "poster"), ("still", "still")], default="poster")
    position = models.PositiveSmallIntegerField(default=0)
    level = models.CharField(max_length=8, choices=Level, default=Level.PUBLIC)
    digest = models.CharField(max_length=64)
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    alternative = TextsField()
    image = models.BinaryField()
    thumbnail = models.BinaryField(default=bytes)
    is_approved = models.BooleanField(default=True)

    class Meta:
        app_label = "core"
        ordering = ("position", "pk")
        constraints = (models.UniqueConstraint(fields=["title", "digest"], name="picture_once"),)

    def __str__(self) -> str:
        return self.digest[:12]


class Portrait(models.Model):
    """Hold the bytes of a person's photograph, cut square and re-encoded; one that is replaced is another row.

    One that organisers have taken off names why (a `reason` of the list, or their `remark`) until there is another; its bytes
    are emptied once that cannot be taken back any more.
    """

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="photograph")
    image = models.BinaryField()
    thumbnail = models.BinaryField()
    removed_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=20, blank=True)
    remark = models.TextField(max_length=300, blank=True)

    class Meta:
        app_label = "core"

    def __str__(self) -> str:
        return str(self.person)


class Grant(models.Model):
    """Let an account read what a title shows on request, once its owner has agreed."""

    class Status(models.TextChoices):
        """List the states of a request to read."""

        ASKED = "asked", "asked"
        GRANTED = "granted", "granted"
        REFUSED = "refused", "refused"

    title = models.ForeignKey(Title, on_delete=models.CASCADE, related_name="grants")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    status = models.CharField(max_length=8, choices=Status, default=Status.ASKED)
    message = models.CharField(max_length=500, blank=True)
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "core"
        constraints = (models.UniqueConstraint(fields=["title", "account"], name="grant_once"),)

    def __str__(self) -> str:
        return f"{self.status} {self.title_id}"
