"""Read on which clock somebody wants to read the programme."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from praya.meet.editions.fields import ZoneField
from praya.meet.programme.own_clock import MINE, SITES


class ClockForm(forms.Form):
    """Read whether times lead on the sites' clocks or on the reader's own, and where the reader is."""

    clock = forms.ChoiceField(
        label=_("Times"),
        choices=[(SITES, _("On the clock of each site")), (MINE, _("On my own clock"))],
        widget=forms.RadioSelect,
    )
    zone = ZoneField(label=_("Where I am"), required=False, max_length=64)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["zone"].widget.attrs["data-own-zone"] = "1"

    def clean(self) -> dict[str, Any]:
        """Ask where somebody is whose own clock is to lead."""
        values = super().clean() or {}
        if values.get("clock") == MINE and not values.get("zone") and "zone" not in self.errors:
            self.add_error("zone", _("Type the city whose clock you go by, for example Asia/Tokyo."))
        return values
