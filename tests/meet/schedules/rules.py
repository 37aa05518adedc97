"""Judge a schedule.xml and a schedule.json by the rules of the format, written down here as facts, without the schema itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, fromstring  # noqa: S405 - reads nothing but what we have written

GUID = r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
DAY, ZONE = r"\d{4}-\d\d-\d\d", r"(Z|[+-]\d\d:\d\d)"
MOMENT, CLOCK, LASTS = rf"{DAY}T\d\d:\d\d:\d\d{ZONE}", r"([01]\d|2[0-3]):[0-5]\d", r"([01]\d|2[0-3]):[0-5]\d"
ACRONYM, ADDRESS, ANY, NUMBER = r"[a-z0-9_-]{4,}", r"https?://.*", r"(?s:.*)", r"[1-9]\d*"
CODE, SLUG, TRACK_SLUG = r"[0-9A-Z]{6}", r"[a-z0-9_]{4,}-[a-z0-9_-]{4,}", r"[a-z][a-z0-9-]+"
# Of each element: what its text is (nothing: none), its attributes (with ! those that must be there), and its children with how
# often each comes: 1, ? (at most once), * or +. Where it `is_ordered` they come in this order.
ELEMENTS: dict[str, tuple[str, dict[str, str], dict[str, str], bool]] = {
    "schedule": ("", {}, {"generator": "?", "url": "?", "version": "1", "conference": "1", "day": "+"}, True),
    "generator": ("", {"name": ANY, "system": ANY, "version": ANY}, {}, True),
    "conference": (
        "",
        {},
        dict.fromkeys(("title", "acronym", "start", "end", "days", "timeslot_duration", "base_url", "time_zone_name"), "1")
        | {"track": "*"},
        False,
    ),
    "day": ("", {"date": DAY, "start!": MOMENT, "end!": MOMENT, "index!": NUMBER}, {"room": "*"}, True),
    "room": ("", {"name!": ANY, "guid": GUID}, {"event": "*"}, True),
    "event": (
        "",
        {"guid!": GUID, "id!": NUMBER, "code": CODE},
        dict.fromkeys(("room", "title", "type", "date", "start", "duration", "abstract", "track"), "1")
        | dict.fromkeys(("subtitle", "slug", "persons", "language", "description", "links", "url"), "?"),
        False,
    ),
    "persons": ("", {}, {"person": "*"}, True),
    "person": (ANY, {"id": r"-?\d+", "guid": GUID}, {}, True),
    "links": ("", {}, {"link": "*"}, True),
    "link": (ANY, {"href": ANY, "type": ANY, "service": ANY}, {}, True),
    "event/room": (ANY, {}, {}, True),
    "event/track": (ANY, {}, {}, True),
    "conference/track": ("", {"name!": ANY, "color": r"#[0-9a-fA-F]{6}", "slug": TRACK_SLUG}, {}, True),
}
TEXTS = {
    "url": ADDRESS, "base_url": ADDRESS, "acronym": ACRONYM, "days": r"\d+", "timeslot_duration": LASTS, "date": MOMENT,
    "event/start": CLOCK, "conference/start": f"{DAY}|{MOMENT}", "end": f"{DAY}|{MOMENT}", "duration": LASTS, "slug": SLUG,
}  # fmt: skip  # a rule after the other
NEEDED_BY_GIGGITY = ("title", "start", "duration")
TOLD_BY_JSON = {
    "abstract", "date", "duration", "guid", "id", "language", "links", "persons", "room", "slug", "start", "subtitle", "title",
    "track", "type", "url",
}  # fmt: skip  # several on a line


def faults_in(content: bytes) -> list[str]:
    """Return what is wrong with a schedule.xml."""
    root, beginning = fromstring(content), content.decode()[:1024]  # noqa: S314 - as above
    found = [f"no {mark} at the beginning" for mark in ("<schedule", "<conference") if mark not in beginning]
    found += [*_element(root, "")]
    for path, names in (("day", ("index",)), ("day/room/event", ("guid", "id", "code")), ("day/room/event/slug", ("",))):
        for name in names:
            values = Counter(one.get(name) if name else one.text for one in root.findall(path))
            found += [f"{path} {name} {value} twice" for value, count in values.items() if count > 1 and value is not None]
    for event in root.iter("event"):
        found += [f"{event.get('guid')} has no {name}" for name in NEEDED_BY_GIGGITY if not (event.findtext(name) or "").strip()]
    return found


def _element(one: Element, above: str) -> Iterator[str]:
    named = f"{above}/{one.tag}"
    text, attributes, children, is_ordered = ELEMENTS.get(named) or ELEMENTS.get(one.tag) or (ANY, {}, {}, True)
    text = TEXTS.get(named) or TEXTS.get(one.tag) or text
    if text and not re.fullmatch(text, one.text or ""):
        yield f"{named} says {one.text!r}"
    known = {name.rstrip("!"): pattern for name, pattern in attributes.items()}
    yield from (f"{named} has {name}={value!r}" for name, value in one.attrib.items() if not _fits(known.get(name), value))
    yield from (f"{named} lacks {name}" for name in attributes if name.endswith("!") and name[:-1] not in one.attrib)
    counts = Counter(child.tag for child in one)
    yield from (f"{named} holds {tag}" for tag in counts if tag not in children)
    for tag, often in children.items():
        if (often in "1+" and not counts[tag]) or (often in "1?" and counts[tag] > 1):
            yield f"{named} holds {counts[tag]} {tag}"
    places = [list(children).index(child.tag) for child in one if child.tag in children]
    if is_ordered and places != sorted(places):
        yield f"{named} is out of order"
    for child in one:
        yield from _element(child, one.tag)


def _fits(pattern: str | None, value: str) -> bool:
    return pattern is not None and re.fullmatch(pattern, value) is not None


def faults_in_json(found: dict[str, Any]) -> list[str]:
    """Return what is wrong with a schedule.json."""
    schedule = found["schedule"]
    conference = schedule["conference"]
    wrong = [f"conference lacks {name}" for name in ("title", "acronym", "days", "daysCount", "start", "end", "timeslot_duration")
             if name not in conference]  # fmt: skip  # one sentence
    wrong += [] if conference["daysCount"] == len(conference["days"]) else ["daysCount"]
    wrong += [] if re.fullmatch(r"[a-z0-9_-][a-z0-9_]{3,}", conference["acronym"]) else ["acronym"]
    for day in conference["days"]:
        wrong += [f"day has {name}" for name in set(day) ^ {"date", "day_end", "day_start", "index", "rooms"}]
        for room, events in day["rooms"].items():
            for event in events:
                wrong += [f"event lacks {name}" for name in TOLD_BY_JSON - set(event)]
                wrong += [] if event["room"] == room else [f"{event['room']} is not {room}"]
                wrong += [f"person has {sorted(one)}" for one in event["persons"] if set(one) != {"name", "guid"}]
                checks = {"guid": GUID, "start": CLOCK, "duration": LASTS, "date": MOMENT, "slug": r"[a-z0-9_-]+[a-z0-9]"}
                wrong += [f"{name} {event[name]}" for name, rule in checks.items() if not re.fullmatch(rule, event[name])]
    return wrong
