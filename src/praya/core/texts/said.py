"""Say a sentence so that whoever reads it later reads it in their own language.

What a job finds out is kept for readers who are not there yet, colleagues with another language among them. So a sentence of
these functions is a text like any other, in the language in force, and remembers of which message and which words it was made;
`told` gives that as plain values to keep, and `retold` says it anew. A text that remembers nothing, as all that was kept before,
stays as it is.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Self

from django.utils import translation
from django.utils.functional import Promise

from praya.core.texts import joining

Stored = str | float | dict[str, Any]


class Said(str):
    """Be a sentence in the language in force, and remember as plain values how it was made."""

    made: dict[str, Any]

    @classmethod
    def of(cls, text: str, **made: Any) -> Self:
        """Return a text that was made so."""
        found = cls(text)
        found.made = made
        return found

    def __mod__(self, words: Any) -> Said:
        """Fill the words in."""
        return Said.of(str.__mod__(self, words), **self.made, words={name: told(word) for name, word in dict(words).items()})


def gettext(message: str) -> Said:
    """Return a message in the language in force."""
    return Said.of(translation.gettext(message), say=message)


def ngettext(singular: str, plural: str, number: int) -> Said:
    """Return the form of a message that suits a number."""
    return Said.of(translation.ngettext(singular, plural, number), say=singular, many=plural, number=number)


def counted(lazy: Any, count: int) -> Said:
    """Return the form of an ngettext_lazy over `count` that suits a number, with the number filled in."""
    words = lazy._kw
    return ngettext(words["singular"], words["plural"], count) % {"count": count}


def joined(words: Iterable[Any]) -> Said:
    """Return words as a list, in the manner of the language in force."""
    return _together("joined", words)


def joined_clauses(clauses: Iterable[Any]) -> Said:
    """Return clauses set apart by semicolons, in the manner of the language in force."""
    return _together("joined_clauses", clauses)


def joined_sentences(sentences: Iterable[Any]) -> Said:
    """Return sentences one after the other, in the manner of the language in force."""
    return _together("joined_sentences", sentences)


_WAYS: Mapping[str, Callable[[Iterable[Any]], str]] = {
    way.__name__: way for way in (joining.joined, joining.joined_clauses, joining.joined_sentences)
}


def _together(way: str, parts: Iterable[Any]) -> Said:
    found = [part for part in parts if str(part)]
    if len(found) == 1 and isinstance(found[0], Said):
        return found[0]
    return Said.of(_WAYS[way](found), way=way, parts=[told(part) for part in found])


def told(text: Any) -> Stored:
    """Return a text as it is kept: by its message and words where it remembers them.

    >>> told("Mei"), told(gettext("%(count)d rows") % {"count": 2})
    ('Mei', {'say': '%(count)d rows', 'words': {'count': 2}})
    """
    if isinstance(text, Said):
        return text.made
    if isinstance(text, Promise):
        return _of_lazy(text)
    return text if isinstance(text, int | float) else str(text)


def _of_lazy(text: Any) -> Stored:
    """Return what a gettext_lazy or pgettext_lazy remembers; of any other that puts itself off, its text."""
    *context, message = text._args or ("",)
    if text._kw or not isinstance(message, str) or len(context) > 1:
        return str(text)
    return {"say": message, "context": context[0]} if context else {"say": message}


def retold(kept: Stored) -> str:
    """Return what was kept, in the language in force.

    >>> retold("Mei"), retold({"say": "%(count)d rows", "words": {"count": 2}})
    ('Mei', '2 rows')
    """
    if not isinstance(kept, dict):
        return str(kept)
    if "way" in kept:
        return _WAYS[kept["way"]]([retold(part) for part in kept["parts"]])
    if "many" in kept:
        text = translation.ngettext(kept["say"], kept["many"], kept["number"])
    elif "context" in kept:
        text = translation.pgettext(kept["context"], kept["say"])
    else:
        text = translation.gettext(kept["say"])
    return text % {name: _word(word) for name, word in kept["words"].items()} if "words" in kept else text


def _word(kept: Stored) -> Stored:
    return kept if isinstance(kept, int | float) else retold(kept)


def packed(text: Any) -> str:
    """Return a text as a column of texts keeps it.

    >>> packed("Mei"), unpacked(packed("Mei")), unpacked(packed(gettext("Mend it.")))
    ('Mei', 'Mei', 'Mend it.')
    """
    kept = told(text)
    return json.dumps(kept, ensure_ascii=False) if isinstance(kept, dict) else str(kept)


def unpacked(kept: str) -> str:
    """Return what a column of texts has kept, in the language in force."""
    return retold(json.loads(kept)) if kept.startswith(_PACKED) else kept


_PACKED = ('{"say": ', '{"way": ')
