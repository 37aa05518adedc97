"""Ask for what a document holds: sections, their fields and their lists of rows, with the words that ask for each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Words = Mapping[str, Any]
LIST_KINDS = frozenset({"choices", "countries", "languages", "words"})
TEXT_KINDS = frozenset({"line", "texts"})


@dataclass(frozen=True, slots=True)
class Field:
    """Ask for one value. `name` is its place in the document; `kind` says how it is typed, shown, checked and told.

    Kinds are text, name (never empty), note, address (https only), website, day, number (within `bounds`), amount (minor
    units of the document's currency), currency, flag, choice and roles (a key of `words`), choices, level, language,
    languages, country, countries, words, and line or texts (in several languages).
    """

    name: str
    label: Any
    kind: str = "text"
    words: Words | None = None
    help: Any = ""
    usual: str = ""
    is_needed: bool = False
    bounds: tuple[int, int] = (0, 10**15)

    @property
    def stored_in(self) -> str:
        """Return the field of the document that holds it."""
        return self.name.split(".", maxsplit=1)[0]

    @property
    def empty(self) -> Callable[[], Any]:
        """Return what makes the value of its field in the document when nothing is said."""
        if "." in self.name or self.kind in TEXT_KINDS:
            return dict
        return list if self.kind in LIST_KINDS else type(None)


@dataclass(frozen=True, slots=True)
class Rows:
    """Ask for a list of rows; `add` is the word of the button for one more.

    A row that says nothing under any of the keys in `says` (none given: the first) is left out; `in_words` says a row as a
    person would in a language, where its values one after another do not.
    """

    name: str
    label: Any
    fields: tuple[Field, ...]
    add: Any
    help: Any = ""
    is_linked: bool = False
    says: tuple[str, ...] = ()
    in_words: Callable[[Mapping[str, Any], str], str] | None = None
    empty: Callable[[], Any] = list

    @property
    def stored_in(self) -> str:
        """Return the field of the document that holds it."""
        return self.name


Item = Field | Rows


@dataclass(frozen=True, slots=True)
class Section:
    """Gather what is asked for on one page of the editor."""

    key: str
    label: Any
    help: Any
    items: tuple[Item, ...]

    @property
    def fields(self) -> list[str]:
        """Return the fields of the document that this page may change."""
        return list(dict.fromkeys(item.stored_in for item in self.items))
