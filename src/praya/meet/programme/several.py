"""Read several of a closed list, in a form of this room or of another that hangs on it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from praya.core.texts.joining import joined


class SeveralField(forms.MultipleChoiceField):
    """Read several of a closed list, as boxes to tick."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, widget=forms.CheckboxSelectMultiple, **options)

    def said(self, value: Iterable[str]) -> str:
        """Say what somebody else has kept meanwhile."""
        choices: Any = self.choices
        words = dict(choices)
        return joined(str(words.get(one, one)) for one in value) or "–"
