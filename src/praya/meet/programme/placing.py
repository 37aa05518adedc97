"""Read where and when a session takes place, on the clock of the site."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from praya.core.actions.watching import SeenForm
from praya.core.texts.days import day_text
from praya.engines.zones import AmbiguousTime, NonexistentTime, instant
from praya.meet.editions.cities import city_of
from praya.meet.editions.fields import TimeInput
from praya.meet.editions.models import Edition, Site
from praya.meet.programme.models import PLACE_COLUMNS, Placement, Room
from praya.meet.programme.queries import rooms_of

MARGIN = timedelta(days=31)  # sessions may stand before and after the days of the edition, and not in another year


class PlacementForm(forms.Form):
    """Read a new place and time of a session."""

    where = forms.ChoiceField(label=pgettext_lazy("a session", "Where"))
    on = forms.DateField(label=gettext_lazy("Day"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    begins = forms.TimeField(label=gettext_lazy("From"), widget=TimeInput())
    ends = forms.TimeField(
        label=gettext_lazy("To"),
        widget=TimeInput(),
        help_text=gettext_lazy("On the clock of the site. A time that is not after the beginning is on the next day."),
    )
    ends_on = forms.DateField(
        label=gettext_lazy("Ends on another day"),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("Only where the end is on none of the two."),
    )
    is_origin = forms.BooleanField(
        label=gettext_lazy("The session comes from here"),
        required=False,
        help_text=gettext_lazy("Other places relay it, or show it again."),
    )
    capacity = forms.IntegerField(
        label=gettext_lazy("Seats for this session"),
        min_value=1,
        max_value=100_000,
        required=False,
        help_text=gettext_lazy("Only where there are other seats than the room has."),
    )

    def __init__(self, *args: Any, edition: Edition, sites: list[Site], **options: Any) -> None:
        super().__init__(*args, **options)
        self.edition, self.sites = edition, sites
        self.rooms: dict[str, Room] = {room.code: room for room in rooms_of(edition)}
        choices: list[Any] = []
        for site in sites:
            rooms = [(f"room-{one.code}", _name(one)) for one in self.rooms.values() if one.hall.site_id == site.pk]
            choices.append((site.short_name, [*rooms, (f"online-{site.slug}", _online(site))]))
        self.fields["where"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Turn the clock of the site into instants."""
        typed: dict[str, Any] = super().clean() or {}
        if not {"where", "on", "begins", "ends"} <= typed.keys():
            return typed
        site, room = self._place(typed["where"])
        if not self._is_near(typed["on"]):
            return typed
        last = typed.get("ends_on") or typed["on"] + timedelta(days=typed["ends"] <= typed["begins"])
        starts_at, ends_at = self._instant("begins", typed["on"], site), self._instant("ends", last, site)
        if self.errors or starts_at is None or ends_at is None:
            return typed
        facts = {"site": site, "room": room, "starts_at": starts_at, "ends_at": ends_at}
        facts |= {"is_origin": typed["is_origin"], "capacity": typed.get("capacity")}
        return {**facts, **{name: typed[name] for name in typed if name not in self.fields or name == "seen"}}

    def typed_place(self) -> tuple[Site, Room | None, datetime] | None:
        """Return where and when it begins; None where that was not typed, or cannot be, as the form says then."""
        typed = self.cleaned_data
        if not {"where", "on", "begins"} <= typed.keys() or not self._is_near(typed["on"]):
            return None
        site, room = self._place(typed["where"])
        starts_at = self._instant("begins", typed["on"], site)
        return (site, room, starts_at) if starts_at is not None else None

    def _is_near(self, on: date) -> bool:
        is_near = self.edition.starts_on - MARGIN <= on <= self.edition.ends_on + MARGIN
        if not is_near:
            self.add_error("on", _("This is far from the days of the edition. Write a day of it, or near to it."))
        return is_near

    def _place(self, where: str) -> tuple[Site, Room | None]:
        kind, _dash, word = where.partition("-")
        if kind == "room":
            return self.rooms[word].hall.site, self.rooms[word]
        return next(site for site in self.sites if site.slug == word), None

    def _instant(self, name: str, on: date, site: Site) -> datetime | None:
        return instant_typed(self, name, datetime.combine(on, self.cleaned_data[name]), site, self.sites)


def instant_typed(form: forms.Form, name: str, civil: datetime, site: Site, sites: Sequence[Site]) -> datetime | None:
    """Return the instant of what was typed on the clock of a site; None, with an error at the field, for none or two of them."""
    words = {"time": f"{civil:%H:%M}", "city": city_of(site.zone, sites)}
    try:
        return instant(civil, site.zone)
    except NonexistentTime:
        later = civil.replace(tzinfo=ZoneInfo(site.zone)).astimezone(UTC).astimezone(ZoneInfo(site.zone))
        words["later"] = f"{later:%H:%M}"
        form.add_error(
            name,
            _("%(time)s does not exist in %(city)s on that day: the clocks go forward. Write %(later)s instead.") % words,
        )
    except AmbiguousTime:
        words |= _around(civil, ZoneInfo(site.zone))
        sentence = _("%(time)s comes twice in %(city)s on that day: the clocks go back. Write %(earlier)s or %(later)s instead.")
        form.add_error(name, sentence % words)
    return None


def _around(civil: datetime, zone: ZoneInfo) -> dict[str, str]:
    """Return the times an hour around one that comes twice, which come once."""
    first, second = (civil.replace(tzinfo=zone, fold=fold).utcoffset() for fold in (0, 1))
    turn = first - second if first is not None and second is not None else timedelta()
    return {"earlier": f"{civil - turn:%H:%M}", "later": f"{civil + turn:%H:%M}"}


def _name(room: Room) -> str:
    # An option has no elements: the signs FSI and PDI keep a name together in a page from right to left.
    return f"\u2068{room.name}\u2069 · {room.hall.name}"


def place_name(placement: Placement) -> str:
    """Return where and when a session takes place, for a choice among its places."""
    begins = placement.starts_at.astimezone(placement.site.zone_info)
    room = placement.room.name if placement.room is not None else str(_("online"))
    return f"{placement.site.short_name} · \u2068{room}\u2069 · {day_text(begins.date(), 'D j M')} {begins:%H:%M}"


def _online(site: Site) -> str:
    return _("online, on the clock of %(city)s") % {"city": city_of(site.zone, [site])}


class MovedForm(PlacementForm, SeenForm):
    """Read another time or room of a session in one of its places."""

    def __init__(self, *args: Any, placement: Placement, **options: Any) -> None:
        zone = ZoneInfo(placement.site.zone)
        begins, ends = placement.starts_at.astimezone(zone), placement.ends_at.astimezone(zone)
        where = f"room-{placement.room.code}" if placement.room is not None else f"online-{placement.site.slug}"
        usual = begins.date() + timedelta(days=ends.time() <= begins.time())
        options["initial"] = {
            "where": where,
            "on": begins.date(),
            "begins": time(begins.hour, begins.minute),
            "ends": time(ends.hour, ends.minute),
            "ends_on": ends.date() if ends.date() != usual else None,
            "is_origin": placement.is_origin,
            "capacity": placement.capacity,
        }
        super().__init__(*args, **options)
        self.watch(placement, PLACE_COLUMNS)

    def again(self, row: Model) -> dict[str, Any]:
        """Return the place as it is now."""
        return {"edition": self.edition, "sites": self.sites, "placement": row}
