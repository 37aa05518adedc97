"""Compare a query with the spellings of a listing, word by word in any order, in every script they share.

A result is between 0 and 1. How much of the query is found counts most, how much of the spelling it covers a little.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from praya.engines.search import syllables
from praya.engines.search.asking import ROMANISED, Term, terms
from praya.engines.search.entries import MARK
from praya.engines.search.folding import HAN, HANGUL, script_of
from praya.engines.search.sounds import skeleton, sound
from praya.engines.search.spelling import WEAK

# How much the covered share of the spelling counts; the least likeness of two words that is one; what another spelling adds.
COVERAGE, LEAST, ELSEWHERE = 0.18, 0.6, 0.92
CREDITED = 0.7
_Syllables = tuple[frozenset[str], ...]


@dataclass(slots=True)
class Form:
    """Hold one spelling of a listing, read back from what the index keeps."""

    letters: str
    words: list[str]
    derived: list[str]
    lanes: tuple[list[list[str]], ...]
    is_credit: bool

    @property
    def has_letters(self) -> bool:
        """Tell whether Han or Hangul stand in it."""
        return any(script_of(letter) in {HAN, HANGUL} for letter in self.letters)


@dataclass(frozen=True, slots=True)
class Score:
    """Say how like a listing is, and which of its spellings, counted over names and then credits, is the one."""

    value: float
    spelling: int
    is_credit: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """Hold a query ready for comparing with many listings."""

    terms: tuple[Term, ...]
    ways: tuple[tuple[tuple[_Syllables, ...], ...], ...]
    classes: tuple[frozenset[str], ...]
    joined: str
    total: float

    @property
    def is_east_asian(self) -> bool:
        """Tell whether the query has Han characters or Hangul and no other words."""
        return all(term.script in {HAN, HANGUL} for term in self.terms)


def prepare(text: str) -> Asked:
    """Return a query ready for comparing."""
    known = terms(text)
    ways = tuple(
        tuple(tuple(tuple(frozenset(one) for one in way) for way in term.ways(lane)) for lane in syllables.LANES)
        for term in known
    )
    joined = "".join(term.word for term in known)
    classes = tuple(
        frozenset(one for term in ways for way in term[number] for syllable in way for one in syllable)
        for number in range(len(syllables.LANES))
    )
    return Asked(known, ways, classes, joined, sum(term.weight for term in known) or 1.0)


def read_forms(forms: str) -> list[Form]:
    """Return the spellings that an index keeps of a listing."""
    return [_form(line) for line in forms.split("\n")]


def _form(line: str) -> Form:
    is_credit = line.startswith(MARK)
    cells = (line[1:] if is_credit else line).split("\t")
    cells += [""] * (6 - len(cells))
    lanes = tuple([syllable.split("/") for syllable in cell.split(" ")] if cell else [] for cell in cells[3:])
    return Form(cells[0], cells[1].split(), cells[2].split(), lanes, is_credit)


def score(asked: Asked, forms: Sequence[Form]) -> Score:
    """Return how like a listing with these spellings is to what is asked."""
    best = Score(0.0, 0, False)
    names = [form for form in forms if not form.is_credit]
    for kind in (names, [form for form in forms if form.is_credit]):
        if not kind:
            continue
        worth = CREDITED if kind[0].is_credit else 1.0
        for at, value in enumerate(_values(asked, kind)):
            if value * worth > best.value:
                best = Score(value * worth, at + (len(names) if kind[0].is_credit else 0), kind[0].is_credit)
    return best


def _values(asked: Asked, forms: Sequence[Form]) -> Iterator[float]:
    """Give the likeness of each spelling, with what the others add to it."""
    is_han = any(form.has_letters for form in forms)
    compared = [_compare(asked, form, is_han=is_han) for form in forms]
    best = [max(row[0][at] for row in compared) for at in range(len(asked.terms))]
    for found, covered, whole in compared:
        together = sum(
            term.weight * max(one, ELSEWHERE * other) for term, one, other in zip(asked.terms, found, best, strict=True)
        )
        own = sum(term.weight * one for term, one in zip(asked.terms, found, strict=True))
        likeness = max(together / asked.total, whole)
        yield likeness * (1.0 - COVERAGE + COVERAGE * max(covered, whole) * (own / together if together else 1.0))


def _compare(asked: Asked, form: Form, *, is_han: bool) -> tuple[list[float], float, float]:
    """Return the likeness of every term, the share of the spelling covered, and the likeness of both written together."""
    best = _by_words(asked, form, is_han=is_han)
    for number, lane in enumerate(syllables.LANES):
        if not asked.classes[number] or min(best[0]) == 1.0:
            continue
        sequence = _sequence(form, number, lane)
        if any(not asked.classes[number].isdisjoint(one) for one in sequence):
            found = _by_syllables(asked, form, number, sequence, best[0], is_han=is_han)
            if sum(found[0]) + found[1] > sum(best[0]) + best[1]:
                best = found
    return best[0], best[1], _whole(asked, form)


def _by_words(asked: Asked, form: Form, *, is_han: bool) -> tuple[list[float], float]:
    words = form.words + form.derived
    used = [0.0] * len(words)
    found = []
    covered_letters = 0.0
    for term in asked.terms:
        one = 0.0
        if term.letters:
            one = letters_likeness(term.letters, form.letters)
            covered_letters += one * len(term.letters)
        if one < 1.0 and term.word and words and not (is_han and term.script in {HAN, HANGUL}):
            at, likeness = _best_word(term.word, words, used)
            if likeness > one:
                one = likeness
                used[at] = likeness
        found.append(one)
    return found, _covered(form, used, covered_letters)


def _covered(form: Form, used: Sequence[float], covered_letters: float) -> float:
    if covered_letters and form.letters:
        return min(1.0, covered_letters / len(form.letters))
    own = used[: len(form.words)]
    sizes = [0.4 if word in WEAK else float(len(word)) for word in form.words]
    share = sum(size * one for size, one in zip(sizes, own, strict=True)) / (sum(sizes) or 1.0)
    if any(used[len(form.words) :]):
        return max(share, 0.6)
    return share


def _best_word(word: str, words: Sequence[str], used: Sequence[float]) -> tuple[int, float]:
    best, at = 0.0, 0
    for number, other in enumerate(words):
        likeness = word_likeness(word, other)
        if likeness > best and likeness > used[number]:
            best, at = likeness, number
    return at, best


@cache
def _nearness() -> Callable[..., float]:
    """Return the likeness by insertions, deletions, exchanges and neighbours swapped; loaded when first needed."""
    from rapidfuzz.distance import OSA

    return OSA.normalized_similarity


@lru_cache(maxsize=1 << 15)
def word_likeness(word: str, other: str) -> float:
    """Return how like two words are, as written, as they sound, by their consonants, or as an initial; 0 below `LEAST`."""
    if word == other:
        return 1.0
    if len(word) == 1 or len(other) == 1:
        return 0.7 if word[0] == other[0] and not word.isdigit() and max(len(word), len(other)) > 1 else 0.0
    if word.isdigit() or other.isdigit():
        return 0.0
    key, another = sound(word), sound(other)
    near = _nearness()
    written = near(word, other)
    heard = near(key, another)
    best = max(written, 0.97 * heard)
    bare, bones = skeleton(key), skeleton(another)
    if len(bare) > 2 and best < 0.9:
        best = max(best, 0.5 * best + 0.42 * near(bare, bones))
    return best if best >= LEAST else 0.0


def letters_likeness(letters: str, other: str) -> float:
    """Return the share of East Asian letters found in another text, in one piece or in order."""
    if not other:
        return 0.0
    if letters in other:
        return 1.0
    if len(letters) < 2:
        return 0.0
    from rapidfuzz.distance import LCSseq

    share = LCSseq.similarity(letters, other) / len(letters)
    if share < 1.0 and len(letters) <= 4 and sorted(letters) == sorted(other):
        return 0.9
    return 0.93 * share if share >= 0.5 else 0.0


def _sequence(form: Form, number: int, lane: str) -> Sequence[Sequence[str]]:
    return syllables.read(form.letters, lane) if form.letters else form.lanes[number]


def _by_syllables(
    asked: Asked, form: Form, number: int, sequence: Sequence[Sequence[str]], written: Sequence[float], *, is_han: bool
) -> tuple[list[float], float]:
    """Return the likeness of every term in one lane, or as written where that is better, and the share of syllables covered."""
    found, used = [], [False] * len(sequence)
    last = -1
    for term, ways, one in zip(asked.terms, asked.ways, written, strict=True):
        best, at, size = 0.0, 0, 0
        if one < 1.0 and not (is_han and (term.script == HAN or (term.script == HANGUL and _is_hangul(form)))):
            for way in ways[number]:
                begin, likeness = _place(way, sequence, used, last)
                if likeness > best:
                    best, at, size = likeness, begin, len(way)
        if best * ROMANISED > one:
            used[at : at + size] = [True] * size
            last = at + size - 1
            found.append(best * ROMANISED)
        else:
            found.append(one)
    return found, sum(used) / len(used)


def _is_hangul(form: Form) -> bool:
    return any(script_of(letter) == HANGUL for letter in form.letters)


def _place(way: _Syllables, sequence: Sequence[Sequence[str]], used: Sequence[bool], last: int) -> tuple[int, float]:
    """Return where in a sequence a term's syllables stand and how well; right after the term before is best."""
    best, place = 0.0, 0
    for begin in range(len(sequence) - len(way) + 1):
        if any(used[begin : begin + len(way)]):
            continue
        hits = sum(not one.isdisjoint(other) for one, other in zip(way, sequence[begin : begin + len(way)]))
        likeness = hits / len(way)
        if likeness < 1.0 and (len(way) < 3 or hits < len(way) - 1):
            continue
        likeness *= 1.0 if begin == last + 1 else 0.96
        if likeness > best:
            best, place = likeness, begin
    return place, best


def _whole(asked: Asked, form: Form) -> float:
    """Return how like the whole query and the whole spelling are when each is written in one word."""
    joined = "".join(form.words)
    if len(asked.joined) < 4 or len(joined) < 4:
        return 0.0
    near = _nearness()
    whole = near(asked.joined, joined, score_cutoff=0.75)
    if form.derived and whole < 0.9:
        whole = max(whole, 0.9 * max(near(asked.joined, word, score_cutoff=0.75) for word in form.derived))
    return 0.98 * whole
