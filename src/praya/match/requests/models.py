"""Keep rounds of matching, wishes and requests."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from praya.core.catalogue.models import Title
from praya.core.directory.codes import random_code
from praya.core.texts.fields import UnescapedJSONField
from praya.meet.accreditation.models import Delegate
from praya.meet.editions.models import Edition
from praya.meet.parties.models import Party


class Round(models.Model):
    """Name one pass of matching; `includes_unanswered` lets unanswered requests compete, at a lower weight.

    What it does by itself stands at `opens_at`, `reminds_at` (a day before it closes, where that is not said), `closes_at` and
    `publishes_at`; when it was done, at `opened_at`, `reminded_at`, `frozen_at` and `published_at`. A planned round without a
    moment was restored, and waits for its organisers.
    """

    class Status(models.TextChoices):
        """List the states of a round."""

        PLANNED = "planned", "planned"
        OPEN = "open", "open"
        FROZEN = "frozen", "frozen"
        PUBLISHED = "published", "published"

    code = models.CharField(max_length=20, unique=True, default=random_code)
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN)
    includes_unanswered = models.BooleanField(default=True)
    expiry_hours = models.PositiveSmallIntegerField(default=72)
    freeze_slots = models.PositiveSmallIntegerField(default=2)
    opens_at = models.DateTimeField(null=True, blank=True)
    reminds_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    publishes_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True, default=timezone.now)
    reminded_at = models.DateTimeField(null=True, blank=True)
    frozen_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "match"
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=["edition", "number"], name="round_number_once"),
            models.UniqueConstraint(
                fields=["edition"], condition=Q(status__in=["planned", "open", "frozen"]), name="one_round_in_preparation"
            ),
        )

    def __str__(self) -> str:
        return f"{self.edition_id}/{self.number}"

    def expiry(self, at: datetime) -> datetime:
        """Return when a request sent at an instant ends unanswered."""
        return at + timedelta(hours=self.expiry_hours)


class RoundStep(models.Model):
    """Keep what a round did, or could not do, at one of its moments: each at most once, however many workers there are.

    `began_at` is when a worker noticed that it was due, and `done_at` when it was through; `reason` says why it was not.
    """

    class Kind(models.TextChoices):
        """List what a round does by itself; organisers are warned when its publication lacks something."""

        OPEN = "open", "open"
        REMIND = "remind", "remind"
        CLOSE = "close", "close"
        WARN = "warn", "warn"
        PUBLISH = "publish", "publish"

    class Reason(models.TextChoices):
        """List why a schedule was not published at its moment."""

        NOT_CLOSED = "not closed", "not closed"
        NO_RUN = "no run", "no run"
        NOT_CHOSEN = "not chosen", "not chosen"
        STILL_COMPUTING = "still computing", "still computing"
        REFUSED = "refused", "refused"

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=10, choices=Kind)
    planned_at = models.DateTimeField()
    began_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=20, choices=Reason, blank=True)

    class Meta:
        app_label = "match"
        ordering = ("planned_at", "pk")
        constraints = (models.UniqueConstraint(fields=["round", "kind", "planned_at"], name="round_step_once"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.planned_at:%Y-%m-%dT%H:%MZ}"


class Wish(models.Model):
    """Record one side's interest in meeting the other; a *no* is a hard veto that only its own side ever reads."""

    class Level(models.TextChoices):
        """List the levels of interest."""

        MUST = "must", "must"
        LIKE = "like", "like"
        NO = "no", "no"

    calendar = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="wishes")
    other = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="+")
    level = models.CharField(max_length=4, choices=Level)
    by = models.ForeignKey(Delegate, null=True, on_delete=models.SET_NULL, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        app_label = "match"
        constraints = (
            models.UniqueConstraint(fields=["calendar", "other"], name="wish_once"),
            models.CheckConstraint(condition=~Q(calendar=F("other")), name="wish_for_another"),
        )

    def __str__(self) -> str:
        return f"{self.calendar_id} {self.level} {self.other_id}"


class Request(models.Model):
    """Send a wish to the other side; while it is sent or accepted, the pair has no second one.

    `named` asks for that very delegate of an exhibitor; `guests` join the host of a group meeting; `title` is what the
    meeting would be about. An unanswered request ends at `expires_at`. `pair` names both calendars, the lower number first.
    Once it `is_countered`, the side that was asked has proposed other slots, with a line (`reply`): the slots of a request are
    always those of the side that proposed last, and the other one is to answer. `stood` is what stood before its sender proposed
    again, as long as that waits for an answer.
    """

    class Status(models.TextChoices):
        """List the states of a request."""

        SENT = "sent", "sent"
        ACCEPTED = "accepted", "accepted"
        DECLINED = "declined", "declined"
        WITHDRAWN = "withdrawn", "withdrawn"
        EXPIRED = "expired", "expired"

    code = models.CharField(max_length=20, unique=True, default=random_code)
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="requests")
    sender = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="sent_requests")
    recipient = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="received_requests")
    named = models.ForeignKey(Delegate, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    guests = models.ManyToManyField(Party, blank=True, related_name="group_requests")
    title = models.ForeignKey(Title, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    pair = models.CharField(max_length=44)
    level = models.CharField(max_length=4, choices=[("must", "must"), ("like", "like")], default="like")
    message = models.TextField(max_length=1000, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.SENT)
    is_must_place = models.BooleanField(default=False)
    sent_by = models.ForeignKey(Delegate, null=True, on_delete=models.SET_NULL, related_name="+")
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    is_countered = models.BooleanField(default=False)
    reply = models.TextField(max_length=300, blank=True)
    replied_by = models.ForeignKey(Delegate, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    stood = UnescapedJSONField(default=dict, blank=True)

    class Meta:
        app_label = "match"
        ordering = ("-sent_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["edition", "pair"], condition=Q(status__in=["sent", "accepted"]), name="request_pair_once"
            ),
            models.CheckConstraint(condition=~Q(sender=F("recipient")), name="request_to_another"),
        )
        indexes = (
            models.Index(fields=["sender", "status"]),
            models.Index(fields=["recipient", "status"]),
            models.Index(fields=["status", "expires_at"]),
        )

    def __str__(self) -> str:
        return self.code

    @property
    def proposer_id(self) -> int:
        """Return the party whose slots the request proposes."""
        return self.recipient_id if self.is_countered else self.sender_id

    @property
    def answerer_id(self) -> int:
        """Return the party that is to answer, or has accepted."""
        return self.sender_id if self.is_countered else self.recipient_id


class Look(models.Model):
    """Count for a day at whose slots a side has looked, and how often it met a slot that was not to be had.

    Who looked at whom is interest, and nobody's business: both are hashed with the day, and forgotten after it.
    """

    day = models.DateField(db_index=True)
    side = models.CharField(max_length=32)
    other = models.CharField(max_length=32)
    is_miss = models.BooleanField(default=False)

    class Meta:
        app_label = "match"
        constraints = (models.UniqueConstraint(fields=["side", "other"], name="look_once"),)

    def __str__(self) -> str:
        return f"{self.day} {self.side}"


class LostSlot(models.Model):
    """Remember that a slot could not be had by two parties, whatever stood against it: neither offers it the other again.

    Were it offered once more, whoever lost it would know that nobody was busy, and what stood against it.
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="+")
    pair = models.CharField(max_length=44)
    starts_at = models.DateTimeField()

    class Meta:
        app_label = "match"
        constraints = (models.UniqueConstraint(fields=["edition", "pair", "starts_at"], name="lost_slot_once"),)

    def __str__(self) -> str:
        return f"{self.pair} {self.starts_at:%Y-%m-%dT%H:%MZ}"


class ProposedSlot(models.Model):
    """Propose one of up to three slots; while the request is sent it is held in both calendars."""

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="proposed")
    starts_at = models.DateTimeField()

    class Meta:
        app_label = "match"
        ordering = ("starts_at",)
        constraints = (models.UniqueConstraint(fields=["request", "starts_at"], name="proposed_slot_once"),)

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%dT%H:%MZ}"
