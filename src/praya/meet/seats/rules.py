"""Say by which rules seats are given away, what in them contradicts itself, and who may ask when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from praya.engines.programme import Beacon, DrawError, Rung, SeatRules, opens_for
from praya.meet.programme.models import Placement
from praya.meet.seats.models import Admission, Seat

State = Seat.State
# Who has something in hand, in the order in which pages show it.
LIVE = (State.SEATED, State.WAITING, State.POOL, State.ADMITTED, State.LINE)
MOMENTS = ("opens_at", "draws_at", "releases_at", "claims_until", "withdraw_until")
PROMISED = ("method", "seats", "walk_ups", "quotas", "beacon_source", "beacon_form")


def capacity_of(placement: Placement | None) -> int | None:
    """Return how many a place holds, its own figure before the room's; None where nobody has said."""
    if placement is None:
        return None
    return placement.capacity or (placement.room.capacity if placement.room is not None else None)


def promise_of(values: Mapping[str, Any], seats: int) -> dict[str, Any]:
    """Return what is committed to."""
    return {**{name: values[name] for name in PROMISED}, "seats": seats}


def engine_rules(code: str, promise: Mapping[str, Any], moments: Mapping[str, datetime | None]) -> SeatRules:
    """Return rules as the engine reads them; raise DrawError where they promise more than there is."""
    source, form = promise["beacon_source"], promise["beacon_form"]
    return SeatRules(
        screening=code,
        seats=promise["seats"],
        walk_ups=promise["walk_ups"],
        quotas=dict(promise["quotas"]),
        draws_at=moments["draws_at"] if promise["method"] == Admission.Method.DRAW else None,
        releases_at=moments["releases_at"],
        claims_until=moments["claims_until"],
        beacon=Beacon(source, form) if source or form else None,
    )


def rules_of(admission: Admission) -> SeatRules:
    """Return the rules that were promised, with the moments as they are now."""
    return engine_rules(admission.code, admission.promise, {name: getattr(admission, name) for name in MOMENTS})


def seed_of(admission: Admission) -> bytes:
    """Return the secret seed."""
    return bytes.fromhex(admission.seed)


@dataclass(frozen=True, slots=True)
class Fault:
    """Name a field of the rules, and say what in it contradicts another."""

    field: str
    sentence: str


_PAST = {
    "opens_at": gettext_lazy("Booking opens in the future. Choose a later moment, or leave it empty: at once."),
    "draws_at": gettext_lazy("The draw lies in the future. Choose a later moment."),
    "releases_at": gettext_lazy("Kept seats are released in the future. Choose a later moment, or leave it empty."),
    "claims_until": gettext_lazy("Seats can be claimed until a moment in the future. Choose a later one, or leave it empty."),
    "withdraw_until": gettext_lazy(
        "Seats can be given back until a moment in the future. Choose a later one, or leave it empty."
    ),
}


def faults_of(values: Mapping[str, Any], placement: Placement, *, at: datetime, changed: Iterable[str]) -> list[Fault]:
    """Return what in the rules of a place contradicts itself, the place or the hour, each at its field."""
    return [*_of_seats(values, placement), *_of_moments(values, placement, at, set(changed)), *_of_method(values)]


def _of_seats(values: Mapping[str, Any], placement: Placement) -> Iterable[Fault]:
    room, kept = capacity_of(placement), values["quotas"]
    seats = values["seats"] or room
    if seats is None:
        yield Fault("seats", _("Nobody has said how many the room seats. Write how many seats there are."))
        return
    if room is not None and seats > room:
        yield Fault("seats", _("The room seats %(room)d. Write no more, or change the room.") % {"room": room})
    if values["walk_ups"] + sum(kept.values()) > seats:
        words = {"kept": values["walk_ups"] + sum(kept.values()), "seats": seats}
        yield Fault(
            "walk_ups",
            _("%(kept)d seats are kept for categories and the door, and there are %(seats)d. Keep fewer.") % words,
        )
    asked = values["categories"]
    if asked and (left_out := [slug for slug in kept if slug not in asked]):
        sentence = _("Seats are kept for a category that may not ask. Let it ask, or keep none for it.")
        yield Fault(f"quota_{left_out[0]}", sentence)


def _of_moments(values: Mapping[str, Any], placement: Placement, at: datetime, changed: set[str]) -> Iterable[Fault]:
    for name in MOMENTS:
        moment = values[name]
        if name in changed and moment is not None and moment <= at:
            yield Fault(name, str(_PAST[name]))
    known = {**{name: values[name] for name in MOMENTS}, "begins": placement.starts_at, "ends": placement.ends_at}
    for earlier, later, may_be_same, field in _ORDER:
        first, second = known[earlier], known[later]
        if first is not None and second is not None and (first > second or (first == second and not may_be_same)):
            yield Fault(field, str(_LATE[field]))
    if values["releases_at"] and not values["quotas"]:
        yield Fault("releases_at", _("No seats are kept for a category, so nothing is released. Leave it empty."))


