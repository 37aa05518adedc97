"""Read what the released programme says of a person, room, track or series; what is in no session that is told is Absent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Q, Subquery

from praya.core.access.absence import existing
from praya.core.access.audiences import may_read
from praya.core.directory.models import Person
from praya.engines.programme import SiteDays
from praya.engines.zones import SiteHours
from praya.meet.accreditation.queries import approved
from praya.meet.accreditation.visits import EditionVisit
from praya.meet.editions.models import Edition
from praya.meet.editions.queries import editions_in_team, editions_of
from praya.meet.programme.models import Release, Room
from praya.meet.programme.queries_released import Item, Programme, Told, items_told


@dataclass(frozen=True, slots=True)
class ProgrammePerson:
    """Hold somebody who is named in the programme, as far as the reader may know: each session with the roles and title then.

    Only whoever `comes` has a page among the people.
    """

    person: Person
    parts: list[tuple[Item, list[str], str]]
    biography: Told | None
    portrait: str
    comes: bool = False

    @property
    def job_titles(self) -> list[str]:
        """Return the job titles they have in the sessions, each once."""
        return list(dict.fromkeys(title for _item, _roles, title in self.parts if title))


@dataclass(frozen=True, slots=True)
class ProgrammeRoom:
    """Hold a room in which there are sessions: the first tells where it is; its seats and access are those of today."""

    first: Item
    items: list[Item]
    capacity: int | None
    access: Told | None


@dataclass(frozen=True, slots=True)
class YearOfSeries:
    """Hold what of a series is in the programme of one edition, with the visit that reads it there."""

    visit: EditionVisit
    items: list[Item]

    @property
    def edition(self) -> Edition:
        """Return the edition."""
        return self.visit.edition


def person_told(programme: Programme, visit: EditionVisit, code: str) -> ProgrammePerson:
    """Return a person with their sessions; Absent for whoever is named in none, as for nobody."""
    found = Person.objects.filter(code=code).select_related("merged_into").first()
    person = existing(found.merged_into or found if found is not None else None)
    numbers = {person.pk, *person.merged.values_list("pk", flat=True)}
    parts = []
    for item in programme.items:
        own = [part for part in item.told["parts"] if part["person"] in numbers]
        if own and _is_there(item, own):
            title = next((part["job_title"] for part in own if part["job_title"]), "")
            parts.append((item, list(dict.fromkeys(part["role"] for part in own)), title))
    existing(parts or None)
    comes = approved(edition=visit.edition, person=person).exists()
    return ProgrammePerson(person, parts, *_open_parts(person, visit, comes=comes), comes=comes)


def _is_there(item: Item, own: Sequence[Told]) -> bool:
    """Tell whether somebody is at this place of a session: at its origin, unless a place is named."""
    places = {part.get("place") or "" for part in own}
    return item.place in places or (item.is_origin and "" in places)


def _open_parts(person: Person, visit: EditionVisit, *, comes: bool) -> tuple[Told | None, str]:
    """Return biography and photograph as the person's own page shows them: as they chose, and the photograph while they come."""
    if not may_read(person.level, visit.audience):
        return None, ""
    chosen = str((person.visibility or {}).get("biography") or "public")
    biography = person.biography if may_read(chosen, visit.audience) else None
    has_face = bool(person.portrait) and may_read(person.portrait_level, visit.audience)
    return biography or None, person.portrait if has_face and comes else ""


def room_told(programme: Programme, visit: EditionVisit, code: str) -> ProgrammeRoom:
    """Return a room with its sessions; Absent for one in which there are none that are told."""
    items = existing([one for one in programme.items if one.room == code] or None)
    room = Room.objects.filter(code=code, hall__site__edition=visit.edition).first()
    told = next((place["access"] for place in items[0].told["places"] if place["room"] == code), None)
    if room is None:
        return ProgrammeRoom(items[0], items, None, told)
    return ProgrammeRoom(items[0], items, room.capacity, room.access)


def track_told(programme: Programme, code: str) -> list[Item]:
    """Return the sessions of a track; Absent for one that has none that are told."""
    return existing([one for one in programme.items if code and one.track == code] or None)


def series_told(visit: EditionVisit, code: str) -> tuple[Told, list[YearOfSeries]]:
    """Return the name of a series and its sessions in those editions of the market that the reader may see, latest first.

    Absent where no version that they may read tells of it. Days are civil ones; a constant number of queries.
    """
    editions = {one.pk: one for one in _editions_read(visit)}
    newest = Release.objects.filter(edition=OuterRef("edition")).order_by("-number").values("number")[:1]
    rows = Release.objects.filter(edition__in=list(editions), number=Subquery(newest))
    years: list[YearOfSeries] = []
    name: Told | None = None
    for release in sorted(rows, key=lambda one: editions[one.edition_id].starts_on, reverse=True):
        told = [one for one in release.told if code and one.get("series") == code]
        if told:
            edition = editions[release.edition_id]
            there = EditionVisit(edition, list(edition.sites.all()), visit.account)
            days = {site.pk: SiteDays(SiteHours(site.slug, site.zone, {})) for site in there.sites}
            name = name or told[0]["series_name"]
            years.append(YearOfSeries(there, items_told(told, there, days)))
    return existing(name), years


def _editions_read(visit: EditionVisit) -> Iterable[Edition]:
    """Return the editions of the visited one's market that its reader may see: public ones, their own, their team's."""
    rows = editions_of(visit.edition.market_id).prefetch_related("sites")
    if visit.account is None:
        return rows.filter(is_public=True)
    mine: Any = approved(person__account=visit.account).order_by().values("edition")
    team = editions_in_team(visit.account.pk).values("pk")
    return rows.filter(Q(is_public=True) | Q(pk__in=mine) | Q(pk__in=team))
