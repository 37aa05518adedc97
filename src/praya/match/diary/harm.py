"""Know which scheduled meetings the set-up of an edition no longer allows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import F

from praya.core.texts.joining import labelled
from praya.match.diary.models import Attendance, Meeting
from praya.match.diary.queries import who_meets
from praya.meet.accreditation.models import Delegate
from praya.meet.editions.grid import Grid, edition_grid
from praya.meet.editions.models import Edition, Site


@dataclass(frozen=True)
class Seat:
    """Hold who attends a meeting for which calendar, as the set-up says now."""

    name: str
    is_approved: bool
    works_for_owner: bool
    own_site: int | None
    owner_site: int | None
    owner_stand: int | None


@dataclass
class Booked:
    """Hold a scheduled meeting with its seats."""

    starts_at: datetime
    site: int | None
    stand: int | None
    seats: list[Seat] = field(default_factory=list)


def hurt_meetings(edition: Edition) -> dict[int, str]:
    """Return the scheduled meetings that cannot take place as things are, with their names; two queries when none is booked."""
    booked = _booked(edition)
    if not booked:
        return {}
    sites = list(edition.sites.all())
    zones = _zones(sites)
    grid = edition_grid(edition, sites)
    hurt = {number: one for number, one in booked.items() if not _is_possible(one, grid)}
    return {number: _name(one.starts_at, one.site, [seat.name for seat in one.seats], zones) for number, one in hurt.items()}


def names_of_meetings(meetings: Sequence[Meeting]) -> list[str]:
    """Return the names of meetings: day, time, site and who meets."""
    zones, parties = _zones(Site.objects.filter(meetings__in=meetings).distinct()), who_meets(meeting__in=meetings)
    return [_name(one.starts_at, one.site_id, [*parties[one.pk].values()], zones) for one in meetings]


def _zones(sites: Iterable[Site]) -> dict[int | None, tuple[str, ZoneInfo]]:
    return {site.pk: (site.short_name, site.zone_info) for site in sites}


def _booked(edition: Edition) -> dict[int, Booked]:
    rows = Meeting.objects.filter(edition=edition.pk, status=Meeting.Status.SCHEDULED).order_by("starts_at", "pk")
    found = {
        pk: Booked(starts_at, site, stand) for pk, starts_at, site, stand in rows.values_list("pk", "starts_at", "site", "stand")
    }
    seats: dict[int, list[Seat]] = defaultdict(list)
    for row in _seat_rows(edition) if found else ():
        seats[row["meeting"]].append(_seat(row))
    for number, one in found.items():
        one.seats = seats[number]
    return found


def _seat_rows(edition: Edition) -> Any:
    rows = Attendance.objects.filter(meeting__edition=edition.pk, meeting__status=Meeting.Status.SCHEDULED, is_released=False)
    return rows.order_by("pk").values(
        "meeting",
        status=F("delegate__status"),
        site=F("delegate__site"),
        company=F("delegate__organisation"),
        person=F("delegate__person__name"),
        exhibitor=F("calendar__exhibitor"),
        organisation=F("calendar__exhibitor__organisation"),
        organisation_name=F("calendar__exhibitor__organisation__name"),
        exhibitor_site=F("calendar__exhibitor__site"),
        stand=F("calendar__exhibitor__stand"),
    )


def _seat(row: dict[str, Any]) -> Seat:
    is_exhibitor = row["exhibitor"] is not None
    return Seat(
        name=row["organisation_name"] or row["person"],
        is_approved=row["status"] == Delegate.Status.APPROVED,
        works_for_owner=not is_exhibitor or row["company"] == row["organisation"],
        own_site=row["site"],
        owner_site=row["exhibitor_site"] if is_exhibitor else row["site"],
        owner_stand=row["stand"],
    )


def _is_possible(one: Booked, grid: Grid) -> bool:
    slot = grid.number.get(one.starts_at)
    if slot is None or len(one.seats) < 2:
        return False
    if not all(seat.is_approved and seat.works_for_owner for seat in one.seats):
        return False
    places = {place for place in (one.site, *(seat.own_site for seat in one.seats)) if place is not None}
    if not all(grid.open_at.get(place, 0) >> slot & 1 for place in places):
        return False
    owners = {seat.owner_site for seat in one.seats}
    together = owners.pop() if len(owners) == 1 else None
    return one.site == together and (one.stand is None or one.stand in {seat.owner_stand for seat in one.seats})


def _name(starts_at: datetime, site: int | None, sides: Sequence[str], zones: Mapping[int | None, tuple[str, ZoneInfo]]) -> str:
    place, zone = zones.get(site) or next(iter(zones.values()), ("", ZoneInfo("UTC")))
    return labelled(f"{starts_at.astimezone(zone):%Y-%m-%d %H:%M} {place}", " – ".join(sides))
