"""Turn a query into the parts, lanes and tokens that are looked for."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from praya.engines.search import alphabets, hangul, japanese, kana, syllables
from praya.engines.search.entries import CREDIT, WORDS, letter_tokens, pair_tokens, stem, trigrams
from praya.engines.search.folding import HAN, HANGUL, KANA, LATIN, LONGEST, Run, fold, runs
from praya.engines.search.question import Lane, Part, Position, Question
from praya.engines.search.sounds import skeleton, sound
from praya.engines.search.spelling import LEGAL, SHORTENED, WEAK, without_legal_form

MOST_PARTS = 16
# What each lane's full match is worth beside the name as it is written.
ROMANISED, DERIVED, HEARD, CREDITED, MENTIONED = 0.92, 0.8, 0.6, 0.6, 0.45
# Shorter words are too near to too many others for guessing what was meant.
MISTYPED, MISTYPED_FROM = 0.8, 4
_WEAK_SHARE, _LEGAL_SHARE = 0.12, 0.06
_TAGS = {LATIN: "HGL", HAN: "GL", HANGUL: "HL"}


@dataclass(frozen=True, slots=True)
class Term:
    """Hold one word or run of a query. `word` is it in Latin letters, `letters` in East Asian ones; one may be empty."""

    script: str
    letters: str
    word: str
    weight: float

    def ways(self, lane: str) -> tuple[syllables.Sequence, ...]:
        """Return the ways to read the term in the syllables of a lane."""
        if self.letters:
            known = syllables.read(self.letters, lane)
            return (known,) if known else ()
        if self.script != LATIN:
            return ()
        alone = syllables.family_classes(self.word, lane)
        return syllables.cut(self.word, lane) or (((alone,),) if alone else ())


@lru_cache(maxsize=1024)
def terms(text: str) -> tuple[Term, ...]:
    """Return the words and runs of a query in their order, at most `MOST_PARTS`."""
    return tuple(_term(run) for run in runs(fold(text))[:MOST_PARTS])


def _term(run: Run) -> Term:
    if run.script == LATIN:
        word = SHORTENED.get(run.text, run.text)
        weak = _LEGAL_SHARE if word in LEGAL else _WEAK_SHARE
        size = weak if word in WEAK else 0.35 if len(word) == 1 else min(len(word), 9) / 3
        return Term(LATIN, "", word, size)
    if run.script in {HAN, HANGUL}:
        letters = without_legal_form(kana.katakana(run.text))
        return Term(
            run.script, letters, hangul.romanise(letters), float(min(len(letters), 8)) if run.text != "株" else _WEAK_SHARE
        )
    if run.script == KANA:
        return Term(KANA, kana.katakana(run.text), kana.romanise(run.text), min(len(run.text), 8) / 1.5)
    word = alphabets.romanise(run.text)
    return Term(run.script, "", word, _WEAK_SHARE if word in WEAK else min(max(len(word), 1), 9) / 3)


def ask(text: str, *, leaving_out: Container[str] = ()) -> Question:
    """Return the question that a query asks, without the lanes of some names."""
    known = terms(text)
    total = sum(term.weight for term in known) or 1.0
    parts = []
    for at, term in enumerate(known):
        lanes = tuple(lane for lane in _lanes(known, at) if lane.positions and lane.name not in leaving_out)
        parts.append(Part(term.letters or term.word, term.weight / total, lanes))
    return Question(text[:LONGEST], tuple(parts), len(text) > LONGEST)


def ask_names(names: Iterable[str]) -> list[Question]:
    """Return the questions for records with such names, among names only; beside letters no word is guessed to be spoken."""
    written = list(dict.fromkeys(names))
    in_letters = [any(term.letters for term in terms(name)) for name in written]
    elsewhere = {"credit", "words"}
    spoken = elsewhere | set(syllables.LANES) if any(in_letters) else elsewhere
    return [ask(name, leaving_out=elsewhere if has else spoken) for name, has in zip(written, in_letters, strict=True)]


def _lanes(known: tuple[Term, ...], at: int) -> Iterator[Lane]:
    term = known[at]
    if term.letters:
        yield Lane("letters", 1.0, tuple(_letters(term.letters)))
        yield Lane("credit", CREDITED, tuple(_letters(term.letters, CREDIT)))
        yield Lane("words", MENTIONED, tuple(_letters(term.letters, WORDS)))
    if term.word:
        yield from _word_lanes(term.word, 1.0 if not term.letters else ROMANISED)
        bare = skeleton(sound(term.word))
        if term.script in {KANA, HANGUL} and len(bare) > 2:
            # Another script's rendering of a foreign name keeps little but its consonants.
            yield Lane("skeleton", HEARD, (Position(1.0, (f"x:{bare}",)),), is_sure=False)
        yield from _joined(known, at)
    if term.script == HAN:
        for word in japanese.readings(term.letters):
            yield Lane("derived", DERIVED, tuple(_word(word)))
    before = known[at - 1] if at else None
    for lane in syllables.LANES:
        tags = [tag for tag in _TAGS.get(term.script, "") if tag != "G" or lane == "k"]
        for way in term.ways(lane) if tags else ():
            previous = before.ways(lane)[:1] if before else ()
            last = previous[0][-1] if previous else ()
            yield Lane(lane, ROMANISED, (*_syllables(lane, tags, way), *_pairs(lane, tags, way, last)))
            # Of names attached only neighbours are looked for: single syllables are in too many.
            yield Lane("credit", CREDITED * ROMANISED, tuple(_pairs(f"{CREDIT}{lane}", tags, way, last)))


def _letters(letters: str, field: str = "") -> Iterator[Position]:
    for token in dict.fromkeys(letter_tokens(letters)):
        yield Position(1.0 if len(token) == 3 else 1.6, (f"{field}{token}",))


def _word_lanes(word: str, trust: float) -> Iterator[Lane]:
    yield Lane("name", trust, tuple(_word(word)))
    if len(word) > MISTYPED_FROM:
        yield Lane("mistyped", MISTYPED * trust, (Position(1.0, tuple(f"w:{other}" for other in mistyped(word))),))
    yield Lane("credit", CREDITED * trust, (Position(3.0, (f"{CREDIT}w:{word}",)), Position(2.0, (f"{CREDIT}s:{sound(word)}",))))
    yield Lane("words", MENTIONED, (Position(1.0, (f"{WORDS}:{stem(word)}",)),))


def mistyped(word: str) -> Iterator[str]:
    """Give what a word would be had two neighbouring letters changed places, or one letter been typed too many.

    >>> "kaige" in mistyped("kiage"), "bekmambetov" in mistyped("bekmmambetov"), "ab" in mistyped("ab")
    (True, True, False)
    """
    for at in range(len(word) - 1):
        if word[at] != word[at + 1]:
            yield f"{word[:at]}{word[at + 1]}{word[at]}{word[at + 2 :]}"
    for at in range(len(word)):
        if at == 0 or word[at] != word[at - 1]:
            yield word[:at] + word[at + 1 :]


def _word(word: str) -> Iterator[Position]:
    yield Position(3.0, (f"w:{word}",))
    if word in WEAK or len(word) < 2:
        return
    key = sound(word)
    yield Position(2.0, (f"s:{key}",))
    bare = skeleton(key)
    if len(bare) > 2:
        yield Position(1.0, (f"x:{bare}",))
    pieces = tuple(trigrams(key))
    yield from (Position(3.0 / len(pieces), (f"t:{piece}",)) for piece in pieces)


def _joined(known: tuple[Term, ...], at: int) -> Iterator[Lane]:
    """Give the word written together with its neighbours, as a name may have it."""
    word = known[at].word
    after = known[at + 1].word if at + 1 < len(known) else ""
    before = known[at - 1].word if at else ""
    if after:
        yield from _together(word + after)
    if before:
        yield from _together(before + word)
    if 2 < len(known) < 5:
        yield from _together("".join(term.word for term in known))


def _together(word: str) -> Iterator[Lane]:
    yield Lane("joined", 0.95, (Position(1.0, (f"w:{word}",)),))
    key = sound(word)
    if len(key) > 5:
        yield Lane("joined", 0.7, (Position(1.0, (f"s:{key}",)),), is_sure=False)
    bare = skeleton(key)
    if len(bare) > 4:
        yield Lane("joined", HEARD, (Position(1.0, (f"x:{bare}",)),))


def _syllables(lane: str, tags: Iterable[str], way: syllables.Sequence) -> Iterator[Position]:
    for syllable in way:
        yield Position(1.0, tuple(_tagged(lane, tags, syllable)))


def _pairs(lane: str, tags: Iterable[str], way: syllables.Sequence, previous: syllables.Syllable) -> Iterator[Position]:
    """Give neighbouring syllables, the last one of the word before among them."""
    for before, after in pairwise((previous, *way) if previous else way):
        yield Position(0.7, tuple(token for tag in tags for token in pair_tokens(f"{lane}{tag}", before, after)))


def _tagged(lane: str, tags: Iterable[str], classes: Iterable[str]) -> Iterator[str]:
    for tag in tags:
        yield from (f"{lane}{tag}:{one}" for one in classes)
