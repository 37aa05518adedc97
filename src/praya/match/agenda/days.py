"""Lay an agenda out by days: each meeting stands under the day of its own site, or the viewer's day when it is online."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from praya.match.agenda.queries import Item
from praya.meet.editions.models import Site
from praya.show.works.queries_named import NamedWork

SiteFinder = Callable[[int | None], Site | None]


@dataclass(slots=True)
class Line:
    """Hold one meeting with what a page says about it."""

    item: Item
    site: Site | None
    place: str
    is_now: bool
    is_next: bool
    has_begun: bool
    about: NamedWork | None = None

    @property
    def looks(self) -> str:
        """Return the classes of the line: the hue of its site, and whether it is on, changed or gone."""
        hue = f"hue-{self.site.hue}" if self.site is not None else ""
        state = "is-cancelled" if self.item.is_gone else "is-changed" if self.item.change else ""
        return " ".join(word for word in (hue, state, "is-now" if self.is_now else "") if word)


@dataclass(slots=True)
class Day:
    """Hold the meetings of one civil day."""

    on: date
    lines: list[Line] = field(default_factory=list)


def place_words(item: Item) -> str:
    """Write where a meeting takes place: hall and table, hall and stand, or online.

    >>> from datetime import UTC
    >>> moment = datetime(2027, 3, 16, tzinfo=UTC)
    >>> place_words(Item("m", moment, moment, 1, "Hall 1", None, "A12", 0, moment))
    'Hall 1, stand A12'
    """
    if item.table is not None:
        return _("%(hall)s, table %(table)s") % {"hall": item.hall, "table": item.table}
    if item.stand:
        return _("%(hall)s, stand %(stand)s") % {"hall": item.hall, "stand": item.stand}
    return _("on site") if item.site is not None else _("online")


def days_of(
    items: Sequence[Item], site: SiteFinder, viewer: ZoneInfo, now: datetime, works: Mapping[int, NamedWork] | None = None
) -> list[Day]:
    """Return the days of an agenda, earliest first, with the meeting that is on and the one that is next marked."""
    upcoming = next((item for item in items if not item.is_gone and item.starts_at > now), None)
    found: dict[date, Day] = {}
    for item in items:
        place = site(item.site)
        zone = ZoneInfo(place.zone) if place is not None else viewer
        on = item.starts_at.astimezone(zone).date()
        is_now = not item.is_gone and item.starts_at <= now < item.ends_at
        line = Line(
            item, place, place_words(item), is_now, item is upcoming, item.starts_at <= now, (works or {}).get(item.title or 0)
        )
        found.setdefault(on, Day(on)).lines.append(line)
    return [found[on] for on in sorted(found)]
