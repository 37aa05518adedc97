"""Find the conflicts of an edition's programme by its engine, and keep those apart that were accepted with a reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from praya.core.actions.seeing import mark_of
from praya.engines import programme as engine
from praya.meet.editions.models import Edition, Site
from praya.meet.programme.asking import meetings_in
from praya.meet.programme.models import AcceptedConflict, Part, Placement, Room, Session
from praya.meet.programme.saying import Said, said_of, stage_for
from praya.meet.programme.snapshot import (
    LONGEST,
    Ground,
    Place,
    Snapshot,
    ground_of,
    read_places,
    snapshot_around,
    snapshot_of,
    whole_snapshot,
)

_TIMED = {engine.ItemKind.MEETING: "meetings", engine.ItemKind.HOURS: "unavailable"}
_BEHIND_ALL = 2**62  # the number of a place that is not there yet


@dataclass(frozen=True, slots=True)
class Marked:
    """Hold a conflict with its mark, how it was accepted, or with which facts it was `earlier`, which it has no longer."""

    found: engine.Conflict
    mark: str
    accepted: AcceptedConflict | None = None
    earlier: AcceptedConflict | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """Hold the conflicts of a programme, the worst first: those that are open, and those that were accepted."""

    edition: Edition
    sites: Sequence[Site]
    snapshot: Snapshot
    open: list[Marked]
    accepted: list[Marked]

    def clashes(self, chosen: Sequence[Marked] | None = None) -> list[Clash]:
        """Say the open conflicts, or some."""
        said = self.open if chosen is None else chosen
        stage = stage_for(self.edition, self.sites, self.snapshot, (one.found for one in said))
        return [Clash(said_of(one.found, stage), one.mark, one.accepted, one.earlier) for one in said]


@dataclass(frozen=True, slots=True)
class Clash:
    """Tell of one conflict in words, with its mark and whoever accepted it."""

    said: Said
    mark: str
    accepted: AcceptedConflict | None
    earlier: AcceptedConflict | None

    @property
    def sentence(self) -> str:
        """Return what is wrong."""
        return self.said.sentence


def judgement_of(edition: Edition, sites: Sequence[Site]) -> Judgement:
    """Judge the whole programme of an edition."""
    snapshot = whole_snapshot(edition, sites)
    return judged(edition, sites, snapshot, engine.conflicts(snapshot.programme))


def judged(edition: Edition, sites: Sequence[Site], snapshot: Snapshot, found: Iterable[engine.Conflict]) -> Judgement:
    """Part conflicts into those that are open and those that were accepted as they are; one query."""
    conflicts = [(one, *marks_of(one, snapshot)) for one in found]
    known: dict[str, AcceptedConflict] = {}
    earlier: dict[str, AcceptedConflict] = {}
    rows = AcceptedConflict.objects.filter(edition=edition).select_related("by").order_by("at", "pk")
    for row in rows if conflicts else ():
        known[row.mark], earlier[row.conflict] = row, row
    marked = [Marked(one, mark, known.get(mark), earlier.get(name)) for one, name, mark in conflicts]
    return Judgement(
        edition, sites, snapshot, [one for one in marked if not one.accepted], [one for one in marked if one.accepted]
    )


def marks_of(conflict: engine.Conflict, snapshot: Snapshot) -> tuple[str, str]:
    """Return the mark of what is in conflict with what, and the mark of that with all its facts."""
    name = {"key": list(conflict.key)}
    facts = {**name, "figures": [conflict.needed, conflict.given], "sides": [_facts(one, snapshot) for one in conflict.sides]}
    return mark_of(name, name), mark_of(facts, sorted(facts))


def _facts(side: engine.Item, snapshot: Snapshot) -> Any:
    if side.kind is engine.ItemKind.SESSION:
        places = snapshot.places[side.id]
        return [places[0].starts_at, places[0].ends_at, sorted(one.room or f"online {one.site}" for one in places)]
    stands = getattr(snapshot, _TIMED[side.kind])[side.id] if side.kind in _TIMED else None
    return [stands.starts_at, stands.ends_at] if stands is not None else side.id


def clashes_of(edition: Edition, sites: Sequence[Site], *, session: Session | None = None) -> list[Clash]:
    """Return the open conflicts of an edition's programme, or of one session, the worst first."""
    if session is None:
        return judgement_of(edition, sites).clashes()
    if session.state == Session.State.CANCELLED:
        return []
    around = _Around(ground_of(edition, sites), session)
    found, snapshot = around.judge(around.own)
    return judged(edition, sites, snapshot, found).clashes()


