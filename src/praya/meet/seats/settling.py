"""Bring what is kept of everybody's standing to what follows from the deeds, and tell those for whom something is new.

Whoever calls holds the admission's row: of one session one thing is done after the other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.db.models import F

from praya.core.audit.actions import record
from praya.core.portions import portions
from praya.engines.programme import Request, Standing, bundle, verify
from praya.meet.seats.ledger import Place, may_draw, places_of, rank_of, replayed, unlike
from praya.meet.seats.models import Admission, Seat
from praya.meet.seats.plans import plan_soon
from praya.meet.seats.queries import spot_told
from praya.meet.seats.rules import MOMENTS, rules_of, seed_of
from praya.meet.seats.telling import tell_seats

State = Seat.State
BATCH = 500
LATE = 5  # the lane of what is timed is free every minute: later than this, no worker was there
# What somebody is told of when it comes over them by itself, by how they stood and how they stand.
NEWS = {
    (State.WAITING, State.SEATED): "seat_free",
    (State.POOL, State.SEATED): "seat_drawn",
    (State.POOL, State.WAITING): "seat_not_drawn",
    (State.SEATED, State.ABSENT): "seat_missed",
    (State.WAITING, State.ABSENT): "seat_missed",
}
# Which column says that what was due at a moment is done, and the deed by which the trail tells it.
DONE = {
    "draws_at": ("drawn_at", "draw seats"),
    "releases_at": ("released_at", "release seats"),
    "claims_until": ("claimed_at", "end claims"),
}


def hold(number: int) -> Admission:
    """Lock the rules of a session's seats, by the number of their row: before any of its seats."""
    return Admission.objects.select_for_update().get(pk=number)


def is_due(held: Admission, at: datetime) -> bool:
    """Tell whether a moment has come of which nothing is done yet."""
    return any(_has_come(held, name, at) for name in DONE)


def _has_come(held: Admission, name: str, at: datetime) -> bool:
    moment: datetime | None = getattr(held, name)
    if moment is None or moment > at or getattr(held, DONE[name][0]) is not None:
        return False
    return name != "draws_at" or may_draw(held, at)


def settle(held: Admission, at: datetime, *, knowing: Collection[int] = ()) -> None:
    """Write down how things stand at an instant by all deeds so far, and do what is due; these of the seats' owners know.

    What is written is held against the deeds once more: a difference is an error, and nothing is kept.
    """
    stands = replayed(held, at)
    places = places_of(held, stands, at)
    closed = {request.person: request for request in stands.closed}
    news = _write(held, places, closed, at, knowing)
    _do_what_is_due(held, stands, at)
    held.reached_at = max(held.reached_at or at, at)
    held.save()
    for kind, delegates in news.items():
        tell_seats(held, delegates, kind)
    if wrong := unlike(held, at):
        raise AssertionError(f"{len(wrong)} seats of {held.code} are kept otherwise than the deeds say: {wrong[:5]}")


def _write(
    held: Admission, places: dict[str, Place], closed: dict[str, Request], at: datetime, knowing: Collection[int]
) -> dict[str, list[int]]:
    moved: dict[str, list[int]] = defaultdict(list)
    ranked, news, whose = [], defaultdict(list), set()
    for seat in Seat.objects.filter(admission=held):
        place = places.get(seat.reference, Place(State.GONE, 0))
        rank = rank_of(seat, place, closed)
        if seat.state != place.state:
            kind = NEWS.get((State(seat.state), State(place.state)))
            moved[place.state].append(seat.pk)
            if seat.delegate_id is not None:
                whose.add(seat.delegate_id)
                if kind is not None and seat.pk not in knowing:
                    news[kind].append(seat.delegate_id)
        if seat.rank != rank:
            seat.rank = rank
            ranked.append(seat)
    for state, numbers in moved.items():
        for some in portions(numbers, BATCH):
            facts = {"state": state, "changed_at": at, "sequence": F("sequence") + 1, "is_planned": False}
            Seat.objects.filter(pk__in=some).update(**facts)
    Seat.objects.bulk_update(ranked, ["rank"], batch_size=BATCH)
    plan_soon(held, whose)
    return news


def _do_what_is_due(held: Admission, stands: Standing, at: datetime) -> None:
    for name, (column, deed) in DONE.items():
        if not _has_come(held, name, at):
            continue
        moment: datetime = getattr(held, name)
        setattr(held, column, at)
        facts: dict[str, Any] = {"planned_at": moment.isoformat(), **late_facts(moment, at)}
        if name == "draws_at":
            held.bundle = _bundle(held, stands.closed)
            facts["count"] = len(stands.closed)
        record(deed, held, by=None, edition=held.edition_id, after=facts)


def late_facts(moment: datetime, at: datetime) -> dict[str, int]:
    """Return how many minutes after its moment something was done, where no worker was there to do it."""
    minutes = int((at - moment).total_seconds()) // 60
    return {"late_minutes": minutes} if minutes >= LATE else {}


def _bundle(held: Admission, closed: Iterable[Request]) -> str:
    text = bundle(rules_of(held), closed, seed=seed_of(held), beacon=held.beacon)
    if faults := verify(text):
        raise AssertionError(f"the bundle of {held.code} is not what it says: {faults}")
    return text


def moments_left(held: Admission, at: datetime) -> list[tuple[str, datetime]]:
    """Return what is still to come of the rules, by its column, in the order of the hours."""
    found = [(name, getattr(held, name)) for name in MOMENTS]
    return sorted(((name, moment) for name, moment in found if moment is not None and moment > at), key=lambda one: one[1])


def begins_at(held: Admission) -> datetime | None:
    """Return when the session begins, as was told last."""
    spot = spot_told(held.told)
    return spot.starts_at if spot is not None else None
