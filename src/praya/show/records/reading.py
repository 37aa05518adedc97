"""Read what somebody typed on a page of the editor into fields of the document; what makes no sense is kept as typed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any

from django.http import QueryDict
from django.utils.translation import get_language

from praya.core.directory.countries import names_in
from praya.core.directory.languages import language_tag
from praya.core.documents.checking import MOST_ROWS
from praya.core.documents.sections import TEXT_KINDS, Field, Rows, Section
from praya.core.texts.editing import plain_lines, typed_texts
from praya.core.texts.money import minor_units

_COMMAS = re.compile(r"[,，、;；،\n]")
_AMOUNT = re.compile(r"\d{1,3}(?:[,.'’ \u00a0\u202f]\d{3})+|\d+")
# A little more than may be stored, so that too many rows are told apart from enough.
ROWS_READ = MOST_ROWS + 40


def typed_values(section: Section, post: QueryDict, document: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a document that a page changes, as typed; fields of other pages are never read."""
    values: dict[str, Any] = {}
    for item in section.items:
        if isinstance(item, Rows):
            values[item.name] = _rows_posted(item, post)
        elif item.kind in TEXT_KINDS:
            values[item.name] = typed_texts(post, item.name, document.get(item.name), further=tags_of(document))
        elif "." in item.name:
            key = item.name.partition(".")[2]
            kept = values.get(item.stored_in, document.get(item.stored_in) or {})
            values[item.stored_in] = {**kept, key: _value(item, item.name, post)}
        else:
            values[item.name] = _value(item, item.name, post)
    if "currency" in values:
        _to_minor_units(values, [item.name for item in section.items if isinstance(item, Field) and item.kind == "amount"])
    return values


def tags_of(document: Mapping[str, Any]) -> list[str]:
    """Return the languages in which texts may be typed besides those of the interface: the original ones."""
    return [tag for tag in document.get("languages") or [] if isinstance(tag, str) and tag.isascii() and 2 <= len(tag) <= 20]


def _rows_posted(rows: Rows, post: QueryDict) -> list[dict[str, Any]]:
    shape = re.compile(rf"{rows.name}-(\d{{1,3}})-\w+")
    numbers = sorted({int(found[1]) for found in map(shape.fullmatch, post) if found})[:ROWS_READ]
    return [_row(rows, number, post) for number in numbers]


def _row(rows: Rows, number: int, post: QueryDict) -> dict[str, Any]:
    row = {field.name: _value(field, f"{rows.name}-{number}-{field.name}", post) for field in rows.fields}
    if rows.is_linked:
        row |= {word: plain_lines(post.get(f"{rows.name}-{number}-{word}", ""))[:20] for word in ("person", "organisation")}
    return row


def _value(field: Field, name: str, post: QueryDict) -> Any:
    if field.kind == "flag":
        return name in post
    if field.kind == "choices":
        return [plain_lines(word) for word in post.getlist(name)[:ROWS_READ]]
    return _READERS.get(field.kind, plain_lines)(post.get(name, ""))


def number_typed(text: str) -> int | str | None:
    """Return a whole number, nothing for nothing, or the text that is none.

    >>> number_typed(" 12 "), number_typed(""), number_typed("twelve")
    (12, None, 'twelve')
    """
    word = plain_lines(text)
    if not word:
        return None
    return int(word) if word.isdecimal() and len(word) <= 18 else word


def amount_typed(text: str) -> int | str | None:
    """Return an amount of whole units however its thousands are set apart, or the text that is none.

    >>> amount_typed("1,500,000"), amount_typed("1.500.000"), amount_typed("1.5 million")
    (1500000, 1500000, '1.5 million')
    """
    word = plain_lines(text)
    if not word:
        return None
    return int(re.sub(r"\D", "", word)) if _AMOUNT.fullmatch(word) and len(word) <= 24 else word


def _to_minor_units(values: dict[str, Any], amounts: Iterable[str]) -> None:
    unit = minor_units(values["currency"]) if re.fullmatch(r"[A-Z]{3}", str(values["currency"])) else 100
    for name in amounts:
        if isinstance(values.get(name), int):
            values[name] *= unit


def words_typed(text: str) -> list[str]:
    """Return words set apart by commas of any script, each once.

    >>> words_typed("jazz、諜戰, jazz")
    ['jazz', '諜戰']
    """
    return list(dict.fromkeys(word.strip() for word in _COMMAS.split(plain_lines(text)) if word.strip()))


@lru_cache(maxsize=16)
def _codes(language: str) -> Mapping[str, str]:
    tables = [names_in(language, own) for own in ("", "HK", "TW")]  # what is typed may be worded as in any region
    return {name.casefold(): code for table in tables for code, name in table.items()}


def country_typed(text: str) -> str:
    """Return the code of a country typed by name, in the reader's language, English or Chinese, or by code."""
    # The tables of names for spreadsheets load a library that no page needs to start.
    from praya.core.sheets.countries import country_named

    word = plain_lines(text)
    return _codes(get_language() or "en").get(word.casefold()) or country_named(word) or word


def language_typed(text: str) -> str:
    """Return the tag of a language typed by name, in the reader's language or English, or by tag."""
    return language_tag(plain_lines(text), get_language() or "en")


_READERS: Mapping[str, Callable[[str], Any]] = {
    "number": number_typed,
    "amount": amount_typed,
    "words": words_typed,
    "country": country_typed,
    "countries": lambda text: [country_typed(word) for word in words_typed(text)],
    "language": language_typed,
    "languages": lambda text: [language_typed(word) for word in words_typed(text)],
}


def moved(rows: list[dict[str, Any]], what: str, place: int) -> list[dict[str, Any]]:
    """Return rows with one of them removed, or moved up or down by one.

    >>> moved([{"a": 1}, {"a": 2}], "up", 1), moved([{"a": 1}], "remove", 0), moved([{"a": 1}], "down", 7)
    ([{'a': 2}, {'a': 1}], [], [{'a': 1}])
    """
    if not 0 <= place < len(rows):
        return rows
    rest = [*rows[:place], *rows[place + 1 :]]
    if what == "remove":
        return rest
    to = place + {"up": -1, "down": 1}.get(what, 0)
    to = min(max(to, 0), len(rest))
    return [*rest[:to], rows[place], *rest[to:]]
