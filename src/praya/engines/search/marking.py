"""Mark in a spelling, as it is written, the parts that a query matched; and spell a query better from a spelling."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from praya.engines.search import syllables
from praya.engines.search.alignment import word_likeness
from praya.engines.search.asking import Term, terms
from praya.engines.search.folding import HAN, HANGUL, KANA, fold, script_of
from praya.engines.search.spelling import spelling

MARKED, BETTER, MOST = 0.72, 0.7, 0.7
_CHUNK = re.compile(r"[\w'’ʼ`´]+")

Span = tuple[int, int]


def spans(query: str, text: str) -> tuple[Span, ...]:
    """Return the parts of `text` that match the query, as (begin, end) of its characters, joined where they touch.

    >>> spans("mood for love", "In the Mood for Love")
    ((7, 20),)
    """
    known = terms(query)
    found: list[Span] = []
    for begin, chunk in _chunks(text):
        found += [(begin + first, begin + last) for first, last in _in_chunk(known, chunk)]
    if not found and any(term.word for term in known):
        found = _read(known, text)
    return _joined(found, text)


def _chunks(text: str) -> Iterator[tuple[int, str]]:
    """Give pieces of one script without spaces, each with where it begins."""
    for match in _CHUNK.finditer(text):
        start, chunk = match.start(), match.group()
        begin = 0
        for at in range(1, len(chunk) + 1):
            if at == len(chunk) or _kind(chunk[at]) != _kind(chunk[at - 1]):
                yield start + begin, chunk[begin:at]
                begin = at


def _kind(letter: str) -> bool:
    return script_of(letter) in {HAN, KANA, HANGUL}


def _in_chunk(known: Sequence[Term], chunk: str) -> Iterator[Span]:
    folded = [fold(letter) or letter for letter in chunk]
    if _kind(chunk[0]):
        letters = "".join(_one(letter) for letter in folded)
        for term in known:
            if term.letters:
                yield from _pieces(term.letters, letters)
        return
    words = spelling(chunk).words
    if any(word_likeness(term.word, word) >= MARKED for term in known for word in words if term.word and not term.letters):
        yield 0, len(chunk)


def _one(letter: str) -> str:
    from praya.engines.search.kana import katakana

    return katakana(letter[0])


def _pieces(wanted: str, letters: str) -> Iterator[Span]:
    """Give the longest pieces of `wanted` that stand in `letters`."""
    at = 0
    while at < len(wanted):
        size = next((size for size in range(len(wanted) - at, 0, -1) if wanted[at : at + size] in letters), 0)
        # One kana alone says nothing.
        if size > 1 or (size and script_of(wanted[at]) != KANA):
            begin = letters.index(wanted[at : at + size])
            yield begin, begin + size
        at += max(size, 1)


def _read(known: Sequence[Term], text: str) -> list[Span]:
    """Return East Asian letters that are read as the query's words are spelled: in one lane most of its syllables, or all."""
    letters = [(at, _one(fold(letter) or letter)) for at, letter in enumerate(text) if _kind(letter)]
    best: list[Span] = []
    for lane in syllables.LANES:
        asked = [set(syllable) for term in known for way in term.ways(lane)[:1] for syllable in way]
        read = [(at, {one for classes in syllables.read(letter, lane) for one in classes}) for at, letter in letters]
        found = [(at, at + 1) for at, classes in read if any(not classes.isdisjoint(one) for one in asked)]
        if len(found) >= MOST * len(asked):
            best = max(best, found, key=len)
    if letters and not best:
        derived = spelling(text).derived
        if any(word_likeness(term.word, word) >= MARKED for term in known for word in derived):
            best = [(letters[0][0], letters[-1][0] + 1)]
    return best


def _joined(found: Sequence[Span], text: str) -> tuple[Span, ...]:
    """Return spans in order, those that touch or have only spaces between them as one."""
    joined: list[Span] = []
    for begin, end in sorted(found):
        if joined and (begin <= joined[-1][1] or text[joined[-1][1] : begin].isspace()):
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((begin, end))
    return tuple(joined)


def better(query: str, text: str, unknown: Sequence[str]) -> str | None:
    """Return the query with those of its words that nothing has replaced by the likest words of `text`, or None.

    >>> better("farewel my concubine", "Farewell My Concubine", ["farewel"])
    'Farewell my concubine'
    """
    replaced, changed = [], False
    choices = [(chunk, word) for _begin, chunk in _chunks(text) for word in spelling(chunk).words]
    for term in terms(query):
        likeness, chunk = max(((word_likeness(term.word, word), chunk) for chunk, word in choices), default=(0.0, ""))
        is_replaced = term.word in unknown and not term.letters and BETTER <= likeness < 1.0
        replaced.append(chunk if is_replaced else term.letters or term.word)
        changed |= is_replaced
    return " ".join(replaced) if changed else None
