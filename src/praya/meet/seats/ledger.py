"""Play the deeds of a sale or draw again by the engine, and hold what is kept of everybody's standing against it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from praya.engines.programme import Deed, Event, Request, Standing, standing
from praya.meet.seats.models import Admission, Seat, SeatDeed
from praya.meet.seats.rules import rules_of, seed_of

State = Seat.State


@dataclass(frozen=True, slots=True)
class Place:
    """Say how it stands with a reference, and at which place among its like."""

    state: str
    rank: int


def events_of(admission: Admission) -> list[Event]:
    """Return what was done, as the engine reads it, without what was done by mistake; one query."""
    rows = SeatDeed.objects.filter(admission=admission, voided_at=None).order_by("number")
    columns = ("number", "at", "kind", "seat__reference", "category", "rung")
    return [
        Event(number, at, Deed(kind), person, category, rung)
        for number, at, kind, person, category, rung in rows.values_list(*columns)
    ]


def may_draw(admission: Admission, now: datetime) -> bool:
    """Tell whether a draw can be drawn: its hour has come, and the public value that it names is known."""
    if admission.method != Admission.Method.DRAW or admission.draws_at is None or admission.draws_at > now:
        return False
    return not admission.beacon_source or bool(admission.beacon)


def replayed(admission: Admission, now: datetime) -> Standing:
    """Return how things stand at an instant by the rules and the deeds alone."""
    seed = seed_of(admission) if may_draw(admission, now) else None
    return standing(rules_of(admission), events_of(admission), now=now, seed=seed, beacon=admission.beacon if seed else "")


def places_of(admission: Admission, stands: Standing, now: datetime) -> dict[str, Place]:
    """Return how it stands with every reference that has something; whoever is not named has given back.

    Those on the list of a draw that is drawn stand in its order, all others in that of their arrival, which is 0 here.
    """
    drawn: dict[str, int] = {}
    if may_draw(admission, now) and stands.closed:
        order = rules_of(admission).order(stands.closed, seed_of(admission), admission.beacon)
        drawn = {request.person: number for number, request in enumerate(order, start=1)}
    found: dict[str, Place] = {}
    groups = (
        (State.EXCUSED, stands.excused),
        (State.ABSENT, stands.no_shows),
        (State.SEATED, stands.seated),
        (State.WAITING, stands.waiting),
        (State.POOL, tuple(one.person for one in stands.pool)),
        (State.LINE, stands.line),
        (State.ADMITTED, stands.admitted),
    )
    for state, people in groups:
        found.update({person: Place(state, drawn.get(person, 0)) for person in people})
    return found


def rank_of(seat: Seat, place: Place, closed: dict[str, Request]) -> int:
    """Return the place of a seat among its like: that of the draw for the request that was drawn, else that of its arrival."""
    request = closed.get(seat.reference)
    return place.rank if place.rank and request is not None and request.number == seat.number else seat.number


def unlike(admission: Admission, now: datetime) -> list[str]:
    """Return the references of which something else is kept than follows from the deeds: with a sound program none."""
    stands = replayed(admission, now)
    places = places_of(admission, stands, now)
    closed = {request.person: request for request in stands.closed}
    found = []
    for seat in Seat.objects.filter(admission=admission):
        place = places.get(seat.reference, Place(State.GONE, 0))
        if place.state != seat.state or (seat.state == State.WAITING and seat.rank != rank_of(seat, place, closed)):
            found.append(seat.reference)
    waiting = Seat.objects.filter(admission=admission, state=State.WAITING).order_by("rank", "pk")
    if not found and tuple(waiting.values_list("reference", flat=True)) != stands.waiting:
        found = list(stands.waiting)
    return found
