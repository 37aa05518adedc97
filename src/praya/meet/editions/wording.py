"""Keep names typed by organisers in several languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings

from praya.core.texts.editing import canonical
from praya.core.texts.reading import replace


def languages() -> list[tuple[str, str]]:
    """Return (tag, own name) of the languages that a text can be typed in."""
    return [(canonical(tag), name) for tag, name in settings.LANGUAGES]


def merged(stored: Mapping[str, Any] | None, typed: Mapping[str, str]) -> dict[str, Any]:
    """Return the stored form with the typed texts; an emptied translation goes, a changed source makes others stale."""
    result: dict[str, Any] = dict(stored or {})
    for tag, text in typed.items():
        known = {own.lower(): own for own in (result.get("texts") or {})}
        own = known.get(tag.lower(), tag)
        if not text:
            texts = {key: entry for key, entry in (result.get("texts") or {}).items() if key != own}
            result = {**result, "texts": texts} if own in known.values() else result
        elif (result.get("texts") or {}).get(own, {}).get("text") != text:
            result = replace(result, own, text)
    return result
