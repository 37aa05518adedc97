"""Write the programme as a sheet that can be imported again without changing anything."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from praya.core.sheets.kinds import Reading, SheetKind
from praya.core.sheets.writing import Cell, Sheet
from praya.core.texts.reading import read
from praya.engines.zones import CivilTimeError, instant
from praya.meet.programme.models import Placement, Session
from praya.meet.programme.queries import whole_programme
from praya.meet.schedules.sheet_surroundings import whole_parts

TEXTS = ("title", "abstract")
ROLES = {
    "speakers": "speaker",
    "moderators": "moderator",
    "hosts": "host",
    "guests": "guest",
    "interpreters": "interpreter",
    "jurors": "juror",
}


def export_programme(kind: SheetKind, reading: Reading) -> Sheet:
    """Return the sheet: a row for each place of a session, and one for a session that has none yet."""
    sessions = whole_programme(reading.edition)
    tags = {name: _tags(sessions, name) for name in TEXTS}
    heads = [column.english for column in kind.columns]
    heads += [f"{kind.column(name).english} ({tag})" for name in TEXTS for tag in tags[name]]
    keys = [column.key for column in kind.columns]
    return Sheet(kind.key, heads, _rows(sessions, keys, tags))


def _tags(sessions: Sequence[Session], name: str) -> list[str]:
    """Return the languages in which there are texts, but English, which stands in the column without a language."""
    return sorted({tag for one in sessions for tag in (getattr(one, name) or {}).get("texts") or {}} - {"en"})


def _rows(sessions: Sequence[Session], keys: Sequence[str], tags: dict[str, list[str]]) -> Iterator[list[Cell]]:
    for session in sessions:
        facts = _facts(session)
        texts = [_text(getattr(session, name), tag) for name in TEXTS for tag in tags[name]]
        places = [_place(place) for place in session.placements.all()]
        for place in places or [{}]:
            said = facts | place
            yield [*(said.get(key, "") for key in keys), *texts]


def _text(stored: dict[str, dict[str, dict[str, str]]], tag: str) -> str:
    return (stored.get("texts") or {}).get(tag, {}).get("text", "")


def _facts(session: Session) -> dict[str, Cell]:
    return {
        "session": session.code,
        "title": read(session.title, "en").text,
        "kind": session.kind,
        "track": read(session.track.name, "en").text or session.track.code if session.track is not None else "",
        "state": session.state,
        **{key: _people(session, role) for key, role in ROLES.items()},
        "languages": ", ".join(session.languages),
        "channels": ", ".join(session.channels),
        "stream": session.stream,
        "abstract": read(session.abstract, "en").text,
    }


def _people(session: Session, role: str) -> str:
    """Return who has a role in the whole session: by address or code, for names can be several people's."""
    named = (part.person for part in whole_parts(session, role))
    return "; ".join(f"{one.name.replace(';', ' ')} <{one.email}>" if one.email else one.code for one in named)


def _place(place: Placement) -> dict[str, Cell]:
    day, begins, ends = civil_cells(place.starts_at, place.ends_at, place.site.zone)
    return {
        "reference": place.code,
        "site": place.site.slug,
        "hall": place.room.hall.name if place.room is not None else "",
        "room": place.room.name if place.room is not None else "online",
        "day": day,
        "begins": begins,
        "ends": ends,
        "zone": place.site.zone,
        "origin": "yes" if place.is_origin else "",
    }


def civil_cells(starts_at: datetime, ends_at: datetime, zone: str) -> tuple[str, str, str]:
    """Return a day and two times as a clock shows them; where these would not tell the instants, with their offsets.

    >>> from datetime import UTC
    >>> civil_cells(datetime(2027, 3, 16, 1, tzinfo=UTC), datetime(2027, 3, 16, 2, tzinfo=UTC), "Asia/Hong_Kong")
    ('2027-03-16', '09:00', '10:00')
    >>> civil_cells(datetime(2026, 11, 1, 9, tzinfo=UTC), datetime(2026, 11, 1, 10, tzinfo=UTC), "America/Los_Angeles")
    ('2026-11-01', '2026-11-01T01:00-08:00', '2026-11-01T02:00-08:00')
    """
    begins, ends = (moment.astimezone(ZoneInfo(zone)) for moment in (starts_at, ends_at))
    day = begins.date().isoformat()
    is_next = ends.date().toordinal() - begins.date().toordinal() == (ends.time() <= begins.time())
    try:
        civil = [instant(moment.replace(tzinfo=None), zone) for moment in (begins, ends)]
    except CivilTimeError:
        civil = []
    if is_next and civil == [starts_at, ends_at]:
        return day, f"{begins:%H:%M}", f"{ends:%H:%M}"
    return day, begins.isoformat(timespec="minutes"), ends.isoformat(timespec="minutes")
