"""Plan a sheet of availability: the hours of a delegate in it replace the hours they had."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from praya.core.sheets.kinds import Plan
from praya.core.sheets.rows import Row
from praya.core.texts.joining import comma_of
from praya.core.texts.said import gettext as _
from praya.engines.zones import CivilTimeError, Interval, instant
from praya.meet.accreditation.models import Availability, Delegate
from praya.meet.editions.models import Site
from praya.meet.registration.surroundings import World, load_availability, world_of


@dataclass(slots=True)
class Hours:
    """Hold the hours that one row states."""

    row: Row
    delegate: Delegate
    interval: Interval


def plan_availability(rows: Sequence[Row], plan: Plan) -> None:
    """Plan the rows of a sheet of availability."""
    world = world_of(plan)
    load_availability(world)
    stated: dict[str, list[Hours]] = defaultdict(list)
    for row in rows:
        hours = _read(row, world)
        if hours is not None:
            stated[hours.delegate.person.code].append(hours)
    for hours_of_one in stated.values():
        _plan_one(hours_of_one, world)


def _read(row: Row, world: World) -> Hours | None:
    word, on, begins, ends, own_zone = (row[key] for key in ("delegate", "date", "from", "to", "zone"))
    row.fate.subject = word
    delegate = world.delegate_named(word) if word else None
    if word and delegate is None:
        row.fault("delegate", _("no delegate has this address or reference; add them to the sheet of delegates first."))
    if row.fate.faults or delegate is None or on is None or begins is None or ends is None:
        return None
    row.fate.subject = delegate.person.name
    site = next((one for one in world.sites if one.pk == delegate.site_id), None)
    zone = own_zone or (site.zone if site else delegate.zone)
    if not zone:
        row.fault("zone", _("give the time zone of these hours, such as Europe/Paris; this person has no site."), "")
        return None
    interval = _interval(row, on, begins, ends, zone)
    if interval is None or (site is not None and not _is_within(row, world, site, interval)):
        return None
    return Hours(row, delegate, interval)


def _interval(row: Row, on: date, begins: time, ends: time, zone: str) -> Interval | None:
    start = _instant(row, "from", datetime.combine(on, begins), zone)
    last = on if ends > begins else on + timedelta(days=1)
    end = _instant(row, "to", datetime.combine(last, ends), zone)
    return Interval(start, end) if start is not None and end is not None else None


def _instant(row: Row, key: str, civil: datetime, zone: str) -> datetime | None:
    try:
        return instant(civil, zone)
    except CivilTimeError as error:
        row.fault(key, f"{error}.")
        return None


def _is_within(row: Row, world: World, site: Site, interval: Interval) -> bool:
    opening = world.hours[site.pk]
    if any(hours.covers(interval) for hours in opening):
        return True
    zone = ZoneInfo(site.zone)
    day = interval.start.astimezone(zone).date()
    that_day = [hours for hours in opening if hours.start.astimezone(zone).date() == day]
    facts = {"site": site.short_name, "day": day.isoformat()}
    if that_day:
        hours = comma_of().join(f"{one.start.astimezone(zone):%H:%M}–{one.end.astimezone(zone):%H:%M}" for one in that_day)
        reason = _("%(site)s is open %(hours)s on %(day)s; write hours within these.") % {**facts, "hours": hours}
        begins_early = not any(one.start <= interval.start < one.end for one in that_day)
        row.fault("from" if begins_early else "to", reason)
    else:
        days = sorted({one.start.astimezone(zone).date().isoformat() for one in opening})
        reason = _("%(site)s is closed on %(day)s; it is open on: %(days)s.")
        row.fault("date", reason % {**facts, "days": comma_of().join(days) or "-"})
    return False


def _plan_one(stated: list[Hours], world: World) -> None:
    """Compare one delegate's hours in the sheet with those in the database."""
    kept = _without_repetitions(stated)
    delegate = stated[0].delegate
    known = {(row.starts_at, row.ends_at): row for row in world.availability.get(delegate.pk, ())} if delegate.pk else {}
    named = {(one.interval.start, one.interval.end) for one in kept}
    gone = [row.pk for span, row in known.items() if span not in named]
    fresh = [one for one in kept if (one.interval.start, one.interval.end) not in known]
    for one in kept:
        one.row.fate.state = "new" if one in fresh else "unchanged"
    if (gone or fresh) and delegate.pk:
        _refuse_stranded(kept, delegate, [Interval(*span) for span in known], world)
    if gone:
        kept[0].row.fate.state = "changed"
        kept[0].row.note(_("takes the place of %(count)d other hours of this person") % {"count": len(gone)})
    world.writes.removed_availability += gone
    for one in fresh:
        world.writes.add(Availability(delegate=one.delegate, starts_at=one.interval.start, ends_at=one.interval.end))
    if not delegate.has_own_hours:
        world.writes.change(delegate, "has_own_hours", True)


def _refuse_stranded(kept: Sequence[Hours], delegate: Delegate, had: Sequence[Interval], world: World) -> None:
    """Refuse hours in which a scheduled meeting of the delegate would no longer lie, as their own page does."""
    world.rehoured.add(delegate.pk)
    states, stood = joined([one.interval for one in kept]), joined(had)
    for meeting in world.engaged.get(delegate.pk, ()):
        held = Interval(meeting.starts_at, meeting.ends_at)
        if any(span.covers(held) for span in states):
            continue
        if delegate.has_own_hours and not any(span.covers(held) for span in stood):
            continue  # it lay outside their hours before
        nearest = min(kept, key=lambda one: abs(one.interval.start - held.start))
        site = next((one for one in world.sites if one.pk == delegate.site_id), None)
        local = held.start.astimezone(ZoneInfo(site.zone if site else delegate.zone or "UTC"))
        words = {"who": meeting.who, "when": f"{local:%Y-%m-%d %H:%M}"}
        reason = _("the meeting with %(who)s on %(when)s would lie outside these hours; add hours for it, or cancel it first.")
        nearest.row.fault("from" if held.start < nearest.interval.start else "to", reason % words)


def joined(spans: Sequence[Interval]) -> list[Interval]:
    """Return spans with those that touch made one, earliest first."""
    found: list[Interval] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].end:
            found[-1] = Interval(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


def _without_repetitions(stated: list[Hours]) -> list[Hours]:
    kept: list[Hours] = []
    for one in sorted(stated, key=lambda hours: (hours.interval, hours.row.number)):
        before = kept[-1] if kept else None
        if before is not None and before.interval == one.interval:
            one.row.repeat(before.row, _("row %(row)d states the same hours; delete one of the two rows."), "from")
        elif before is not None and one.interval.start < before.interval.end:
            reason = _("these hours overlap those of row %(row)d; make them one row, or change one of them.")
            one.row.fault("from", reason % {"row": before.row.number})
        else:
            kept.append(one)
    return kept


def civil_hours(starts_at: datetime, ends_at: datetime, zone: str) -> tuple[date, time, time]:
    """Return hours as a sheet writes them: the date, and both times as the clocks of the zone show them."""
    info = ZoneInfo(zone)
    start, end = starts_at.astimezone(info), ends_at.astimezone(info)
    return start.date(), start.time(), end.time()
