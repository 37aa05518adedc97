"""Keep categories, delegates and the hours in which each delegate can meet."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from praya.core.directory.codes import random_code, random_token
from praya.core.directory.models import Organisation, Person
from praya.core.texts.fields import TextsField, UnescapedJSONField
from praya.meet.editions.models import Edition, Site


class Category(models.Model):
    """Name a kind of accreditation with what it allows; quotas bound a delegate's meetings (empty: no limit).

    Who is accredited as a buyer reads what titles show to buyers only.
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="categories")
    slug = models.SlugField(max_length=40)
    name = TextsField()
    may_meet = models.BooleanField(default=True)
    is_vip = models.BooleanField(default=False)
    is_buyer = models.BooleanField(default=False)
    quota_total = models.PositiveSmallIntegerField(null=True, blank=True)
    quota_per_day = models.PositiveSmallIntegerField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        app_label = "meet"
        ordering = ("position", "pk")
        constraints = (models.UniqueConstraint(fields=["edition", "slug"], name="category_slug_once"),)

    def __str__(self) -> str:
        return self.slug


class Delegate(models.Model):
    """Accredit a person to an edition for an organisation; without a site they take part from `zone`, remotely.

    With `has_own_hours` the rows of Availability say when they can meet, otherwise the hours of their site do. `phone` is what
    the organisers of this edition have brought in, and they alone read it: the person's own number is the person's. Sessions that
    they only put into their agenda leave them free to meet, unless `bookmarks_are_busy`.
    """

    class Status(models.TextChoices):
        """List the states of an accreditation."""

        APPLIED = "applied", "applied"
        APPROVED = "approved", "approved"
        REFUSED = "refused", "refused"
        LEFT = "left", "left"

    code = models.CharField(max_length=20, unique=True, default=random_code)
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="delegates")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="delegates")
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="delegates")
    category = models.ForeignKey(Category, null=True, blank=True, on_delete=models.PROTECT, related_name="delegates")
    job_title = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    site = models.ForeignKey(Site, null=True, blank=True, on_delete=models.PROTECT, related_name="delegates")
    zone = models.CharField(max_length=64, blank=True)
    status = models.CharField(max_length=20, choices=Status, default=Status.APPLIED)
    has_own_hours = models.BooleanField(default=False)
    bookmarks_are_busy = models.BooleanField(default=False)
    feed_token = models.CharField(max_length=64, unique=True, default=random_token)
    applied_at = models.DateTimeField(auto_now_add=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "meet"
        ordering = ("person__order_latin", "pk")
        constraints = (models.UniqueConstraint(fields=["edition", "person"], name="delegate_once"),)
        indexes = (
            models.Index(fields=["edition", "status", "applied_at"], name="delegate_standing"),
            models.Index(fields=["edition", "status", "site", "has_own_hours", "category"], name="delegate_at_site"),
            models.Index(fields=["edition", "organisation"]),
        )

    def __str__(self) -> str:
        return self.code


# The states in which somebody takes part no more: what they were given ends with them.
OVER = frozenset({Delegate.Status.REFUSED, Delegate.Status.LEFT})


class Availability(models.Model):
    """Say that a delegate can meet between two instants."""

    delegate = models.ForeignKey(Delegate, on_delete=models.CASCADE, related_name="availability")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        app_label = "meet"
        ordering = ("starts_at",)
        constraints = (
            models.UniqueConstraint(fields=["delegate", "starts_at"], name="availability_once"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="availability_ends_after_start"),
        )

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%dT%H:%MZ}"


class Engagement(models.Model):
    """Say what a delegate plans beside their meetings: a `session` in one of its places, whose code is the `source`.

    Written anew from what others decide (a release, a seat, a role), never by hand. One that `is_busy` leaves no time for a
    meeting; one that `is_gone` stays as cancelled, because calendars keep what silently disappears. `facts` are those that an
    agenda shows: title, place, why, and where its page is.
    """

    delegate = models.ForeignKey(Delegate, on_delete=models.CASCADE, related_name="engagements")
    source = models.CharField(max_length=20)
    session = models.CharField(max_length=20)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    is_busy = models.BooleanField(default=False)
    is_gone = models.BooleanField(default=False)
    facts = UnescapedJSONField(default=dict)
    sequence = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()

    class Meta:
        app_label = "meet"
        ordering = ("starts_at", "pk")
        indexes = (models.Index(fields=["session"], name="engagement_of_session"),)
        constraints = (
            models.UniqueConstraint(fields=["delegate", "source"], name="engagement_once"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="engagement_ends_after_start"),
        )

    def __str__(self) -> str:
        return f"{self.delegate_id} {self.source}"
