"""Ask how somebody wants to be written to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from praya.core.actions.watching import SeenForm
from praya.core.letters.actions import mark_of_habits
from praya.core.letters.declaring import DAILY, NEVER, NOW, Group, Kind, groups_with, kinds
from praya.core.letters.models import LetterHabits
from praya.core.letters.push_rules import is_key, is_push_service, is_secret
from praya.core.letters.queries import habits_for

WAYS = ((NOW, _("at once")), (DAILY, _("once a day")), (NEVER, pgettext_lazy("letter", "never")))
OWED_WAYS = WAYS[:2]
HOURS = [(hour, f"{hour:02}:00") for hour in range(24)]
_NO_HOUR = [("", _("no quiet hours"))]


class DeviceForm(forms.Form):
    """Read where the push service of a browser takes messages, and what they are sealed with."""

    endpoint = forms.CharField(max_length=600)
    key = forms.CharField(max_length=100)
    secret = forms.CharField(max_length=40)

    def clean_endpoint(self) -> str:
        """Refuse whatever is no push service: Praya writes to nobody's servers."""
        if not is_push_service(self.cleaned_data["endpoint"]):
            raise forms.ValidationError(_("The push service of this browser is not among those that this installation knows."))
        return str(self.cleaned_data["endpoint"])

    def clean_key(self) -> str:
        """Refuse what is no key."""
        if not is_key(self.cleaned_data["key"]):
            raise forms.ValidationError(_("This is not the key of a browser. Turn notifications off and on again."))
        return str(self.cleaned_data["key"])

    def clean_secret(self) -> str:
        """Refuse what is no secret."""
        if not is_secret(self.cleaned_data["secret"]):
            raise forms.ValidationError(_("This is not the key of a browser. Turn notifications off and on again."))
        return str(self.cleaned_data["secret"])


@dataclass(frozen=True, slots=True)
class GroupFields:
    """Hold the field of a group of letters, and those of the kinds in it; `is_open` where one of them is not as the group."""

    field: forms.BoundField
    kinds: list[forms.BoundField]
    is_open: bool


class HabitsForm(SeenForm):
    """Take a choice for each group of letters, and for its kinds where they differ; the hours of the daily one and of none."""

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
        self.account = habits.account
        self.remember(lambda: mark_of_habits(habits_for(self.account)), mark_of_habits(habits))
        self.groups: list[Group] = groups_with(kinds())
        self.kinds: dict[str, list[Kind]] = {}
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
            self._ask_kinds(habits, [kind for kind in own if kind.is_mailed])

    def fresh(self) -> HabitsForm:
        """Return the form made of what stands there now."""
        return HabitsForm(None, habits_for(self.account))

    def _ask_kinds(self, habits: LetterHabits, own: list[Kind]) -> None:
        """Ask of each kind of a group whether it comes otherwise than the group."""
        for kind in own if len(own) > 1 else ():
            self.kinds.setdefault(kind.group, []).append(kind)
            ways = OWED_WAYS if kind.is_owed else WAYS
            self.fields[f"kind_{kind.name}"] = forms.ChoiceField(
                label=kind.label,
                choices=[("", pgettext_lazy("letter", "like the others")), *ways],
                initial=habits.chosen.get(kind.choice, ""),
                required=False,
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
        """Return the choice by group, and by kind as far as it was sent."""
        found = {group.name: self.cleaned_data[f"group_{group.name}"] for group in self.groups}
        for kind in (kind for own in self.kinds.values() for kind in own):
            if f"kind_{kind.name}" in self.data:
                found[kind.choice] = self.cleaned_data[f"kind_{kind.name}"]
        return found

    @property
    def hours(self) -> dict[str, int | None]:
        """Return the hours."""
        return {name: self.cleaned_data[name] for name in ("daily_hour", "quiet_from", "quiet_until")}

    @property
    def group_fields(self) -> list[GroupFields]:
        """Return the fields of the groups."""
        found = []
        for group in self.groups:
            own = [self[f"kind_{kind.name}"] for kind in self.kinds.get(group.name, ())]
            found.append(GroupFields(self[f"group_{group.name}"], own, any(one.value() for one in own)))
        return found
