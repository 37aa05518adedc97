"""Build the table of Han characters: which fold together, and how each is read in Mandarin, Cantonese and Korean."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from search_tables.syllable_classes import cantonese_class, mandarin_class
from search_tables.unihan import all_readings, field_of, variants

# Written for each other in names and titles, and in no list of variants.
PAIRS = [
    "峯峰",
    "咤吒",
    "鍾鐘",
    "鍾钟",
    "群羣",
    "裏裡",
    "台臺",
    "着著",
    "綫線",
    "祕秘",
    "脚腳",
    "溫温",
    "衆眾",
    "啓啟",
    "爲為",
    "衛衞",
    "麪麵",
    "牀床",
    "嘆歎",
    "註注",
    "銹鏽",
    "煙菸",
    "恒恆",
    "淨浄",
    "豔艷",
    "游遊",
    "託托",
    "佈布",
    "彷仿",
    "于於",
    "姪侄",
    "雞鷄",
    "髙高",
    "﨑崎",
    "嵜崎",
    "邊辺",
    "邉辺",
    "齋斎",
    "齊斉",
    "濵浜",
    "濱浜",
    "槇槙",
    "眞真",
    "國囯",
    "龍竜",
    "澤沢",
    "廣広",
    "櫻桜",
    "圓円",
    "瀧滝",
    "惠恵",
    "德徳",
    "黑黒",
    "增増",
    "橫横",
    "榮栄",
    "學学",
    "實実",
    "寶宝",
    "氣気",
    "樂楽",
    "藝芸",
    "壽寿",
]
CHARSETS = ("gb2312", "big5hkscs", "shift_jis_2004", "euc_kr")
MANDARIN_SURNAMES = {
    "曾": "zeng", "單": "shan", "解": "xie", "仇": "qiu", "區": "ou", "查": "zha", "朴": "piao", "樂": "yue", "葉": "ye",
    "冼": "xian",
    "任": "ren", "翟": "zhai", "尉": "yu", "万": "mo", "繆": "miao", "蓋": "ge", "種": "chong", "秘": "bi", "洗": "xian",
    "尹": "yin",
}  # fmt: skip  # a table of surnames, several to the line
READINGS = 3
SHARE = 0.04


def is_usual(character: str) -> bool:
    """Tell whether one of the character sets in use in East Asia has the character."""
    for charset in CHARSETS:
        try:
            character.encode(charset)
        except UnicodeEncodeError:
            continue
        return True
    return False


def classes(folder: Path) -> dict[str, str]:
    """Return the representative of every character that folds with another."""
    parents: dict[str, str] = {}

    def root(character: str) -> str:
        while parents.get(character, character) != character:
            character = parents[character]
        return character

    for one, other in _pairs(folder):
        first, second = sorted((root(one), root(other)))
        parents.setdefault(first, first)
        parents[second] = first
    return {character: root(character) for character in sorted(parents) if root(character) != character}


def _pairs(folder: Path) -> Iterable[tuple[str, str]]:
    import opencc

    usual = [character for character in map(chr, range(0x3400, 0xA000)) if is_usual(character)]
    for name in ("t2s", "hk2s", "tw2s", "jp2t", "s2t"):
        converter = opencc.OpenCC(name)
        for character in usual:
            other = converter.convert(character)
            if len(other) == 1 and other != character:
                yield character, other
    yield from ((one, other) for one, other in variants(folder) if is_usual(one) and is_usual(other))
    yield from ((pair[0], pair[1]) for pair in PAIRS)


def write(folder: Path, tables: Path) -> None:
    """Write fold.txt, a representative and then all that fold to it a line, and han.tsv, the readings."""
    fold = classes(folder)
    members = defaultdict(list)
    for character, representative in fold.items():
        members[representative].append(character)
    lines = [f"{representative}{''.join(others)}" for representative, others in sorted(members.items())]
    (tables / "fold.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    rows = []
    fields = (
        (mandarin(), mandarin_class),
        (cantonese(folder), cantonese_class),
        (korean(), str),
    )
    for point in range(0x3400, 0xA000):
        character = chr(point)
        if character in fold or not (is_usual(character) or character in members):
            continue
        family = [character, *members.get(character, ())]
        cells = [" ".join(dict.fromkeys(map(classed, _together(given, family)))) for given, classed in fields]
        if any(cells):
            rows.append("\t".join((character, *cells)))
    (tables / "han.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")


def _together(readings: dict[str, list[str]], family: list[str]) -> list[str]:
    """Return the readings of all that fold together: everybody's first, then everybody's second."""
    ranked = [reading for rank in range(READINGS) for one in family for reading in readings.get(one, [])[rank : rank + 1]]
    return list(dict.fromkeys(ranked))[:READINGS]


def mandarin() -> dict[str, list[str]]:
    """Return toneless pinyin: the usual reading, that of a surname, and others that are not rare in running text."""
    from pypinyin import Style, pinyin
    from pypinyin.constants import PINYIN_DICT

    counted = field_of(all_readings(), "kHanyuPinlu")
    found = {}
    for point in PINYIN_DICT:
        character = chr(point)
        usual = pinyin(character, style=Style.NORMAL, heteronym=False, v_to_u=False)[0][0]
        surname = [MANDARIN_SURNAMES[character]] if character in MANDARIN_SURNAMES else []
        found[character] = list(dict.fromkeys([usual, *surname, *_frequent(counted.get(character, ""))]))
    return found


def _frequent(counts: str) -> list[str]:
    """Return toneless the readings that have their share of a field such as "lè(270) yuè(39)"."""
    seen: Counter[str] = Counter()
    for reading, count in re.findall(r"(\S+?)\((\d+)\)", counts):
        plain = unicodedata.normalize("NFD", reading).replace("u\u0308", "v")
        seen["".join(letter for letter in plain if letter.isascii())] += int(count)
    return [reading for reading, count in seen.most_common() if count >= SHARE * seen.total()]


def cantonese(folder: Path) -> dict[str, list[str]]:
    """Return Jyutping without tones."""
    given = field_of(folder / "kCantonese.txt", "kCantonese")
    return {character: list(dict.fromkeys(re.sub(r"\d", "", value).split())) for character, value in given.items()}


def korean() -> dict[str, list[str]]:
    """Return Sino-Korean readings in Hangul."""
    given = field_of(all_readings(), "kHangul")
    return {character: [reading.split(":")[0] for reading in value.split()] for character, value in given.items()}
