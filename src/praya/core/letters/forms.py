"""Ask how somebody wants to be written to."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from praya.core.letters.declaring import DAILY, NEVER, NOW, Group, groups_with, kinds
from praya.core.letters.models import LetterHabits

WAYS = ((NOW, _("at once")), (DAILY, _("once a day")), (NEVER, pgettext_lazy("letter", "never")))
OWED_WAYS = WAYS[:2]
HOURS = [(hour, f"{hour:02}:00") for hour in range(24)]
_NO_HOUR = [("", _("no quiet hours"))]


class HabitsForm(forms.Form):
    """Take a choice for each group of letters, the hour of the daily one, and the hours in which none is to come."""

    daily_hour = forms.TypedChoiceField(label=_("The daily letter comes at"), choices=HOURS, coerce=int)
    quiet_from = forms.TypedChoiceField(
        label=_("No letters from"), choices=[*_NO_HOUR, *HOURS], coerce=int, empty_value=None, required=False
    )
    quiet_until = forms.TypedChoiceField(
        label=_("until"), choices=[*_NO_HOUR, *HOURS], coerce=int, empty_value=None, required=False
    )

    def __init__(self, typed: Any, habits: LetterHabits) -> None:
        first = {name: getattr(habits, name) for name in ("daily_hour", "quiet_from", "quiet_until")}
        super().__init__(typed, initial=first)
        self.groups: list[Group] = groups_with(kinds())
        for group in self.groups:
            own = [kind for kind in kinds() if kind.group == group.name]
            usual = habits.chosen.get(group.name) or own[0].usual
            self.fields[f"group_{group.name}"] = forms.ChoiceField(
                label=group.label,
                help_text=group.about,
                choices=OWED_WAYS if all(kind.is_owed for kind in own) else WAYS,
                initial=usual,
                widget=forms.RadioSelect,
            )

    def clean(self) -> dict[str, Any]:
        """Ask for both ends of the quiet hours, or none."""
        found: dict[str, Any] = super().clean() or {}
        if (found.get("quiet_from") is None) != (found.get("quiet_until") is None):
            name = "quiet_from" if found.get("quiet_from") is None else "quiet_until"
            self.add_error(name, _("Quiet hours have a beginning and an end: choose both, or none."))
        return found

    @property
    def chosen(self) -> dict[str, str]:
        """Return the choice by group."""
        return {group.name: self.cleaned_data[f"group_{group.name}"] for group in self.groups}

    @property
    def hours(self) -> dict[str, int | None]:
        """Return the hours."""
        return {name: self.cleaned_data[name] for name in ("daily_hour", "quiet_from", "quiet_until")}

    @property
    def group_fields(self) -> list[forms.BoundField]:
        """Return the fields of the groups."""
        return [self[f"group_{group.name}"] for group in self.groups]
