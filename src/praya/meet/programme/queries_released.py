"""Read the released programme of an edition: version n, and nothing of what is being written for the next one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from django.utils.translation import get_language

from praya.core.access.absence import existing
from praya.core.catalogue.queries import Card, cards
from praya.core.directory.models import Organisation, Person
from praya.core.directory.names import names_read
from praya.core.texts.plain import day_in
from praya.engines.programme import SiteDays
from praya.engines.zones import CivilHours, SiteHours
from praya.meet.accreditation.visits import EditionVisit
from praya.meet.editions.models import Edition, Site
from praya.meet.editions.queries import opening_days
from praya.meet.programme.models import Release
from praya.meet.programme.vocabulary import KINDS
from praya.meet.works.models import Work
from praya.meet.works.queries import works_of

AHEAD = timedelta(hours=12)
Told = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Item:
    """Hold one place and time of a session as it was released; `pk` is its place's number, `told` the whole session."""

    pk: int
    code: str
    place: str
    kind: str
    title: Told
    track: str
    track_name: Told | None
    site: Site | None
    room: str
    room_name: str
    hall_name: str
    starts_at: datetime
    ends_at: datetime
    is_origin: bool
    is_cancelled: bool
    day: date
    told: Told

    @property
    def site_name(self) -> str:
        """Return the short name of its site."""
        return self.site.short_name if self.site is not None else ""

    @property
    def kind_word(self) -> Any:
        """Return what kind it is in words."""
        return KINDS[self.kind]

    @property
    def state(self) -> str:
        """Return how it stands with it."""
        return "cancelled" if self.is_cancelled else "confirmed"


@dataclass(frozen=True, slots=True)
class Programme:
    """Hold a version of a programme with its items by day and start; without any release there is neither."""

    release: Release | None = None
    items: list[Item] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Named:
    """Name somebody or something in a role; `note` is the job title then, `place` where they are if not at the origin."""

    role: str
    name: str
    names: Mapping[str, str]
    note: str = ""
    code: str = ""
    place: str = ""

    @property
    def said(self) -> str:
        """Return the name in the reader's script."""
        return names_read(self.name, self.names, get_language() or "en").name


def last_release(edition: Edition | int) -> Release | None:
    """Return the version of the programme that everybody reads."""
    return Release.objects.filter(edition=edition).order_by("-number").first()


def has_release(edition: Edition | int) -> bool:
    """Tell whether anything of a programme was ever released."""
    return Release.objects.filter(edition=edition).exists()


def programme_of(visit: EditionVisit) -> Programme:
    """Return the released programme of the visited edition."""
    release = getattr(visit, "preview", None) or last_release(visit.edition)
    return programme_told(release, visit) if release is not None else Programme()


def programme_told(release: Release, visit: EditionVisit) -> Programme:
    """Return a version of the programme with the days of its items, which past midnight are those of the evening before."""
    return Programme(release, items_told(release.told, visit, days_of(visit.edition, visit.sites)))


def items_told(sessions: Iterable[Told], visit: EditionVisit, days: Mapping[int, SiteDays]) -> list[Item]:
    """Return the places and times of released sessions by day and start."""
    places = {site.pk: (site, days[site.pk]) for site in visit.sites}
    items = [one for told in sessions for one in _items(told, visit, places)]
    return sorted(items, key=lambda one: (one.day, one.starts_at, one.pk))


def days_of(edition: Edition, sites: Iterable[Site]) -> dict[int, SiteDays]:
    """Return by site what tells to which day a moment belongs there."""
    return {site.pk: SiteDays(hours) for site, hours in hours_of(edition, sites).items()}


def hours_of(edition: Edition, sites: Iterable[Site]) -> dict[Site, SiteHours]:
    """Return the opening hours of sites; one query."""
    opening: dict[int, dict[date, tuple[CivilHours, ...]]] = {}
    for (site, on), rows in groupby(opening_days(edition), key=lambda row: (row.site_id, row.on)):
        opening.setdefault(site, {})[on] = tuple(CivilHours(row.opens, row.closes) for row in rows)
    return {site: SiteHours(site.slug, site.zone, opening.get(site.pk, {})) for site in sites}


