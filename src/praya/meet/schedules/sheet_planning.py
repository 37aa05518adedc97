"""Plan a sheet of the programme: what every row would add, move or change, without writing anything.

A file only ever adds and changes: what it does not name stays. An empty cell changes nothing, and neither does a text that the
session has in any language, so that a file in one language can come back.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from praya.core.directory.models import Person
from praya.core.directory.names import language_of
from praya.core.sheets.kinds import Plan
from praya.core.sheets.rows import Row
from praya.core.texts.editing import canonical
from praya.core.texts.folding import folded
from praya.core.texts.joining import joined
from praya.core.texts.reading import read
from praya.core.texts.states import state_word
from praya.meet.programme.calendars import cancelled
from praya.meet.programme.models import Room, Session, Track
from praya.meet.programme.vocabulary import KINDS
from praya.meet.schedules.sheet_places import end_of, room_of, site_of, start_of
from praya.meet.schedules.sheet_queries import ROLES, TEXTS
from praya.meet.schedules.sheet_reading import Word
from praya.meet.schedules.sheet_surroundings import (
    Known,
    NewRoom,
    NewTrack,
    Put,
    Wanted,
    Writes,
    known_of,
    whole_parts,
    writes_of,
)
from praya.meet.schedules.sheet_targets import Target, settle_place, target_of
from praya.meet.schedules.sheet_words import in_all_languages, is_said_to_be_new, kinds_by_word, texts_of

PLAIN = ("kind", "languages", "channels", "stream")
USUAL_KIND = "forum"
Draft, Confirmed, Cancelled = Session.State.DRAFT, Session.State.CONFIRMED, Session.State.CANCELLED


def plan_programme(rows: Sequence[Row], plan: Plan) -> None:
    """Plan the rows of a sheet of the programme."""
    known, writes = known_of(plan), writes_of(plan)
    for row in rows:
        _plan(row, known, writes)
    _refuse_overlaps(writes)


def _plan(row: Row, known: Known, writes: Writes) -> None:
    row.fate.subject = row["title"]
    if row["repeats"]:
        row.fault("repeats", _("this event repeats by a rule; write each of its days as an event of its own."))
    target = target_of(row, known)
    put = _put(row, known, writes, target)
    facts = _facts(row, known, writes, target.session)
    parts = _parts(row, known, target.session)
    if not row.is_sound or row.fate.state == "duplicate":
        return
    wanted = known.by_session.get(target.code)
    if wanted is None:
        wanted = Wanted(target.session, target.code)
        writes.wanted.append(wanted)
        known.by_session[target.code] = wanted
        if target.session is None and not facts.get("kind"):
            facts["kind"] = USUAL_KIND
            row.note(_("nothing says of which kind it is: taken as %(kind)s") % {"kind": KINDS[USUAL_KIND]})
    is_new = (target.session is None and not wanted.said) or (put is not None and put.placement is None)
    if target.title:
        known.by_title.setdefault(target.title, wanted)
    _say(row, wanted, facts)
    _say_state(row, wanted)
    _say_parts(row, wanted, parts)
    if put is not None:
        _say_put(row, put)
        wanted.puts.append(put)
    row.fate.state = "new" if is_new else "changed" if row.is_changed else "unchanged"


def _put(row: Row, known: Known, writes: Writes, target: Target) -> Put | None:
    """Return where and when a row puts its session; nothing where it says neither, or says it wrongly."""
    if row["begins"] is None and target.placement is None:
        if target.several:
            row.fault("title", _("several sessions are called so; write the reference of the one you mean."))
        if any(row.raw(key).strip() for key in ("day", "ends", "room")):
            row.fault("begins", _("write when this begins."))
        return None
    site = site_of(row, known, target.placement)
    if site is None:
        return None
    starts_at = start_of(row, known, site)
    if row["begins"] is None and target.placement is not None:
        starts_at = target.placement.starts_at
    if starts_at is None:
        return None
    settle_place(row, known, target, site, starts_at)
    ends_at = end_of(row, known, site, starts_at, target.placement)
    room = room_of(row, known, writes, site, target.placement)
    if ends_at is None or not row.is_sound:
        return None
    place = target.placement
    is_origin = row["origin"] or (place is not None and place.is_origin)
    put = Put(row, place, target.place, site, room, starts_at, ends_at, is_origin)
    return put if _is_first(row, known, target, put) else None


def _is_first(row: Row, known: Known, target: Target, put: Put) -> bool:
    """Tell whether no earlier row speaks of the same place."""
    mark = target.placement.code if target.placement is not None else target.place
    mark = mark or f"{target.code} {put.site.pk} {_room_key(put.room)} {put.starts_at.isoformat()}"
    earlier = known.claimed.setdefault(mark, row)
    if earlier is row:
        return True
    key = "reference" if row["reference"] else "title"
    row.repeat(earlier, _("row %(row)d is about the same session at the same place already; keep one of the two rows."), key)
    return False


def _room_key(room: Room | NewRoom | None) -> str:
    return room.name if isinstance(room, NewRoom) else room.code if room is not None else ""


def _facts(row: Row, known: Known, writes: Writes, session: Session | None) -> dict[str, Any]:
    """Return what a row says of its session by the names of the columns of sessions; what it does not say is absent."""
    facts: dict[str, Any] = {key: row[key] for key in PLAIN if row[key]}
    words = [word for part in row["categories"].split(";") if (word := folded(part))]
    kinds = [kinds_by_word()[word] for word in words if word in kinds_by_word()]
    if kinds and "kind" not in facts:
        facts["kind"] = kinds[0]
    track = _track(row, known, writes) or next((known.tracks[word] for word in words if word in known.tracks), None)
    if track is not None:
        facts["track"] = track
    for name in TEXTS:
        if texts := _texts(row, name, session):
            facts[name] = texts
    return facts


def _track(row: Row, known: Known, writes: Writes) -> Track | NewTrack | None:
    text = row["track"]
    if not text:
        return None
    if not is_said_to_be_new(row, "track"):
        found = known.tracks.get(folded(text))
        if found is None:
            reason = _("there is no such track; say on the page of the columns that it is new, or which one is meant.")
            row.fault("track", reason)
        return found
    name = " ".join(row.table.cell(row.cells, "track").split())
    if folded(name) in known.tracks:
        return known.tracks[folded(name)]
    row.note(_("makes the track %(track)s") % {"track": name})
    return writes.tracks.setdefault(folded(name), NewTrack(_language_for(row, name, None), name))


def _texts(row: Row, name: str, session: Session | None) -> dict[str, str]:
    """Return the texts that a row gives, by language; one without a language is not told where the session says it already."""
    stored = getattr(session, name) if session is not None else {}
    found = {}
    plain = row[name]
    if plain and not any(plain in _spellings(text, name, session) for text in texts_of(stored)):
        found[_language_for(row, plain, stored)] = plain
    for key in row.table.tagged:
        stem, _colon, tag = key.partition(":")
        if stem == name and row[key]:
            found[canonical(tag)] = row[key]
    known = (stored or {}).get("texts") or {}
    return {tag: text for tag, text in found.items() if text not in _spellings(known.get(tag, {}).get("text", ""), name, session)}


def _spellings(text: str, name: str, session: Session | None) -> set[str]:
    """Return how files write a text: as cells are read, as calendars keep it, and of what is cancelled with a word before it."""
    lines = [" ".join(line.split()) for line in unicodedata.normalize("NFC", text).splitlines()]
    cells = {"\n".join(lines).strip(), " ".join(" ".join(lines).split())}
    found = cells | {one.replace("\\", "\uff3c") for one in cells}
    if name == "title" and session is not None and session.state == Cancelled:
        found |= {cancelled(one) for _tag in in_all_languages() for one in tuple(cells)}
    return found


def _language_for(row: Row, text: str, stored: Any) -> str:
    """Return in which language a text is written: as its row says, else the session's own, else what its script suggests."""
    if said := row["texts"]:
        return str(said)
    source = (stored or {}).get("source", "")
    before = ((stored or {}).get("texts") or {}).get(source, {}).get("text", "")
    likely = language_of(text)
    if before and language_of(before) == likely:
        return str(source)
    reader = canonical(get_language() or "en")
    if likely == "zh":
        return reader if reader.startswith("zh") else "zh-Hant"
    return likely or "en"


