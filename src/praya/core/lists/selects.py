"""Write a choice of a filter as text: through Django's templates a page with fifty options takes milliseconds for them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.safestring import SafeString, mark_safe

from praya.core.directory.markup import escaped


class TextSelect(forms.Select):
    """Offer plain choices, of which one is chosen."""

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        """Return the element with its options."""
        chosen = "" if value is None else str(value)
        options = "".join(
            f'<option value="{escaped(str(key))}"{" selected" if str(key) == chosen else ""}>{escaped(str(word))}</option>'
            for key, word in self.choices
        )
        own = self.build_attrs(self.attrs, {**(attrs or {}), "name": name})
        known = " ".join(f'{key}="{escaped(str(word))}"' for key, word in own.items() if word is not None and word is not False)
        return mark_safe(f"<select {known}>{options}</select>")  # noqa: S308 - every part is escaped
