"""Write a schedule as schedule.json, the twin of schedule.xml that websites and signs in foyers read."""

from __future__ import annotations

import json
import re
from typing import Any

from praya.meet.schedules.entries import SLOT, Day, Entry, Schedule

MEDIA_TYPE = "application/json"
_HALVES = re.compile("[\ud800-\udfff]")  # no file can hold half a character


def json_of(schedule: Schedule) -> bytes:
    """Return the file."""
    return _HALVES.sub("", json.dumps({"schedule": _schedule(schedule)}, ensure_ascii=False)).encode()


def _schedule(schedule: Schedule) -> dict[str, Any]:
    return {
        "version": schedule.version,
        "base_url": schedule.page,
        "url": schedule.address,
        "generator": {"name": "Praya"},
        "conference": {
            "acronym": schedule.acronym,
            "title": schedule.title,
            "start": schedule.days[0].on.isoformat(),
            "end": schedule.days[-1].on.isoformat(),
            "daysCount": len(schedule.days),
            "timeslot_duration": SLOT,
            "time_zone_name": schedule.zone,
            "url": schedule.page,
            "tracks": [{"name": name, "slug": f"track-{code}"} for code, name in schedule.tracks],
            "rooms": [{"name": room.name, "guid": room.guid} for room in schedule.rooms],
            "days": [_day(day) for day in schedule.days],
        },
    }


def _day(day: Day) -> dict[str, Any]:
    return {
        "index": day.number,
        "date": day.on.isoformat(),
        "day_start": day.begins.isoformat(),
        "day_end": day.ends.isoformat(),
        "rooms": {room.name: [_event(entry) for entry in entries] for room, entries in day.rooms},
    }


def _event(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.number,
        "guid": entry.guid,
        "code": entry.code,
        "date": entry.begins.isoformat(),
        "start": f"{entry.begins:%H:%M}",
        "end": entry.ends.isoformat(),
        "duration": entry.duration,
        "room": entry.room.name,
        "slug": entry.slug,
        "url": entry.address,
        "title": entry.title,
        "subtitle": "",
        "track": entry.track,
        "type": entry.kind,
        "language": entry.language,
        "abstract": entry.abstract,
        "description": entry.description,
        "persons": [{"guid": one.guid, "name": one.name} for one in entry.people],
        "links": [{"url": entry.stream, "title": entry.stream, "type": "web"}] if entry.stream else [],
        "attachments": [],
    }
