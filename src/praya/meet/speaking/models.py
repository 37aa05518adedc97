"""Keep whom the team has invited into a session, what they answer and need, when they cannot come, and what they bring."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from praya.core.access.audiences import Level
from praya.core.directory.codes import random_code
from praya.core.directory.models import Person
from praya.meet.editions.models import Edition, Site
from praya.meet.programme.models import Part, Room, Session


class Invitation(models.Model):
    """Invite somebody into a session by one of its parts, and hold their answer.

    `for_…` are the place and time for which they answered: with others they are asked again. A decline that the team has seen
    is `noted_at`. They were written to the last time at `written_at`.
    """

    class State(models.TextChoices):
        """List the answers."""

        WAITING = "waiting", "waiting"
        CONFIRMED = "confirmed", "confirmed"
        DECLINED = "declined", "declined"

    code = models.CharField(max_length=20, unique=True, default=random_code)
    part = models.OneToOneField(Part, on_delete=models.CASCADE, related_name="invitation")
    invited_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    written_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    line = models.CharField(max_length=500, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    for_begins = models.DateTimeField(null=True, blank=True)
    for_ends = models.DateTimeField(null=True, blank=True)
    for_site = models.ForeignKey(Site, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    for_room = models.ForeignKey(Room, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    noted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "meet"
        ordering = ("pk",)
        indexes = (models.Index(fields=["state", "noted_at"], name="invitation_state"),)

    def __str__(self) -> str:
        return self.code


class Need(models.Model):
    """Say what somebody needs in a session; the team has seen to it at `met_at`."""

    class Kind(models.TextChoices):
        """List what is needed."""

        INTERPRETER = "interpreter", "interpreter"
        FORMAT = "format", "format"
        ACCESS = "access", "access"
        TRAVEL = "travel", "travel"
        VISA = "visa", "visa"
        FOOD = "food", "food"
        OTHER = "other", "other"

    code = models.CharField(max_length=20, unique=True, default=random_code)
    part = models.ForeignKey(Part, on_delete=models.CASCADE, related_name="needs")
    kind = models.CharField(max_length=12, choices=Kind)
    line = models.CharField(max_length=300)
    at = models.DateTimeField()
    met_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "meet"
        ordering = ("pk",)
        indexes = (models.Index(fields=["met_at"], name="need_met"),)

    def __str__(self) -> str:
        return self.code


class Impossible(models.Model):
    """Say between which instants somebody cannot be in any session of an edition, typed on the clock of a site."""

    code = models.CharField(max_length=20, unique=True, default=random_code)
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="impossible_hours")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="impossible_hours")
    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    line = models.CharField(max_length=200, blank=True)

    class Meta:
        app_label = "meet"
        ordering = ("starts_at", "pk")
        constraints = (models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="impossible_ends_after_start"),)

    def __str__(self) -> str:
        return self.code

    @property
    def is_long(self) -> bool:
        """Tell whether they end on another day of their clock than they begin."""
        zone = ZoneInfo(self.site.zone)
        return self.starts_at.astimezone(zone).date() != self.ends_at.astimezone(zone).date()


class Material(models.Model):
    """Name what somebody shows or hands out in a session: a file, of which `digest` marks the bytes, or a `link`.

    Who reads it is its `level`; one that is private is read by the team and by whoever is invited into the session.
    """

    class Kind(models.TextChoices):
        """List what it is."""

        SLIDES = "slides", "slides"
        HANDOUT = "handout", "handout"
        PAPER = "paper", "paper"
        OTHER = "other", "other"

    code = models.CharField(max_length=20, unique=True, default=random_code)
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="materials")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="materials")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.SLIDES)
    title = models.CharField(max_length=120)
    level = models.CharField(max_length=8, choices=Level, default=Level.BADGE)
    link = models.CharField(max_length=500, blank=True)
    form = models.CharField(max_length=5, blank=True)
    size = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    added_at = models.DateTimeField()

    class Meta:
        app_label = "meet"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["session", "person", "digest"], condition=~Q(digest=""), name="material_file_once"),
        )

    def __str__(self) -> str:
        return self.code


class MaterialFile(models.Model):
    """Hold the bytes of a material, apart from what lists ask; one that is replaced is another row."""

    material = models.OneToOneField(Material, on_delete=models.CASCADE, related_name="file")
    content = models.BinaryField()

    class Meta:
        app_label = "meet"

    def __str__(self) -> str:
        return f"file {self.material_id}"
