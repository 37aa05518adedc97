"""Compare a query with the spellings of a listing, word by word in any order, in every script they share.

A result is between 0 and 1. How much of the query is found counts most, how much of the spelling it covers a little.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from praya.engines.search import japanese, syllables
from praya.engines.search.asking import ROMANISED, Term, terms
from praya.engines.search.entries import MARK
from praya.engines.search.folding import HAN, script_of
from praya.engines.search.sounds import skeleton, sound
from praya.engines.search.spelling import WEAK

# How much the covered share of the spelling counts; the least likeness of two words that is one; what another spelling adds.
COVERAGE, LEAST, ELSEWHERE = 0.18, 0.6, 0.92
CREDITED = 0.7
DERIVED, JOINED, WEAK_SIZE, READ = 0.93, 0.95, 0.4, 0.93
# What a name read to its last syllable is worth: more than other words of which only some are asked for.
WHOLE = 0.955
# How like neighbours written together have to be to one word.
TOGETHER = 0.85
# Short words sound alike too easily.
SHORT = 0.8
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
    def scripts(self) -> set[str]:
        """Return the scripts of its letters."""
        return {script_of(letter) for letter in self.letters}


@dataclass(frozen=True, slots=True)
class Score:
    """Say how like a listing is, and which of its spellings, counted over names and then credits, is the one."""

    value: float
    spelling: int
    is_credit: bool


@dataclass(frozen=True, slots=True)
class Compared:
    """Say how like each term of a query is to something in a spelling, and what share of the spelling that covers."""

    likeness: list[float]
    covered: float

    def discounted(self, share: float) -> Compared:
        """Return the same for less."""
        return Compared([one * share for one in self.likeness], self.covered)


@dataclass(frozen=True, slots=True)
class Asked:
    """Hold a query ready for comparing with many listings."""

    terms: tuple[Term, ...]
    has_letters: bool
    ways: tuple[tuple[tuple[_Syllables, ...], ...], ...]
    classes: tuple[frozenset[str], ...]
    bare: frozenset[str]
    joined: str
    total: float


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
    bare = frozenset(skeleton(sound(word)) for word in (joined, *(term.word for term in known if term.word)))
    return Asked(
        known, any(term.letters for term in known), ways, classes, bare, joined, sum(term.weight for term in known) or 1.0
    )


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
    if not asked.terms:
        return best
    names = [form for form in forms if not form.is_credit]
    for kind in (names, forms[len(names) :]):
        if not kind:
            continue
        worth = CREDITED if kind[0].is_credit else 1.0
        for at, value in enumerate(_values(asked, kind)):
            if value * worth > best.value:
                best = Score(value * worth, at + (len(names) if kind[0].is_credit else 0), kind[0].is_credit)
    return best


def _values(asked: Asked, forms: Sequence[Form]) -> Iterator[float]:
    """Give the likeness of each spelling, with what the others add to it."""
    # A listing written in a script is found in that script as it is written, not by how it is read.
    written = {script for form in forms if form.letters for script in form.scripts} if asked.has_letters else set()
    compared = [_compare(asked, form, written) for form in forms]
    best = [max(column) for column in zip(*(one.likeness for one in compared), strict=True)]
    for form, one in zip(forms, compared, strict=True):
        pairs = zip(asked.terms, one.likeness, best, strict=True)
        together = sum(term.weight * max(here, ELSEWHERE * other) for term, here, other in pairs)
        own = sum(term.weight * here for term, here in zip(asked.terms, one.likeness, strict=True))
        share = 1.0 - COVERAGE + COVERAGE * one.covered * (own / together if together else 1.0)
        yield max(share * together / asked.total, _whole(asked, form))


def _compare(asked: Asked, form: Form, written: set[str]) -> Compared:
    """Return how a query and one spelling compare in the way that suits them best."""
    best = _by_words(asked, form, form.words, written)
    if min(best.likeness) < 1.0:
        if form.derived and not asked.bare.isdisjoint(skeleton(sound(word)) for word in form.derived):
            derived = _by_words(asked, form, form.derived, written)
            best = max(best, derived.discounted(DERIVED), key=_worth)
        for number, lane in enumerate(syllables.LANES):
            if asked.classes[number]:
                sequence = syllables.read(form.letters, lane) if form.letters else form.lanes[number]
                if any(not asked.classes[number].isdisjoint(one) for one in sequence):
                    best = max(best, _by_syllables(asked, form, number, sequence, written), key=_worth)
    return best


def _worth(compared: Compared) -> float:
    return sum(compared.likeness) + compared.covered


def _by_words(asked: Asked, form: Form, words: Sequence[str], written: set[str]) -> Compared:
    """Compare word by word, each word of the spelling used once, and letters with letters."""
    used = [0.0] * len(words)
    found = []
    covered_letters = 0.0
    for term in asked.terms:
        one = 0.0
        if term.letters:
            one = letters_likeness(term.letters, form.letters)
            covered_letters += one * len(term.letters)
            if not form.letters and term.script == HAN and HAN not in written:
                one = _read_in_japanese(term.letters, words, used)
        if one < 1.0 and term.word and words and not (term.letters and term.script in written):
            at, likeness = _best_word(term.word, words, used)
            if likeness > one:
                one = likeness
                used[at] = likeness
        found.append(one)
    _join(asked, found, words, used)
    if covered_letters and form.letters:
        return Compared(found, min(1.0, covered_letters / len(form.letters)))
    return Compared(found, _covered(words, used))


def _read_in_japanese(letters: str, words: Sequence[str], used: list[float]) -> float:
    """Return how far Latin words are readings of kanji, and note the words so used; one word in two is not enough."""
    readings = japanese.readings(letters)
    for number, word in enumerate(words):
        if any(word_likeness(reading, word) >= JOINED for reading in readings):
            used[number] = DERIVED
        elif number and any(word_likeness(reading, words[number - 1] + word) >= JOINED for reading in readings):
            used[number - 1] = used[number] = DERIVED
    share = _covered(words, used)
    return share if share > LEAST else 0.0


def _covered(words: Sequence[str], used: Sequence[float]) -> float:
    sizes = [WEAK_SIZE if word in WEAK else float(len(word)) for word in words]
    return sum(size * one for size, one in zip(sizes, used, strict=True)) / (sum(sizes) or 1.0)


def _best_word(word: str, words: Sequence[str], used: Sequence[float]) -> tuple[int, float]:
    best, at = 0.0, 0
    for number, other in enumerate(words):
        likeness = word_likeness(word, other)
        if likeness > best and likeness > used[number]:
            best, at = likeness, number
    return at, best


def _join(asked: Asked, found: list[float], words: Sequence[str], used: list[float]) -> None:
    """Compare neighbours written together with one word of the other side, where apart they are less alike."""
    for at, term in enumerate(asked.terms):
        if found[at] >= JOINED or not term.word:
            continue
        size = len(term.word)
        for number in range(len(words) - 1 if size > 3 else 0):
            together = words[number] + words[number + 1]
            likeness = word_likeness(term.word, together) if abs(len(together) - size) < 3 else 0.0
            if likeness >= TOGETHER and likeness * JOINED > found[at]:
                found[at] = used[number] = used[number + 1] = likeness * JOINED
        if at + 1 < len(found) and found[at + 1] < JOINED and (after := asked.terms[at + 1].word):
            for number, word in enumerate(words):
                likeness = word_likeness(term.word + after, word) if abs(len(word) - size - len(after)) < 3 else 0.0
                if likeness >= TOGETHER and likeness * JOINED > max(found[at], found[at + 1]):
                    found[at] = found[at + 1] = used[number] = likeness * JOINED


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
    if len(word) < 4 and len(other) < 4:
        return SHORT if key.replace("l", "r") == another.replace("l", "r") else 0.0
    if len(key) > 4 and key in another:
        inside = (0.86 if another.startswith(key) else 0.78) + 0.1 * len(key) / len(another)
    else:
        inside = 0.0
        if 2 * min(len(key), len(another)) < max(len(key), len(another)):
            return 0.0
    near = _nearness()
    heard = (0.97 if min(len(key), len(another)) > 3 else SHORT) * near(key, another)
    best = max(near(word, other), heard, inside)
    if 0.3 < best < 0.9 and len(skeleton(key)) > 2:
        best = max(best, 0.5 * best + 0.42 * near(skeleton(key), skeleton(another)))
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


def _by_syllables(asked: Asked, form: Form, number: int, sequence: Sequence[Sequence[str]], written: set[str]) -> Compared:
    """Compare in one lane, syllable by syllable; words that are none of its syllables as written."""
    found: list[float] = []
    is_read: list[bool] = []
    used, spoken = [False] * len(sequence), [0.0] * len(form.words)
    last = -1
    for term, ways in zip(asked.terms, asked.ways, strict=True):
        best, at, size = 0.0, 0, 0
        if not (term.letters and term.script in written):
            for way in ways[number]:
                begin, likeness = _place(way, sequence, used, last)
                if likeness > best:
                    best, at, size = likeness, begin, len(way)
        # Letters read, or words on both sides guessed to be syllables, are less sure than a reading of letters.
        best *= READ if term.letters or not form.letters else 1.0
        is_read.append(best > 0.0)
        if best:
            used[at : at + size] = [True] * size
            last = at + size - 1
        elif term.word and form.words and not form.letters:
            _at, best = _best_word(term.word, form.words, spoken)
        elif term.letters and form.letters:
            best = letters_likeness(term.letters, form.letters)
        found.append(best)
    share = WHOLE if all(used) else ROMANISED
    likeness_of = [one * share if is_heard else one for one, is_heard in zip(found, is_read, strict=True)]
    return Compared(likeness_of, sum(used) / len(used))


def _place(way: _Syllables, sequence: Sequence[Sequence[str]], used: Sequence[bool], last: int) -> tuple[int, float]:
    """Return where in a sequence a term's syllables stand and how well; right after the term before is best."""
    best, place, size = 0.0, 0, len(way)
    for begin in range(len(sequence) - size + 1):
        if used[begin] or (size > 1 and any(used[begin : begin + size])):
            continue
        hits = 0
        for one, other in zip(way, sequence[begin : begin + size]):
            hits += not one.isdisjoint(other)
        if hits < size and (size < 3 or hits < size - 1):
            continue
        likeness = hits / size * (1.0 if begin == last + 1 else 0.96)
        if likeness > best:
            best, place = likeness, begin
    return place, best


def _whole(asked: Asked, form: Form) -> float:
    """Return how like the whole query and the whole spelling are when each is written in one word."""
    if len(asked.joined) < 4 or len(asked.terms) + len(form.words) + len(form.derived) < 3:
        return 0.0
    near = _nearness()
    joined = "".join(form.words)
    whole = 0.98 * near(asked.joined, joined, score_cutoff=0.75)
    return max([whole, *(0.9 * near(asked.joined, word, score_cutoff=0.75) for word in form.derived)])
