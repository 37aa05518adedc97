"""Keep letters from when they are asked for until long after they were sent, and how people want to be written to."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from praya.core.directory.codes import random_code
from praya.core.directory.models import Organisation, Person
from praya.core.texts.fields import UnescapedJSONField


class Mailing(models.Model):
    """Hold the letters of one act to many people, which an organiser reads before they go."""

    class State(models.TextChoices):
        """Name what becomes of it."""

        HELD = "unseen"
        GOING = "going"
        STOPPED = "stopped"
        DROPPED = "dropped"

    code = models.CharField(max_length=20, unique=True, default=random_code)
    edition = models.BigIntegerField(db_index=True)
    kind = models.CharField(max_length=40)
    state = models.CharField(max_length=10, choices=State, default=State.HELD)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    facts = UnescapedJSONField(default=dict)

    class Meta:
        app_label = "core"
        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.code


class Letter(models.Model):
    """Hold one letter to one reader; it is written when it is sent, from its `facts`.

    `company` is the one it concerns: nobody who has left it is written to. Of letters of one reader `about` one thing only the
    latest goes. `gist` names the message in which it left, with others of the same reader. By `way` of push it shows on the
    devices for which its reader has asked.
    """

    class Way(models.TextChoices):
        """Name by what it comes."""

        MAIL = "mail"
        PUSH = "push"

    class State(models.TextChoices):
        """Name where a letter is."""

        WAITING = "waiting"
        HELD = "unseen"
        SENT = "sent"
        BOUNCED = "bounced"
        DROPPED = "dropped"

    code = models.CharField(max_length=20, unique=True, default=random_code)
    kind = models.CharField(max_length=40)
    way = models.CharField(max_length=4, choices=Way, default=Way.MAIL)
    edition = models.BigIntegerField(null=True)
    person = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="+")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+")
    company = models.ForeignKey(Organisation, null=True, on_delete=models.CASCADE, related_name="+")
    mailing = models.ForeignKey(Mailing, null=True, on_delete=models.SET_NULL, related_name="letters")
    facts = UnescapedJSONField(default=dict)
    about = models.CharField(max_length=80, blank=True)
    zone = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    made_at = models.DateTimeField()
    due_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    gist = models.CharField(max_length=64, blank=True)
    fault = models.CharField(max_length=300, blank=True)

    class Meta:
        app_label = "core"
        ordering = ("-pk",)
        indexes = (
            models.Index(fields=["due_at", "id"], condition=Q(state="waiting"), name="letter_due"),
            models.Index(fields=["edition", "-id"], name="letter_edition"),
            models.Index(fields=["ended_at"], condition=Q(state="sent"), name="letter_sent"),
            models.Index(fields=["edition", "ended_at"], condition=Q(state="bounced"), name="letter_bounced"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.code}"


class PushDevice(models.Model):
    """Hold a browser in which somebody asked to be told at once; it is told as long as the `session` it asked in lasts.

    `endpoint` is where its push service takes messages, `key` and `secret` are what they are sealed with (RFC 8291), in base64.
    """

    code = models.CharField(max_length=20, unique=True, default=random_code)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="push_devices")
    session = models.CharField(max_length=64)
    endpoint = models.CharField(max_length=600)
    key = models.CharField(max_length=100)
    secret = models.CharField(max_length=40)
    made_at = models.DateTimeField()

    class Meta:
        app_label = "core"
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["endpoint"], name="push_device_once"),)

    def __str__(self) -> str:
        return self.code


class LetterHabits(models.Model):
    """Hold how somebody wants to be written to: by group at once, daily or never, at which hour, and when never."""

    account = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="letter_habits")
    chosen = UnescapedJSONField(default=dict)
    daily_hour = models.PositiveSmallIntegerField(default=8)
    quiet_from = models.PositiveSmallIntegerField(null=True)
    quiet_until = models.PositiveSmallIntegerField(null=True)

    class Meta:
        app_label = "core"

    def __str__(self) -> str:
        return f"habits of {self.account_id}"


class LetterText(models.Model):
    """Hold an edition's own words for a kind of letter in one language."""

    edition = models.BigIntegerField()
    kind = models.CharField(max_length=40)
    language = models.CharField(max_length=20)
    subject = models.CharField(max_length=200)
    body = models.TextField(max_length=4000)

    class Meta:
        app_label = "core"
        constraints = (models.UniqueConstraint(fields=["edition", "kind", "language"], name="letter_text_once"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.language}"


class LetterStop(models.Model):
    """Remember that somebody without an account wants no more letters of a group."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    group = models.CharField(max_length=40)

    class Meta:
        app_label = "core"
        constraints = (models.UniqueConstraint(fields=["person", "group"], name="letter_stop_once"),)

    def __str__(self) -> str:
        return f"{self.group} {self.person_id}"