def _say(row: Row, wanted: Wanted, facts: dict[str, Any]) -> None:
    """Take over what a row says of its session, unless an earlier row says otherwise."""
    for name, value in facts.items():
        earlier = wanted.said.get(name)
        if earlier is None:
            wanted.said[name] = row, value
            if value != _now(wanted, name):
                _change(row, wanted, name, value)
        elif name in TEXTS:
            _add_texts(row, wanted, name, value)
        elif earlier[1] != value:
            _contradict(row, earlier[0], name)


def _now(wanted: Wanted, name: str) -> Any:
    return getattr(wanted.session, name) if wanted.session is not None else None


def _change(row: Row, wanted: Wanted, name: str, value: Any) -> None:
    wanted.facts[name] = value
    if wanted.session is None:
        return
    if name in TEXTS:
        for tag, text in value.items():
            _change_text(row, wanted.session, name, tag, text)
        return
    row.change(name, _worded(name, _now(wanted, name)), _worded(name, value))


def _change_text(row: Row, session: Session, name: str, tag: str, text: str) -> None:
    before = ((getattr(session, name) or {}).get("texts") or {}).get(tag, {}).get("text", "")
    if name == "title":
        row.change(name, before, text)
    else:
        row.is_changed = True
        row.note(_("%(field)s changed") % {"field": row.table.head(name)})


def _add_texts(row: Row, wanted: Wanted, name: str, texts: dict[str, str]) -> None:
    """Take over texts in further languages from another row of the same session."""
    known = wanted.facts.setdefault(name, {})
    for tag, text in texts.items():
        if known.get(tag, text) != text:
            _contradict(row, wanted.said[name][0], name)
        elif tag not in known:
            known[tag] = text
            if wanted.session is not None:
                _change_text(row, wanted.session, name, tag, text)


