"""Read what organisers type about rounds, runs and lists of verdicts."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from praya.core.actions.watching import SeenForm
from praya.core.lists.filters import Filters
from praya.match.requests.models import Round
from praya.match.requests.round_moments import MOMENTS, changeable, moments_with
from praya.match.scheduling.models import Verdict
from praya.match.scheduling.moment_forms import EXPIRY_HOURS, INCLUDES_UNANSWERED, Clocks, MomentForm


class RoundForm(MomentForm):
    """Read the moments and settings of a new round."""

    includes_unanswered, expiry_hours = INCLUDES_UNANSWERED(), EXPIRY_HOURS()
    freeze_slots = forms.IntegerField(
        label=_("Slots kept as they are during repairs"),
        min_value=0,
        max_value=100,
        initial=2,
        help_text=_("On the day nothing that begins so soon is moved."),
    )


class ChangeForm(MomentForm, SeenForm):
    """Change the moments and rules of a round, as far as they can still be."""

    includes_unanswered, expiry_hours = INCLUDES_UNANSWERED(), EXPIRY_HOURS()

    def __init__(self, *args: Any, current: Round, clocks: Clocks, **options: Any) -> None:
        self.current = current
        names = changeable(current.status)
        options["initial"] = {name: getattr(current, name) for name in names}
        super().__init__(*args, clocks=clocks, **options)
        for name in set(self.fields) - set(names):
            del self.fields[name]
        self.watch(current, names)

    def moments(self) -> dict[str, datetime | None]:
        """Return the moments as they would be, those that cannot be changed any more among them."""
        typed = {name: self.cleaned_data[name] for name in MOMENTS if name in self.cleaned_data}
        return moments_with(self.current, typed, at=timezone.now())

    def changed(self) -> dict[str, Any]:
        """Return the moments that would be changed."""
        typed = {name: self.cleaned_data[name] for name in MOMENTS if name in self.cleaned_data}
        return {name: moment for name, moment in typed.items() if moment != getattr(self.current, name)}

    def again(self, row: Model) -> dict[str, Any]:
        """Make the form of the round as it is now."""
        return {"current": row, "clocks": self.clocks}


class RunForm(forms.Form):
    """Read the settings of a run."""

    seconds = forms.IntegerField(
        label=_("Time limit in seconds"),
        min_value=1,
        max_value=3600,
        initial=90,
        help_text=_("A run ends earlier when it has proved that nothing better exists."),
    )
    seed = forms.IntegerField(
        label=_("Seed"),
        min_value=1,
        max_value=2_147_483_647,
        initial=1,
        help_text=_("The same seed on the same wishes gives the same schedule; another seed looks elsewhere."),
    )


class VerdictFilters(Filters):
    """Read the filter of the list of verdicts."""

    q = forms.CharField(label=_("Either side's name"), required=False, max_length=100)
    verdict = forms.ChoiceField(
        label=_("Verdict"),
        required=False,
        choices=[
            ("", _("all")),
            ("placed", _("placed")),
            ("refused", _("all not placed")),
            (Verdict.Reason.NO_COMMON_SLOT.value, _("no common slot")),
            (Verdict.Reason.QUOTA.value, _("quota")),
            (Verdict.Reason.OUTBID.value, _("no place")),
            (Verdict.Reason.NO_TABLE.value, _("no table")),
        ],
    )
