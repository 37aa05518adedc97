"""Read for what a program is to get a token."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from praya.meet.accreditation.visits import EditionVisit
from praya.meet.tokens.actions import DAYS, LONGEST_NAME
from praya.meet.tokens.rules import operations_for


class TokenForm(forms.Form):
    """Read a token's name, what it may read and when it ends."""

    name = forms.CharField(
        label=_("Which program?"),
        max_length=LONGEST_NAME,
        help_text=_("For yourself, for example “our website” or “Ana's laptop”."),
    )
    operations = forms.MultipleChoiceField(label=_("What may it read?"), widget=forms.CheckboxSelectMultiple())
    days = forms.TypedChoiceField(label=_("How long?"), coerce=int, initial=DAYS[1])

    def __init__(self, *args: Any, visit: EditionVisit, **options: Any) -> None:
        super().__init__(*args, **options)
        groups: dict[Any, list[tuple[str, Any]]] = {}
        for one in operations_for(visit):
            part = _("For organisers") if one.name.startswith("manage_") else _("For everybody here")
            groups.setdefault(part, []).append((one.name, one.label))
        self.fields["operations"].choices = [*groups.items()]  # type: ignore[attr-defined]
        self.fields["days"].choices = [  # type: ignore[attr-defined]
            (n, ngettext("%(n)d day", "%(n)d days", n) % {"n": n}) for n in DAYS
        ]
