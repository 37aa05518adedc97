"""Keep which titles are presented at an edition, by whom, and the showcases that gather them."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from praya.core.catalogue.models import Title
from praya.core.directory.codes import random_code
from praya.core.directory.models import Organisation
from praya.core.texts.fields import TextsField
from praya.meet.accreditation.models import Delegate
from praya.meet.editions.models import Edition
from praya.meet.exhibitors.models import Exhibitor


class Work(models.Model):
    """Present a title at an edition: at an exhibitor's stand, or by a delegate; it is seen once it has been accepted.

    Whoever wants to meet about it meets the exhibitor, else the contact.
    """

    class Status(models.TextChoices):
        """List the states of a work at an edition."""

        PREPARED = "prepared", "prepared"
        SUBMITTED = "submitted", "submitted"
        ACCEPTED = "accepted", "accepted"
        RETURNED = "returned", "returned"
        WITHDRAWN = "withdrawn", "withdrawn"

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="works")
    title = models.ForeignKey(Title, on_delete=models.PROTECT, related_name="works")
    exhibitor = models.ForeignKey(Exhibitor, null=True, blank=True, on_delete=models.SET_NULL, related_name="works")
    contact = models.ForeignKey(Delegate, null=True, blank=True, on_delete=models.SET_NULL, related_name="works")
    status = models.CharField(max_length=10, choices=Status, default=Status.PREPARED)
    remark = models.TextField(blank=True, max_length=2000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "meet"
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["edition", "title"], name="work_once"),)
        indexes = (models.Index(fields=["edition", "status"]),)

    def __str__(self) -> str:
        return f"{self.edition_id} {self.title_id}"


class Showcase(models.Model):
    """Gather works of an edition under a name; its curator's people edit it, the organisers too."""

    code = models.CharField(max_length=20, unique=True, default=random_code)
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="showcases")
    curator = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="showcases")
    name = TextsField()
    introduction = TextsField()
    is_published = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "meet"
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.code


class ShowcaseItem(models.Model):
    """Show one work in a showcase, with the curator's words about it."""

    showcase = models.ForeignKey(Showcase, on_delete=models.CASCADE, related_name="items")
    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="showcase_items")
    position = models.PositiveSmallIntegerField(default=0)
    note = TextsField()

    class Meta:
        app_label = "meet"
        ordering = ("position", "pk")
        constraints = (models.UniqueConstraint(fields=["showcase", "work"], name="showcase_item_once"),)

    def __str__(self) -> str:
        return f"{self.showcase_id} {self.work_id}"
