"""Write a programme down as it will be told, and say in sentences what differs between two versions.

A version holds confirmed sessions that have a time. One that was told before and is confirmed no longer stays in it as
cancelled, as it was told: who planned to come has to read so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from praya.core.texts.joining import joined
from praya.core.texts.reading import read, write
from praya.engines.programme import Change, ChangeKind, Listed, changes
from praya.meet.editions.clocks import clock_in
from praya.meet.editions.models import Edition, Site
from praya.meet.programme.models import Session
from praya.meet.programme.queries import whole_programme
from praya.meet.programme.queries_released import last_release

Told = Mapping[str, Any]
# What differs once for a session, however many places it has.
_ONCE = {ChangeKind.RENAMED, ChangeKind.PEOPLE}


@dataclass(frozen=True, slots=True)
class Difference:
    """Hold what would change with the next version: its number, the sentences, what would be told, and what is left out."""

    number: int
    sentences: list[str]
    told: list[dict[str, Any]]
    left_out: list[Session]

    @property
    def is_empty(self) -> bool:
        """Tell whether everybody reads all of it already."""
        return not self.sentences and self.number > 1


def difference_of(edition: Edition, sites: Sequence[Site]) -> Difference:
    """Return what the next version of a programme would change; a small change of wording has a sentence too."""
    last = last_release(edition)
    sessions = whole_programme(edition)
    before: list[dict[str, Any]] = list(last.told) if last is not None else []
    told = _told(sessions, before)
    confirmed = [one for one in sessions if one.state == Session.State.CONFIRMED]
    left_out = [one for one in confirmed if not one.placements.all()]
    return Difference(last.number + 1 if last else 1, list(_sentences(before, told, sites)), told, left_out)


def _told(sessions: Iterable[Session], before: Iterable[Told]) -> list[dict[str, Any]]:
    found = {one.code: _of(one) for one in sessions if one.state == Session.State.CONFIRMED and list(one.placements.all())}
    gone = {told["code"]: {**told, "state": "cancelled"} for told in before if told["code"] not in found}
    return [*found.values(), *gone.values()]


def _of(session: Session) -> dict[str, Any]:
    track = session.track
    return {
        "code": session.code,
        "kind": session.kind,
        "state": "confirmed",
        "track": track.code if track is not None else "",
        "track_name": track.name if track is not None else None,
        "title": session.title,
        "abstract": session.abstract,
        "languages": list(session.languages),
        "channels": list(session.channels),
        "stream": session.stream,
        "places": [
            {
                "pk": one.pk,
                "code": one.code,
                "site": one.site_id,
                "room": one.room.code if one.room is not None else "",
                "room_name": one.room.name if one.room is not None else "",
                "hall_name": one.room.hall.name if one.room is not None else "",
                "access": one.room.access if one.room is not None else {},
                "starts_at": one.starts_at.isoformat(),
                "ends_at": one.ends_at.isoformat(),
                "is_origin": one.is_origin,
            }
            for one in session.placements.all()
        ],
        "parts": [{"person": one.person_id, "role": one.role, "job_title": one.job_title} for one in session.parts.all()],
        "hosts": [{"organisation": one.organisation_id, "role": one.role} for one in session.hosts.all()],
        "works": [one.title_id for one in session.presented.all()],
    }


def _sentences(before: Sequence[Told], after: Sequence[Told], sites: Sequence[Site]) -> Iterator[str]:
    sessions = {place["code"]: told for version in (before, after) for told in version for place in told["places"]}
    places = {place["code"]: place for version in (before, after) for told in version for place in told["places"]}
    said: set[tuple[ChangeKind, str]] = set()
    touched = set()
    for change in changes(_listed(before), _listed(after)):
        told = sessions[change.session]
        touched.add(told["code"])
        if change.kind in _ONCE and (change.kind, told["code"]) in said:
            continue
        said.add((change.kind, told["code"]))
        yield _sentence(change, told, places[change.session], sites)
    known = {told["code"]: told for told in before}
    for told in after:
        if told["code"] not in touched and _rest(told) != _rest(known.get(told["code"], told)):
            yield _("“%(title)s”: what is said of it has changed.") % {"title": title_of(told)}


def _rest(told: Told) -> dict[str, Any]:
    """Return a session without its state: a cancelled one is told of already."""
    return {name: value for name, value in told.items() if name != "state"}


def _listed(version: Iterable[Told]) -> Iterator[Listed]:
    for told in version:
        if told["state"] == "cancelled":
            continue
        titles = {tag: entry["text"] for tag, entry in (told["title"].get("texts") or {}).items()}
        people = tuple((str(part["person"]), part["role"]) for part in told["parts"])
        for place in told["places"]:
            starts_at, ends_at = (datetime.fromisoformat(place[name]) for name in ("starts_at", "ends_at"))
            room = (place["room"] or f"online {place['site']}",)
            yield Listed(place["code"], starts_at, ends_at, room, titles, people)


def title_of(told: Told) -> str:
    """Return the title of a session in the reader's language."""
    return read(told["title"], get_language() or "en").text


def _sentence(change: Change, told: Told, place: Told, sites: Sequence[Site]) -> str:
    site = next((one for one in sites if one.pk == place["site"]), None)
    words = {"title": title_of(told)}

    def when(listed: Listed | None) -> str:
        clock = clock_in(ZoneInfo(site.zone) if site is not None else ZoneInfo("UTC"), sites)
        return clock.span(listed.start, listed.end) if listed is not None else ""

    if change.kind is ChangeKind.ADDED:
        words |= {"when": when(change.now), "where": where_of(place)}
        return _("“%(title)s” is new: %(when)s, %(where)s.") % words
    if change.kind is ChangeKind.CANCELLED:
        return _("“%(title)s” is cancelled: %(when)s.") % (words | {"when": when(change.was)})
    if change.kind is ChangeKind.MOVED:
        words |= {"before": when(change.was), "after": when(change.now)}
        return _("“%(title)s” moves from %(before)s to %(after)s.") % words
    if change.kind is ChangeKind.OTHER_ROOM:
        return _("“%(title)s” is in another room now: %(where)s.") % (words | {"where": where_of(place)})
    if change.kind is ChangeKind.RENAMED:
        before = read(write(change.was.titles if change.was is not None else {}), get_language() or "en").text
        return _("“%(before)s” is called “%(title)s” now.") % (words | {"before": before})
    return _("“%(title)s” has other people than before.") % words


def where_of(place: Told) -> str:
    """Return in which room and hall it is, or that it is online."""
    names = joined(name for name in (place["room_name"], place["hall_name"]) if name)
    return names or _("online")
