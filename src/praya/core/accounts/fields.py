"""Read an address and a code, wherever they are asked for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import pgettext_lazy


class AddressField(forms.EmailField):
    """Read an address and write it like every other."""

    def __init__(self, *, label: Any) -> None:
        super().__init__(label=label, max_length=254)
        self.widget.attrs.update(autocomplete="email", dir="ltr")

    def clean(self, value: Any) -> Any:
        """Return it in lower case."""
        return str(super().clean(value)).strip().lower()


class SentCodeField(forms.CharField):
    """Read a code that was sent."""

    def __init__(self) -> None:
        super().__init__(label=pgettext_lazy("signing in", "Code"), max_length=40)
        self.widget.attrs.update(
            autocomplete="one-time-code", autocapitalize="characters", spellcheck="false", dir="ltr", autofocus=True
        )