def _items(told: Told, visit: EditionVisit, places: Mapping[int, tuple[Site, SiteDays]]) -> Iterator[Item]:
    for place in told["places"]:
        starts_at = datetime.fromisoformat(place["starts_at"])
        site, days = places.get(place["site"], (None, None))
        day = days.day_of(starts_at) if days is not None else starts_at.astimezone(visit.zone).date()
        yield Item(
            pk=place["pk"],
            code=told["code"],
            place=place["code"],
            kind=told["kind"],
            title=told["title"],
            track=told["track"],
            track_name=told["track_name"],
            site=site,
            room=place["room"],
            room_name=place["room_name"],
            hall_name=place["hall_name"],
            starts_at=starts_at,
            ends_at=datetime.fromisoformat(place["ends_at"]),
            is_origin=place["is_origin"],
            is_cancelled=told["state"] == "cancelled",
            day=day,
            told=told,
        )


def items_matching(
    programme: Programme, *, day: str = "", site: str = "", track: str = "", room: str = "", kind: str = ""
) -> list[Item]:
    """Return the items of a programme by their day, where, and what they are."""
    on = day_in(day)
    return [
        one
        for one in programme.items
        if (on is None or one.day == on)
        and (not site or (one.site is not None and one.site.slug == site))
        and (not track or one.track == track)
        and (not room or one.room == room)
        and (not kind or one.kind == kind)
    ]


def session_told(programme: Programme, code: str) -> list[Item]:
    """Return where and when a released session takes place, its origin first; Absent for any that is in no version."""
    found = [one for one in programme.items if one.code == code]
    return existing(sorted(found, key=lambda one: (not one.is_origin, one.starts_at)) or None)


@dataclass(frozen=True, slots=True)
class Soon:
    """Say what is on at a site at a moment, and what begins next there."""

    site: Site
    now: list[Item]
    next: list[Item]


def is_at(item: Item, site: Site) -> bool:
    """Tell whether a session takes place at a site."""
    return item.site is not None and item.site.pk == site.pk


def now_and_next(programme: Programme, sites: Iterable[Site], at: datetime) -> list[Soon]:
    """Return of each site what is on and what begins next within half a day; nothing of a site where neither is."""
    found, until = [], at + AHEAD
    near = [one for one in programme.items if at < one.ends_at and one.starts_at <= until and not one.is_cancelled]
    for site in sites:
        here = [one for one in near if is_at(one, site)]
        ahead = [one for one in here if one.starts_at > at]
        first = min((one.starts_at for one in ahead), default=None)
        soon = Soon(site, [one for one in here if one.starts_at <= at], [one for one in ahead if one.starts_at == first])
        found += [soon] if soon.now or soon.next else []
    return found


def people_told(told: Told) -> list[Named]:
    """Return who has a part in a released session, as they are called today; whoever was merged has the other's name."""
    rows = Person.objects.filter(pk__in={part["person"] for part in told["parts"]}).select_related("merged_into")
    people = {one.pk: one.merged_into or one for one in rows}
    return [
        Named(part["role"], person.name, person.names, part["job_title"], person.code, part.get("place") or "")
        for part in told["parts"]
        if (person := people.get(part["person"])) is not None
    ]


def hosts_told(told: Told) -> list[Named]:
    """Return which organisations stand behind a released session."""
    rows = Organisation.objects.filter(pk__in={host["organisation"] for host in told["hosts"]}).select_related("merged_into")
    known = {one.pk: one.merged_into or one for one in rows}
    return [
        Named(host["role"], company.name, company.names)
        for host in told["hosts"]
        if (company := known.get(host["organisation"])) is not None
    ]


def works_told(told: Told, visit: EditionVisit) -> list[Card]:
    """Return the works of a released session that are shown here, as far as the visitor may know of them."""
    if not told["works"]:
        return []
    here = works_of(visit.edition).filter(title__in=told["works"], status=Work.Status.ACCEPTED)
    return cards(list(here.values_list("title", flat=True)), visit.audience, account=visit.account)


def releases_naming(people: Iterable[int]) -> list[Release]:
    """Return every version of any edition's programme that names one of these people, by their numbers."""
    numbers = set(people)
    return [one for one in Release.objects.order_by("pk") if any(_names(told, numbers) for told in one.told)]


def _names(told: Told, numbers: set[int]) -> bool:
    return any(part["person"] in numbers for part in told["parts"])
