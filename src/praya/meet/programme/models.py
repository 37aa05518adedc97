"""Keep the programme of an edition: its rooms and tracks, its sessions with where and when, and what was released of it."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from praya.core.catalogue.models import Title
from praya.core.directory.codes import random_code
from praya.core.directory.models import Organisation, Person
from praya.core.texts.fields import TextsField, UnescapedJSONField
from praya.meet.editions.models import Edition, Hall, Market, Site


class Track(models.Model):
    """Gather sessions of an edition under a name."""

    code = models.CharField(max_length=20, unique=True, default=random_code)
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="tracks")
    name = TextsField()
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        app_label = "meet"
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.code


class Series(models.Model):
    """Link sessions of a market's editions that are the same event again, such as a forum of every year."""

    code = models.CharField(max_length=20, unique=True, default=random_code)
    market = models.ForeignKey(Market, on_delete=models.CASCADE, related_name="series")
    name = TextsField()

    class Meta:
        app_label = "meet"
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.code


class Room(models.Model):
    """Name a room in a hall; without a capacity nobody has said how many it seats, without formats that it plays any.

    `turnaround_minutes` are needed between two sessions in it.
    """

    code = models.CharField(max_length=20, unique=True, default=random_code)
    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="rooms")
    name = models.CharField(max_length=60)
    capacity = models.PositiveIntegerField(null=True, blank=True)
    formats = UnescapedJSONField(default=list, blank=True)
    turnaround_minutes = models.PositiveSmallIntegerField(default=0)
    access = TextsField()

    class Meta:
        app_label = "meet"
        ordering = ("name", "pk")
        constraints = (models.UniqueConstraint(fields=["hall", "name"], name="room_name_once"),)

    def __str__(self) -> str:
        return self.name


class Session(models.Model):
    """Hold a session of the programme; `languages` are spoken, `channels` interpreted, `stream` is where it is seen live."""

    class Kind(models.TextChoices):
        """List the kinds."""

        FORUM = "forum", "forum"
        SUMMIT = "summit", "summit"
        KEYNOTE = "keynote", "keynote"
        ROUNDTABLE = "roundtable", "roundtable"
        PANEL = "panel", "panel"
        PITCH = "pitch", "pitch"
        PRESENTATION = "presentation", "project presentation"
        PROMOTION = "promotion", "promotion"
        SHOWCASE = "showcase", "showcase"
        SCREENING = "screening", "screening"
        CEREMONY = "ceremony", "ceremony"
        SELECTION = "selection", "selection"
        RECEPTION = "reception", "reception"
        PRESS = "press", "press conference"
        WORKSHOP = "workshop", "workshop"

    class State(models.TextChoices):
        """List how sure it is that it takes place."""

        DRAFT = "draft", "draft"
        CONFIRMED = "confirmed", "confirmed"
        CANCELLED = "cancelled", "cancelled"

    code = models.CharField(max_length=20, unique=True, default=random_code)
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="sessions")
    kind = models.CharField(max_length=12, choices=Kind)
    track = models.ForeignKey(Track, null=True, blank=True, on_delete=models.SET_NULL, related_name="sessions")
    series = models.ForeignKey(Series, null=True, blank=True, on_delete=models.SET_NULL, related_name="sessions")
    title = TextsField()
    abstract = TextsField()
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    languages = UnescapedJSONField(default=list, blank=True)
    channels = UnescapedJSONField(default=list, blank=True)
    stream = models.CharField(max_length=500, blank=True)

    class Meta:
        app_label = "meet"
        ordering = ("pk",)
        indexes = (models.Index(fields=["edition", "state"]),)

    def __str__(self) -> str:
        return self.code


# What somebody sees of a place, and says by moving a session there.
PLACE_COLUMNS = ("site", "room", "starts_at", "ends_at", "is_origin", "capacity")


class Placement(models.Model):
    """Put a session into a room at a time, or online (no room) on the clock of a site; several at once are a twin session.

    The origin is where it comes from, the others relay it or show it again. Without a `capacity` of its own it has the room's.
    """

    code = models.CharField(max_length=20, unique=True, default=random_code)
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="placements")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="placements")
    room = models.ForeignKey(Room, null=True, blank=True, on_delete=models.PROTECT, related_name="placements")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    is_origin = models.BooleanField(default=False)
    capacity = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        app_label = "meet"
        ordering = ("-is_origin", "starts_at", "pk")
        indexes = (models.Index(fields=["starts_at", "ends_at"], name="placement_times"),)
        constraints = (
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="placement_ends_after_start"),
            models.UniqueConstraint(fields=["session"], condition=Q(is_origin=True), name="session_one_origin"),
        )

    def __str__(self) -> str:
        return self.code


