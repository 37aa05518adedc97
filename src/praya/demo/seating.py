"""Give the seats of three of the demo's sessions away by rules: a sale that is full, a draw to come, and one with seats left."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from typing import Any

from praya.demo.naming import code
from praya.meet.accreditation.models import Category, Delegate
from praya.meet.editions.models import Edition
from praya.meet.programme.models import Placement
from praya.meet.seats.actions_rules import promise, write_rules
from praya.meet.seats.models import Admission, LadderRung
from praya.meet.seats.taking import Wanted, take

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NOTHING: dict[str, Any] = {
    "seats": None,
    "walk_ups": 0,
    "quotas": {},
    "categories": [],
    "opens_at": None,
    "draws_at": None,
    "releases_at": None,
    "claims_until": None,
    "withdraw_until": None,
    "beacon_source": "",
    "beacon_form": "",
}
FEW, POOL, ASKED = 12, 40, 17


def seat_sessions(edition: Edition, seed: int, now: datetime) -> int:
    """Promise rules for three placements and let people ask, as far as the sessions lie ahead; return how many ask."""
    rng = Random(f"praya demo seats {seed}")  # noqa: S311 - codes of invented records
    LadderRung.objects.create(edition=edition, no_shows=1, wait_minutes=60)
    LadderRung.objects.create(edition=edition, no_shows=3, is_barred=True)
    rows = Placement.objects.filter(session__edition=edition, is_origin=True).select_related("session", "room").order_by("-pk")
    places = {one.session.kind: one for one in rows}
    people, asked = _people(edition), 0
    for kind, rules, count in (("workshop", _workshop, ASKED), ("screening", _screening, POOL), ("pitch", _pitch, ASKED)):
        admission = _promised(places[kind], rng, now, **rules(places[kind]))
        asked += _ask(admission, people, count, now) if admission is not None else 0
    return asked


def _people(edition: Edition) -> Iterator[int]:
    rows = Delegate.objects.filter(edition=edition, status=Delegate.Status.APPROVED, person__account__isnull=False)
    return iter(list(rows.order_by("pk").values_list("pk", flat=True)))


def _promised(place: Placement, rng: Random, now: datetime, **facts: Any) -> Admission | None:
    if place.starts_at <= now + 2 * DAY:  # a market that is on already: its hours would lie in the past
        return None
    made = write_rules(place, {**NOTHING, **facts}, by=None, at=now - DAY)
    made.code = code(rng)
    made.save(update_fields=["code"])
    return promise(made, by=None, at=now - DAY)


def _ask(admission: Admission, people: Iterator[int], count: int, now: datetime) -> int:
    numbers = [number for number, _n in zip(people, range(count), strict=False)]
    take(admission.pk, [Wanted(number, now - HOUR + n * timedelta(seconds=7)) for n, number in enumerate(numbers)])
    return len(numbers)


def _workshop(place: Placement) -> dict[str, Any]:
    """Give twelve seats to the first who come."""
    starts_at = place.starts_at
    return {"method": "first_come", "seats": FEW, "claims_until": starts_at, "withdraw_until": starts_at - 6 * HOUR}


def _screening(place: Placement) -> dict[str, Any]:
    """Draw the seats a day before, some kept for buyers."""
    starts_at = place.starts_at
    buyers = Category.objects.filter(edition=place.session.edition_id, is_buyer=True).order_by("position").first()
    found: dict[str, Any] = {"method": "draw", "walk_ups": 10, "draws_at": starts_at - DAY, "claims_until": starts_at}
    if buyers is not None:
        found |= {"quotas": {buyers.slug: 20}, "releases_at": starts_at - 2 * HOUR}
    return {**found, "withdraw_until": starts_at - 3 * HOUR}


def _pitch(place: Placement) -> dict[str, Any]:
    """Hold ten seats for the door, and give the others to the first who come."""
    return {"method": "first_come", "walk_ups": 10, "withdraw_until": place.starts_at - HOUR}
