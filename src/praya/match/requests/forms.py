"""Ask for a meeting, and answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from praya.core.texts.plain import UNSHOWN, is_plain
from praya.match.requests.proposals import Proposal
from praya.match.requests.times import Choices
from praya.meet.accreditation.models import Delegate
from praya.meet.parties.names import PartyName

TAKEN = _("This slot can no longer be had. Choose another one.")
GONE = _("This person no longer takes part. Choose somebody else.")


class AskForm(forms.Form):
    """Propose a meeting: how much, when, with whom, and why."""

    sees_slots = True

    key = forms.CharField(required=False, widget=forms.HiddenInput)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    level = forms.ChoiceField(
        label=_("How much do you want this meeting?"),
        choices=[("must", pgettext_lazy("wish", "Must")), ("like", pgettext_lazy("wish", "Like"))],
        widget=forms.RadioSelect,
        initial="like",
    )
    message = forms.CharField(
        label=_("Message"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What you would like to talk about. Only the other side reads it."),
    )
    first = forms.ChoiceField(label=_("First choice"), required=False, error_messages={"invalid_choice": TAKEN})
    second = forms.ChoiceField(label=_("Second choice"), required=False, error_messages={"invalid_choice": TAKEN})
    third = forms.ChoiceField(label=_("Third choice"), required=False, error_messages={"invalid_choice": TAKEN})
    named = forms.ChoiceField(label=_("Whom do you want to meet?"), required=False, error_messages={"invalid_choice": GONE})
    guests = forms.MultipleChoiceField(
        label=_("Invite to a group meeting"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("People and companies that you marked yourself. All must be free in the slot."),
        error_messages={"invalid_choice": GONE},
    )

    def __init__(
        self, *args: Any, slots: Choices, staff: Sequence[Delegate], guests: Sequence[tuple[int, PartyName]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name in ("first", "second", "third"):
            self.fields[name].choices = [("", _("No particular slot")), *slots]  # type: ignore[attr-defined]
        self.staff_numbers = {delegate.code: delegate.pk for delegate in staff}
        self.guest_numbers = {party.code: pk for pk, party in guests}
        if len(staff) > 1:
            people = [(delegate.code, delegate.person.name) for delegate in staff]
            self.fields["named"].choices = [("", _("Whoever is free")), *people]  # type: ignore[attr-defined]
        else:
            del self.fields["named"]
        if guests:
            self.fields["guests"].choices = [(party.code, party.name) for _pk, party in guests]  # type: ignore[attr-defined]
        else:
            del self.fields["guests"]

    def clean_message(self) -> str:
        """Refuse what no reader could see."""
        text = str(self.cleaned_data["message"])
        if not is_plain(text):
            raise forms.ValidationError(UNSHOWN)
        return text

    def proposal(self) -> Proposal:
        """Return what the form proposes."""
        words = self.cleaned_data
        chosen = [words[name] for name in ("first", "second", "third") if words[name]]
        return Proposal(
            level=words["level"],
            message=words["message"],
            slots=tuple(datetime.fromisoformat(slot) for slot in chosen),
            named=self.staff_numbers[code] if (code := words.get("named")) else None,
            guests=tuple(self.guest_numbers[code] for code in words.get("guests", ())),
        )


class AcceptForm(forms.Form):
    """Accept at one of the proposed slots (an instant) or at any time (nothing), the request as its reader saw it."""

    version = forms.IntegerField(required=False)
    starts_at = forms.DateTimeField(required=False, input_formats=["%Y-%m-%dT%H:%M:%S%z", "%Y-%m-%dT%H:%M%z"])