class Part(models.Model):
    """Give somebody a role in a session, with the job title that they have then.

    They are where the session comes from unless a `placement` is named (who moderates or interprets at a relay), or they are
    there by link only (`is_online`).
    """

    class Role(models.TextChoices):
        """List the roles."""

        SPEAKER = "speaker", "speaker"
        MODERATOR = "moderator", "moderator"
        HOST = "host", "host"
        GUEST = "guest", "guest of honour"
        INTERPRETER = "interpreter", "interpreter"
        JUROR = "juror", "juror"

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="parts")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="parts")
    role = models.CharField(max_length=12, choices=Role, default=Role.SPEAKER)
    job_title = models.CharField(max_length=120, blank=True)
    placement = models.ForeignKey(Placement, null=True, blank=True, on_delete=models.CASCADE, related_name="parts")
    is_online = models.BooleanField(default=False)

    class Meta:
        app_label = "meet"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["session", "person", "role"], condition=Q(placement__isnull=True), name="part_once"),
            models.UniqueConstraint(fields=["placement", "person", "role"], name="part_once_there"),
        )

    def __str__(self) -> str:
        return f"{self.session_id} {self.role}"


class Host(models.Model):
    """Name an organisation that stands behind a session."""

    class Role(models.TextChoices):
        """List what for."""

        HOST = "host", "host"
        COHOST = "cohost", "co-host"
        ORGANISER = "organiser", "organiser"
        SUPPORTER = "supporter", "supporter"
        MEDIA = "media", "media partner"

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="hosts")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="hosted")
    role = models.CharField(max_length=12, choices=Role, default=Role.HOST)

    class Meta:
        app_label = "meet"
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["session", "organisation", "role"], name="host_once"),)

    def __str__(self) -> str:
        return f"{self.session_id} {self.role}"


class Presented(models.Model):
    """Name a work that is presented in a session."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="presented")
    title = models.ForeignKey(Title, on_delete=models.PROTECT, related_name="presented")

    class Meta:
        app_label = "meet"
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["session", "title"], name="presented_once"),)

    def __str__(self) -> str:
        return f"{self.session_id} {self.title_id}"


class Release(models.Model):
    """Hold version `number` of a programme as everybody reads it: `told` names people by their numbers.

    What was told at once since changed it: `revision` counts how often, `changed_at` is when last. `sequence` rises with every
    version and with every change of one, for calendar programs.
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="releases")
    number = models.PositiveIntegerField()
    revision = models.PositiveIntegerField(default=0)
    sequence = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    told = UnescapedJSONField(default=list)

    class Meta:
        app_label = "meet"
        ordering = ("-number",)
        constraints = (models.UniqueConstraint(fields=["edition", "number"], name="release_number_once"),)

    def __str__(self) -> str:
        return f"{self.edition_id} {self.number}"

    @property
    def told_at(self) -> datetime:
        """Return since when everybody reads it as it is now."""
        return self.changed_at or self.at


class SiteTravel(models.Model):
    """Say how many minutes it takes from one site to another, or back; each pair stands once, the lower number first."""

    one = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+")
    minutes = models.PositiveSmallIntegerField()

    class Meta:
        app_label = "meet"
        ordering = ("one", "other")
        constraints = (
            models.UniqueConstraint(fields=["one", "other"], name="site_travel_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="site_travel_in_order"),
        )

    def __str__(self) -> str:
        return f"{self.one_id}-{self.other_id} {self.minutes}"


class HallTravel(models.Model):
    """Say how many minutes it takes from one hall of a site to another; each pair stands once, the lower number first."""

    one = models.ForeignKey(Hall, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Hall, on_delete=models.CASCADE, related_name="+")
    minutes = models.PositiveSmallIntegerField()

    class Meta:
        app_label = "meet"
        ordering = ("one", "other")
        constraints = (
            models.UniqueConstraint(fields=["one", "other"], name="hall_travel_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="hall_travel_in_order"),
        )

    def __str__(self) -> str:
        return f"{self.one_id}-{self.other_id} {self.minutes}"


class AcceptedConflict(models.Model):
    """Accept a conflict of the programme for a reason, with the facts that it had then: with others it is open again.

    `conflict` marks what is in conflict with what, `mark` that and the times, places and figures of both.
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="accepted_conflicts")
    conflict = models.CharField(max_length=32)
    mark = models.CharField(max_length=32)
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        app_label = "meet"
        ordering = ("-at", "-pk")
        constraints = (models.UniqueConstraint(fields=["edition", "mark"], name="conflict_accepted_once"),)

    def __str__(self) -> str:
        return f"{self.edition_id} {self.mark}"
