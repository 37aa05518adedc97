"""Keep markets, their editions, and the places of each edition."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from praya.core.texts.fields import TextsField
from praya.core.texts.reading import read


class Market(models.Model):
    """Name the recurring event."""

    slug = models.SlugField(max_length=60, unique=True)
    name = TextsField()

    class Meta:
        app_label = "meet"

    def __str__(self) -> str:
        return self.slug


class Edition(models.Model):
    """Name one year of a market; `slot_minutes` is the unit of the one meeting grid that all its sites share.

    `reviews_changes`: what owners change on a work that is shown waits until an organiser has looked at it. Answers to its
    letters go to `reply_to`. `online_link` is the pattern from which an online meeting gets its address.
    """

    market = models.ForeignKey(Market, on_delete=models.PROTECT, related_name="editions")
    slug = models.SlugField(max_length=60, unique=True)
    name = TextsField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    slot_minutes = models.PositiveSmallIntegerField(default=30, validators=[MinValueValidator(5), MaxValueValidator(120)])
    is_public = models.BooleanField(default=False)
    reviews_changes = models.BooleanField(default=True)
    reply_to = models.EmailField(blank=True)
    online_link = models.CharField(max_length=500, blank=True)

    class Meta:
        app_label = "meet"
        ordering = ("-starts_on", "slug")
        constraints = (
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="edition_ends_after_start"),
            models.CheckConstraint(condition=Q(slot_minutes__gte=5, slot_minutes__lte=120), name="edition_slot_minutes"),
        )

    def __str__(self) -> str:
        return self.slug

    @property
    def days(self) -> list[date]:
        """Return the civil dates of the edition."""
        return [self.starts_on + timedelta(days=n) for n in range((self.ends_on - self.starts_on).days + 1)]

    @property
    def english_name(self) -> str:
        """Return the name in English, or in whatever language there is one."""
        return read(self.name, "en").text or self.slug


class TeamMember(models.Model):
    """Give an account a part in running an edition."""

    class Role(models.TextChoices):
        """List the parts."""

        ORGANISER = "organiser", "organiser"
        DESK = "desk", "desk staff"

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="team")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="teams")
    role = models.CharField(max_length=20, choices=Role, default=Role.ORGANISER)

    class Meta:
        app_label = "meet"
        constraints = (models.UniqueConstraint(fields=["edition", "account"], name="team_member_once"),)

    def __str__(self) -> str:
        return f"{self.role} {self.account_id}"


class Site(models.Model):
    """Name one city of an edition, with its zone; `hue` (1-4) is its colour everywhere, `short_name` its name on chips."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="sites")
    slug = models.SlugField(max_length=40)
    short_name = models.CharField(max_length=12)
    name = TextsField()
    zone = models.CharField(max_length=64)
    hue = models.PositiveSmallIntegerField(default=1)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        app_label = "meet"
        ordering = ("position", "pk")
        constraints = (models.UniqueConstraint(fields=["edition", "slug"], name="site_slug_once"),)

    def __str__(self) -> str:
        return self.short_name

    @property
    def zone_info(self) -> ZoneInfo:
        """Return the zone of the site."""
        return ZoneInfo(self.zone)


class OpeningHours(models.Model):
    """Open a site on one civil day; closing at or before opening means the next morning."""

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="hours")
    on = models.DateField()
    opens = models.TimeField()
    closes = models.TimeField()

    class Meta:
        app_label = "meet"
        ordering = ("on", "opens")
        constraints = (models.UniqueConstraint(fields=["site", "on", "opens"], name="opening_hours_once"),)

    def __str__(self) -> str:
        return f"{self.on} {self.opens:%H:%M}-{self.closes:%H:%M}"


class Break(models.Model):
    """Keep meetings out of a part of the day; without a date it holds on every day."""

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="breaks")
    name = TextsField()
    on = models.DateField(null=True, blank=True)
    begins = models.TimeField()
    ends = models.TimeField()

    class Meta:
        app_label = "meet"
        ordering = ("begins", "pk")
        constraints = (models.CheckConstraint(condition=Q(ends__gt=F("begins")), name="break_ends_after_begin"),)

    def __str__(self) -> str:
        return f"{self.begins:%H:%M}-{self.ends:%H:%M}"


class Hall(models.Model):
    """Name a hall of a site; its tables are one pool, its stands belong to exhibitors."""

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="halls")
    name = models.CharField(max_length=60)

    class Meta:
        app_label = "meet"
        ordering = ("name", "pk")
        constraints = (models.UniqueConstraint(fields=["site", "name"], name="hall_name_once"),)

    def __str__(self) -> str:
        return self.name


class Table(models.Model):
    """Name a table at which one meeting at a time takes place."""

    hall = models.ForeignKey(Hall, on_delete=models.CASCADE, related_name="tables")
    number = models.PositiveSmallIntegerField()

    class Meta:
        app_label = "meet"
        ordering = ("number", "pk")
        constraints = (models.UniqueConstraint(fields=["hall", "number"], name="table_number_once"),)

    def __str__(self) -> str:
        return str(self.number)


class Stand(models.Model):
    """Name a stand of a hall."""

    hall = models.ForeignKey(Hall, on_delete=models.CASCADE, related_name="stands")
    number = models.CharField(max_length=20)

    class Meta:
        app_label = "meet"
        ordering = ("number", "pk")
        constraints = (models.UniqueConstraint(fields=["hall", "number"], name="stand_number_once"),)

    def __str__(self) -> str:
        return self.number
