"""Take the weights that an organiser sets."""

from __future__ import annotations

from dataclasses import fields

from django import forms

from praya.engines.matching import Weights
from praya.match.suggestions.tuning import WEIGHTS


class WeightsForm(forms.Form):
    """Take one whole number from 0 to 100 for each kind of reason."""

    def __init__(self, *args: object, **named: object) -> None:
        """Add a field for every weight of the engine, with its usual value as help."""
        super().__init__(*args, **named)  # type: ignore[arg-type]
        for one in fields(Weights):
            self.fields[one.name] = forms.IntegerField(label=WEIGHTS[one.name], min_value=0, max_value=100)
