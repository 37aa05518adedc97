"""Read the released programme for files: of one site, room, track or person, with the names that stand in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from praya.core.access.absence import existing
from praya.core.directory.models import Organisation, Person
from praya.core.directory.names import names_read
from praya.core.texts.reading import read
from praya.meet.accreditation.visits import EditionVisit
from praya.meet.editions.models import Site
from praya.meet.programme.queries_released import Item, Programme

Record = Person | Organisation
_NAMED = [f"{way}{name}" for way in ("", "merged_into__") for name in ("code", "name", "names")]  # the rest is much, and not told


@dataclass(frozen=True, slots=True)
class Names:
    """Hold who and which organisations stand in a programme, by the numbers that it names; whoever was merged is the other."""

    people: dict[int, Person]
    organisations: dict[int, Organisation]

    def said(self, record: Record, language: str) -> str:
        """Return a name in a language."""
        return names_read(record.name, record.names, language).name


def names_in(items: Iterable[Item]) -> Names:
    """Return the names that stand in these places of sessions; two queries."""
    told = [one.told for one in items]
    people = {part["person"] for one in told for part in one["parts"]}
    organisations = {host["organisation"] for one in told for host in one["hosts"]}
    found = Person.objects.filter(pk__in=people).select_related("merged_into").only(*_NAMED) if people else ()
    houses = (
        Organisation.objects.filter(pk__in=organisations).select_related("merged_into").only(*_NAMED) if organisations else ()
    )
    return Names({one.pk: one.merged_into or one for one in found}, {one.pk: one.merged_into or one for one in houses})


def parts_at(item: Item) -> list[dict[str, Any]]:
    """Return who is seen or heard in a session at a place: those of its origin, and those who are there themselves."""
    return [part for part in item.told["parts"] if part.get("place") in {None, "", item.place}]


def _is_there(item: Item, part: Mapping[str, Any]) -> bool:
    """Tell whether somebody has their part at a place: where nothing is said of it, at the session's origin."""
    place = part.get("place")
    return place == item.place if place else item.is_origin


def items_at(programme: Programme, site: Site) -> list[Item]:
    """Return what takes place at a site, or online on its clock."""
    return [one for one in programme.items if one.site is not None and one.site.pk == site.pk]


def items_in_room(programme: Programme, room: str) -> list[Item]:
    """Return what takes place in a room; Absent for one of which the released programme says nothing."""
    return existing([one for one in programme.items if one.room == room and room] or None)


def items_of_track(programme: Programme, track: str) -> list[Item]:
    """Return the sessions of a track; Absent for one of which the released programme says nothing."""
    return existing([one for one in programme.items if one.track == track and track] or None)


def items_with(programme: Programme, code: str) -> tuple[Person, list[Item]]:
    """Return somebody by their code, and what they have a part in, where they have it; Absent for whoever is in none."""
    person = existing(Person.objects.filter(code=code, merged_into=None).first())
    numbers = set(Person.objects.filter(Q(pk=person.pk) | Q(merged_into=person)).values_list("pk", flat=True))
    found = [
        one for one in programme.items if any(part["person"] in numbers and _is_there(one, part) for part in one.told["parts"])
    ]
    return person, existing(found or None)


@dataclass(frozen=True, slots=True)
class Place:
    """Name a room or track of which there is a calendar, with what stands beside its name."""

    code: str
    name: str
    note: str = ""


def rooms_told(visit: EditionVisit, programme: Programme) -> list[tuple[Site, list[Place]]]:
    """Return by site the rooms of a released programme, by their names."""
    found = []
    for site in visit.sites:
        rooms = {one.room: Place(one.room, one.room_name, one.hall_name) for one in items_at(programme, site) if one.room}
        found += [(site, sorted(rooms.values(), key=lambda one: (one.name, one.note)))] if rooms else []
    return found


def tracks_told(programme: Programme, language: str) -> list[Place]:
    """Return the tracks of a released programme, by their names."""
    tracks = {one.track: Place(one.track, read(one.track_name or {}, language).text) for one in programme.items if one.track}
    return sorted(tracks.values(), key=lambda one: one.name)


def sites_told(visit: EditionVisit, programme: Programme) -> Sequence[Site]:
    """Return the sites at which a released programme takes place."""
    return [site for site in visit.sites if items_at(programme, site)]
