"""Take the weights that an organiser sets."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from django import forms

from praya.core.actions.watching import SeenForm
from praya.engines.matching import Weights
from praya.match.suggestions.tuning import WEIGHTS, points_of
from praya.match.suggestions.weighing import mark_of_points
from praya.meet.editions.models import Edition


class WeightsForm(SeenForm):
    """Take one whole number from 0 to 100 for each kind of reason."""

    def __init__(self, *args: Any, edition: Edition, **named: Any) -> None:
        """Add a field for every weight of the engine, with its usual value as help."""
        self.edition, points = edition, points_of(edition.pk)
        super().__init__(*args, **{**named, "initial": points})
        for one in fields(Weights):
            self.fields[one.name] = forms.IntegerField(label=WEIGHTS[one.name], min_value=0, max_value=100)
        self.remember(lambda: mark_of_points(points_of(edition.pk)), mark_of_points(points))

    def fresh(self) -> SeenForm:
        """Return the weights as they are now."""
        return WeightsForm(edition=self.edition)