# Which moment comes before which other, whether both may be one, and at whose field a fault is told.
_ORDER = (
    ("opens_at", "begins", False, "opens_at"),
    ("opens_at", "draws_at", False, "draws_at"),
    ("draws_at", "begins", False, "draws_at"),
    ("opens_at", "releases_at", True, "releases_at"),
    ("draws_at", "releases_at", True, "releases_at"),
    ("releases_at", "begins", True, "releases_at"),
    ("opens_at", "claims_until", True, "claims_until"),
    ("draws_at", "claims_until", True, "claims_until"),
    ("releases_at", "claims_until", True, "claims_until"),
    ("claims_until", "ends", True, "claims_until"),
    ("withdraw_until", "begins", True, "withdraw_until"),
    ("withdraw_until", "claims_until", True, "withdraw_until"),
)
_LATE = {
    "opens_at": gettext_lazy("Booking opens before the session begins. Choose an earlier moment."),
    "draws_at": gettext_lazy("The draw is after booking opens and before the session begins. Choose another moment."),
    "releases_at": gettext_lazy(
        "Kept seats are released after booking opens and after the draw, before the session begins. Choose another moment."
    ),
    "claims_until": gettext_lazy("Seats are claimed after all other moments, before the session ends. Choose another moment."),
    "withdraw_until": gettext_lazy(
        "Seats are given back before the session begins, and before they have to be claimed. Choose an earlier moment."
    ),
}


def _of_method(values: Mapping[str, Any]) -> Iterable[Fault]:
    is_draw = values["method"] == Admission.Method.DRAW
    if is_draw and values["draws_at"] is None:
        yield Fault("draws_at", _("Say when the seats are drawn."))
    if not is_draw and values["draws_at"] is not None:
        yield Fault(
            "draws_at", _("Nothing is drawn where the first who come have the seats. Leave it empty, or choose the draw.")
        )
    source, form = values["beacon_source"], values["beacon_form"]
    if (source or form) and not is_draw:
        yield Fault("beacon_source", _("A public value belongs to a draw. Leave it empty, or choose the draw."))
    elif source or form:
        try:
            Beacon(source, form)
        except DrawError:
            sentence = _("A public value has a source and a form such as numbers:6 or digits:64. Write both, or neither.")
            yield Fault("beacon_form", sentence)


def is_open(admission: Admission, at: datetime) -> bool:
    """Tell whether anybody may ask at all at an instant."""
    return admission.opens_at is None or admission.opens_at <= at


def why_not_all(admission: Admission, begins: datetime, at: datetime) -> str:
    """Say why nobody can ask, though the rules stand on the page; nothing where somebody can."""
    if admission.ended_at is not None:
        return _("This session does not take place as it was announced: its seats have ended.")
    if at >= begins or (admission.claims_until is not None and at >= admission.claims_until):
        return _("Seats are no longer given away here. Come to the door: whoever waits there gets the seats that are left.")
    return ""


def why_not(admission: Admission, category: str, rung: int, ladder: Sequence[Rung], at: datetime) -> tuple[str, datetime | None]:
    """Say why somebody cannot ask, and from when they can; nothing where they can.

    In a draw a rung comes later in the order instead, but whoever is barred is barred there, too.
    """
    if admission.categories and category not in admission.categories:
        return _("Seats of this session are not given to your category of accreditation."), None
    opens = opens_for(admission.opens_at or admission.promised_at or at, rung, ladder)
    if opens is None:
        return _("You left seats empty that you had taken, and cannot book any more at this edition."), None
    if admission.method == Admission.Method.DRAW:
        opens = admission.opens_at or at
    if opens > at:
        return _("Booking is not open to you yet."), opens
    return "", None


def why_not_back(admission: Admission, seat: Seat, begins: datetime, at: datetime) -> str:
    """Say why somebody cannot give back what they have; who only waits may leave at any time."""
    if seat.state in (State.WAITING, State.POOL, State.LINE):
        return ""
    until = admission.withdraw_until or begins
    if admission.ended_at is not None or at >= begins:
        return _("The session has begun: seats are no longer given back.")
    if at >= until:
        return _("Seats could be given back until an hour that is over. Come, or tell the desk that you cannot.")
    return ""


def has_room(rules: SeatRules, booked: Mapping[str, int], category: str, *, is_released: bool) -> bool:
    """Tell whether whoever asks next may sit, before claims end: the engine's second and third rule, from counts alone."""
    if is_released:
        return sum(booked.values()) < rules.bookable
    if booked.get(category, 0) < rules.quotas.get(category, 0):
        return True
    taken = sum(max(0, count - rules.quotas.get(name, 0)) for name, count in booked.items())
    return taken < rules.open_seats


def too_many_for(admission: Admission) -> int:
    """Return by how many seats the rules promise more than the room has now."""
    room = capacity_of(admission.placement)
    return max(0, int(admission.promise.get("seats", 0)) - room) if room is not None else 0
