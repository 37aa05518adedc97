"""Build seats of sessions for tests."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from praya.meet.accreditation.models import Delegate
from praya.meet.programme.models import Placement
from praya.meet.seats.actions_rules import promise
from praya.meet.seats.models import Admission, LadderRung, Seat
from praya.meet.seats.taking import Wanted, take

EARLY = datetime(2026, 11, 1, tzinfo=UTC)  # before all sessions of tests, after which people ask


def make_rules(placement: Placement, *, seats: int | None = 2, **fields: Any) -> Admission:
    """Write rules for a place that are not promised."""
    facts = {"edition": placement.session.edition, "session": placement.session, "placement": placement, "place": placement.code}
    return Admission.objects.create(**facts, seats=seats, **fields)


def make_admission(placement: Placement, *, seats: int | None = 2, at: datetime = EARLY, **fields: Any) -> Admission:
    """Promise rules for a place: two seats for the first who come, unless others are given."""
    return promise(make_rules(placement, seats=seats, **fields), by=None, at=at)


def make_seat(admission: Admission, delegate: Delegate, *, at: datetime = EARLY) -> Seat:
    """Let somebody ask for a seat."""
    take(admission.pk, [Wanted(delegate.pk, at)])
    return Seat.objects.get(admission=admission, delegate=delegate)


def make_rung(edition: Any, no_shows: int, **fields: Any) -> LadderRung:
    """Add a rung to an edition's ladder."""
    return LadderRung.objects.create(edition=edition, no_shows=no_shows, **fields)
