"""Keep the lists of suggestions, what their readers did with them, and how organisers weigh reasons."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from praya.core.directory.codes import random_code
from praya.core.directory.models import Organisation
from praya.core.texts.fields import UnescapedJSONField
from praya.match.requests.models import Request
from praya.meet.accreditation.models import Delegate
from praya.meet.editions.models import Edition
from praya.meet.exhibitors.models import Exhibitor
from praya.meet.works.models import Work


class Weighing(models.Model):
    """Keep how an edition weighs the kinds of reasons: {field of the engine's Weights: points}; what is left out is usual.

    `draft` are points being tried, `preview` what they would change: {"points", "rows": [[reader, [now], [then]]]}.
    """

    edition = models.OneToOneField(Edition, on_delete=models.CASCADE, related_name="weighing")
    points = UnescapedJSONField(default=dict)
    draft = UnescapedJSONField(default=dict)
    preview = UnescapedJSONField(default=dict)
    job = models.UUIDField(null=True)

    class Meta:
        app_label = "match"

    def __str__(self) -> str:
        return str(self.edition_id)


class SuggestionRun(models.Model):
    """Keep one computation of all lists of an edition; `turn` counts them, `figures` say how attention was spread.

    `points` are the weights used. Facts are those of `read_at`; what changed since is not told.
    """

    class Status(models.TextChoices):
        """List the states of a computation."""

        WAITING = "waiting", "waiting"
        DONE = "done", "done"
        FAILED = "failed", "failed"

    code = models.CharField(max_length=20, unique=True, default=random_code)
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="suggestion_runs")
    turn = models.PositiveIntegerField()
    status = models.CharField(max_length=10, choices=Status, default=Status.WAITING)
    points = UnescapedJSONField(default=dict)
    figures = UnescapedJSONField(default=dict)
    job = models.UUIDField(null=True)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    fault = models.TextField(blank=True)

    class Meta:
        app_label = "match"
        ordering = ("-turn",)
        constraints = (models.UniqueConstraint(fields=["edition", "turn"], name="suggestion_turn_once"),)

    def __str__(self) -> str:
        return f"{self.edition_id}/{self.turn}"


class SuggestionList(models.Model):
    """Keep one list for one reader, best first, those in reserve after those to show.

    `entries` is a list of {"n": number, "s": score, "o": 1 when it stands in an open place, "r": [[code, points, facts …]],
    "t": traits by which it can be left out, "c": country}; numbers are those of `praya.match.suggestions.numbers`. A delegate
    reads their own lists, those of their exhibitor, and those of the works they present. What a delegate is shown was weighed
    by what their `company` sought, and is theirs only while they come for it. A *no* or a block is in the lists of whoever
    said it alone; in a work's list, which two sides may read, it is in neither and counts when its own side reads.
    """

    class Channel(models.TextChoices):
        """List the kinds of lists, as the engine names them."""

        PEOPLE = "people", "people"
        WORKS = "works", "works"
        GUESTS = "guests", "guests"

    run = models.ForeignKey(SuggestionRun, on_delete=models.CASCADE, related_name="lists")
    channel = models.CharField(max_length=6, choices=Channel)
    delegate = models.ForeignKey(Delegate, null=True, on_delete=models.CASCADE, related_name="suggestion_lists")
    exhibitor = models.ForeignKey(Exhibitor, null=True, on_delete=models.CASCADE, related_name="suggestion_lists")
    work = models.ForeignKey(Work, null=True, on_delete=models.CASCADE, related_name="suggestion_lists")
    company = models.ForeignKey(Organisation, null=True, on_delete=models.CASCADE, related_name="+")
    entries = UnescapedJSONField(default=list)

    class Meta:
        app_label = "match"
        constraints = (
            models.CheckConstraint(
                condition=Q(channel="guests", delegate__isnull=True) | ~Q(channel="guests") & Q(delegate__isnull=False),
                name="suggestions_have_their_reader",
            ),
            models.UniqueConstraint(
                fields=["run", "channel", "delegate"], condition=Q(delegate__isnull=False), name="suggestions_of_delegate_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.channel} {self.delegate_id or self.exhibitor_id or self.work_id}"


class LeftOut(models.Model):
    """Keep what a delegate does not want suggested: a party, or whatever shares a trait; `because` is the party they saw."""

    delegate = models.ForeignKey(Delegate, on_delete=models.CASCADE, related_name="left_out")
    dislike = models.CharField(max_length=12)
    value = models.CharField(max_length=40)
    because = models.PositiveBigIntegerField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "match"
        ordering = ("-pk",)
        constraints = (models.UniqueConstraint(fields=["delegate", "dislike", "value"], name="left_out_once"),)

    def __str__(self) -> str:
        return f"{self.dislike} {self.value}"


class SuggestionUse(models.Model):
    """Note that a suggestion became a wish or a request, and which reasons had been given; only sums are ever shown."""

    class How(models.TextChoices):
        """List what became of a suggestion."""

        WISHED = "wished", "wished"
        ASKED = "asked", "asked"

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="suggestion_uses")
    delegate = models.ForeignKey(Delegate, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveBigIntegerField()
    how = models.CharField(max_length=6, choices=How)
    codes = UnescapedJSONField(default=list)
    request = models.ForeignKey(Request, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "match"
        constraints = (models.UniqueConstraint(fields=["delegate", "number", "how"], name="suggestion_use_once"),)

    def __str__(self) -> str:
        return f"{self.how} {self.number}"
