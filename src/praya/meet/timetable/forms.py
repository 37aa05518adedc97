"""Read where and when a session is put in the timetable: it keeps its length."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from praya.core.actions.watching import SeenForm
from praya.meet.programme.models import PLACE_COLUMNS, Placement
from praya.meet.programme.placing import PlacementForm

LONGEST_MINUTES = 24 * 60


class LandingForm(PlacementForm):
    """Read where and when a session that has no time yet takes place, and how long."""

    minutes = forms.IntegerField(label=_("Minutes"), min_value=5, max_value=LONGEST_MINUTES, initial=60)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("ends", "ends_on", "is_origin", "capacity"):
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Turn the clock of the site into instants."""
        typed = self.typed_place()
        if typed is None or "minutes" not in self.cleaned_data:
            return self.cleaned_data
        site, room, starts_at = typed
        length = timedelta(minutes=self.cleaned_data["minutes"])
        facts = {"site": site, "room": room, "starts_at": starts_at, "ends_at": starts_at + length}
        return {**facts, "is_origin": False, "capacity": None}


class MoveForm(LandingForm, SeenForm):
    """Read where and when a session is moved to in one of its places; it keeps its length."""

    def __init__(self, *args: Any, placement: Placement, **options: Any) -> None:
        begins = placement.starts_at.astimezone(placement.site.zone_info)
        where = f"room-{placement.room.code}" if placement.room is not None else f"online-{placement.site.slug}"
        initial = {"where": where, "on": begins.date(), "begins": begins.time().replace(second=0, microsecond=0)}
        super().__init__(*args, **{**options, "initial": initial})
        del self.fields["minutes"]
        self.placement = placement
        self.watch(placement, PLACE_COLUMNS)

    def clean(self) -> dict[str, Any]:
        """Keep the length, the seats, and whether the session comes from here."""
        typed = self.typed_place()
        if typed is None:
            return self.cleaned_data
        (site, room, starts_at), one = typed, self.placement
        times = {"starts_at": starts_at, "ends_at": starts_at + (one.ends_at - one.starts_at)}
        facts = {"site": site, "room": room, **times, "is_origin": one.is_origin, "capacity": one.capacity}
        return {**facts, "seen": self.cleaned_data.get("seen", "")}

    def again(self, row: Model) -> dict[str, Any]:
        """Return the place as it is now."""
        return {"edition": self.edition, "sites": self.sites, "placement": row}
