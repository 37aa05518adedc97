"""Say what differs between two versions of a programme, session by session, and make the new one of the old.

A version is what the public reads of each session: time, rooms, titles, people. The list is that of the difference, whatever was
tried in between: what was moved and moved back is not in it. A session that moved into another room has two entries, so that
each can be told in its own words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from enum import StrEnum
from typing import Any


class RevisionError(ValueError):
    """Say that a version names a session twice, or that a change list belongs to another version."""


@dataclass(frozen=True, slots=True)
class Listed:
    """Hold a session as a version shows it.

    `rooms` begin with the origin and are empty online; `titles` go from language to title; `people` are (person, role) in the
    order in which they are printed, which counts.
    """

    id: str
    start: datetime
    end: datetime
    rooms: tuple[str, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)
    people: tuple[tuple[str, str], ...] = ()


class ChangeKind(StrEnum):
    """Name what became of a session, in the order in which one session's changes are told."""

    ADDED = "added"
    CANCELLED = "cancelled"
    MOVED = "moved"
    OTHER_ROOM = "other_room"
    RENAMED = "renamed"
    PEOPLE = "people"


# Of which fields a change speaks; what is added or cancelled speaks of all.
FIELDS: Mapping[ChangeKind, tuple[str, ...]] = {
    ChangeKind.MOVED: ("start", "end"),
    ChangeKind.OTHER_ROOM: ("rooms",),
    ChangeKind.RENAMED: ("titles",),
    ChangeKind.PEOPLE: ("people",),
}
ALL_FIELDS = tuple(one.name for one in fields(Listed))


@dataclass(frozen=True, slots=True)
class Change:
    """Hold one change; `was` and `now` are the session in the old and in the new version, None where it is not there."""

    kind: ChangeKind
    session: str
    was: Listed | None
    now: Listed | None

    @property
    def begins_at(self) -> datetime:
        """Return when the session begins now, or would have begun."""
        listed = self.now or self.was
        assert listed is not None  # noqa: S101 - a session is in one of the versions; this tells the type checker
        return listed.start

    @property
    def concerned(self) -> tuple[str, ...]:
        """Return everybody who has a part in the session, before or now, in an order of their own."""
        return tuple(sorted({person for listed in (self.was, self.now) if listed for person, _role in listed.people}))


def changes(old: Iterable[Listed], new: Iterable[Listed]) -> tuple[Change, ...]:
    """Return what makes the new version of the old one, by the time at which each session begins now, or would have begun.

    The order hangs on the versions alone, not on that of their sessions. Raises RevisionError for a session that is there twice.
    """
    before, after = _by_id(old), _by_id(new)
    found = [change for name in before.keys() | after.keys() for change in _changes_of(name, before.get(name), after.get(name))]
    told = list(ChangeKind)
    return tuple(sorted(found, key=lambda one: (one.begins_at, one.session, told.index(one.kind))))


def applied(old: Iterable[Listed], listed: Iterable[Change]) -> tuple[Listed, ...]:
    """Return the version that a change list makes of `old`, by start and id; some of the changes alone make no more than these.

    Raises RevisionError where a change does not find what it changes as it was.
    """
    version = _by_id(old)
    for change in listed:
        found = version.get(change.session)
        if _said(change.kind, found) != _said(change.kind, change.was):
            raise RevisionError(f"{change.session} is not as the change “{change.kind}” found it")
        if change.now is None:
            del version[change.session]
        elif found is None:
            version[change.session] = change.now
        else:
            version[change.session] = replace(found, **_said(change.kind, change.now))
    return tuple(sorted(version.values(), key=lambda one: (one.start, one.id)))


def _changes_of(name: str, was: Listed | None, now: Listed | None) -> Iterator[Change]:
    if was is None or now is None:
        yield Change(ChangeKind.ADDED if was is None else ChangeKind.CANCELLED, name, was, now)
        return
    for kind in FIELDS:
        if _said(kind, was) != _said(kind, now):
            yield Change(kind, name, was, now)


def _said(kind: ChangeKind, listed: Listed | None) -> dict[str, Any]:
    """Return what of a session a change of this kind speaks of; nothing of one that is not there."""
    if listed is None:
        return {}
    return {name: getattr(listed, name) for name in FIELDS.get(kind, ALL_FIELDS)}


def _by_id(version: Iterable[Listed]) -> dict[str, Listed]:
    found: dict[str, Listed] = {}
    for listed in version:
        if listed.id in found:
            raise RevisionError(f"session {listed.id} is twice in a version")
        found[listed.id] = listed
    return found
