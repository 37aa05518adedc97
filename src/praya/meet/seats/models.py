"""Keep by which rules the seats of a session are given away, who did what in which order, and who has what since."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q

from praya.core.directory.codes import random_code
from praya.core.texts.fields import UnescapedJSONField
from praya.meet.accreditation.models import Delegate
from praya.meet.editions.models import Edition
from praya.meet.programme.models import Placement, Session


def random_seed() -> str:
    """Return a new secret seed of 32 bytes, as hexadecimal digits."""
    return secrets.token_hex(32)


class Admission(models.Model):
    """State how the seats of a session in one of its places are given away; `code` is its reference in a bundle.

    Nobody reads of it before `promised_at`: from then on `promise` holds what was committed to, and `commitment` its digest with
    the `seed`, which stays secret until the draw. `place` is the placement's code, by which versions of the programme tell it,
    and `told` what those with seats were told of time and room last. `last_number` counts what was done, in the order of which
    `reached_at` is the latest instant.
    """

    class Method(models.TextChoices):
        """List the methods."""

        FIRST = "first_come", "first come"
        DRAW = "draw", "draw"

    code = models.CharField(max_length=20, unique=True, default=random_code)
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="admissions")
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="admissions")
    placement = models.OneToOneField(Placement, null=True, on_delete=models.SET_NULL, related_name="admission")
    place = models.CharField(max_length=20, unique=True)
    method = models.CharField(max_length=10, choices=Method, default=Method.FIRST)
    seats = models.PositiveIntegerField(null=True, blank=True)
    walk_ups = models.PositiveIntegerField(default=0)
    quotas = UnescapedJSONField(default=dict, blank=True)
    categories = UnescapedJSONField(default=list, blank=True)
    opens_at = models.DateTimeField(null=True, blank=True)
    draws_at = models.DateTimeField(null=True, blank=True)
    releases_at = models.DateTimeField(null=True, blank=True)
    claims_until = models.DateTimeField(null=True, blank=True)
    withdraw_until = models.DateTimeField(null=True, blank=True)
    beacon_source = models.CharField(max_length=200, blank=True)
    beacon_form = models.CharField(max_length=20, blank=True)
    beacon = models.CharField(max_length=200, blank=True)
    seed = models.CharField(max_length=64, default=random_seed)
    promise = UnescapedJSONField(default=dict, blank=True)
    commitment = models.CharField(max_length=64, blank=True)
    promised_at = models.DateTimeField(null=True, blank=True)
    last_number = models.PositiveIntegerField(default=0)
    reached_at = models.DateTimeField(null=True, blank=True)
    drawn_at = models.DateTimeField(null=True, blank=True)
    released_at = models.DateTimeField(null=True, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    bundle = models.TextField(blank=True)
    told = UnescapedJSONField(default=dict, blank=True)

    class Meta:
        app_label = "meet"
        ordering = ("pk",)
        indexes = (models.Index(fields=["edition", "session"], name="admission_of_session"),)

    def __str__(self) -> str:
        return self.code


class Seat(models.Model):
    """Hold how it stands with somebody and the seats of a session; `reference` is published in their place.

    `number` is that of their arrival, `rank` their place among all who stand as they do. Whoever walked up without an
    accreditation is nobody. An organiser may let a no-show not count (`is_excused`).
    What `is_planned` stands in their agenda as it is.
    """

    class State(models.TextChoices):
        """List how it can stand."""

        POOL = "pooled", "in the draw"
        SEATED = "seated", "has a seat"
        WAITING = "queued", "on the waiting list"
        ADMITTED = "admitted", "let in at the door"
        LINE = "lined", "in the line at the door"
        GONE = "given_back", "given back"
        ABSENT = "left_empty", "did not come"
        EXCUSED = "unaware", "did not come, without notice of the seat"

    admission = models.ForeignKey(Admission, on_delete=models.CASCADE, related_name="held")
    delegate = models.ForeignKey(Delegate, null=True, on_delete=models.SET_NULL, related_name="seats")
    reference = models.CharField(max_length=20, default=random_code)
    category = models.CharField(max_length=40, blank=True)
    rung = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State)
    number = models.PositiveIntegerField()
    rank = models.PositiveIntegerField()
    asked_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    came_at = models.DateTimeField(null=True, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    is_excused = models.BooleanField(default=False)
    is_planned = models.BooleanField(default=False)

    class Meta:
        app_label = "meet"
        ordering = ("rank", "pk")
        constraints = (
            models.UniqueConstraint(fields=["admission", "delegate"], name="seat_once"),
            models.UniqueConstraint(fields=["admission", "reference"], name="seat_reference_once"),
        )
        indexes = (
            models.Index(fields=["admission", "state", "rank"], name="seat_standing"),
            models.Index(fields=["delegate", "state"], name="seat_of_delegate"),
            models.Index(fields=["admission"], condition=Q(is_planned=False), name="seat_not_planned"),
        )

    def __str__(self) -> str:
        return self.reference


class SeatDeed(models.Model):
    """Record what somebody did, by the number of its arrival; deeds are only added, and one done by mistake is `voided_at`."""

    class Kind(models.TextChoices):
        """List the deeds, as the engine names them."""

        ASKED = "asked", "asked"
        GAVE_BACK = "gave_back", "gave back"
        CAME = "came", "came"
        WALKED_UP = "walked_up", "walked up"

    admission = models.ForeignKey(Admission, on_delete=models.CASCADE, related_name="deeds")
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="deeds")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    kind = models.CharField(max_length=10, choices=Kind)
    category = models.CharField(max_length=40, blank=True)
    rung = models.PositiveSmallIntegerField(default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    voided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "meet"
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=["admission", "number"], name="seat_deed_number_once"),
            models.CheckConstraint(condition=Q(number__gt=0), name="seat_deed_is_counted"),
        )

    def __str__(self) -> str:
        return f"{self.admission_id} {self.number} {self.kind}"


class LadderRung(models.Model):
    """State what comes after so many seats taken at an edition and left empty: a later opening, or none."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="rungs")
    no_shows = models.PositiveSmallIntegerField()
    wait_minutes = models.PositiveIntegerField(default=0)
    is_barred = models.BooleanField(default=False)

    class Meta:
        app_label = "meet"
        ordering = ("no_shows",)
        constraints = (
            models.UniqueConstraint(fields=["edition", "no_shows"], name="rung_once"),
            models.CheckConstraint(condition=Q(no_shows__gt=0), name="rung_after_a_no_show"),
        )

    def __str__(self) -> str:
        return f"{self.edition_id} {self.no_shows}"
