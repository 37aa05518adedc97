"""Say in words how two documents of a kind differ, field by field and language by language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from praya.core.directory.languages import language_name
from praya.core.documents.schema import Schema
from praya.core.documents.sections import TEXT_KINDS, Rows
from praya.core.documents.wording import level_word, row_text, value_text
from praya.core.texts.joining import joined_clauses

# Words, single Han, kana and Hangul characters, and everything between them.
_TOKENS = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]|\w+|\s+|[^\w\s]")
MOST_TOKENS = 4000


@dataclass(frozen=True, slots=True)
class Piece:
    """Hold a run of text that stayed ("same"), went ("was") or came ("becomes")."""

    fate: str
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """Hold what one field was and becomes; `language` is that of both texts, when they have one."""

    field: str
    label: str
    was: str
    becomes: str
    language: str = ""

    @property
    def kind(self) -> str:
        """Tell whether something came, went or changed, in the words of the change list."""
        return "new" if not self.was else "lost" if not self.becomes else "moved"

    @property
    def pieces(self) -> list[Piece]:
        """Return both texts woven together, so that a reader sees which words changed."""
        return woven(self.was, self.becomes)


def differences(schema: Schema, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    """Return every difference of two documents in the order of the fields' words; stale marks are none."""
    changed = (name for name in schema.words if before.get(name) != after.get(name))
    return [found for name in changed for found in _of_field(schema, name, before, after)]


def _of_field(schema: Schema, name: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Difference]:
    item, label = schema.items.get(name), schema.word(name)
    was, becomes = before.get(name), after.get(name)
    if isinstance(item, Rows):
        yield from _of_rows(item, label, was or [], becomes or [])
    elif item is None:
        yield from _of_map(schema, name, was or {}, becomes or {})
    elif item.kind in TEXT_KINDS:
        yield from _of_texts(name, label, was, becomes)
    else:
        yield Difference(name, label, value_text(item, was, before), value_text(item, becomes, after))


def _of_texts(name: str, label: str, was: Mapping[str, Any] | None, becomes: Mapping[str, Any] | None) -> Iterator[Difference]:
    old, new = (was or {}).get("texts", {}), (becomes or {}).get("texts", {})
    for tag in dict.fromkeys([*new, *old]):
        first, last = old.get(tag, {}).get("text", ""), new.get(tag, {}).get("text", "")
        if first != last:
            words = {"field": label, "language": language_name(tag, get_language() or "en")}
            yield Difference(name, _("%(field)s, %(language)s") % words, first, last, tag)


def _of_rows(
    rows: Rows, label: str, was: Sequence[Mapping[str, Any]], becomes: Sequence[Mapping[str, Any]]
) -> Iterator[Difference]:
    old, new = [row_text(rows, row) for row in was], [row_text(rows, row) for row in becomes]
    if sorted(old) == sorted(new):
        if old != new:
            yield Difference(rows.name, _("%(field)s, order") % {"field": label}, joined_clauses(old), joined_clauses(new))
        return
    for fate, low, high, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if fate == "equal":
            continue
        for gone, come in zip_longest(old[low:high], new[first:last], fillvalue=""):
            yield Difference(rows.name, label, gone, come)


def _of_map(schema: Schema, name: str, was: Mapping[str, Any], becomes: Mapping[str, Any]) -> Iterator[Difference]:
    for key in dict.fromkeys([*was, *becomes]):
        if was.get(key) == becomes.get(key):
            continue
        if name == "visibility":
            label = _("%(field)s, who may read it") % {"field": schema.word(key)}
            usual = schema.parts[key][1] if key in schema.parts else ""
            yield Difference(name, label, level_word(was.get(key) or usual), level_word(becomes.get(key) or usual))
        else:
            field = schema.field_at(f"{name}.{key}")
            was_text, becomes_text = (value_text(field, entries.get(key), entries) for entries in (was, becomes))
            yield Difference(name, str(field.label), was_text, becomes_text)


def woven(was: str, becomes: str) -> list[Piece]:
    """Return the pieces of two texts in reading order; long texts are not compared word by word.

    >>> [(piece.fate, piece.text) for piece in woven("a red lamp", "a green lamp")]
    [('same', 'a '), ('was', 'red'), ('becomes', 'green'), ('same', ' lamp')]
    """
    old, new = _TOKENS.findall(was), _TOKENS.findall(becomes)
    if len(old) + len(new) > MOST_TOKENS:
        return [Piece(fate, text) for fate, text in (("was", was), ("becomes", becomes)) if text]
    found: list[Piece] = []
    for fate, low, high, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if fate == "equal":
            found.append(Piece("same", "".join(old[low:high])))
            continue
        found += [Piece("was", "".join(old[low:high]))] if high > low else []
        found += [Piece("becomes", "".join(new[first:last]))] if last > first else []
    return found
