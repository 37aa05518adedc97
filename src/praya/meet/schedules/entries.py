"""Say what a schedule file tells of one site's programme in one language, before it is written as XML or JSON.

The format (Pentabarf, frab, pretalx and the apps that read it) knows one time zone, one language, and days with rooms in them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from praya.core.texts.joining import joined
from praya.core.texts.reading import read
from praya.meet.accreditation.visits import EditionVisit
from praya.meet.editions.models import Site
from praya.meet.programme.calendars import address_told, title_told
from praya.meet.programme.models import Release
from praya.meet.programme.queries_released import Item, Programme
from praya.meet.programme.vocabulary import HOSTS, KINDS, languages_named
from praya.meet.schedules.identities import guid_of, short_code
from praya.meet.schedules.queries import Names, items_at, parts_at

LONGEST = timedelta(hours=23, minutes=59)  # apps read a duration as a time of the day
SLOT = "00:05"
_UNSEEN = frozenset({"interpreter"})  # apps show all persons as speakers
_SHORTEST_ACRONYM = 4


@dataclass(frozen=True, slots=True)
class Place:
    """Name a room with its UUID; the programme's online sessions are in one of their own."""

    name: str
    guid: str


@dataclass(frozen=True, slots=True)
class Speaker:
    """Name somebody with a UUID and a number."""

    number: int
    guid: str
    name: str


@dataclass(frozen=True, slots=True)
class Entry:
    """Hold one place of a session: an event of the format, its times on the clock of the site."""

    number: int
    guid: str
    code: str
    slug: str
    room: Place
    title: str
    kind: str
    track: str
    begins: datetime
    ends: datetime
    abstract: str
    description: str
    language: str
    people: tuple[Speaker, ...]
    address: str
    stream: str

    @property
    def duration(self) -> str:
        """Return how long it lasts as hours and minutes, which stay below a whole day."""
        # Two times of one zone are told apart by their clocks, which go back in some nights: instants are not.
        lasts = timedelta(seconds=self.ends.timestamp() - self.begins.timestamp())
        minutes = int(min(lasts, LONGEST).total_seconds()) // 60
        return f"{minutes // 60:02d}:{minutes % 60:02d}"


@dataclass(frozen=True, slots=True)
class Day:
    """Hold a day of the site, from its first beginning to its last end, with the entries of each room."""

    number: int
    on: date
    begins: datetime
    ends: datetime
    rooms: list[tuple[Place, list[Entry]]]


@dataclass(frozen=True, slots=True)
class Schedule:
    """Hold the whole file; `address` is its own, `page` that of the programme."""

    version: str
    address: str
    page: str
    title: str
    acronym: str
    zone: str
    tracks: list[tuple[str, str]]
    rooms: list[Place]
    days: list[Day]


def whole(address: str) -> str:
    """Return an address of ours as other programs ask for it."""
    return settings.PUBLIC_URL.rstrip("/") + address


def acronym_of(visit: EditionVisit, site: Site) -> str:
    """Return a short name of the programme of a site, in the letters that the format allows."""
    text = re.sub(r"[^a-z0-9]+", "_", f"{visit.edition.slug}_{site.slug}".lower()).strip("_")
    return text if len(text) >= _SHORTEST_ACRONYM else f"{text}_0000"


def schedule_of(visit: EditionVisit, programme: Programme, site: Site, language: str, names: Names, *, form: str) -> Schedule:
    """Return what a file tells of a site, in the language in force; the same version always gives the same."""
    items, release = items_at(programme, site), programme.release
    places, acronym = _places(items, site), acronym_of(visit, site)
    entries = [(one.day, _entry(visit, one, places, acronym, language, names)) for one in items]
    entries.sort(key=lambda pair: (pair[0], pair[1].begins.timestamp(), pair[1].number))
    days = [_day(number, on, rows, site) for number, (on, rows) in enumerate(_by_day(visit, entries), start=1)]
    title = joined((read(visit.edition.name, language).text or visit.edition.slug, read(site.name, language).text))
    tracks = {one.track: read(one.track_name or {}, language).text for one in items if one.track}
    return Schedule(
        version=_version(release),
        address=whole(reverse(f"schedule_{form}", args=[visit.edition.slug, language, site.slug])),
        page=whole(reverse("programme", args=[visit.edition.slug])),
        title=title,
        acronym=acronym,
        zone=site.zone,
        tracks=sorted(tracks.items(), key=lambda one: one[1]),
        rooms=sorted(set(places.values()), key=lambda one: (one.name, one.guid)),
        days=days,
    )


