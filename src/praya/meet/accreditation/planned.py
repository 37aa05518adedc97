"""Word what a delegate plans beside their meetings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language

from praya.core.texts.reading import read


def session_words(facts: Mapping[str, Any]) -> str:
    """Return the title of a session from the facts of an engagement, in the reader's language."""
    return read(facts.get("title") or {}, get_language() or "en").text
