"""Say in words how two documents of a title differ, field by field and language by language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from praya.core.catalogue.document import PARTS
from praya.core.catalogue.identifiers import SCHEME_NAMES
from praya.core.catalogue.money import money_text
from praya.core.catalogue.vocabulary import GENRES, KINDS, STAGES, word_of
from praya.core.catalogue.wording import FIELD_WORDS, ROW_WORDS, field_word, level_word, row_text
from praya.core.directory.languages import language_name

_TEXTS = ("logline", "synopsis", "statement", "rights")
_AMOUNTS = ("budget_low", "budget_high", "secured_low", "secured_high")
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


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    """Return every difference of two documents in the order of the fields; stale marks are none."""
    return [found for name in FIELD_WORDS for found in _of_field(name, before.get(name), after.get(name), before, after)]


def _of_field(name: str, was: Any, becomes: Any, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Difference]:
    if was == becomes:
        return
    if name in _TEXTS:
        yield from _of_texts(name, was, becomes)
    elif name in ROW_WORDS:
        yield from _of_rows(name, was or [], becomes or [])
    elif name in {"identifiers", "visibility"}:
        yield from _of_map(name, was or {}, becomes or {})
    else:
        yield Difference(name, field_word(name), _plain(name, was, before), _plain(name, becomes, after))


def _of_texts(name: str, was: Mapping[str, Any] | None, becomes: Mapping[str, Any] | None) -> Iterator[Difference]:
    old, new = (was or {}).get("texts", {}), (becomes or {}).get("texts", {})
    for tag in dict.fromkeys([*new, *old]):
        first, last = old.get(tag, {}).get("text", ""), new.get(tag, {}).get("text", "")
        if first != last:
            words = {"field": field_word(name), "language": language_name(tag, get_language() or "en")}
            yield Difference(name, _("%(field)s, %(language)s") % words, first, last, tag)


def _of_rows(name: str, was: Sequence[Mapping[str, Any]], becomes: Sequence[Mapping[str, Any]]) -> Iterator[Difference]:
    old, new = [_row(name, row) for row in was], [_row(name, row) for row in becomes]
    label = field_word(name)
    if sorted(old) == sorted(new):
        if old != new:
            yield Difference(name, _("%(field)s, order") % {"field": label}, "; ".join(old), "; ".join(new))
        return
    for fate, low, high, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if fate == "equal":
            continue
        for gone, come in zip_longest(old[low:high], new[first:last], fillvalue=""):
            yield Difference(name, label, gone, come)


def _row(name: str, row: Mapping[str, Any]) -> str:
    return row_text(name, row)


def _of_map(name: str, was: Mapping[str, Any], becomes: Mapping[str, Any]) -> Iterator[Difference]:
    for key in dict.fromkeys([*was, *becomes]):
        if was.get(key) != becomes.get(key):
            label = SCHEME_NAMES.get(key, key) if name == "identifiers" else _readers(key)
            yield Difference(name, label, _entry(name, key, was), _entry(name, key, becomes))


def _readers(part: str) -> str:
    return _("%(field)s, who may read it") % {"field": field_word(part)}


def _entry(name: str, key: str, entries: Mapping[str, Any]) -> str:
    if name == "identifiers":
        return str(entries.get(key, ""))
    usual = PARTS[key][1] if key in PARTS else ""
    return level_word(entries.get(key) or usual)


def _plain(name: str, value: Any, document: Mapping[str, Any]) -> str:
    if value is None:
        return ""
    if name in _AMOUNTS and isinstance(value, int):
        return money_text(value, document.get("currency") or "USD", get_language() or "en")
    return _worded(name, value)


def _worded(name: str, value: Any) -> str:
    words = {"kind": KINDS, "stage": STAGES}.get(name)
    if words is not None:
        return word_of(words, value)
    if name == "level":
        return level_word(value)
    if name == "genres":
        return ", ".join(word_of(GENRES, key) for key in value)
    if name == "languages":
        return ", ".join(language_name(tag, get_language() or "en") for tag in value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return ", ".join(value) if isinstance(value, list) else str(value)


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
