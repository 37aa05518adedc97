"""Read an address and a code, wherever they are asked for."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from django import forms
from django.utils.translation import pgettext_lazy

_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")


class AddressField(forms.EmailField):
    """Read an address and write it like every other."""

    def __init__(self, *, label: Any) -> None:
        super().__init__(label=label, max_length=254)
        self.widget.attrs.update(autocomplete="email", dir="ltr")

    def to_python(self, value: Any) -> str:
        """Return the signs that were meant: input methods widen them, and copying brings some without width along."""
        return _UNSEEN.sub("", unicodedata.normalize("NFKC", super().to_python(value) or ""))

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

    def to_python(self, value: Any) -> str:
        """Return what was typed as it was sent: input methods widen letters, mail programs turn hyphens into dashes."""
        return plain_code(super().to_python(value) or "")


def plain_code(text: str) -> str:
    """Return the letters and digits of a code, whatever stands between them and in whichever width.

    >>> plain_code("\uff21\uff22\uff23\uff24\u2013wxyz"), plain_code("\u200babcd-wxyz")
    ('ABCDWXYZ', 'ABCDWXYZ')
    """
    return "".join(sign for sign in unicodedata.normalize("NFKC", text).upper() if sign.isalnum())
