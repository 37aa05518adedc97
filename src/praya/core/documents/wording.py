"""Put the values and rows of a document into words of the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from praya.core.access.audiences import Level
from praya.core.directory.countries import country_name
from praya.core.directory.languages import language_name
from praya.core.documents.sections import LIST_KINDS, Field, Rows
from praya.core.texts.days import day_text
from praya.core.texts.joining import joined, with_note
from praya.core.texts.money import money_text


def level_word(level: str) -> str:
    """Return who a level lets read."""
    return str(dict(Level.choices).get(level, level))


def value_text(field: Field, value: Any, document: Mapping[str, Any]) -> str:
    """Return a value as a person would say it; an amount in the currency of its document."""
    language = get_language() or "en"
    if value is None:
        return ""
    if field.kind in LIST_KINDS:
        return joined((_said(field, one, language) for one in value), language)
    if field.kind == "amount" and isinstance(value, int):
        return money_text(value, document.get("currency") or "USD", language)
    if field.kind == "flag":
        return _("yes") if value else _("no")
    return _said(field, value, language)


def _said(field: Field, value: Any, language: str) -> str:
    if field.kind in {"country", "countries"}:
        return country_name(value, language)
    if field.kind in {"language", "languages"}:
        return language_name(value, language)
    if field.kind == "day":
        return day_said(value)
    return level_word(value) if field.kind == "level" else str((field.words or {}).get(value, value))


def day_said(text: str) -> str:
    """Return an ISO day as people write it, or the text that is none."""
    try:
        return day_text(date.fromisoformat(text), "j M Y")
    except ValueError:
        return text


def row_text(rows: Rows, row: Mapping[str, Any]) -> str:
    """Return one row of a list as a person would say it: what it says first, with the rest in brackets."""
    if rows.in_words is not None:
        return rows.in_words(row, get_language() or "en")
    first, *others = (_cell(field, row) for field in rows.fields)
    return with_remarks(first, others)


def _cell(field: Field, row: Mapping[str, Any]) -> str:
    value = row.get(field.name)
    if field.kind == "flag":
        return str(field.label) if value else ""
    return narrowed(row) if field.kind == "level" else value_text(field, value, row)


def narrowed(row: Mapping[str, Any]) -> str:
    """Return who may read a row that not everybody may."""
    level = row.get("level") or "public"
    return "" if level == "public" else level_word(level)


def with_remarks(text: str, further: Iterable[str]) -> str:
    """Return a text with what else is said about it in brackets.

    >>> with_remarks("Harbour Lights", ["working title", ""])
    'Harbour Lights (working title)'
    """
    said = [word for word in further if word]
    return with_note(text, joined(said))
