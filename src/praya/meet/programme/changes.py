"""Write a programme down as it will be told, and find what differs between two versions, line by line.

A version holds confirmed sessions that have a time. One that was told before and is confirmed no longer stays in it as
cancelled, as it was told: who planned to come has to read so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from praya.engines.programme import Change, ChangeKind, Listed, changes
from praya.meet.editions.models import Edition, Site
from praya.meet.programme.models import Release, Session
from praya.meet.programme.news import DROPPED, FURTHER, RESTORED, REWORDED, Line, sentence_of
from praya.meet.programme.queries import whole_programme
from praya.meet.programme.queries_released import last_release

Told = Mapping[str, Any]
Lines = dict[str, list[Line]]
CANCELLED = "cancelled"
# What differs once for a session, however many places it has.
_ONCE = {ChangeKind.RENAMED, ChangeKind.PEOPLE}


@dataclass(frozen=True, slots=True)
class Difference:
    """Hold what would change with the next version: its number, the lines by session, what is told, and what is left out."""

    number: int
    sites: Sequence[Site]
    lines: Lines
    told: list[dict[str, Any]]
    left_out: list[Session] = field(default_factory=list)

    @property
    def sentences(self) -> list[str]:
        """Return what would change, in the reader's language."""
        return [sentence_of(line, self.sites) for lines in self.lines.values() for line in lines]

    @property
    def is_empty(self) -> bool:
        """Tell whether everybody reads all of it already."""
        return not self.lines and self.number > 1


def difference_of(edition: Edition, sites: Sequence[Site]) -> Difference:
    """Return what the next version of a programme would change; a small change of wording has a line too."""
    last = last_release(edition)
    sessions = whole_programme(edition)
    before: list[dict[str, Any]] = list(last.told) if last is not None else []
    told = _told(sessions, before)
    confirmed = [one for one in sessions if one.state == Session.State.CONFIRMED]
    left_out = [one for one in confirmed if not one.placements.all()]
    return Difference(last.number + 1 if last else 1, sites, lines_between(before, told), told, left_out)


def difference_at_once(release: Release, session: Session, sites: Sequence[Site]) -> Difference:
    """Return what a version would change if one session were told at once as it stands; `told` is that session alone."""
    before = [one for one in release.told if one["code"] == session.code]
    told = _told(whole_programme(session.edition, session=session), before)
    return Difference(release.number, sites, lines_between(before, told), told)


def _told(sessions: Iterable[Session], before: Iterable[Told]) -> list[dict[str, Any]]:
    found = {one.code: _of(one) for one in sessions if one.state == Session.State.CONFIRMED and list(one.placements.all())}
    gone = {told["code"]: {**told, "state": CANCELLED} for told in before if told["code"] not in found}
    _keep_first_times(found.values(), before)
    return [*found.values(), *gone.values()]


def _keep_first_times(after: Iterable[dict[str, Any]], before: Iterable[Told]) -> None:
    """Let each place that moves keep when it was to begin at first: calendars and search engines are told of it."""
    first = {place["code"]: place.get("first_at", place["starts_at"]) for told in before for place in told["places"]}
    for told in after:
        for place in told["places"]:
            begun = first.get(place["code"], place["starts_at"])
            if begun != place["starts_at"]:
                place["first_at"] = begun


def _of(session: Session) -> dict[str, Any]:
    track, series = session.track, session.series
    return {
        "code": session.code,
        "kind": session.kind,
        "state": "confirmed",
        "track": track.code if track is not None else "",
        "track_name": track.name if track is not None else None,
        "series": series.code if series is not None else "",
        "series_name": series.name if series is not None else None,
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
        "parts": [
            {
                "person": one.person_id,
                "role": one.role,
                "job_title": one.job_title,
                "place": one.placement.code if one.placement is not None else "",
                "is_online": one.is_online,
            }
            for one in session.parts.all()
        ],
        "hosts": [{"organisation": one.organisation_id, "role": one.role} for one in session.hosts.all()],
        "works": [one.title_id for one in session.presented.all()],
    }


def lines_between(before: Sequence[Told], after: Sequence[Told]) -> Lines:
    """Return what differs between two versions, session by session, in the order in which their first changes begin."""
    was, now = ({told["code"]: told for told in version} for version in (before, after))
    known = was | now
    owners = {place["code"]: told["code"] for version in (before, after) for told in version for place in told["places"]}
    places = {place["code"]: place for told in known.values() for place in told["places"]}
    places = {place["code"]: place for told in before for place in told["places"]} | places
    found: Lines = {}
    for change in changes(_listed(before), _listed(after)):
        told, lines = known[owners[change.session]], found.setdefault(owners[change.session], [])
        if change.kind in _ONCE and any(line.kind == change.kind for line in lines):
            continue
        lines.append(_line(change, told, was.get(told["code"]), places[change.session]))
    for told in after:
        if told["code"] not in found and _rest(told) != _rest(was.get(told["code"], told)):
            place = next(iter(told["places"]), {"site": None})
            spans = _span(place) if "starts_at" in place else None
            found[told["code"]] = [Line(REWORDED, told["title"], site=place["site"], now=spans)]
    return found


def _rest(told: Told) -> Any:
    """Return a session without its state: a cancelled one is told of already."""
    return _said({name: value for name, value in told.items() if name != "state"})


def _said(value: Any) -> Any:
    """Return what is said, without what is empty: a version of before a fact was told does not differ by its absence."""
    if isinstance(value, dict):
        return {name: said for name, one in value.items() if (said := _said(one))}
    return [_said(one) for one in value] if isinstance(value, list | tuple) else value


def _line(change: Change, told: Told, was: Told | None, place: Told) -> Line:
    kind = str(change.kind)
    if change.kind is ChangeKind.ADDED and was is not None:
        kind = RESTORED if was["state"] == CANCELLED else FURTHER
    if change.kind is ChangeKind.CANCELLED and told["state"] != CANCELLED:
        kind = DROPPED
    return Line(
        kind,
        told["title"],
        place=place["code"],
        site=place["site"],
        room=place["room_name"],
        hall=place["hall_name"],
        was=_times(change.was),
        now=_times(change.now),
        titled=was["title"] if was is not None and change.kind is ChangeKind.RENAMED else None,
    )


def _times(listed: Listed | None) -> tuple[str, str] | None:
    return (listed.start.isoformat(), listed.end.isoformat()) if listed is not None else None


def _span(place: Told) -> tuple[str, str]:
    return place["starts_at"], place["ends_at"]


def _listed(version: Iterable[Told]) -> Iterator[Listed]:
    for told in version:
        if told["state"] == CANCELLED:
            continue
        titles = {tag: entry["text"] for tag, entry in (told["title"].get("texts") or {}).items()}
        people = tuple((str(part["person"]), part["role"]) for part in told["parts"])
        for place in told["places"]:
            starts_at, ends_at = (datetime.fromisoformat(place[name]) for name in ("starts_at", "ends_at"))
            room = (place["room"] or f"online {place['site']}",)
            yield Listed(place["code"], starts_at, ends_at, room, titles, people)


def kept(lines: Iterable[Line]) -> list[dict[str, Any]]:
    """Return lines as a table keeps them."""
    return [asdict(line) for line in lines]


def without_people(told: Told) -> dict[str, Any]:
    """Return a session as it is told, without anybody's number: what the list of changes and calendars need."""
    return {**told, "parts": [], "hosts": [], "works": []}
