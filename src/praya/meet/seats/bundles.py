"""Give out what anybody can play again: a draw once it is drawn, a sale once the session has begun."""

from __future__ import annotations

from datetime import datetime

from praya.engines.programme import Request, bundle
from praya.meet.seats.models import Admission, SeatDeed
from praya.meet.seats.rules import rules_of


def bundle_of(admission: Admission, begins: datetime, at: datetime) -> str:
    """Return the bundle of a draw, or of a sale that is over; nothing before."""
    if admission.method == Admission.Method.DRAW:
        return admission.bundle
    if at < begins:
        return ""
    rows = SeatDeed.objects.filter(admission=admission, kind=SeatDeed.Kind.ASKED, voided_at=None).order_by("number")
    first: dict[str, Request] = {}
    for number, person, category in rows.values_list("number", "seat__reference", "category"):
        first.setdefault(person, Request(number, person, category))
    return bundle(rules_of(admission), first.values())
