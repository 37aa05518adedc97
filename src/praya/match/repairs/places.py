"""Know at which places some parties can meet: their stands, a table of a hall, or online."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from praya.match.diary.models import Meeting
from praya.match.diary.places import Place, place_of, tables_left
from praya.meet.editions.models import Hall, Stand
from praya.meet.parties.models import Party

ONLINE = "online"


@dataclass(frozen=True, slots=True)
class Spot:
    """Hold a place that can be chosen, how it is called, and the `hall` in which it lies (None: online)."""

    key: str
    place: Place
    name: str
    hall: int | None = None


def spots_of(parties: Sequence[Party]) -> list[Spot]:
    """Return the places at which some parties can meet, the usual one first."""
    return spots_of_each([parties])[0]


def spots_of_each(groups: Sequence[Sequence[Party]]) -> list[list[Spot]]:
    """Return for each of some groups of parties where it can meet, the usual place first; two queries for all."""
    usual = [place_of(parties) for parties in groups]
    sites = {place.site for place in usual if place.site is not None}
    numbers = {number for parties in groups for number in _stands_of(parties)} if sites else set()
    stands = {one.pk: one for one in Stand.objects.filter(pk__in=numbers).select_related("hall")}
    halls: dict[int, list[Hall]] = defaultdict(list)
    for hall in Hall.objects.filter(site__in=sites, tables__isnull=False).distinct().order_by("name", "pk"):
        halls[hall.site_id].append(hall)
    return [_spots(parties, place, stands, halls) for parties, place in zip(groups, usual, strict=True)]


def _stands_of(parties: Sequence[Party]) -> list[int]:
    return [one.exhibitor.stand_id for one in parties if one.exhibitor is not None and one.exhibitor.stand_id is not None]


def _spots(
    parties: Sequence[Party], usual: Place, stands: Mapping[int, Stand], halls: Mapping[int, Sequence[Hall]]
) -> list[Spot]:
    if usual.site is None:
        return [Spot(ONLINE, usual, _("online"))]
    own = [stands[number] for number in dict.fromkeys(_stands_of(parties)) if number in stands]
    found = [_at_stand(stand, usual.site) for stand in own if stand.hall.site_id == usual.site]
    rooms = halls.get(usual.site, ())
    return found + [Spot(f"hall-{hall.pk}", Place(usual.site, hall=hall.pk), _in_hall(hall.name), hall.pk) for hall in rooms]


def _at_stand(stand: Stand, site: int) -> Spot:
    words = _("%(hall)s, stand %(number)s") % {"hall": stand.hall.name, "number": stand.number}
    return Spot(f"stand-{stand.pk}", Place(site, stand.pk), words, stand.hall_id)


def _in_hall(hall: str) -> str:
    return _("%(hall)s, a table") % {"hall": hall}


def spot_of(meeting: Meeting) -> str:
    """Return the key of the place at which a meeting is; its table's hall is to be loaded."""
    if meeting.stand_id is not None:
        return f"stand-{meeting.stand_id}"
    return f"hall-{meeting.table.hall_id}" if meeting.table is not None else ONLINE


@dataclass(frozen=True, slots=True)
class Room:
    """Know in which slots there is room at a place, once some meetings are gone."""

    taken: dict[int, tuple[int, dict[datetime, int]]]

    @classmethod
    def read(cls, spots: Collection[Spot], *, without: Collection[int] = ()) -> Room:
        """Ask the database once for all places."""
        halls = [spot.place.hall for spot in spots if spot.place.hall is not None]
        return cls({hall: (count, dict(taken)) for hall, (count, taken) in tables_left(halls, without=without).items()})

    def has(self, spot: Spot, starts_at: datetime) -> bool:
        """Tell whether a meeting fits there: at a stand and online it always does."""
        if spot.place.hall is None:
            return True
        count, taken = self.taken.get(spot.place.hall, (0, {}))
        return taken.get(starts_at, 0) < count
