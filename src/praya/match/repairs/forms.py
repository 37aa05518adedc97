"""Read what the repair desk is told."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from praya.core.texts.days import day_text
from praya.engines.zones import CivilTimeError, instant
from praya.match.repairs.models import Repair
from praya.meet.editions.fields import TimeInput
from praya.meet.editions.models import Edition
from praya.meet.exhibitors.placing import PlaceForm


class AbsenceForm(forms.Form):
    """Read who cannot come, from when and until when, in the time of the delegate's site."""

    kind = forms.ChoiceField(
        label=_("What has happened"),
        widget=forms.RadioSelect,
        choices=[
            (Repair.Kind.LATE.value, _("comes late")),
            (Repair.Kind.GONE.value, _("is gone for the day")),
            (Repair.Kind.LEFT.value, _("has left the market")),
        ],
    )
    on = forms.TypedChoiceField(label=_("Day"), coerce=date.fromisoformat)
    since = forms.TimeField(
        label=_("From"), required=False, widget=TimeInput(), help_text=_("Empty: from now, or from the day's first slot.")
    )
    until = forms.TimeField(label=_("Back at"), required=False, widget=TimeInput(), help_text=_("Only for somebody who is late."))

    def __init__(self, *args: Any, edition: Edition, zone: str, now: datetime, next_at: datetime, **options: Any) -> None:
        self.zone, self.now = zone, now
        super().__init__(*args, **options)
        days = edition.days
        self.fields["on"].choices = [(day.isoformat(), day_text(day, "D j M")) for day in days]  # type: ignore[attr-defined]
        likely = next_at.astimezone(ZoneInfo(zone)).date()
        self.initial.setdefault("on", (likely if likely in days else days[0]).isoformat())
        self.initial.setdefault("kind", Repair.Kind.LATE.value)

    def clean(self) -> dict[str, Any]:
        """Turn the times into instants; a late delegate comes back at some time."""
        values: dict[str, Any] = super().clean() or {}
        if self.errors:
            return values
        if values["kind"] == Repair.Kind.LATE and values.get("until") is None:
            self.add_error("until", _("Say when they are back."))
            return values
        values["at"] = self._instant("since", values["on"], values.get("since") or time(0))
        if values["at"] is not None:
            values["at"] = max(values["at"], self.now)
        back = values.get("until")
        values["until_at"] = self._instant("until", values["on"], back) if back is not None else None
        if values["kind"] == Repair.Kind.LATE and values["at"] and values["until_at"] and values["until_at"] <= values["at"]:
            self.add_error("until", _("This is already past. Write a later time."))
        return values

    def _instant(self, name: str, on: date, clock: time) -> datetime | None:
        try:
            return instant(datetime.combine(on, clock), self.zone)
        except CivilTimeError as error:
            self.add_error(name, str(error))
            return None


class NewStandForm(PlaceForm):
    """Read to which free stand of the site `at` an exhibitor moves."""

    def __init__(self, *args: Any, at: int | None, **options: Any) -> None:
        super().__init__(*args, **options)
        del self.fields["site"]
        self.fields["stand"].queryset = self.fields["stand"].queryset.filter(hall__site=at)  # type: ignore[attr-defined]
        self.fields["stand"].required = True
        self.fields["stand"].empty_label = _("choose")  # type: ignore[attr-defined]
        self.fields["stand"].help_text = _("The free stands of the same site.")


class HandForm(forms.Form):
    """Read which slot and place, or which other meeting, somebody has chosen for one that is arranged by hand."""

    to = forms.CharField(
        max_length=120, required=False, error_messages={"max_length": _("Choose a slot and a place that are still free.")}
    )
    swap = forms.CharField(max_length=120, required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two."""
        values: dict[str, Any] = super().clean() or {}
        if not self.errors and not values.get("to") and not values.get("swap"):
            self.add_error(None, _("Choose one first."))
        return values
