"""Do what is due at the moments of the rules, and follow what versions of the programme say of the session."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from django.db import transaction
from django.db.models import F

from praya.core.audit.actions import record
from praya.core.retrying import retried
from praya.meet.seats.ledger import unlike
from praya.meet.seats.models import Admission, Seat
from praya.meet.seats.queries import Spot, delegates_with, promised_and_running, spot_told, spots_of, with_moments_due
from praya.meet.seats.rules import LIVE
from praya.meet.seats.settling import hold, is_due, settle
from praya.meet.seats.telling import tell_seats


def keep_moments(*, at: datetime) -> int:
    """Draw, release and end claims where that is due; return at how many sessions. Each is done once, whoever comes twice."""
    return sum(_keep(number, at) for number in with_moments_due(at))


@retried
def _keep(number: int, at: datetime) -> bool:
    with transaction.atomic():
        held = hold(number)
        if held.ended_at is not None or not is_due(held, at):
            return False
        reached = held.reached_at or at
        if wrong := unlike(held, min(reached, at)):
            raise AssertionError(f"{len(wrong)} seats of {held.code} are kept otherwise than the deeds say: {wrong[:5]}")
        settle(held, max(at, reached))
        return True


def follow_programme(*, at: datetime, edition: int | None = None) -> int:
    """Tell those with seats of sessions that have been moved or cancelled since they were told; return of how many.

    Of one edition, or of all.
    """
    running = defaultdict(list)
    for one in promised_and_running(at):
        if edition in (None, one.edition_id):
            running[one.edition_id].append(one)
    count = 0
    for number, admissions in running.items():
        spots = spots_of(number)
        count += sum(_follow(one, spots.get(one.place), at) for one in admissions if _differs(one, spots.get(one.place)))
    return count


def _differs(admission: Admission, spot: Spot | None) -> bool:
    if spot is None or spot.is_cancelled:
        return bool(admission.told)
    return bool(admission.told != spot.told())


@retried
def _follow(admission: Admission, spot: Spot | None, at: datetime) -> bool:
    with transaction.atomic():
        held = hold(admission.pk)
        if held.ended_at is not None or not _differs(held, spot):
            return False
        if spot is None or spot.is_cancelled:
            return _end(held, at)
        before = spot_told(held.told)
        held.told = spot.told()
        held.save(update_fields=["told"])
        if before is None:
            return False
        _touch(held, at)
        is_moved = bool({**held.told, "title": 0} != {**before.told(), "title": 0})
        if is_moved:
            facts = {"was": before.starts_at.isoformat(), "at": spot.starts_at.isoformat()}
            tell_seats(held, delegates_with(held, *LIVE), "seat_moved", **facts)
            record("move seats", held, by=None, edition=held.edition_id, after={"starts_at": facts["at"]})
        return is_moved


def _end(held: Admission, at: datetime) -> bool:
    held.ended_at = at
    held.save(update_fields=["ended_at"])
    _touch(held, at)
    tell_seats(held, delegates_with(held, *LIVE), "seat_lost")
    record("end seats", held, by=None, edition=held.edition_id, after={"count": held.held.filter(state__in=LIVE).count()})
    return True


def _touch(held: Admission, at: datetime) -> None:
    """Let calendar programs read the seats of a session anew."""
    Seat.objects.filter(admission=held, state__in=LIVE).update(sequence=F("sequence") + 1, changed_at=at, is_planned=False)
