"""Build the table of Japanese readings: of family names, given names, words, and single characters."""

from __future__ import annotations

import csv
import importlib.util
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from praya.engines.search import katakana, romanise
from search_tables.han import classes
from search_tables.unihan import all_readings, field_of

KANJI = re.compile(r"[㐀-鿿々]+$")
MIXED = re.compile(r"[㐀-鿿][㐀-鿿々ぁ-ん]{0,2}[ぁ-ん]$")
VERB = re.compile(r"[㐀-鿿][ぁ-ん]$")
NOUNS = ("名詞,一般", "名詞,サ変接続", "名詞,形容動詞語幹", "名詞,副詞可能", "名詞,代名詞", "名詞,固有名詞,地域,国")
USUAL_COST = 5700


def single_characters() -> dict[str, list[str]]:
    """Return readings of characters: two of Chinese origin and four of Japanese, these in capitals."""
    on, kun = field_of(all_readings(), "kJapaneseOn"), field_of(all_readings(), "kJapaneseKun")
    found = {}
    for character in on.keys() | kun.keys():
        try:
            character.encode("shift_jis_2004")
        except UnicodeEncodeError:
            continue
        native = [reading for reading in kun.get(character, "").split() if len(reading) <= 8]
        found[character] = [*(reading.lower() for reading in on.get(character, "").split()[:2]), *native[:4]]
    return found


def given_names() -> Iterator[tuple[str, str]]:
    """Give written forms of given names with their readings."""
    for path in sorted(_dataset().glob("first_name_*_opti.csv")):
        with path.open(encoding="utf-8") as file:
            for kana, _roman, *written in csv.reader(file):
                yield from ((form, katakana(kana)) for form in written)


def name_readings(names: Mapping[str, Sequence[str]], characters: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Return how characters are read in given names, learnt from names of two: what one is not read as, the other is."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for name, readings in names.items():
        if len(name) != 2:
            continue
        for reading in readings:
            for known in map(str.lower, characters.get(name[0], ())):
                if reading.startswith(known) and len(reading) > len(known):
                    counted[name[0]][known] += 1
                    counted[name[1]][reading[len(known) :]] += 1
            for known in map(str.lower, characters.get(name[1], ())):
                if reading.endswith(known) and len(reading) > len(known):
                    counted[name[1]][known] += 1
                    counted[name[0]][reading[: -len(known)]] += 1
    return {one: [reading for reading, count in seen.most_common(4) if count > 2] for one, seen in counted.items()}


def family_names() -> Iterator[tuple[str, str]]:
    """Give family names with their readings, the most frequent first."""
    with (_dataset() / "last_name_org.csv").open(encoding="utf-8") as file:
        yield from ((row[0], katakana(row[2])) for row in csv.reader(file))


def _dataset() -> Path:
    spec = importlib.util.find_spec("japanese_personal_name_dataset")
    if spec is None or spec.origin is None:
        raise SystemExit("japanese-personal-name-dataset is not installed")
    return Path(spec.origin).parent / "dataset"


def dictionary() -> Iterator[tuple[str, str, str, int]]:
    """Give (written form, reading, part of speech, cost) of every entry of the dictionary."""
    from janome.sysdic import entries

    for entry in entries().values():
        yield entry[0], entry[8], entry[4], entry[3]


def write(folder: Path, tables: Path) -> None:
    """Write kanji.tsv, the readings of single characters in words and in given names, and japanese.tsv: a mark,
    a form and its readings.

    The mark is f for family names, g for given names, w for words. All forms are folded.
    """
    fold = str.maketrans(classes(folder))
    characters: dict[str, list[str]] = {}
    for character, readings in sorted(single_characters().items()):
        known = characters.setdefault(character.translate(fold), [])
        known += [reading for reading in readings if reading not in known][: 6 - len(known)]
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
    given = {form: [reading for _rank, reading in readings] for (mark, form), readings in found.items() if mark == "g"}
    names = name_readings(given, characters)
    rows = [
        "\t".join((character, _those(readings, str.islower), _those(readings, str.isupper), " ".join(names.get(character, ()))))
        for character, readings in sorted(characters.items())
        if readings
    ]
    (tables / "kanji.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    (tables / "japanese.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _those(readings: Sequence[str], are: Callable[[str], bool]) -> str:
    return " ".join(reading.lower() for reading in readings if are(reading))


def _mark(form: str, part: str, cost: int) -> str:
    if part.startswith(("動詞,自立", "形容詞,自立")):
        return "w" if VERB.match(form) else ""
    if MIXED.match(form) and part.startswith("名詞,一般"):
        return "w"
    if not KANJI.match(form) or len(form) > 4:
        return ""
    if part.startswith("名詞,固有名詞,人名,姓"):
        return "f"
    if part.startswith("名詞,固有名詞,地域,一般") and len(form) == 2:
        return "f"  # many families are called after a place
    if part.startswith("名詞,固有名詞,人名,名"):
        return "g"
    return "w" if part.startswith(NOUNS) and cost < USUAL_COST and len(form) > 1 else ""
