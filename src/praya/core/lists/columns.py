"""Make the columns whose facts people read as a word in their language, and programs as a code that no language changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import get_language

from praya.core.directory.countries import country_name
from praya.core.lists.declaring import Column, field_of
from praya.core.texts.reading import read
from praya.core.texts.states import state_word

Fact = Callable[[Any], Any] | str


def _read(fact: Fact) -> Callable[[Any], Any]:
    return fact if callable(fact) else lambda row: field_of(row, fact)


def state_column(name: str, heading: Any, fact: Fact = "", **more: Any) -> Column:
    """Show a state; without one the cell is empty."""
    state = _read(fact or name)
    return Column(name, heading, lambda row: state_word(state(row)) if state(row) else "", coded=state, **more)


def word_column(name: str, heading: Any, words: Mapping[str, Any], fact: Fact = "", **more: Any) -> Column:
    """Show a word of a closed list."""
    key = _read(fact or name)
    return Column(name, heading, lambda row: str(words.get(key(row), key(row) or "")), coded=key, **more)


def country_column(name: str, heading: Any, fact: Fact = "", **more: Any) -> Column:
    """Show a country or region: by name, to programs by its ISO 3166-1 code."""
    code = _read(fact or name)
    return Column(name, heading, lambda row: country_name(code(row) or "", get_language() or "en"), coded=code, **more)


def text_column(name: str, heading: Any, fact: Fact = "", **more: Any) -> Column:
    """Show a text that was written in several languages: in the reader's own, to programs in all."""
    stored = _read(fact or name)
    return Column(
        name,
        heading,
        lambda row: read(stored(row) or {}, get_language() or "en").text,
        coded=lambda row: texts_of(stored(row)),
        coded_as="texts",
        **more,
    )


def texts_of(stored: Mapping[str, Any] | None) -> dict[str, str]:
    """Return a stored text by language tag.

    >>> texts_of({"source": "en", "texts": {"en": {"text": "Buyer", "by": "person"}}})
    {'en': 'Buyer'}
    """
    return {tag: entry["text"] for tag, entry in (stored or {}).get("texts", {}).items()}
