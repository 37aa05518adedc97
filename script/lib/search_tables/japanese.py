"""Build the table of Japanese readings: of family names, given names, words, and single characters."""

from __future__ import annotations

import csv
import importlib.util
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from praya.engines.search.kana import katakana, romanise
from search_tables.han import classes
from search_tables.unihan import all_readings, field_of

KANJI = re.compile(r"[㐀-鿿々]+$")
MIXED = re.compile(r"[㐀-鿿][㐀-鿿々ぁ-ん]{0,2}[ぁ-ん]$")
VERB = re.compile(r"[㐀-鿿][ぁ-ん]$")
NOUNS = ("名詞,一般", "名詞,サ変接続", "名詞,形容動詞語幹", "名詞,副詞可能", "名詞,代名詞", "名詞,固有名詞,地域,国")
USUAL_COST = 5700


def single_characters() -> dict[str, list[str]]:
    """Return readings of characters: two of Chinese origin and four of Japanese, names' readings among them."""
    on, kun = field_of(all_readings(), "kJapaneseOn"), field_of(all_readings(), "kJapaneseKun")
    found = {}
    for character in on.keys() | kun.keys():
        try:
            character.encode("shift_jis_2004")
        except UnicodeEncodeError:
            continue
        native = [reading.lower() for reading in kun.get(character, "").split() if len(reading) <= 8]
        found[character] = [*(reading.lower() for reading in on.get(character, "").split()[:2]), *native[:4]]
    return found


def given_names() -> Iterator[tuple[str, str]]:
    """Give written forms of given names with their readings."""
    for path in sorted(_dataset().glob("first_name_*_opti.csv")):
        with path.open(encoding="utf-8") as file:
            for kana, _roman, *written in csv.reader(file):
                yield from ((form, katakana(kana)) for form in written)


def family_names() -> Iterator[tuple[str, str]]:
    """Give family names with their readings, the most frequent first."""
    with (_dataset() / "last_name_org.csv").open(encoding="utf-8") as file:
        yield from ((row[0], katakana(row[2])) for row in csv.reader(file))


def _dataset() -> Path:
    spec = importlib.util.find_spec("japanese_personal_name_dataset")
    assert spec is not None and spec.origin is not None
    return Path(spec.origin).parent / "dataset"


def dictionary() -> Iterator[tuple[str, str, str, int]]:
    """Give (written form, reading, part of speech, cost) of every entry of the dictionary."""
    from janome.sysdic import entries

    for entry in entries().values():
        yield entry[0], entry[8], entry[4], entry[3]


def write(folder: Path, tables: Path) -> None:
    """Write kanji.tsv, the readings of single characters, and japanese.tsv: a mark, a form and its readings.

    The mark is f for family names, g for given names, w for words. All forms are folded.
    """
    fold = str.maketrans(classes(folder))
    characters: dict[str, list[str]] = {}
    for character, readings in sorted(single_characters().items()):
        known = characters.setdefault(character.translate(fold), [])
        known += [reading for reading in readings if reading not in known][: 6 - len(known)]
    rows = [f"{character}\t{' '.join(readings)}" for character, readings in sorted(characters.items()) if readings]
    (tables / "kanji.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    found: dict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
    for rank, (form, kana) in enumerate(family_names()):
        found["f", form.translate(fold)].append((rank - 10_000, romanise(kana)))
    for form, kana in given_names():
        found["g", form.translate(fold)].append((0, romanise(kana)))
    for form, kana, part, cost in dictionary():
        mark = _mark(form, part, cost)
        if mark:
            found[mark, form.translate(fold)].append((cost, romanise(kana)))
    lines = []
    for (mark, form), readings in sorted(found.items()):
        chosen = list(dict.fromkeys(reading for _rank, reading in sorted(readings) if reading))[: 2 if mark == "w" else 3]
        if chosen:
            lines.append(f"{mark}{form}\t{' '.join(chosen)}")
    (tables / "japanese.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _mark(form: str, part: str, cost: int) -> str:
    if part.startswith(("動詞,自立", "形容詞,自立")):
        return "w" if VERB.match(form) else ""
    if MIXED.match(form) and part.startswith("名詞,一般"):
        return "w"
    if not KANJI.match(form) or len(form) > 4:
        return ""
    if part.startswith("名詞,固有名詞,人名,姓"):
        return "f"
    if part.startswith("名詞,固有名詞,人名,名"):
        return "g"
    return "w" if part.startswith(NOUNS) and cost < USUAL_COST and len(form) > 1 else ""
