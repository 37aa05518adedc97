"""Read from an address what somebody looks for, and write it back into one that can be shared."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from praya.core.api.parameters import WrongWord, check_names, whole_number
from praya.core.catalogue.vocabulary import BUDGETS, GENRES, KINDS, STAGES, WANTS
from praya.core.directory.countries import country_names
from praya.core.texts.joining import joined

# What a page searches by; an address repeats a word to ask for one of several values.
GROUPS = ("kind", "stage", "genre", "country", "language", "seeking", "budget", "site")
SORTS, VIEWS = ("best", "recent"), ("cards", "list")
# What the reader's own side has said of whoever presents a work.
UNDECIDED = "none"
WISHES: Mapping[str, Any] = {
    "must": pgettext_lazy("wish", "Must"),
    "like": pgettext_lazy("wish", "Like"),
    "no": pgettext_lazy("wish", "No"),
    UNDECIDED: gettext_lazy("no decision yet"),
}
MOST_QUERY, MOST_VALUES, MOST_PAGE = 300, 40, 99_999
PER_PAGE = 24
_KNOWN: Mapping[str, Collection[str]] = {
    "kind": KINDS,
    "stage": STAGES,
    "genre": GENRES,
    "seeking": WANTS,
    "budget": BUDGETS,
    "country": country_names("en"),
}
_CONTROLS = frozenset({"Cc", "Cs", "Co", "Cn"})
_DIRECTIONS = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Hold what somebody looks for: words, values by group, whether it must be free to be met now, order, view and page.

    `wish` is what the reader's own side has said of whoever presents it.
    """

    query: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    is_free: bool = False
    wish: str = ""
    sort: str = "best"
    view: str = "cards"
    page: int = 1
    is_cut: bool = False

    @property
    def is_narrowed(self) -> bool:
        """Tell whether anything is left out of the list."""
        return bool(self.query or self.filters or self.is_free or self.wish)

    @property
    def lasting(self) -> Wanted:
        """Return what is looked for without what hangs on the hour, and on what the reader happens to wish."""
        return replace(self, is_free=False, wish="")

    def words(self, **changes: Any) -> str:
        """Return the query of an address that asks for the same, with some of it changed; the first page stands for itself.

        >>> Wanted("spy", {"genre": ("drama",)}, page=3).words(page=1)
        'q=spy&genre=drama'
        """
        one = replace(self, **changes)
        pairs = [("q", one.query)] if one.query else []
        pairs += [(group, value) for group in GROUPS for value in one.filters.get(group, ())]
        pairs += [("free", "1")] if one.is_free else []
        pairs += [("wish", one.wish)] if one.wish else []
        pairs += [(name, word) for name, word in (("sort", one.sort), ("view", one.view)) if word not in {"best", "cards"}]
        pairs += [("page", str(one.page))] if one.page > 1 else []
        return urlencode(pairs)

    def without(self, group: str, value: str) -> str:
        """Return the address without one of its values."""
        left = tuple(one for one in self.filters.get(group, ()) if one != value)
        return self.words(filters={**self.filters, group: left}, page=1)

    def toggled(self, group: str, value: str) -> str:
        """Return the address with one value more, or less when it has it already."""
        if value in self.filters.get(group, ()):
            return self.without(group, value)
        return self.words(filters={**self.filters, group: (*self.filters.get(group, ()), value)}, page=1)


def plain_text(text: str) -> str:
    """Return a text without control characters, signs of direction and unassigned characters; spaces stand for them.

    >>> plain_text("Wong\\u202eKar\\x00wai")
    'Wong Kar wai'
    """
    if text.isascii() and text.isprintable():
        return text
    kept = (" " if letter in _DIRECTIONS or unicodedata.category(letter) in _CONTROLS else letter for letter in text)
    return "".join(kept)


def is_code(text: str) -> bool:
    """Tell whether a word of an address can be the code of a record.

    >>> is_code("ppfwyy85gpea7p"), is_code("a\\x00b"), is_code("")
    (True, False, False)
    """
    return 0 < len(text) <= 20 and text.isascii() and text.isalnum()


def wanted_of(words: QueryDict) -> Wanted:
    """Return what a page's address asks for; words that name nothing are left out rather than refused."""
    raw = words.get("q", "")
    query = " ".join(plain_text(raw[: MOST_QUERY * 4]).split())
    filters = {group: values for group in GROUPS if (values := _values(group, words.getlist(group)))}
    return Wanted(
        query[:MOST_QUERY],
        filters,
        words.get("free") == "1",
        _one_of(words.get("wish", ""), ("", *WISHES)),
        _one_of(words.get("sort", ""), SORTS),
        _one_of(words.get("view", ""), VIEWS),
        _page_number(words.get("page", "")),
        is_cut=len(raw) > len(query[:MOST_QUERY]) and len(query) > MOST_QUERY,
    )


def _values(group: str, values: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values[:MOST_VALUES] if _is_value(group, value)))


def _is_value(group: str, value: str) -> bool:
    known = _KNOWN.get(group)
    return value in known if known is not None else 0 < len(value) <= 40 and value.replace("-", "").isalnum() and value.isascii()


def _one_of(word: str, words: tuple[str, ...]) -> str:
    return word if word in words else words[0]


def _page_number(word: str) -> int:
    return max(1, min(int(word), MOST_PAGE)) if word.isascii() and word.isdecimal() and len(word) < 9 else 1


def checked_words(words: QueryDict, allowed: Collection[str], sites: Collection[str]) -> Wanted:
    """Return what a machine's address asks for; WrongWord names the first word that names nothing."""
    check_names(words, allowed)
    for fault in _faults(words, sites):
        raise fault
    whole_number(words, "page", usual=1, most=MOST_PAGE)
    whole_number(words, "per_page", usual=PER_PAGE, most=100)
    return wanted_of(words)


def _faults(words: QueryDict, sites: Collection[str]) -> Iterator[WrongWord]:
    if len(words.get("q", "")) > MOST_QUERY:
        yield WrongWord("q", _("A query has at most %(most)d characters.") % {"most": MOST_QUERY})
    if words.get("q", "") != plain_text(words.get("q", "")):
        yield WrongWord("q", _("The query holds characters that cannot be shown. Send the text without them."))
    for group in GROUPS:
        known = sites if group == "site" else _KNOWN.get(group)
        for value in words.getlist(group):
            if known is not None and value not in known:
                choices = joined(sorted(known)) if len(known) < 50 else _("a code of ISO 3166-1, such as HK")
                yield WrongWord(group, _("This value is unknown. Known: %(values)s.") % {"values": choices})
            elif not _is_value(group, value):
                yield WrongWord(group, _("Give a language tag such as zh-Hant."))
        if len(words.getlist(group)) > MOST_VALUES:
            yield WrongWord(group, _("At most %(most)d values may be asked for.") % {"most": MOST_VALUES})
    if "sort" in words and words["sort"] not in SORTS:
        yield WrongWord("sort", _("This value is unknown. Known: %(values)s.") % {"values": joined(SORTS)})
