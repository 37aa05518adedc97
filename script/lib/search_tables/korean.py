"""Build the table of spellings of Korean syllables, from rules of several romanisations.

A class is an onset, a vowel and a coda in which plain, aspirated and tense consonants are one.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import product
from pathlib import Path

from praya.engines.search import parts

ONSET_SPELLINGS = {
    "k": "k g kk", "n": "n", "t": "t d tt", "r": "r l", "m": "m", "p": "p b pp", "s": "s ss sh", "": "", "c": "j ch jj",
    "h": "h",
}  # fmt: skip  # a table of spellings, several to the line
VOWEL_SPELLINGS = {
    "a": "a ah", "e": "ae e ai ay eh", "ya": "ya", "ye": "ye yae", "eo": "eo o u uh", "yeo": "yeo yo yu you yuh", "o": "o oh",
    "wa": "wa", "we": "oe we wae oi", "yo": "yo", "u": "u oo wu woo", "wo": "wo weo", "wi": "wi ui", "yu": "yu yoo you",
    "eu": "eu u",
    "ui": "ui eui ee i yi", "i": "i ee yi",
}  # fmt: skip  # a table of spellings, several to the line
CODA_SPELLINGS = {"": "", "k": "k g ck", "n": "n", "t": "t d", "l": "l r", "m": "m", "p": "p b", "ng": "ng"}
SURNAMES = {
    "이": "lee yi rhee ri i", "박": "park pak bak", "최": "choi choe chwe", "정": "jung chung jeong chong",
    "임": "lim im rim yim", "김": "kim gim",
    "노": "roh noh no", "유": "yoo yu ryu ryoo you", "류": "ryu ryoo yoo yu", "안": "ahn an", "조": "cho jo", "강": "kang gang",
    "오": "oh o", "우": "woo u wu", "양": "yang ryang", "여": "yeo ryeo", "나": "na ra nah", "남": "nam", "배": "bae pae",
    "백": "baek paik baik",
    "문": "moon mun", "신": "shin sin", "심": "shim sim", "서": "seo suh so", "석": "suk seok", "성": "sung seong",
    "손": "son sohn",
    "송": "song", "윤": "yoon yun youn", "전": "jeon jun chun chon", "주": "joo ju chu", "지": "ji jee chi", "채": "chae",
    "천": "cheon chun", "표": "pyo", "하": "ha", "한": "han hahn", "허": "heo hur huh", "현": "hyun hyeon", "홍": "hong",
    "황": "hwang whang",
    "권": "kwon gwon kweon", "곽": "kwak gwak", "구": "koo gu ku goo", "고": "ko go koh", "공": "gong kong", "봉": "bong",
    "민": "min",
}  # fmt: skip  # a table of spellings, several to the line


def spellings(onset: str, vowel: str, coda: str) -> set[str]:
    """Return how such a syllable is written in Latin letters."""
    choices = ONSET_SPELLINGS[onset].split() or [""], VOWEL_SPELLINGS[vowel].split(), CODA_SPELLINGS[coda].split() or [""]
    return {"".join(chosen) for chosen in product(*choices) if not (chosen[0] == "sh" and chosen[1][0] in "oau" and vowel != "u")}


def write(tables: Path) -> None:
    """Write korean.tsv: a spelling and the classes it may stand for."""
    usual = [chr(point) for point in range(0xAC00, 0xD7A4) if _is_usual(chr(point))]
    found: dict[str, set[str]] = defaultdict(set)
    for onset, vowel, coda in sorted({parts(syllable) for syllable in usual}):
        for spelling in spellings(onset, vowel, coda):
            found[spelling].add(onset + vowel + coda)
    for syllable, given in SURNAMES.items():
        for spelling in given.split():
            found[spelling].add("".join(parts(syllable)))
    lines = [f"{spelling}\t{' '.join(sorted(stands))}" for spelling, stands in sorted(found.items())]
    (tables / "korean.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _is_usual(syllable: str) -> bool:
    try:
        syllable.encode("euc_kr")
    except UnicodeEncodeError:
        return False
    return True
