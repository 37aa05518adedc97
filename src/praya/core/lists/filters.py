"""Read the filter of a list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms


class Filters(forms.Form):
    """Read a filter: on a page nonsense filters nothing, a machine is told which word is wrong."""

    def __init__(self, typed: Mapping[str, Any], visit: Any, subject: Any = None) -> None:
        super().__init__(typed)
        self.visit, self.subject = visit, subject
        self.offer()
        self.is_valid()

    def offer(self) -> None:
        """Fill in what can be chosen at this visit."""

    def choose(self, name: str, *choices: tuple[str, Any]) -> None:
        """Offer choices for a field."""
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    @property
    def wanted(self) -> dict[str, Any]:
        """Return the filter by name; a field that was not filled in, or wrongly, is empty."""
        return {name: self.cleaned_data.get(name) or "" for name in self.fields}

    @property
    def facts(self) -> dict[str, Any]:
        """Return the filter as an address carries it."""
        return {name: value for name, value in self.wanted.items() if value}