def _version(release: Release | None) -> str:
    """Return which version a file tells, with how often it was changed at once since."""
    if release is None:
        return "0"
    return f"{release.number}.{release.revision}" if release.revision else str(release.number)


def _by_day(visit: EditionVisit, entries: Sequence[tuple[date, Entry]]) -> Iterable[tuple[date, list[Entry]]]:
    """Return the days with their entries; the days of the edition where nothing takes place at all, for a file has one."""
    found = [(on, [entry for _on, entry in rows]) for on, rows in groupby(entries, key=lambda pair: pair[0])]
    return found or [(on, []) for on in visit.edition.days]


def _day(number: int, on: date, entries: Sequence[Entry], site: Site) -> Day:
    zone = ZoneInfo(site.zone)
    begins = min((one.begins for one in entries), key=datetime.timestamp, default=datetime.combine(on, time(), zone))
    ends = max((one.ends for one in entries), key=datetime.timestamp, default=datetime.combine(on, time(23, 59), zone))
    rooms: dict[Place, list[Entry]] = {}
    for one in entries:
        rooms.setdefault(one.room, []).append(one)
    return Day(number, on, begins, ends, sorted(rooms.items(), key=lambda pair: (pair[0].name, pair[0].guid)))


def _places(items: Iterable[Item], site: Site) -> dict[str, Place]:
    """Return the rooms by their codes, with the hall where two are called alike: apps know rooms by their names."""
    named = {one.room: (one.room_name, one.hall_name) for one in items if one.room}
    online = _("online")
    counts = Counter([*(name for name, _hall in named.values()), online])
    found = {code: Place(joined(pair) if counts[pair[0]] > 1 else pair[0], guid_of("room", code)) for code, pair in named.items()}
    return {**found, "": Place(online, guid_of("online", str(site.pk)))} if any(not one.room for one in items) else found


def _entry(visit: EditionVisit, item: Item, places: dict[str, Place], acronym: str, language: str, names: Names) -> Entry:
    zone, told = ZoneInfo(item.site.zone if item.site is not None else "UTC"), item.told
    return Entry(
        number=item.pk,
        guid=guid_of("place", item.place),
        code=short_code(item.pk),
        slug=f"{acronym}-{item.place}",
        room=places[item.room],
        title=title_told(item, language),
        kind=str(KINDS[item.kind]),
        track=read(item.track_name or {}, language).text,
        begins=item.starts_at.astimezone(zone),
        ends=item.ends_at.astimezone(zone),
        abstract=read(told["abstract"], language).text,
        description=_description(item, language, names),
        language=", ".join(told["languages"]),
        people=_people(item, language, names),
        address=address_told(visit.edition, item),
        stream="" if item.is_cancelled else told["stream"],
    )


def _people(item: Item, language: str, names: Names) -> tuple[Speaker, ...]:
    found = {}
    for part in parts_at(item):
        person = names.people.get(part["person"])
        if person is not None and part["role"] not in _UNSEEN:
            found[person.pk] = Speaker(person.pk, guid_of("person", person.code), names.said(person, language))
    return tuple(found.values())


def _description(item: Item, language: str, names: Names) -> str:
    """Return in lines what the format has no place for: who stands behind a session, and into what it is interpreted."""
    by_role: dict[str, list[str]] = {}
    for host in item.told["hosts"]:
        if (house := names.organisations.get(host["organisation"])) is not None:
            by_role.setdefault(host["role"], []).append(names.said(house, language))
    lines = [f"{HOSTS[role]}: {joined(houses)}" for role, houses in by_role.items()]
    if item.told["channels"]:
        lines.append(f"{_('Interpreted into')}: {languages_named(item.told['channels'])}")
    return "\n".join(lines)
