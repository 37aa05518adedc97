"""Read what is on in each room of a site, and what follows there: for the screens of a foyer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language

from praya.meet.editions.models import Site
from praya.meet.programme.queries_released import AHEAD, Item, Programme, is_at


@dataclass(frozen=True, slots=True)
class RoomSoon:
    """Hold what is on in a room at a moment and what begins next there; without a room, online."""

    room: str
    hall: str
    now: Item | None
    next: Item | None


def rooms_soon(programme: Programme, site: Site, at: datetime) -> list[RoomSoon]:
    """Return what is on at a site and what begins within half a day, room by room; rooms in which neither is are left out.

    What is cancelled is still named where it would be: who comes for it has to read so.
    """
    here = [one for one in programme.items if at < one.ends_at and one.starts_at <= at + AHEAD and is_at(one, site)]
    rooms = sorted({(not one.room, one.hall_name, one.room_name, one.room) for one in here})
    found = []
    for _is_online, hall, name, code in rooms:
        own = [one for one in here if one.room == code]
        on = [one for one in own if one.starts_at <= at]
        now = max(on, key=lambda one: (not one.is_cancelled, one.starts_at), default=None)
        ahead = min((one for one in own if one.starts_at > at), key=lambda one: one.starts_at, default=None)
        found.append(RoomSoon(name, hall, now, ahead))
    return found


def next_at(programme: Programme, site: Site, at: datetime) -> Item | None:
    """Return what begins next at a site, whenever that is; None once all is over there."""
    return min(
        (one for one in programme.items if one.starts_at > at and is_at(one, site)), key=lambda one: one.starts_at, default=None
    )


def languages_told(programme: Programme, known: Iterable[str]) -> Sequence[str]:
    """Return in which of some languages a title of the programme is written; at least the reader's."""
    told = programme.release.told if programme.release is not None else ()
    tags = {tag.lower() for one in told for tag in (one["title"].get("texts") or {})}
    return [tag for tag in known if tag.lower() in tags] or [get_language() or "en"]
