"""Write what a sheet of the programme plans, through the actions of the programme, and say so that it can be taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from praya.core.accounts.models import Account
from praya.core.sheets.kinds import Plan
from praya.core.sheets.written import Written
from praya.meet.accreditation.models import Delegate
from praya.meet.accreditation.queries import approved
from praya.meet.editions.models import Edition
from praya.meet.programme import actions
from praya.meet.programme.models import Part, Session
from praya.meet.schedules.sheet_surroundings import NewRoom, NewTrack, Put, Wanted, Writes, whole_parts, writes_of

_STEPS = {
    ("draft", "confirmed"): ("confirm session",),
    ("draft", "cancelled"): ("cancel session",),
    ("confirmed", "cancelled"): ("cancel session",),
    ("cancelled", "draft"): ("put session back",),
    ("cancelled", "confirmed"): ("put session back", "confirm session"),
}


def write_programme(plan: Plan, _at: datetime) -> None:
    """Write what was planned: first the tracks and rooms that are new, then session by session."""
    writes, written, by = writes_of(plan), plan.written, plan.by
    _make_places(plan.edition, writes, written, by)
    delegates = _delegates(plan.edition, writes)
    for wanted in writes.wanted:
        session = _session(plan.edition, wanted, written, by)
        for put in wanted.puts:
            _place(session, put, written, by)
        _parts(session, wanted, delegates, written, by)
        for deed in _STEPS.get((session.state, wanted.state), ()):
            session = actions.set_state(session, deed, by=by)


def _make_places(edition: Edition, writes: Writes, written: Written, by: Account | None) -> None:
    for track in writes.tracks.values():
        track.made = actions.add_track(edition, {track.tag: track.name}, by=by)
        written.make([track.made])
    for room in writes.rooms.values():
        facts = {"hall": room.hall, "name": room.name, "capacity": None, "formats": [], "turnaround_minutes": 0, "access": {}}
        room.made = actions.add_room(edition, facts, by=by)
        written.make([room.made])


def _delegates(edition: Edition, writes: Writes) -> dict[str, Delegate]:
    """Return the delegates whom the sheet names, by the codes of their people; those that it has just brought, too."""
    codes = {one.code for wanted in writes.wanted for people in wanted.parts.values() for one in people}
    rows = approved(edition=edition, person__code__in=codes).select_related("person") if codes else []
    return {one.person.code: one for one in rows}


def _session(edition: Edition, wanted: Wanted, written: Written, by: Account | None) -> Session:
    facts = {name: value.made if isinstance(value, NewTrack) else value for name, value in wanted.facts.items()}
    session = wanted.session
    if session is None:
        made = actions.add_session(edition, {"abstract": {}, "title": {}, **facts, "code": wanted.code}, by=by)
        written.make([made])
        return made
    if facts or wanted.state:
        written.change([session])
    if facts:
        # An action that is told nothing of the stream would take it away.
        session = actions.change_session(session, {"stream": session.stream, **facts}, by=by)
    return session


def _place(session: Session, put: Put, written: Written, by: Account | None) -> None:
    room = put.room.made if isinstance(put.room, NewRoom) else put.room
    facts: dict[str, Any] = {"site": put.site, "room": room, "starts_at": put.starts_at, "ends_at": put.ends_at}
    facts["is_origin"] = put.is_origin
    if put.placement is not None and not put.is_changed:
        return
    written.change(list(session.placements.all()))  # another one may cease to be the origin
    if put.placement is not None:
        actions.move_session(put.placement, facts, by=by)
        return
    made = actions.place_session(session, {**facts, **({"code": put.code} if put.code else {})}, by=by)
    written.make([made])


def _parts(session: Session, wanted: Wanted, delegates: Mapping[str, Delegate], written: Written, by: Account | None) -> None:
    for role, people in wanted.parts.items():
        before: Sequence[Part] = whole_parts(wanted.session, role)
        codes = {one.code for one in people}
        gone = [part for part in before if part.person.code not in codes]
        written.remove(Part, [part.pk for part in gone])
        for part in gone:
            actions.take_part_away(part, by=by)
        inside = {part.person.code for part in before}
        for person in people:
            if person.code not in inside:
                written.make([actions.name_part(session, delegates[person.code], role=role, job_title="", by=by)])
