"""Lay out a delegate's hours as a grid with meetings, held slots and colleagues, and change them without losing a meeting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from praya.core.accounts.models import Account
from praya.core.texts.days import day_text
from praya.core.texts.joining import joined
from praya.engines.zones import mask_of
from praya.match.agenda.queries import Item, agenda_items
from praya.match.diary.occupancy import occupancy_of
from praya.match.diary.queries import attending
from praya.match.requests.slot_table import Cell, Row, row_of
from praya.match.requests.slots import held_by
from praya.meet.accreditation.availability import follow_site, possible_slots, say_hours
from praya.meet.accreditation.models import Delegate
from praya.meet.editions.grid import Grid, slots_in
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


def hours_table(side: Side, grid: Grid, zone: ZoneInfo, viewer: ZoneInfo) -> HoursTable:
    """Return the grid of a delegate; days and times are those of `zone`, the delegate's site or their own."""
    delegate = side.delegate
    calendars = list(Party.objects.filter(pk=side.acting).select_related("exhibitor"))
    occupancy = occupancy_of(side.edition, grid, calendars)
    chosen = occupancy.hours.get(delegate.pk, 0)
    possible = possible_slots(delegate, grid)
    held = held_by(side.pks)
    taken = {item.starts_at: item for item in agenda_items(delegate) if not item.is_gone}
    staff = len(occupancy.staff[side.acting])
    starts = {slot: grid.starts[slot].astimezone(zone) for slot in slots_in(possible)}
    days = sorted({local.date() for local in starts.values()})
    rows: dict[str, Row] = {}
    for slot, local in sorted(starts.items(), key=lambda pair: (pair[1].time(), pair[1].date())):
        row = rows.setdefault(f"{local:%H:%M}", row_of(local, viewer, days))
        cell = _cell(local, grid.starts[slot], held, taken)
        cell.is_checked = bool(chosen >> slot & 1)
        if staff > 1:
            free = occupancy.people_free(side.acting, slot)
            cell.colleagues = f"{free}/{staff}"
            cell.label += " · " + _("%(free)d of %(all)d of you are free") % {"free": free, "all": staff}
        row.cells[days.index(local.date())] = cell
    columns = [(day.isoformat(), day_text(day, "D j M")) for day in days]
    return HoursTable(columns, list(rows.values()), chosen, staff)


def _cell(local: datetime, start: datetime, held: Counter[datetime], taken: Mapping[datetime, Item]) -> Cell:
    cell = Cell(start.isoformat(), f"{day_text(local, 'l j F')} {local:%H:%M}", "")
    meeting = taken.get(start)
    if meeting is not None:
        who = joined(one.called() for one in meeting.with_whom)
        cell.state = "taken"
        cell.reason = _("Meeting with %(who)s: cancel it on the agenda first") % {"who": who}
    elif held[start]:
        cell.state = "held"
        cell.reason = _("Held for a request that waits for its answer")
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


def save_hours(side: Side, grid: Grid, wanted: int, *, by: Account | None) -> int:
    """Replace a delegate's hours; slots with a meeting stay, whatever the form says. Return the set kept."""
    with transaction.atomic():
        hold_parties(side.pks)
        return say_hours(side.delegate, grid, wanted | busy_slots(side.delegate, grid), by=by)


def reset_hours(side: Side, *, by: Account | None) -> None:
    """Let a delegate follow the hours of their site again; meetings lie within them in any case."""
    with transaction.atomic():
        hold_parties(side.pks)
        follow_site(side.delegate, by=by)
