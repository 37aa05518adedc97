"""Read and write texts in several languages, falling back openly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

Stored = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Reading:
    """Hold the text found, its language, who wrote it and whether its source has changed since."""

    text: str
    language: str
    is_machine: bool = False
    is_stale: bool = False


def write(texts: Mapping[str, str], *, source: str = "en", by: str = "person") -> dict[str, Any]:
    """Return the stored form of texts by language tag.

    >>> write({"en": "Film market"})
    {'source': 'en', 'texts': {'en': {'text': 'Film market', 'by': 'person'}}}
    """
    return {"source": source, "texts": {tag: {"text": text, "by": by} for tag, text in texts.items() if text}}


@lru_cache(maxsize=512)
def _candidates(language: str, source: str) -> tuple[str, ...]:
    tag = language.lower()
    parts = tag.split("-")
    prefixes = ["-".join(parts[:n]) for n in range(len(parts), 0, -1)]
    siblings = ["zh-hant", "zh-hans"] if parts[0] == "zh" else []
    return (*prefixes, *siblings, "en", source.lower())


def read(stored: Stored, language: str) -> Reading:
    """Return the best text for a language: exact, parent, sibling script, English, source, then any.

    >>> read(write({"en": "Hall", "pt": "Pavilhão"}), "pt-MO").text
    'Pavilhão'
    """
    texts = {tag.lower(): (tag, entry) for tag, entry in (stored or {}).get("texts", {}).items()}
    if not texts:
        return Reading("", language)
    for tag in [*_candidates(language, stored.get("source", "en")), *texts]:
        if tag in texts:
            own, entry = texts[tag]
            return Reading(entry["text"], own, entry.get("by") == "machine", bool(entry.get("stale")))
    raise AssertionError("a non-empty map always yields a text")


def replace(stored: Stored, language: str, text: str, *, by: str = "person") -> dict[str, Any]:
    """Return the stored form with one language replaced; a changed source makes the translations stale."""
    source = (stored or {}).get("source") or language
    texts = {tag: dict(entry) for tag, entry in (stored or {}).get("texts", {}).items()}
    changed = texts.get(language, {}).get("text") != text
    texts[language] = {"text": text, "by": by}
    if changed and language == source:
        for tag, entry in texts.items():
            if tag != source:
                entry["stale"] = True
    return {"source": source, "texts": texts}