def _contradict(row: Row, earlier: Row, key: str) -> None:
    row.fault(key, _("row %(row)d says otherwise of the same session; let both say the same.") % {"row": earlier.number})


def _worded(name: str, value: Any) -> Any:
    if isinstance(value, NewTrack):
        return value.name
    if isinstance(value, Track):
        return read(value.name, get_language() or "en").text
    return str(KINDS[value]) if name == "kind" and value else value


def _say_state(row: Row, wanted: Wanted) -> None:
    state = row["state"]
    if not state:
        return
    earlier = wanted.said.get("state")
    if earlier is not None and earlier[1] != state:
        _contradict(row, earlier[0], "state")
        return
    wanted.said["state"] = row, state
    before = wanted.session.state if wanted.session is not None else Draft
    if before == Confirmed and state == Draft:
        row.fault("state", _("a session that is confirmed is no draft any more; write cancelled, or leave the cell empty."))
    elif before != state and earlier is None:
        wanted.state = state
        if wanted.session is not None:
            row.change("state", state_word(before), state_word(state))


def _parts(row: Row, known: Known, session: Session | None) -> dict[str, list[Person]]:
    """Return whom a row names by their roles; nobody is ever made up."""
    inside = {part.person.code for part in session.parts.all()} if session is not None else set()
    found = {}
    for key, role in ROLES.items():
        if words := row[key]:
            found[role] = _people(row, known, key, words, inside)
    words = row["people"]
    if words and "speaker" not in found:
        named = _people(row, known, "people", words, inside)
        codes = {person.code for person in named}
        before = [part.person for part in whole_parts(session, "speaker")]
        found["speaker"] = [one for one in before if one.code in codes] + [one for one in named if one.code not in inside]
    return found


def _people(row: Row, known: Known, key: str, words: Sequence[Word], inside: set[str]) -> list[Person]:
    found: dict[str, Person] = {}
    for word in words:
        people = known.named(word, inside)
        shown = word.text or word.email
        if len(people) == 1:
            found[people[0].code] = people[0]
        elif people:
            reason = _("several people are called “%(who)s”; write the e-mail address of the one you mean.")
            row.fault(key, reason % {"who": shown}, shown)
        else:
            reason = _("“%(who)s” is not accredited here; accredit them first, write their e-mail address, or leave them out.")
            row.fault(key, reason % {"who": shown}, shown)
    return list(found.values())


def _say_parts(row: Row, wanted: Wanted, parts: dict[str, list[Person]]) -> None:
    for role, people in parts.items():
        codes = [one.code for one in people]
        if role in wanted.parts:
            if {one.code for one in wanted.parts[role]} != set(codes):
                _contradict(row, wanted.said[role][0], _key_of(row, role))
            continue
        wanted.parts[role], wanted.said[role] = people, (row, codes)
        before = [part.person for part in whole_parts(wanted.session, role)]
        if wanted.session is not None and {one.code for one in before} != set(codes):
            row.change(_key_of(row, role), joined(one.name for one in before), joined(one.name for one in people))


def _key_of(row: Row, role: str) -> str:
    key = next(key for key, one in ROLES.items() if one == role)
    return key if key in row.table.places or "people" not in row.table.places else "people"


def _say_put(row: Row, put: Put) -> None:
    """Say what changes of a place that is there already."""
    place = put.placement
    if place is None:
        return
    zone = ZoneInfo(put.site.zone)
    is_moved = False
    for key, before, after in (
        ("site", place.site.short_name, put.site.short_name),
        ("room", _room_name(place.room), _room_name(put.room)),
        ("begins", _clock(place.starts_at, zone), _clock(put.starts_at, zone)),
        ("ends", _clock(place.ends_at, zone), _clock(put.ends_at, zone)),
    ):
        if before != after:
            row.change(key, before, after)
            is_moved = True
    if put.is_origin and not place.is_origin:
        row.change("origin", _("no"), _("yes"))
        is_moved = True
    put.is_changed = is_moved


def _room_name(room: Room | NewRoom | None) -> str:
    return f"{room.name}, {room.hall.name}" if room is not None else _("online")


def _clock(moment: datetime, zone: ZoneInfo) -> str:
    return moment.astimezone(zone).isoformat(" ", "minutes")


def _refuse_overlaps(writes: Writes) -> None:
    """Refuse a session that would be in one room twice at a time, counting places that no row names."""
    for wanted in writes.wanted:
        named = {put.placement.pk for put in wanted.puts if put.placement is not None}
        rest = [one for one in wanted.session.placements.all() if one.pk not in named] if wanted.session is not None else []
        taken = [(one.site.pk, one.room.code if one.room else "", one.starts_at, one.ends_at) for one in rest]
        for put in wanted.puts:
            own = (put.site.pk, _room_key(put.room), put.starts_at, put.ends_at)
            is_new = put.placement is None or put.is_changed
            if is_new and any(one[:2] == own[:2] and one[2] < own[3] and own[2] < one[3] for one in taken):
                put.row.fault("begins", _("the session is in this room at that time already; change the time or the room."))
            taken.append(own)