@dataclass(frozen=True, slots=True)
class Preview:
    """Say which conflicts a place and time would make, and how many it would mend; `mark` names what is shown."""

    clashes: list[Clash]
    mended: int = 0

    @property
    def mark(self) -> str:
        """Return a mark of the conflicts that are shown; nothing without any."""
        marks = sorted(one.mark for one in self.clashes)
        return mark_of({"shown": marks}, ("shown",)) if marks else ""


def preview(
    edition: Edition, sites: Sequence[Site], session: Session, values: Mapping[str, Any], *, placement: Placement | None = None
) -> Preview:
    """Return what would change if a session took place as `values` say, in one of its places or in one more.

    Only what can be in conflict with it is read. A cancelled session is in no conflict; a time that cannot be is refused later.
    """
    can_be = timedelta() < values["ends_at"] - values["starts_at"] <= LONGEST
    if session.state == Session.State.CANCELLED or not can_be:
        return Preview([])
    around = _Around(ground_of(edition, sites), session, also=values)
    if _is_there_already(around.own, values, placement):
        return Preview([])
    before, old = around.judge(around.own)
    after, snapshot = around.judge(_with(around.own, session, values, placement))
    names, was = _codes(snapshot), _codes(old)
    known = {_signature(one, was) for one in before}
    raised = [one for one in after if _signature(one, names) not in known]
    still = {_signature(one, names) for one in after}
    return Preview(judged(edition, sites, snapshot, raised).clashes(), len(known - still))


def _is_there_already(own: Sequence[Place], values: Mapping[str, Any], placement: Placement | None) -> bool:
    """Tell whether a session would be twice in one room at a time, which is refused and no conflict."""
    where = (values["site"].pk, values["room"].code if values["room"] is not None else None)
    others = [one for one in own if placement is None or one.pk != placement.pk]
    there = [one for one in others if (one.site, one.room) == where]
    return any(one.starts_at < values["ends_at"] and one.ends_at > values["starts_at"] for one in there)


def _codes(snapshot: Snapshot) -> dict[str, str]:
    return {name: places[0].session_code for name, places in snapshot.places.items()}


def _signature(conflict: engine.Conflict, codes: Mapping[str, str]) -> tuple[Any, ...]:
    """Return a conflict by what people know of it, however the places of a session stand to each other."""
    return conflict.kind, tuple(codes.get(side.id, side.id) for side in conflict.sides), conflict.subject, conflict.given


def _with(own: Sequence[Place], session: Session, values: Mapping[str, Any], placement: Placement | None) -> list[Place]:
    room: Room | None = values["room"]
    facts = {
        "site": values["site"].pk,
        "room": room.code if room is not None else None,
        "starts_at": values["starts_at"],
        "ends_at": values["ends_at"],
        "capacity": values["capacity"],
        "is_origin": values["is_origin"] or not own,
    }
    moving = placement.pk if placement is not None else 0
    others = [replace(one, is_origin=one.is_origin and not values["is_origin"]) for one in own if one.pk != moving]
    known = next((one for one in own if one.pk == moving), None)
    if known is not None:
        return [*others, replace(known, **facts)]
    more = {
        "code": "new",
        "session": session.pk,
        "session_code": session.code,
        "kind": session.kind,
        "channels": session.channels,
    }
    return [*others, Place(pk=_BEHIND_ALL, **more, **facts)]


class _Around:
    """Hold all that can be in conflict with a session where it takes place, and where it `also` would."""

    def __init__(self, ground: Ground, session: Session, *, also: Mapping[str, Any] | None = None) -> None:
        self.ground, self.session = ground, session
        self.own = read_places(Placement.objects.filter(session=session))
        people = set(Part.objects.filter(session=session).order_by().values_list("person", flat=True))
        spans = {(one.starts_at, one.ends_at) for one in self.own}
        rooms = {one.room for one in self.own if one.room is not None}
        if also is not None:
            spans.add((also["starts_at"], also["ends_at"]))
            rooms |= {also["room"].code} if also["room"] is not None else set()
        places, self.parts = snapshot_around(ground, spans, rooms, people, session.pk)
        self.others = [one for one in places if one.session != session.pk]
        self.meetings = meetings_in(ground.edition, people)

    def judge(self, own: Sequence[Place]) -> tuple[tuple[engine.Conflict, ...], Snapshot]:
        """Return the conflicts of the session in these places, the worst first."""
        snapshot = snapshot_of(self.ground, [*self.others, *own], self.parts, self.meetings)
        mine = [one for one in snapshot.programme.sessions if snapshot.places[one.id][0].session == self.session.pk]
        found = {conflict for one in mine for conflict in engine.conflicts_of(snapshot.programme, one)}
        return tuple(sorted(found, key=lambda one: (one.severity, one.key))), snapshot
