"""Load the tables beside this module, each once and only when it is needed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "tables"


def _table_rows(name: str) -> Iterator[list[str]]:
    with (FOLDER / name).open(encoding="utf-8") as file:
        for line in file:
            yield line.rstrip("\n").split("\t")


@cache
def han_fold() -> dict[int, int]:
    """Return what each character that folds to another folds to, as `str.translate` reads it."""
    return {ord(other): ord(row[0][0]) for row in _table_rows("fold.txt") for other in row[0][1:]}


@cache
def han_readings() -> dict[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]]:
    """Return Mandarin (pinyin), Cantonese (Jyutping) and Korean (Hangul) readings of every folded character."""
    return {row[0]: (tuple(row[1].split()), tuple(row[2].split()), tuple(row[3].split())) for row in _table_rows("han.tsv")}


@cache
def spellings(lane: str) -> dict[str, tuple[str, ...]]:
    """Return the classes that each spelling of a lane's syllables may stand for; lanes: mandarin, cantonese, korean."""
    return {row[0]: tuple(row[1].split()) for row in _table_rows(f"{lane}.tsv")}


@cache
def surnames() -> dict[str, str]:
    """Return the characters, folded, for which a family name spelled in the Hokkien or a kindred way may stand."""
    return {row[0]: row[1].translate(han_fold()) for row in _table_rows("surnames.tsv")}


@cache
def japanese_forms() -> dict[str, tuple[str, ...]]:
    """Return readings of Japanese family names (f), given names (g) and words (w), each form after its mark."""
    return {row[0]: tuple(row[1].split()) for row in _table_rows("japanese.tsv")}


@cache
def kanji_readings() -> dict[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]]:
    """Return Japanese readings of single characters: of Chinese origin, of Japanese origin, and in given names."""
    return {row[0]: (tuple(row[1].split()), tuple(row[2].split()), tuple(row[3].split())) for row in _table_rows("kanji.tsv")}


def letters(kind: str) -> dict[str, str]:
    """Return how letters of an alphabet, or groups of them, are written; kinds: greek, arabic, thai_first and the like."""
    return {row[1]: row[2] for row in _table_rows("alphabets.tsv") if row[0] == kind}


@cache
def han_order(name: str) -> dict[str, str]:
    """Return where each Han character stands by "strokes" or "pinyin": two digits of its group, four of its place there."""
    found: dict[str, str] = {}
    for order, group, characters in _table_rows("orders.tsv"):
        if order == name:
            found |= {character: f"{int(group):02}{place:04}" for place, character in enumerate(characters)}
    return found
