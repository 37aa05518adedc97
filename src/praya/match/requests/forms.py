"""Ask for a meeting, and answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from praya.core.directory.names import lead_name
from praya.core.texts.plain import UNSHOWN, is_plain
from praya.match.requests.actions import LONGEST_LINE
from praya.match.requests.proposals import Proposal
from praya.match.requests.slot_table import SlotTable
from praya.meet.accreditation.models import Delegate
from praya.meet.parties.names import PartyName

TAKEN = _("This slot can no longer be had. Choose another one.")
GONE = _("This person no longer takes part. Choose somebody else.")


class AskForm(forms.Form):
    """Propose a meeting: how much, when, with whom, and why."""

    sees_slots = True
    table: SlotTable

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
    slot = forms.MultipleChoiceField(label=_("When?"), required=False, error_messages={"invalid_choice": TAKEN})
    named = forms.ChoiceField(label=_("Whom do you want to meet?"), required=False, error_messages={"invalid_choice": GONE})
    guests = forms.MultipleChoiceField(
        label=_("Invite to a group meeting"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("People and companies that you marked yourself. All must be free in the slot."),
        error_messages={"invalid_choice": GONE},
    )

    def __init__(
        self,
        *args: Any,
        slots: Sequence[datetime],
        staff: Sequence[Delegate],
        guests: Sequence[tuple[int, PartyName]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["slot"].choices = [(slot.isoformat(), slot.isoformat()) for slot in slots]  # type: ignore[attr-defined]
        self.staff_numbers = {delegate.code: delegate.pk for delegate in staff}
        self.guest_numbers = {party.code: pk for pk, party in guests}
        if len(staff) > 1:
            people = [(delegate.code, lead_name(delegate.person)) for delegate in staff]
            self.fields["named"].choices = [("", _("Whoever is free")), *people]  # type: ignore[attr-defined]
        else:
            del self.fields["named"]
        if guests:
            self.fields["guests"].choices = [(party.code, lead_name(party)) for _pk, party in guests]  # type: ignore[attr-defined]
        else:
            del self.fields["guests"]

    def clean_message(self) -> str:
        """Refuse what no reader could see."""
        text = str(self.cleaned_data["message"])
        if not is_plain(text):
            raise forms.ValidationError(UNSHOWN)
        return text

    def proposal(self) -> Proposal:
        """Return what the form proposes, the earliest slot first, however they were posted."""
        words = self.cleaned_data
        return Proposal(
            level=words["level"],
            message=words["message"],
            slots=tuple(sorted(datetime.fromisoformat(slot) for slot in words["slot"])),
            named=self.staff_numbers[code] if (code := words.get("named")) else None,
            guests=tuple(self.guest_numbers[code] for code in words.get("guests", ())),
        )


class CounterForm(forms.Form):
    """Propose other slots for a request, as its reader saw it, with a line."""

    sees_slots = True
    table: SlotTable

    version = forms.IntegerField(widget=forms.HiddenInput)
    slot = forms.MultipleChoiceField(
        label=_("When?"), error_messages={"required": _("Propose at least one slot."), "invalid_choice": TAKEN}
    )
    line = forms.CharField(
        label=_("A line to the other side"), required=False, max_length=LONGEST_LINE, widget=forms.Textarea({"rows": 2})
    )

    def __init__(self, *args: Any, slots: Sequence[datetime], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["slot"].choices = [(slot.isoformat(), slot.isoformat()) for slot in slots]  # type: ignore[attr-defined]

    def slots(self) -> list[datetime]:
        """Return what is proposed, the earliest slot first."""
        return sorted(datetime.fromisoformat(slot) for slot in self.cleaned_data["slot"])


class AcceptForm(forms.Form):
    """Accept at one of the proposed slots (an instant) or at any time (nothing), the request as its reader saw it."""

    version = forms.IntegerField(required=False)
    starts_at = forms.DateTimeField(required=False, input_formats=["%Y-%m-%dT%H:%M:%S%z", "%Y-%m-%dT%H:%M%z"])
