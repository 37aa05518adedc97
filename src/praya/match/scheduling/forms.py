"""Read what organisers type about rounds, runs and lists of verdicts."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from praya.core.lists.filters import Filters
from praya.match.scheduling.models import Verdict


class RoundForm(forms.Form):
    """Read the settings of a new round."""

    includes_unanswered = forms.BooleanField(
        label=_("Unanswered requests compete too"),
        required=False,
        initial=True,
        help_text=_("At a lower weight than accepted ones. Otherwise only accepted requests are placed."),
    )
    expiry_hours = forms.IntegerField(
        label=_("Hours until an unanswered request ends"),
        min_value=1,
        max_value=2000,
        initial=72,
        help_text=_("It then frees the proposed slots in both calendars."),
    )
    freeze_slots = forms.IntegerField(
        label=_("Slots kept as they are during repairs"),
        min_value=0,
        max_value=100,
        initial=2,
        help_text=_("On the day nothing that begins so soon is moved."),
    )


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
            (Verdict.Reason.OUTBID.value, _("outbid")),
            (Verdict.Reason.NO_TABLE.value, _("no table")),
        ],
    )
