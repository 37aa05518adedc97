"""Build the tables of spellings of Chinese syllables, from rules of each romanisation.

A line is a spelling and the classes it may stand for. A class is a syllable in which aspirated and plain sounds are one,
because Wade-Giles is printed without apostrophes and Hong Kong's spelling never had any.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

from search_tables.han import cantonese, mandarin
from search_tables.syllable_classes import cantonese_class, mandarin_class, split

Spell = Callable[[str], set[str]]

WADE_INITIALS = {
    "b": "p", "p": "p", "d": "t", "t": "t", "g": "k", "k": "k", "zh": "ch", "ch": "ch", "j": "ch", "q": "ch", "z": "ts",
    "c": "ts",
    "x": "hs", "r": "j",
}  # fmt: skip  # a table of spellings, several to the line
WADE_FINALS = {
    "ian": "ien",
    "ie": "ieh",
    "ong": "ung",
    "iong": "iung",
    "uo": "o",
    "e": "e",
    "üe": "üeh",
    "üan": "üan",
    "ün": "ün",
    "i": "i",
}
WADE_WHOLE = {
    "zhi": ("chih",), "chi": ("chih",), "shi": ("shih", "shi"), "ri": ("jih",), "zi": ("tzu", "tze"), "ci": ("tzu", "tsu"),
    "si": ("ssu", "szu", "sze"), "yi": ("i", "yi"), "you": ("yu",), "yan": ("yen",), "ye": ("yeh",), "er": ("erh",),
    "he": ("ho",),
    "ke": ("ko", "ke"), "ge": ("ko", "ke"), "gui": ("kuei",), "kui": ("kuei",), "guo": ("kuo",), "kuo": ("kuo",),
    "huo": ("huo",),
    "shuo": ("shuo",), "ruo": ("jo",), "yong": ("yung",), "xiong": ("hsiung",), "rong": ("jung",), "e": ("o", "eh"),
    "yue": ("yueh",), "xue": ("hsueh",), "jue": ("chueh",), "que": ("chueh",), "lüe": ("lueh",), "nüe": ("nueh",),
    "hui": ("hui", "huei"),
    "nong": ("nung",),
}  # fmt: skip  # a table of spellings, several to the line
TAIWAN = {"x": ("sh", "s", "hs"), "q": ("ch", "ts"), "j": ("j", "ch"), "zh": ("j", "ch"), "z": ("tz", "ts"), "c": ("ts",)}
TAIWAN_FINALS = {
    "iu": "iou",
    "ui": "uei",
    "un": "uen",
    "eng": "ung",
    "en": "en",
    "uo": "uo",
    "ing": "ing",
    "ian": "ien",
    "ao": "au",
}

CANTONESE_INITIALS = {
    "b": "b p", "p": "p", "m": "m", "f": "f", "d": "d t", "t": "t", "n": "n", "l": "l", "g": "g k", "k": "k", "ng": "ng -",
    "h": "h",
    "gw": "gw kw qu gu ku", "kw": "kw qu ku", "w": "w v", "z": "z c ch ts tz j", "c": "c ch ts", "s": "s sh", "j": "y j i -",
    "": "-",
}  # fmt: skip  # a table of spellings, several to the line
CANTONESE_FINALS = {
    "aa": "a ah aa", "aai": "ai aai", "aau": "au aau ao", "aam": "am aam", "aan": "an aan", "aang": "ang aang", "aap": "ap aap",
    "aat": "at aat", "aak": "ak aak", "ai": "ai ay", "au": "au ao ow", "am": "am um", "an": "an un en", "ang": "ang ung eng",
    "ap": "ap up", "at": "at ut", "ak": "ak uk ark", "e": "e eh", "ei": "ei ee i ay ey", "eng": "eng ing", "ek": "ek ik",
    "i": "i ee ie",
    "iu": "iu iew io ew", "im": "im ym", "in": "in een", "ing": "ing eng", "ip": "ip", "it": "it", "ik": "ik ick",
    "o": "o oh or aw",
    "oi": "oi oy", "on": "on", "ong": "ong", "ot": "ot", "ok": "ok ock", "ou": "o ou ow u", "oe": "oe eu er",
    "oeng": "eung oeng eong iong", "oek": "euk eok oek", "eoi": "ui eui eoi oi oey", "eon": "un eun eon on",
    "eot": "ut eut eot",
    "u": "u oo", "ui": "ui ooi", "un": "un oon", "ung": "ung ong", "ut": "ut oot", "uk": "uk ook ok", "yu": "yu u ue",
    "yun": "uen yun un",
    "yut": "uet yut ut",
}  # fmt: skip  # a table of spellings, several to the line
CANTONESE_WHOLE = {
    "zi": "tsz tze tszi chi chee tse", "ci": "tsz tze chi chee tsi", "si": "sz sze szu see si shi", "m": "m ng",
    "ng": "ng m eng",
    "jyu": "yu yue u ue iu", "jyun": "yuen yun un iun une", "jyut": "yuet yut yuet ut iut", "jau": "yau yow iao iau yao",
    "jan": "yan ian yun yen",
    "jam": "yam yum iam", "jat": "yat iat yut", "jing": "ying ieng yeng ing ieng", "jung": "yung iong yong ung",
    "joeng": "yeung ieong yeong young",
    "jiu": "yiu iu yew io yu", "jip": "yip ip ipp yipp", "ji": "yi yee i ee", "jin": "yin in een yen", "jim": "yim im ",
    "jik": "yik iek ik yick", "jit": "yit it",
    "je": "ye yeh ie", "jeoi": "yui ioi", "wong": "wong vong", "wu": "wu woo vu", "wui": "wui ui vui", "wun": "wun woon un",
    "fu": "fu foo", "gun": "koon kwun kun goon gwun",
    "hoi": "hoi hoy", "joek": "yeuk ieok", "juk": "yuk iok yook",
}  # fmt: skip  # a table of spellings, several to the line


def mandarin_spellings(syllable: str) -> set[str]:
    """Return how a syllable of pinyin is spelled in pinyin, Wade-Giles and usual Taiwanese spellings."""
    initial, final = split(syllable)
    vowel = final.replace("v", "ü")
    if initial in "jqx" and initial and vowel.startswith("u"):
        vowel = "ü" + vowel[1:]
    found = {syllable, syllable.replace("v", "u"), syllable.replace("v", "yu")}
    found |= set(WADE_WHOLE.get(syllable.replace("v", "ü"), ()))
    if syllable not in WADE_WHOLE or initial in {"h"}:
        found.add(WADE_INITIALS.get(initial, initial) + WADE_FINALS.get(vowel, vowel))
    for start in TAIWAN.get(initial, ()):
        found.add(start + vowel)
        found.add(start + TAIWAN_FINALS.get(vowel, vowel))
    if vowel in TAIWAN_FINALS:
        found.add(initial + TAIWAN_FINALS[vowel])
    if initial in {"b", "m", "f", "p"} and vowel == "eng":
        found |= {f"{initial}ong", f"{WADE_INITIALS.get(initial, initial)}ong"}
    return {spelling.replace("ü", "u") for spelling in found}


def cantonese_spellings(syllable: str) -> set[str]:
    """Return how a syllable of Jyutping is spelled in Hong Kong, in Macau, in Yale and in Jyutping."""
    found = {syllable, *CANTONESE_WHOLE.get(syllable, "").split()}
    initial, final = split(syllable)
    for start in CANTONESE_INITIALS.get(initial, initial).split():
        for end in CANTONESE_FINALS.get(final, final).split():
            found.add(start.replace("-", "") + end)
    return {spelling for spelling in found if re.search(r"[aeiouy]", spelling) or spelling in {"ng", "m", "sz", "tsz"}}


def write(folder: Path, tables: Path) -> None:
    """Write both tables of spellings, for every syllable that some character is read with."""
    _write(tables / "mandarin.tsv", mandarin().values(), mandarin_spellings, mandarin_class)
    _write(tables / "cantonese.tsv", cantonese(folder).values(), cantonese_spellings, cantonese_class)


def _write(path: Path, readings: Iterable[list[str]], spell: Spell, classed: Callable[[str], str]) -> None:
    found: dict[str, set[str]] = defaultdict(set)
    for syllable in sorted({one for given in readings for one in given}):
        for spelling in spell(syllable):
            if spelling.isascii() and spelling.isalpha():
                found[spelling].add(syllable)
    lines = [f"{spelling}\t{' '.join(sorted({classed(one) for one in stands}))}" for spelling, stands in sorted(found.items())]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
