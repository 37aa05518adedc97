"""Lay out the slots in which two sides may meet: a grid of days and clock times, with what the own side has there."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from praya.core.texts.days import day_text
from praya.match.requests.slots import Offers
from praya.match.requests.times import slot_words
from praya.meet.editions.models import Site


@dataclass(slots=True)
class Cell:
    """Hold one slot of one day; `state` is "" (to be chosen), "held", "taken" or "closed"."""

    value: str = ""
    label: str = ""
    state: str = "closed"
    is_checked: bool = False
    reason: str = ""
    colleagues: str = ""


@dataclass(slots=True)
class Row:
    """Hold one clock time of the site, the viewer's own time beside it, and a cell per day."""

    label: str
    second: str = ""
    cells: list[Cell] = field(default_factory=list)


@dataclass(slots=True)
class SlotTable:
    """Hold the whole grid; `first` is the place, from one, of the first day on which something is chosen, else offered."""

    days: list[tuple[str, str]]
    rows: list[Row]
    first: int

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing can be chosen."""
        return not self.first


def slot_table(offers: Offers, chosen: Collection[str], sites: Sequence[Site], viewer: ZoneInfo) -> SlotTable:
    """Return the grid of what is offered, on the clock of the first site; `chosen` are the instants chosen already.

    Of a slot that is not offered nothing more is said: whether the other side is busy there is not told.
    """
    zone = ZoneInfo(sites[0].zone) if sites else viewer
    shown = {start: start.astimezone(zone) for start in sorted({*offers.free, *offers.taken})}
    days = sorted({local.date() for local in shown.values()})
    rows: dict[str, Row] = {}
    for start, local in sorted(shown.items(), key=lambda pair: (pair[1].time(), pair[1].date())):
        row = rows.setdefault(f"{local:%H:%M}", row_of(local, viewer, days, _("not offered")))
        is_free = start in offers.free
        row.cells[days.index(local.date())] = Cell(
            start.isoformat(),
            slot_words(start, sites, viewer),
            "" if is_free else "taken",
            start.isoformat() in chosen,
            "" if is_free else _("you have a meeting, or have offered it to somebody else"),
        )
    offered = {start.astimezone(zone).date() for start in offers.free}
    ticked = {start.astimezone(zone).date() for start in offers.free if start.isoformat() in chosen}
    first = next((place for place, day in enumerate(days, 1) if day in (ticked or offered)), 0)
    return SlotTable([(day.isoformat(), day_text(day, "D j M")) for day in days], list(rows.values()), first)


def row_of(local: datetime, viewer: ZoneInfo, days: Sequence[date], reason: str = "") -> Row:
    """Return the row of a clock time, its cells closed; `reason` says of what is closed why, as far as that is told."""
    own = local.astimezone(viewer)
    differs = own.utcoffset() != local.utcoffset()
    turns = "" if own.date() == local.date() else " −1" if own.date() < local.date() else " +1"
    cells = [Cell(reason=reason) for _day in days]
    return Row(f"{local:%H:%M}", f"{own:%H:%M}{turns}" if differs else "", cells)
