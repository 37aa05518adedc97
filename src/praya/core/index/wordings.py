"""Read in what somebody typed the words that name a facet: a country, a genre, what a company does, a category.

What is written between quotation marks is looked for as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from praya.core.index.grading import is_compared
from praya.engines.search import fold

LONGEST_PHRASE, MOST_WORDS = 4, 8
_WORD = re.compile(r"[\"“”„«»「」]([^\"“”„«»「」]*)[\"“”„«»「」]|([^\s\"“”„«»「」]+)")

# A folded phrase and what it names: a group of facets and the value in it.
Vocabulary = Mapping[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Word:
    """Hold one word, or what stands between quotation marks."""

    text: str
    is_quoted: bool = False

    def __str__(self) -> str:
        return f'"{self.text}"' if self.is_quoted else self.text

    @property
    def parts(self) -> tuple[str, ...]:
        """Return the words in it that are looked for."""
        return tuple(part for part in self.text.split() if is_compared(part))


@dataclass(frozen=True, slots=True)
class Meant:
    """Say that some of the words name a value; `without` is the query with them left out, `quoted` with them as mere words."""

    group: str
    value: str
    text: str
    without: str
    quoted: str


@dataclass(frozen=True, slots=True)
class Wording:
    """Hold a query as it was read: the words to look for, and what others of them name."""

    words: tuple[str, ...] = ()
    meant: tuple[Meant, ...] = ()

    def values(self, group: str) -> tuple[str, ...]:
        """Return the values that the query names in a group."""
        return tuple(one.value for one in self.meant if one.group == group)


def vocabulary(groups: Mapping[str, Iterable[tuple[str, str]]]) -> dict[str, tuple[str, str]]:
    """Return a vocabulary from groups of (phrase, value), with English plurals; of two things named alike the first counts.

    >>> vocabulary({"category": [("Buyer", "buyer")]})
    {'buyer': ('category', 'buyer'), 'buyers': ('category', 'buyer')}
    """
    known: dict[str, tuple[str, str]] = {}
    for group, phrases in groups.items():
        for phrase, value in phrases:
            folded = fold(phrase)
            for text in (folded, f"{folded}s") if folded.isascii() and len(folded) > 3 else (folded,):
                if text:
                    known.setdefault(text, (group, value))
    return known


def typed_words(query: str) -> list[Word]:
    """Return the words of a query, at most `MOST_WORDS`; signs alone are none.

    >>> [str(word) for word in typed_words('comedy & "hong kong" 香港 …')]
    ['comedy', '"hong kong"', '香港']
    """
    found = (Word((quoted or plain).strip(), not plain) for quoted, plain in _WORD.findall(query))
    return [word for word in found if word.parts][:MOST_WORDS]


def plain_words(query: str) -> tuple[str, ...]:
    """Return the words of a query that are looked for as they are, whatever they could name."""
    return tuple(part for word in typed_words(query) for part in word.parts)


def read_wording(query: str, known: Vocabulary) -> Wording:
    """Return what the words of a query name, the longest phrases first, and those left to be looked for.

    >>> known = vocabulary({"country": [("Hong Kong", "HK"), ("香港", "HK")], "genre": [("comedy", "funny"), ("喜劇", "funny")]})
    >>> [(one.value, one.without) for one in read_wording("comedy hong kong ng", known).meant]
    [('funny', 'hong kong ng'), ('HK', 'comedy ng')]
    >>> [one.value for one in read_wording("香港喜剧", known).meant]
    ['HK', 'funny']
    """
    words = typed_words(query)
    left: list[str] = []
    meant: list[Meant] = []
    at = 0
    while at < len(words):
        size, values = _named(words, at, known)
        if values:
            text = " ".join(word.text for word in words[at : at + size])
            without = " ".join(map(str, (*words[:at], *words[at + size :])))
            quoted = " ".join(map(str, (*words[:at], Word(text, is_quoted=True), *words[at + size :])))
            meant += [Meant(group, value, text, without, quoted) for group, value in values]
        else:
            left += words[at].parts
        at += size
    return Wording(tuple(left), tuple(meant))


def _named(words: Sequence[Word], at: int, known: Vocabulary) -> tuple[int, list[tuple[str, str]]]:
    """Return how many words from here name something together, and what; one word that names nothing counts as one."""
    for size in range(min(LONGEST_PHRASE, len(words) - at), 0, -1):
        some = words[at : at + size]
        if any(word.is_quoted for word in some):
            continue
        folded = fold(" ".join(word.text for word in some))
        if folded in known:
            return size, [known[folded]]
    return 1, [] if words[at].is_quoted else _cut(fold(words[at].text), known)


def _cut(text: str, known: Vocabulary) -> list[tuple[str, str]]:
    """Return what a run of letters without spaces names piece by piece, as Chinese writes it; nothing unless all of it does."""
    found: list[tuple[str, str]] = []
    while text and not text.isascii():
        size = next((size for size in range(len(text), 1, -1) if text[:size] in known), 0)
        if not size:
            return []
        found.append(known[text[:size]])
        text = text[size:]
    return [] if text else found
