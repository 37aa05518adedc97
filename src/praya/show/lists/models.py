"""Keep lists of works, what stands in them, and what people note about it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from praya.core.directory.codes import random_code
from praya.core.directory.models import Organisation
from praya.meet.accreditation.models import Delegate
from praya.meet.editions.models import Edition
from praya.meet.works.models import Work


class Shortlist(models.Model):
    """Gather works for its owner, and for the owner's colleagues at this edition while it is shared with them.

    The default list is where one tap saves a work; its name is written in the reader's language. It is shared with the
    company the owner came for when sharing it: whoever changes companies takes their lists along.
    """

    code = models.CharField(max_length=20, unique=True, default=random_code)
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="shortlists")
    owner = models.ForeignKey(Delegate, on_delete=models.CASCADE, related_name="shortlists")
    name = models.CharField(max_length=80, blank=True)
    is_default = models.BooleanField(default=False)
    shared_with = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    is_removed = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "show"
        ordering = ("-is_default", "name", "pk")
        constraints = (
            models.UniqueConstraint(fields=["owner"], condition=Q(is_default=True), name="one_default_list"),
            models.CheckConstraint(condition=Q(is_default=False) | Q(is_removed=False), name="default_list_is_kept"),
        )
        indexes = (models.Index(fields=["edition", "shared_with"]),)

    def __str__(self) -> str:
        return self.name or self.code


class ShortlistItem(models.Model):
    """Put a work into a list; what is taken out stays as a removed row with its notes, so that it can be put back.

    What a colleague puts into somebody's list belongs to their `company`: whoever leaves it reads it no more.
    """

    shortlist = models.ForeignKey(Shortlist, on_delete=models.CASCADE, related_name="items")
    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="list_items")
    position = models.PositiveIntegerField(default=0)
    added_by = models.ForeignKey(Delegate, null=True, on_delete=models.SET_NULL, related_name="+")
    added_at = models.DateTimeField()
    company = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    is_removed = models.BooleanField(default=False)

    class Meta:
        app_label = "show"
        ordering = ("position", "pk")
        constraints = (models.UniqueConstraint(fields=["shortlist", "work"], name="work_once_in_list"),)

    def __str__(self) -> str:
        return f"{self.shortlist_id} {self.work_id}"


class ItemNote(models.Model):
    """Note something about a work of a list: for oneself, or for everybody who reads the list.

    What is said in a list shared with a company is said to that `company`, wherever the list goes.
    """

    item = models.ForeignKey(ShortlistItem, on_delete=models.CASCADE, related_name="notes")
    by = models.ForeignKey(Delegate, on_delete=models.CASCADE, related_name="list_notes")
    text = models.TextField(max_length=2000)
    is_shared = models.BooleanField(default=False)
    company = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        app_label = "show"
        ordering = ("changed_at", "pk")
        constraints = (models.UniqueConstraint(fields=["item", "by"], name="one_note_each"),)

    def __str__(self) -> str:
        return f"note of {self.by_id}"
