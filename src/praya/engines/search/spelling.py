"""Take one name apart: its Han, kana and Hangul, its words in Latin letters, and its syllables in each lane."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from praya.engines.search import alphabets, hangul, japanese, kana, syllables
from praya.engines.search.folding import HAN, HANGUL, KANA, LATIN, fold, runs, script_of

# The legal forms of companies, in the words of their languages and with the full stops of abbreviations left out.
LEGAL = frozenset({
    "ltd", "limited", "co", "company", "inc", "incorporated", "corp", "corporation", "llc", "llp", "plc", "gmbh", "kg",
    "ohg", "gbr",
    "ug", "ag", "sa", "sas", "sasu", "sarl", "eurl", "snc", "scs", "srl", "srls", "spa", "bv", "nv", "cv", "vof", "ab",
    "as", "asa",
    "oy", "oyj", "aps", "hf", "ehf", "pty", "pte", "pvt", "private", "sdn", "bhd", "kk", "lda", "ltda", "unipessoal",
    "eireli", "sl",
    "slu", "sau", "sac", "sapi", "doo", "dd", "sro", "zoo", "spzoo", "kft", "zrt", "ood", "eood", "ead", "ooo", "oao",
    "pao", "zao",
    "tbk", "pt", "tnhh", "jsc", "cong", "ty", "fze", "fzco", "wll", "saog",
})  # fmt: skip  # a list of words, many to the line
WEAK = LEGAL | frozenset({
    "the", "a", "an", "of", "and", "et", "de", "du", "la", "le", "les", "el", "der", "die", "das", "y",
    "e", "o", "for", "to", "in", "on", "no", "wa", "ga", "al",
    # For production, for distribution, and distribution, for films: as `alphabets` writes them from Arabic.
    "lalantaj", "laltuzia", "waltuzia", "lalaflam",
})  # fmt: skip  # a list of words, many to the line
# Words of companies that are mostly written short.
SHORTENED = {
    "bros": "brothers",
    "intl": "international",
    "ent": "entertainment",
    "prod": "productions",
    "prods": "productions",
    "production": "productions",
    "pics": "pictures",
    "picture": "pictures",
}
_LEGAL = re.compile("(股份)?有限(责任)?公司|株式会社|有限会社|合同会社|주식회사|유한회사")
_LATIN_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Spelling:
    """Hold one name. `letters` are its East Asian letters joined, `words` its words in Latin letters.

    `derived` are Latin words read from kanji or Hangul; `lanes` the syllables of each lane, of letters or of words.
    """

    letters: str
    words: tuple[str, ...]
    derived: tuple[str, ...]
    lanes: tuple[tuple[syllables.Sequence, ...], ...]

    @property
    def has_han(self) -> bool:
        """Tell whether Han characters stand in it."""
        return any(script_of(letter) == HAN for letter in self.letters)

    @property
    def has_hangul(self) -> bool:
        """Tell whether Hangul stands in it."""
        return any(script_of(letter) == HANGUL for letter in self.letters)


def spelling(text: str) -> Spelling:
    """Return a name taken apart."""
    letters, words, derived = "", [], []
    for run in runs(fold(text)):
        if run.script == LATIN:
            words.append(SHORTENED.get(run.text, run.text))
        elif run.script == KANA:
            letters += kana.katakana(run.text)
            words.append(kana.romanise(run.text))
        elif run.script in {HAN, HANGUL}:
            letters += kana.katakana(run.text)
        else:
            words.append(alphabets.romanise(run.text))
    core = without_legal_form(letters)
    if core:
        derived = [hangul.romanise(core)] if script_of(core[0]) == HANGUL else list(japanese.readings(core))
    kept = tuple(word for word in words if word)
    lanes = tuple(_lane(core, kept, lane) for lane in syllables.LANES)
    return Spelling(core, kept, tuple(word for word in derived if word), lanes)


@lru_cache(maxsize=1024)
def without_legal_form(letters: str) -> str:
    """Return letters without the legal form of a company, unless nothing else is there.

    >>> without_legal_form("寰宇娱乐有限公司")
    '寰宇娱乐'
    """
    return _LEGAL.sub("", letters) or letters


def _lane(letters: str, words: tuple[str, ...], lane: str) -> tuple[syllables.Sequence, ...]:
    """Return the syllables of the letters, else those of the words where they look like such a name."""
    if letters:
        known = syllables.read(letters, lane)
        return (known,) if known else ()
    cuts = [syllables.cut(word, lane) for word in words if not word.isdigit()]
    good = [ways for ways in cuts if ways]
    weight = sum(len(word) for word, ways in zip(words, cuts) if ways)
    first = tuple(syllable for ways in good for syllable in ways[0])
    if not good or weight < _LATIN_SHARE * sum(map(len, words)) or (len(first) < 2 and len(words) > 1):
        return ()
    second = tuple(syllable for ways in good for syllable in ways[-1])
    return (first,) if second == first else (first, second)
