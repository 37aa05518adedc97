"""Turn what is listed into tokens for the postings and forms for ranking."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

from praya.engines.search import syllables
from praya.engines.search.folding import HAN, HANGUL, LATIN, fold, runs, script_of
from praya.engines.search.sounds import skeleton, sound
from praya.engines.search.spelling import WEAK, Spelling, spelling

# Another number whenever tokens or forms change: an index made by another analysis has to be built again.
VERSION = 3
LONGEST_WORDS, LARGEST = 4000, 7
CREDIT, WORDS = "c", "o"
# Begins the forms of names attached.
MARK = "\x1f"


@dataclass(frozen=True, slots=True)
class Entry:
    """Hold what the index keeps of one listing."""

    names: tuple[str, ...]
    credits: tuple[str, ...]
    tokens: list[str]
    forms: str
    size: int


def analyse(names: Sequence[str], credits: Sequence[str] = (), words: str = "") -> Entry:
    """Return the tokens and the forms of a listing; names that are empty are left out."""
    own = [name for name in dict.fromkeys(map(_line, names)) if name]
    attached = [name for name in dict.fromkeys(map(_line, credits)) if name]
    spellings = [spelling(name) for name in own]
    others = [spelling(name) for name in attached]
    tokens = list(name_tokens(spellings))
    tokens += (f"{CREDIT}{token}" for token in credit_tokens(others))
    tokens += word_tokens(words)
    keeps_lanes = tag_of(spellings) == "L"
    forms = "\n".join([written(one, keeps_lanes=keeps_lanes) for one in spellings] + [f"{MARK}{written(one)}" for one in others])
    return Entry(tuple(own), tuple(attached), list(dict.fromkeys(tokens)), forms, size_of(spellings))


def size_of(spellings: Sequence[Spelling]) -> int:
    """Return how long the shortest name is, from 1 to `LARGEST`: words, or half the East Asian letters."""
    sizes = [max(1, (len(one.letters) + 1) // 2 + sum(word not in WEAK for word in one.words)) for one in spellings]
    return min(min(sizes, default=LARGEST), LARGEST)


def _line(name: str) -> str:
    return " ".join("".join(letter for letter in name if letter.isprintable() or letter.isspace()).split())


def written(one: Spelling, *, keeps_lanes: bool = True) -> str:
    """Return a spelling as it is kept: letters, words, derived words, then each lane's syllables unless letters give them."""
    lanes = [
        "" if one.letters or not keeps_lanes or not ways else " ".join("/".join(syllable) for syllable in ways[0])
        for ways in one.lanes
    ]
    return "\t".join((one.letters, " ".join(one.words), " ".join(one.derived), *lanes)).rstrip("\t")


def tag_of(spellings: Iterable[Spelling]) -> str:
    """Return H for a listing that has Han names, G for one with Hangul, L for others: lanes are asked by these."""
    known = list(spellings)
    return "H" if any(one.has_han for one in known) else "G" if any(one.has_hangul for one in known) else "L"


def name_tokens(spellings: Sequence[Spelling]) -> Iterator[str]:
    """Give the tokens of a listing's own names."""
    tag = tag_of(spellings)
    for one in spellings:
        yield from letter_tokens(one.letters)
        for word in one.words:
            yield from latin_tokens(word)
        for word in one.derived:
            yield from (f"w:{word}", f"s:{sound(word)}")
            bare = skeleton(sound(word))
            if len(bare) > 2 or one.has_hangul:
                yield f"x:{bare}"
        yield from joined_tokens(one.words)
        # Letters say how a name is read; where a listing has some, its Latin words need not be guessed at.
        if one.letters or tag == "L":
            for lane, ways in zip(syllables.LANES, one.lanes, strict=True):
                for way in ways:
                    yield from lane_tokens(f"{lane}{tag}", way)


def credit_tokens(spellings: Sequence[Spelling]) -> Iterator[str]:
    """Give the tokens of names attached: words, sounds, letters and pairs of syllables."""
    tag = tag_of(spellings)
    for one in spellings:
        yield from letter_tokens(one.letters)
        for word in one.words:
            yield f"w:{word}"
            yield f"s:{sound(word)}"
        for lane, ways in zip(syllables.LANES, one.lanes, strict=True):
            for way in ways[:1]:
                yield from lane_tokens(f"{lane}{tag}", way)


def letter_tokens(letters: str) -> Iterator[str]:
    """Give single Han and Hangul, and all pairs of neighbours."""
    for letter in letters:
        if script_of(letter) in {HAN, HANGUL}:
            yield f"h:{letter}"
    for one, other in pairwise(letters):
        yield f"h:{one}{other}"


def latin_tokens(word: str) -> Iterator[str]:
    """Give a word, its sound, its skeleton and the trigrams of its sound."""
    yield f"w:{word}"
    if word in WEAK or len(word) < 2:
        return
    key = sound(word)
    yield f"s:{key}"
    bare = skeleton(key)
    if len(bare) > 2:
        yield f"x:{bare}"
    yield from (f"t:{trigram}" for trigram in trigrams(key))


def trigrams(key: str) -> Iterator[str]:
    """Give the trigrams of a sound key of three letters or more, its ends marked."""
    if len(key) > 2:
        padded = f"^{key}$"
        yield from dict.fromkeys(padded[at : at + 3] for at in range(len(padded) - 2))


def joined_tokens(words: Sequence[str]) -> Iterator[str]:
    """Give neighbours written together, and the whole name when it is short."""
    for one, other in pairwise(words):
        if len(one) + len(other) <= 20:
            yield f"w:{one}{other}"
    if len(words) > 2 and sum(map(len, words)) <= 20:
        yield f"w:{''.join(words)}"


def lane_tokens(lane: str, sequence: syllables.Sequence) -> Iterator[str]:
    """Give every class of every syllable, and pairs of neighbours' classes."""
    for syllable in sequence:
        yield from (f"{lane}:{one}" for one in syllable)
    for before, after in pairwise(sequence):
        yield from pair_tokens(lane, before, after)


def pair_tokens(lane: str, before: syllables.Syllable, after: syllables.Syllable) -> Iterator[str]:
    """Give the pairs of two syllables' classes."""
    yield from (f"{lane}:{one} {other}" for one, other in product(before[:4], after[:4]))


def word_tokens(text: str) -> Iterator[str]:
    """Give the tokens of running text: words without their endings, single Han and pairs of letters."""
    for start in range(0, min(len(text), LONGEST_WORDS), 150):
        for run in runs(fold(text[start : start + 150])):
            if run.script == LATIN:
                yield from (f"{WORDS}:{stem(run.text)}" for _ in (0,) if run.text not in WEAK)
            elif run.script in {HAN, HANGUL}:
                yield from (f"{WORDS}{token}" for token in letter_tokens(run.text))
            else:
                yield f"{WORDS}:{run.text}"


def stem(word: str) -> str:
    """Return an English word without the commonest endings.

    >>> stem("spies"), stem("dramas"), stem("glass"), stem("1930s")
    ('spy', 'drama', 'glass', '1930')
    """
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    return re.sub(r"(?<=[^s])s$", "", word) if len(word) > 3 else word
