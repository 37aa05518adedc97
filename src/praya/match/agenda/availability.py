"""Lay out a delegate's hours as a grid with meetings, held slots and colleagues, and change them without losing a meeting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from praya.core.accounts.models import Account
from praya.core.actions.seeing import mark_of, require_mark
from praya.core.texts.days import day_text
from praya.core.texts.joining import joined
from praya.engines.zones import mask_of
from praya.match.agenda.queries import Item, agenda_items
from praya.match.agenda.queries_sessions import session_items
from praya.match.diary.occupancy import occupancy_of
from praya.match.diary.queries import attending
from praya.match.requests.slot_table import Cell, Row, row_of
from praya.match.requests.slots import held_by
from praya.meet.accreditation.availability import follow_site, possible_slots, say_hours
from praya.meet.accreditation.cutting import windows_of
from praya.meet.accreditation.models import Delegate
from praya.meet.editions.grid import Grid, slots_in
from praya.meet.editions.models import Edition
from praya.meet.parties.models import Party
from praya.meet.parties.queries import hold_parties
from praya.meet.parties.sides import Side


@dataclass(slots=True)
class HoursTable:
    """Hold the whole grid of a delegate."""

    days: list[tuple[str, str]]
    rows: list[Row]
    chosen: int
    staff: int


def hours_table(
    side: Side, edition: Edition, grid: Grid, zone: ZoneInfo, viewer: ZoneInfo, *, typed: int | None = None
) -> HoursTable:
    """Return the grid of a delegate; days and times are those of `zone`, the delegate's site or their own.

    `typed` are the slots that somebody has marked and that are not kept, in place of the delegate's hours.
    """
    delegate = side.delegate
    calendars = list(Party.objects.filter(pk=side.acting).select_related("exhibitor"))
    occupancy = occupancy_of(side.edition, grid, calendars)
    chosen = occupancy.stated.get(delegate.pk, 0) if typed is None else typed
    possible = possible_slots(delegate, grid)
    held = held_by(side.pks)
    taken = {item.starts_at: item for item in agenda_items(delegate) if not item.is_gone}
    engaged = _engaged(session_items(delegate, edition), grid)
    staff = len(occupancy.staff[side.acting])
    starts = {slot: grid.starts[slot].astimezone(zone) for slot in slots_in(possible)}
    days = sorted({local.date() for local in starts.values()})
    rows: dict[str, Row] = {}
    for slot, local in sorted(starts.items(), key=lambda pair: (pair[1].time(), pair[1].date())):
        row = rows.setdefault(f"{local:%H:%M}", row_of(local, viewer, days))
        cell = _cell(local, grid.starts[slot], held, taken, engaged.get(slot, ""))
        cell.is_checked = bool(chosen >> slot & 1)
        if staff > 1:
            free = occupancy.people_free(side.acting, slot)
            cell.colleagues = f"{free}/{staff}"
            cell.label += " · " + _("%(free)d of %(all)d of you are free") % {"free": free, "all": staff}
        row.cells[days.index(local.date())] = cell
    columns = [(day.isoformat(), day_text(day, "D j M")) for day in days]
    return HoursTable(columns, list(rows.values()), chosen, staff)


def hours_words(delegate: Delegate, zone: ZoneInfo) -> str:
    """Say which hours a delegate keeps now, day by day; of who follows their site, nothing."""
    told: dict[date, list[str]] = {}
    for start, end in ((one.astimezone(zone) for one in span) for span in _spans(delegate)):
        told.setdefault(start.date(), []).append(f"{start:%H:%M}–{end:%H:%M}")
    return joined(f"{day_text(day, 'D j M')} {joined(spans)}" for day, spans in sorted(told.items()))


def _engaged(sessions: Iterable[Item], grid: Grid) -> dict[int, str]:
    """Return by slot which session takes it: no meeting is placed there, whatever the hours say."""
    found: dict[int, str] = {}
    for item in sessions:
        if item.session is not None and item.session.is_busy:
            found |= dict.fromkeys(slots_in(grid.overlapping(item.starts_at, item.ends_at)), item.session.said)
    return found


def _cell(local: datetime, start: datetime, held: Counter[datetime], taken: Mapping[datetime, Item], session: str) -> Cell:
    cell = Cell(start.isoformat(), f"{day_text(local, 'l j F')} {local:%H:%M}", "")
    meeting = taken.get(start)
    if meeting is not None:
        who = joined(one.called() for one in meeting.with_whom)
        cell.state = "taken"
        cell.reason = _("Meeting with %(who)s: cancel it on the agenda first") % {"who": who}
    elif held[start]:
        cell.state = "held"
        cell.reason = _("Held for a request that waits for its answer")
    elif session:
        cell.state = "held"
        cell.reason = _("You are at a session: %(session)s") % {"session": session}
    return cell


def chosen_slots(grid: Grid, words: Iterable[str]) -> int:
    """Return the set of slots that a form names by their instants; words that name none are left out."""
    found = []
    for word in words:
        try:
            slot = grid.number.get(datetime.fromisoformat(word))
        except ValueError:
            continue
        if slot is not None:
            found.append(slot)
    return mask_of(found)


def busy_slots(delegate: Delegate, grid: Grid) -> int:
    """Return the slots in which a delegate has a meeting."""
    rows = attending(delegate=delegate).order_by().values_list("starts_at", flat=True)
    return mask_of(slot for start in rows if (slot := grid.number.get(start)) is not None)


def mark_of_hours(delegate: Delegate) -> str:
    """Return the mark of a delegate's hours as their reader saw them."""
    # Whoever follows their site has no spans: these alone tell what the page shows.
    return mark_of({"hours": _spans(delegate)}, ("hours",))


def _spans(delegate: Delegate) -> list[tuple[datetime, datetime]]:
    return list(delegate.availability.order_by("starts_at").values_list("starts_at", "ends_at"))


def save_hours(side: Side, grid: Grid, wanted: int, *, by: Account | None, seen: str = "") -> int:
    """Replace a delegate's hours; slots with a meeting stay, whatever the form says. Return the set kept.

    `seen` is the mark of the hours that their author read; Overtaken when other ones have been kept since.
    """
    with transaction.atomic():
        hold_parties(side.pks)
        wanted |= busy_slots(side.delegate, grid)
        if _spans(side.delegate) != windows_of(grid, wanted & possible_slots(side.delegate, grid)):
            require_mark(mark_of_hours(side.delegate), seen)
        return say_hours(side.delegate, grid, wanted, by=by)


def reset_hours(side: Side, *, by: Account | None, seen: str = "") -> None:
    """Let a delegate follow the hours of their site again; meetings lie within them in any case. Overtaken as by `save_hours`."""
    with transaction.atomic():
        hold_parties(side.pks)
        if _spans(side.delegate):
            require_mark(mark_of_hours(side.delegate), seen)
        follow_site(side.delegate, by=by)
