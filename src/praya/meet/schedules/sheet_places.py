"""Read from a row where and when a session takes place: the site, the room, and two instants on its clock."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from praya.core.sheets.rows import Row
from praya.core.texts.folding import folded
from praya.core.texts.joining import joined
from praya.engines.zones import AmbiguousTime, NonexistentTime, instant
from praya.meet.editions.cities import city_of
from praya.meet.editions.models import Hall, Site
from praya.meet.programme.models import Placement, Room
from praya.meet.programme.snapshot import LONGEST
from praya.meet.schedules.sheet_reading import Moment
from praya.meet.schedules.sheet_surroundings import Known, NewRoom, Writes
from praya.meet.schedules.sheet_words import is_said_to_be_new, online_words

MARGIN = timedelta(days=31)  # as where a place is typed: sessions may stand near the days of the edition
_COMMAS = re.compile("[,，、،]")
_NAMED, _LONGEST_NAME = 8, 60


def site_of(row: Row, known: Known, placement: Placement | None) -> Site | None:
    """Return the site of a row: the one that it names, that of its place, the one whose clock it names, or the only one."""
    word = row["site"]
    if word:
        found = known.sites_by_word.get(folded(word))
        if found is None:
            names = joined(site.short_name for site in known.sites) or "-"
            row.fault("site", _("this site is not known; write one of: %(known)s.") % {"known": names})
        return found
    if placement is not None:
        return placement.site
    on_clock = [site for site in known.sites if site.zone == row["zone"]]
    candidates = on_clock if len(on_clock) == 1 else known.sites
    if len(candidates) == 1:
        return candidates[0]
    names = joined(site.short_name for site in known.sites) or "-"
    row.fault(
        "site", _("say at which site this is, here or for all rows on the page of the columns: %(known)s.") % {"known": names}, ""
    )
    return None


def room_of(row: Row, known: Known, writes: Writes, site: Site, placement: Placement | None) -> Room | NewRoom | None:
    """Return the room of a row, known or to be made; nothing for a session online."""
    text = row["room"]
    if not text:
        if placement is None or placement.room is None:
            return None
        if placement.site_id != site.pk:
            row.fault("room", _("the session moves to another site: write in which room it is there, or online."), "")
        return placement.room
    first = _COMMAS.split(text)[0].strip()  # our calendars have the city behind it, or the address of the stream
    if folded(first) in online_words() or first.startswith(("https://", "http://")):
        return None
    if is_said_to_be_new(row, "room"):
        return _new_room(row, known, writes, site)
    return _known_room(row, known, site, text)


def _known_room(row: Row, known: Known, site: Site, text: str) -> Room | None:
    found = known.rooms.get((site.pk, folded(text))) or known.rooms.get((site.pk, folded(_COMMAS.split(text)[0]))) or []
    if hall := row["hall"]:
        found = [room for room in found if folded(room.hall.name) == folded(hall)] or found
    if len(found) == 1:
        return found[0]
    if found:
        words = {"halls": joined(room.hall.name for room in found)}
        row.fault("room", _("several rooms of the site are called so; write the hall, too: %(halls)s.") % words)
        return None
    names = list(dict.fromkeys(room.name for (pk, _word), rooms in known.rooms.items() if pk == site.pk for room in rooms))
    more = ["…"] if len(names) > _NAMED else []
    words = {"site": site.short_name, "known": joined([*names[:_NAMED], *more]) or "-"}
    row.fault(
        "room",
        _("%(site)s has no such room (it has: %(known)s). Say on the page of the columns that it is new or which one is meant.")
        % words,
    )
    return None


def _new_room(row: Row, known: Known, writes: Writes, site: Site) -> Room | NewRoom | None:
    """Return the room that a row is said to bring; the same one for every row that names it, also once it is there."""
    name = " ".join(row.table.cell(row.cells, "room").split())
    rooms = known.rooms.get((site.pk, folded(name)))
    if rooms:
        return rooms[0]
    if len(name) > _LONGEST_NAME:
        reason = _("this text has %(length)d characters; shorten it to at most %(limit)d.")
        row.fault("room", reason % {"length": len(name), "limit": _LONGEST_NAME}, name)
        return None
    hall = _hall(row, known, site)
    if hall is None:
        return None
    row.note(_("makes the room %(room)s in %(hall)s") % {"room": name, "hall": hall.name})
    return writes.rooms.setdefault((site.pk, folded(name)), NewRoom(hall, name))


def _hall(row: Row, known: Known, site: Site) -> Hall | None:
    halls = known.halls.get(site.pk, [])
    if word := row["hall"]:
        found = next((hall for hall in halls if folded(hall.name) == folded(word)), None)
    else:
        found = halls[0] if len(halls) == 1 else None
    if found is None:
        words = {"site": site.short_name, "known": joined(hall.name for hall in halls) or "-"}
        value = row.raw("hall")
        row.fault("hall", _("say in which hall of %(site)s the new room is: %(known)s.") % words, value)
    return found


def start_of(row: Row, known: Known, site: Site) -> datetime | None:
    """Return when a session begins; nothing where no row says it, or it cannot be."""
    begins, day = row["begins"], row["day"]
    if begins is None:
        return None
    zone = row["zone"] or site.zone
    if isinstance(begins, time):
        if day is None:
            row.fault("day", _("write the day on which this begins."), "")
            return None
        begins = datetime.combine(day, begins)
    found = _instant(row, "begins", begins, zone, known)
    edition = known.edition
    if found is not None:
        on = found.astimezone(ZoneInfo(site.zone)).date()
        if not edition.starts_on - MARGIN <= on <= edition.ends_on + MARGIN:
            key = "day" if row["day"] is not None else "begins"
            row.fault(key, _("this is far from the days of the edition; write a day of it, or near to it."))
            return None
    return found


def end_of(row: Row, known: Known, site: Site, starts_at: datetime, placement: Placement | None) -> datetime | None:
    """Return when a session ends: at a time, after a length of time, or after as long as it lasts in its place today."""
    ends: Moment | None = row["ends"]
    zone = row["zone"] or site.zone
    found: datetime | None
    if ends is not None:
        civil = starts_at.astimezone(ZoneInfo(zone))
        if isinstance(ends, time):
            last: date = civil.date() + timedelta(days=ends <= civil.time().replace(tzinfo=None))
            ends = datetime.combine(last, ends)
        found = _instant(row, "ends", ends, zone, known)
    elif row["duration"] is not None:
        found = starts_at + row["duration"]
    elif placement is not None:
        found = starts_at + (placement.ends_at - placement.starts_at)
    else:
        row.fault("ends", _("write when this ends, or how long it lasts."), "")
        return None
    if found is None:
        return None
    key = "ends" if ends is not None else "duration"
    if found <= starts_at:
        row.fault(key, _("this ends before it has begun; write a later end."))
    elif found - starts_at > LONGEST:
        row.fault(key, _("this is longer than a day; make it one session a day."))
    else:
        return found
    return None


def _instant(row: Row, key: str, moment: datetime, zone: str, known: Known) -> datetime | None:
    """Return an instant; of what a clock skips, or shows twice, a fault says what to write instead."""
    if moment.tzinfo is not None:
        try:
            return moment.astimezone(UTC)
        except OverflowError:
            row.fault(key, _("this moment does not exist in the calendar; check day and time."))
            return None
    place = ZoneInfo(zone)
    words = {"time": f"{moment:%H:%M}", "city": city_of(zone, known.sites)}
    try:
        return instant(moment, zone)
    except NonexistentTime:
        words["later"] = f"{moment.replace(tzinfo=place).astimezone(UTC).astimezone(place):%H:%M}"
        reason = _("%(time)s does not exist in %(city)s on that day: the clocks go forward. Write %(later)s instead.")
    except AmbiguousTime:
        first, second = (moment.replace(tzinfo=place, fold=fold).isoformat(timespec="minutes") for fold in (0, 1))
        words |= {"first": first, "second": second}
        reason = _("%(time)s comes twice in %(city)s on that day: the clocks go back. Write %(first)s or %(second)s instead.")
    except OverflowError:
        reason = _("this moment does not exist in the calendar; check day and time.")
    row.fault(key, reason % words)
    return None
