"""Keep who writes to whom, what each side chose about it, and what was reported to the organisers."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from praya.core.catalogue.models import Title
from praya.core.directory.codes import random_code
from praya.core.directory.models import Person
from praya.meet.accreditation.models import Delegate
from praya.meet.editions.models import Edition

LONGEST = 2000


class MessageRules(models.Model):
    """Say how many people a delegate may write to for the first time on one day; an edition without a row has ten."""

    edition = models.OneToOneField(Edition, on_delete=models.CASCADE, related_name="message_rules")
    first_contacts_per_day = models.PositiveSmallIntegerField(default=10)

    class Meta:
        app_label = "match"

    def __str__(self) -> str:
        return f"{self.edition_id}: {self.first_contacts_per_day}"


class Mailbox(models.Model):
    """Hold what a delegate chose about messages and what the organisers decided; without a row all is as usual.

    `mailed_on` is the day, at the delegate's site, of the last letter about unread messages. `warning` stays until the
    delegate has taken note of it.
    """

    delegate = models.OneToOneField(Delegate, on_delete=models.CASCADE, related_name="mailbox")
    is_open = models.BooleanField(default=True)
    wants_mail = models.BooleanField(default=False)
    mailed_on = models.DateField(null=True, blank=True)
    warning = models.TextField(max_length=1000, blank=True)
    suspended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "match"

    def __str__(self) -> str:
        return f"mailbox of {self.delegate_id}"


class Thread(models.Model):
    """Hold what two delegates write to each other; `pair` names both, the lower number first.

    It is asked until the recipient answers, which opens it, or declines; until then the starter writes nothing more.
    """

    class Status(models.TextChoices):
        """List the states of a thread."""

        ASKED = "asked", "asked"
        OPEN = "open", "open"
        DECLINED = "declined", "declined"

    code = models.CharField(max_length=20, unique=True, default=random_code)
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="threads")
    starter = models.ForeignKey(Delegate, on_delete=models.CASCADE, related_name="started_threads")
    recipient = models.ForeignKey(Delegate, on_delete=models.CASCADE, related_name="received_threads")
    pair = models.CharField(max_length=44, unique=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.ASKED)
    started_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "match"
        ordering = ("-pk",)
        constraints = (models.CheckConstraint(condition=~Q(starter=F("recipient")), name="thread_with_another"),)
        indexes = (models.Index(fields=["starter", "started_at"]),)

    def __str__(self) -> str:
        return self.code


class ThreadSide(models.Model):
    """Hold a thread as one of its two delegates has it; while `last_at` is empty there is nothing in it for them.

    `unread` counts what they have not read, `shared_at` is when they agreed to show the other their e-mail address.
    """

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="sides")
    delegate = models.ForeignKey(Delegate, on_delete=models.CASCADE, related_name="thread_sides")
    other = models.ForeignKey(Delegate, on_delete=models.CASCADE, related_name="+")
    last_at = models.DateTimeField(null=True, blank=True)
    unread = models.PositiveIntegerField(default=0)
    is_muted = models.BooleanField(default=False)
    shared_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "match"
        ordering = ("-last_at", "-pk")
        constraints = (models.UniqueConstraint(fields=["thread", "delegate"], name="thread_side_once"),)
        indexes = (models.Index(fields=["delegate", "last_at"]), models.Index(fields=["delegate", "unread"]))

    def __str__(self) -> str:
        return f"{self.thread_id} {self.delegate_id}"


class Message(models.Model):
    """Hold one message; `code` is the random word of the form that sent it, so that a form sent twice is one message.

    `is_withheld`: the recipient had blocked its writer and will never see it; to the writer it looks like any other.
    """

    code = models.CharField(max_length=20, unique=True, default=random_code)
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="messages")
    by = models.ForeignKey(Delegate, on_delete=models.CASCADE, related_name="messages")
    text = models.TextField(max_length=LONGEST)
    title = models.ForeignKey(Title, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    sent_at = models.DateTimeField()
    is_first = models.BooleanField(default=False)
    is_withheld = models.BooleanField(default=False)

    class Meta:
        app_label = "match"
        ordering = ("pk",)
        indexes = (models.Index(fields=["thread", "id"]),)

    def __str__(self) -> str:
        return self.code


class Block(models.Model):
    """Keep one person's messages from another, at every edition; only the one who blocks ever learns of it."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="blocks")
    blocked = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        app_label = "match"
        constraints = (
            models.UniqueConstraint(fields=["person", "blocked"], name="block_once"),
            models.CheckConstraint(condition=~Q(person=F("blocked")), name="block_another"),
        )

    def __str__(self) -> str:
        return f"{self.person_id} blocks {self.blocked_id}"


class AbuseReport(models.Model):
    """Bring one message before the organisers; they read it with what stands around it."""

    class Reason(models.TextChoices):
        """List why a message is reported."""

        SPAM = "spam", "spam"
        HARASSMENT = "harassment", "harassment"
        FRAUD = "fraud", "fraud"
        OTHER = "other", "other"

    class Status(models.TextChoices):
        """List what becomes of a report."""

        WAITING = "waiting", "waiting"
        DISMISSED = "dismissed", "dismissed"
        WARNED = "warned", "warned"
        SUSPENDED = "suspended", "suspended"

    code = models.CharField(max_length=20, unique=True, default=random_code)
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="abuse_reports")
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="reports")
    by = models.ForeignKey(Delegate, on_delete=models.CASCADE, related_name="abuse_reports")
    reason = models.CharField(max_length=12, choices=Reason)
    words = models.TextField(max_length=1000, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.WAITING)
    created_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        app_label = "match"
        ordering = ("-pk",)
        constraints = (models.UniqueConstraint(fields=["message", "by"], name="abuse_report_once"),)
        indexes = (models.Index(fields=["edition", "status"]),)

    def __str__(self) -> str:
        return self.code
