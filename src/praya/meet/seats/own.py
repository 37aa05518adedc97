"""Read one's own seats with what can be done about each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from praya.meet.accreditation.visits import EditionVisit
from praya.meet.editions.models import Site
from praya.meet.seats.models import Admission, Seat
from praya.meet.seats.queries import Booked, seats_held_by, seats_of
from praya.meet.seats.rules import LIVE, why_not_back
from praya.meet.seats.wording import own_words

State = Seat.State


@dataclass(frozen=True, slots=True)
class OwnLine:
    """Hold one of one's own seats as the list shows it."""

    pk: int
    code: str
    session: str
    title: Any
    state: str
    starts_at: datetime
    ends_at: datetime
    place: Site | None
    site_name: str
    room_name: str
    hall_name: str
    own: str
    can_give_back: bool


def own_lines(visit: EditionVisit, now: datetime, *, everything: bool) -> list[OwnLine]:
    """Return the visitor's seats, by the start of the sessions: what is to come, or everything."""
    booked = seats_of(visit.me)
    if not everything:
        booked = [one for one in booked if one.ends_at > now and one.state in (*LIVE, "cancelled")]
    seats = {seat.admission.code: seat for seat in seats_held_by(visit.me)}
    return [_line(visit, one, seats[one.code], now) for one in booked]


def _line(visit: EditionVisit, one: Booked, seat: Seat, now: datetime) -> OwnLine:
    admission: Admission = seat.admission
    site = visit.site(one.site)
    is_live = one.state in LIVE
    place = int(vars(seat)["ahead"]) + 1 if one.state == State.WAITING else 0
    return OwnLine(
        pk=seat.pk,
        code=one.code,
        session=one.session,
        title=one.title,
        state=one.state,
        starts_at=one.starts_at,
        ends_at=one.ends_at,
        place=site,
        site_name=site.short_name if site is not None else "",
        room_name=one.room_name,
        hall_name=one.hall_name,
        own=own_words(one.state, place) if is_live else "",
        can_give_back=is_live and not why_not_back(admission, seat, one.starts_at, now),
    )
